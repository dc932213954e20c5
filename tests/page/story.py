"""Dispatches made by hand for tests of the page: a town changes hands, and not all agree on it.

In a sentence "{T:captured}" is the trigger, A an actor, R a recipient, P a place, W a time, Q a quantity, S a source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.reading import make_document
from dateline.records import Actor, Claim, Coded, Document, Failure, Place, Quantity, Sentence, Source, Span, Time
from dateline.store import Store, writer

_MARK = re.compile(r"\{(\w):([^}]*)\}")
RECORDED = "2018-01-02T00:00:00Z"

ACTORS: dict[str, tuple[str, str | None, str | None]] = {
    "Islamic State": ("islamic-state", None, "REB"),
    "Syrian Democratic Forces": ("syrian-democratic-forces", "SYR", "REB"),
    "United States": ("united-states", "USA", "GOV"),
    "Turkey": ("turkey", "TUR", "GOV"),
    "Syrian army": ("syrian-arab-army", "SYR", "MIL"),
    "Monitors": ("new:monitors", None, "NGO"),
}
PLACES: dict[str, tuple[str, str, float, float, str, str]] = {
    "Raqqa": ("gn:172955", "SY", 35.95283, 39.00788, "city", "city"),
    "Aleppo": ("gn:170063", "SY", 36.20124, 37.16117, "city", "city"),
    "Manbij": ("gn:167357", "SY", 36.52815, 37.95495, "town", "city"),
    "Deir ez-Zor": ("gn:170794", "SY", 35.33588, 40.14084, "city", "city"),
    "Idlib province": ("dl:adm1-SY-12", "SY", 35.85, 36.7, "admin1", "region"),
    "Syria": ("gn:163843", "SY", 35.0, 38.5, "country", "country"),
    "Geneva": ("gn:2660646", "CH", 46.20222, 6.14569, "city", "city"),
}

HOSTILE = (
    "<script>document.title = 'broken'</script> \u202eForces shelled\u202c 🔥🚀 "
    + "Pneumonoultramicroscopicsilicovolcanoconiosis" * 20
)


def told(ident: str, published: str, publisher: str, marked: str, *claims: dict[str, Any], **facts: Any) -> Coded:
    """A dispatch of one sentence with its claims; each takes the marked words that it does not give itself."""
    text, spans = _unmarked(marked)
    document = make_document(text, id=ident, published=published, publisher=publisher, **facts)
    sentence = Sentence(text, 0, len(text), 0)
    made = tuple(_claim(document, sentence, spans, number, parts) for number, parts in enumerate(claims))
    return Coded(document, made, (), (sentence,))


def _claim(document: Document, sentence: Sentence, spans: list[tuple[str, Span]], number: int, parts: Any) -> Claim:
    def of(mark: str) -> list[Span]:
        return [span for role, span in spans if role == mark]

    day, killed = parts.pop("day", None), parts.pop("killed", None)
    when = next(iter(of("W")), Span("", 0, 0))
    how_many = next(iter(of("Q")), Span("", 0, 0))
    return Claim(
        **{
            "id": f"c-{document.id}-{number}",
            "kind": "event" if parts["type"].isupper() else "relation",
            "status": "actual",
            "trigger": of("T")[0],
            "sentence": sentence,
            "document": document,
            "actors": tuple(map(_actor, of("A"))),
            "recipients": tuple(map(_actor, of("R"))),
            "places": tuple(map(_place, of("P"))),
            "sources": tuple(_source(span) for span in of("S")),
            "time": Time(when.text, when.start, when.end, day, day, "day", "hand") if day else None,
            "quantities": (Quantity(*_parts(how_many), killed, killed, killed, "killed"),) if killed else (),
            "confidence": 0.9,
            "reasons": ("made by hand",),
            "coder": "hand",
            **parts,
        }
    )


def _unmarked(marked: str) -> tuple[str, list[tuple[str, Span]]]:
    text, spans, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        spans.append((match[1], Span(match[2], len(text), len(text) + len(match[2]))))
        text, at = text + match[2], match.end()
    return text + marked[at:], spans


def _parts(span: Span) -> tuple[str, int, int]:
    return span.text, span.start, span.end


def _actor(span: Span) -> Actor:
    name = span.text.removeprefix("The ").removeprefix("the ")
    ident, country, sector = ACTORS.get(name, (f"new:{name.casefold()}", None, None))
    return Actor(*_parts(span), ident, name, country, sector)


def _source(span: Span) -> Source:
    actor = _actor(span)
    return Source(*_parts(span), actor.id, actor.name, actor.country, actor.sector, "said")


def _place(span: Span) -> Place:
    ident, country, lat, lon, kind, precision = PLACES[span.text]
    return Place(*_parts(span), ident, span.text, country, lat, lon, kind, precision, "in")


def story() -> Iterator[Coded]:
    """The dispatches, oldest first."""
    yield told("a-hold", "2017-06-07", "Herald", "{A:Islamic State} {T:holds} {P:Raqqa}.", {"type": "controls"})
    yield told("b-siege", "2017-06-09", "Courier",
               "{A:The Syrian Democratic Forces} have {T:besieged} {P:Raqqa}.", {"type": "besieges"})  # fmt: skip
    yield told("c-back", "2017-06-20", "Herald",
               "{A:The United States} {T:arms} {R:the Syrian Democratic Forces}.", {"type": "backs"})  # fmt: skip
    yield told("d-oppose", "2017-06-21", "Courier",
               "{A:Turkey} is {T:opposed} to {R:the Syrian Democratic Forces}.", {"type": "opposes"})  # fmt: skip
    shelled = "{A:The Syrian Democratic Forces} {T:shelled} a hospital in {P:Raqqa} on {W:Tuesday}, killing {Q:%s}"
    yield told("e-shell", "2017-08-02", "Herald", shelled % "12 people" + ", {S:Monitors} said.",
               {"type": "ASSAULT", "day": "2017-08-01", "killed": 12.0, "modes": ("heavy-weapons",)},
               title="Hospital hit in Raqqa", url="https://herald.example/raqqa")  # fmt: skip
    yield told("f-shell", "2017-08-03", "Courier", shelled % "20 people" + ".",
               {"type": "ASSAULT", "day": "2017-08-01", "killed": 20.0, "modes": ("heavy-weapons",)})  # fmt: skip
    yield told("g-east", "2017-09-06", "Herald", "{A:The Syrian army} {T:controls} {P:Deir ez-Zor}.",
               {"type": "controls"})  # fmt: skip
    yield told("h-east", "2017-09-06", "Courier", "{A:Islamic State} still {T:controls} {P:Deir ez-Zor}.",
               {"type": "controls"})  # fmt: skip
    yield told("i-fall", "2017-10-18", "Herald",
               "{A:The Syrian Democratic Forces} have {T:controlled} {P:Raqqa} since {W:Tuesday}.",
               {"type": "controls", "day": "2017-10-17"}, title="Raqqa falls")  # fmt: skip
    yield told("j-aid", "2017-10-20", "Herald", "{A:The United States} will {T:send} aid to {P:Syria}.",
               {"type": "AID", "status": "future", "day": "2017-11-15"})  # fmt: skip
    yield told("k-idlib", "2017-10-21", "Courier", "{A:The Syrian army} did not {T:attack} {P:Idlib province}.",
               {"type": "ASSAULT", "status": "negated", "day": "2017-10-20"})  # fmt: skip
    yield told("l-talks", "2017-10-24", "Herald",
               "{A:The United States} {T:met} {R:Turkey} in {P:Geneva} on {W:Monday}.",
               {"type": "CONSULT", "day": "2017-10-23"})  # fmt: skip
    yield told("m-manbij", "2017-10-26", "Courier", "{A:Turkey} may {T:attack} {P:Manbij}.",
               {"type": "ASSAULT", "status": "hypothetical", "day": "2017-10-30"})  # fmt: skip
    yield told("n-hostile", "2017-10-27", HOSTILE[:80], "{A:" + HOSTILE + "} {T:shelled} {P:Aleppo}.",
               {"type": "ASSAULT", "day": "2017-10-26"}, title=HOSTILE)  # fmt: skip


def fill(path: Path) -> str:
    """A store with the story in it."""
    with Store.open(path) as store:
        for coded in story():
            writer.add(store, coded, "hand", RECORDED)
    return str(path)


class HandCoder:
    """Codes what is added: a text with "attacked" in it makes one claim, one with "unreadable" fails."""

    name = "dateline test / by hand"

    def pipe(self, documents: Iterable[Document | Failure]) -> Iterator[Coded | Failure]:
        for document in documents:
            if isinstance(document, Failure) or "unreadable" in document.text:
                yield Failure("it", "E-FAKE", "it is unreadable")
                continue
            at = document.text.find("attacked")
            if at < 0:
                yield Coded(document, (), ("no sentence names a happening",))
                continue
            marked = document.text.replace("attacked", "{T:attacked}", 1)
            coded = told(document.id, document.published or "2018-01-01", "Desk", marked, {"type": "ASSAULT"})
            yield replace(coded, document=document, claims=tuple(replace(c, document=document) for c in coded.claims))
