"""A small desk made by hand: who holds a town, an attack that three dispatches tell differently, a plan, hostile words.

Dispatches are told in sentences with marked words, as in `tests/situation/telling.py`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.records import Actor, Claim, Coded, Document, Place, Quantity, Sentence, Span, Time
from dateline.store import Store, writer

_MARK = re.compile(r"\{(\w):([^}]*)\}")
RECORDED = "2018-01-01T00:00:00Z"
PLACES = {
    "Raqqa": ("gn:172955", "SY", 35.95283, 39.00788, "city", "city"),
    "Kobani": ("gn:168852", "SY", 36.89, 38.35, "town", "city"),
    "Syria": ("gn:163843", "SY", 35.0, 38.5, "country", "country"),
    "Nowhere": (None, None, None, None, None, None),
}
HOSTILE = "<script>alert(1)</script> \u202eevil"

Told = tuple[str, str, dict[str, Any]]  # a sentence with marked words, the type of its claim, and what else it has


def day(first: str, last: str | None = None, precision: Any = "day") -> Time:
    """A time; both ends inclusive."""
    return Time("then", 0, 0, first, last or first, precision, "test")


def dead(number: float) -> Quantity:
    """A number of dead."""
    return Quantity(f"{number:g}", 0, 0, number, number, number, "killed")


def blast(number: float) -> dict[str, Any]:
    """What a claim of one attack has besides, with its number of dead."""
    return {"time": day("2017-10-13"), "confidence": 0.9, "quantities": (dead(number),)}


DISPATCHES: tuple[tuple[str, str | None, str, list[Told]], ...] = (
    ("siege", "Agencies", "2017-09-01", [
        ("{A:Islamic State} {T:controls} {P:Raqqa}.", "controls", {}),
        ("{A:Kurdish forces} {T:besiege} {P:Raqqa}.", "besieges", {}),
        ("{A:Washington} {T:backs} {R:Kurdish forces}.", "backs", {"confidence": 0.8}),
        ("{A:Kurdish forces} {T:will attack} {P:Kobani}.", "ASSAULT", {"status": "future", "time": day("2017-09-20")}),
    ]),
    ("blast", "Agencies", "2017-10-14", [
        ("{A:Islamic State} {T:bombed} a market in {P:Raqqa} and killed 12.", "ASSAULT", blast(12)),
        ("{A:Ankara} {T:denounced} {R:Islamic State}.", "ACCUSE", {"confidence": 0.3}),
    ]),
    ("blast-2", "The Courier", "2017-10-14", [
        ("{A:Islamic State} {T:bombed} a market in {P:Raqqa} and killed 40 people.", "ASSAULT", blast(40)),
    ]),
    ("fall", "The Courier", "2017-10-18", [
        ("{A:Kurdish forces} {T:captured} {P:Raqqa} on Tuesday.", "ASSAULT", {"time": day("2017-10-17")}),
        ("{A:Kurdish forces} {T:control} {P:Raqqa}.", "controls", {}),
        ("{A:Someone} {T:fought} somewhere in {P:Syria}.", "ASSAULT", {"time": day("2017-10", precision="month")}),
        ("{A:Someone} {T:fought} at {P:Nowhere}.", "ASSAULT", {"confidence": 0.2}),
    ]),
    ("hostile", None, "2017-10-19", [
        (f"{{A:{HOSTILE}}} {{T:hit}} {{P:Kobani}}.", "ASSAULT", {"time": day("2017-10-19")}),
    ]),
    ("plain", "The Courier", "2017-10-20", []),
)  # fmt: skip


def fill(path: Path) -> str:
    """The desk in a file."""
    with Store.open(path) as store:
        for dispatch in dispatches():
            writer.add(store, dispatch, "test 1", RECORDED)
    return str(path)


def dispatches() -> Iterator[Coded]:
    """The dispatches, coded."""
    for ident, publisher, published, told in DISPATCHES:
        yield coded(ident, publisher, published, told)


def coded(ident: str, publisher: str | None, published: str, told: list[Told]) -> Coded:
    """A dispatch with a claim for each sentence; without any, one that tells of the weather."""
    texts = [_MARK.sub(r"\2", marked) for marked, _, _ in told] or ["It rained."]
    document = Document(ident, " ".join(texts), title=f"About {ident}", published=published, publisher=publisher)
    starts = [sum(len(text) + 1 for text in texts[:k]) for k in range(len(texts))]
    sentences = tuple(
        Sentence(text, start, start + len(text), k) for k, (text, start) in enumerate(zip(texts, starts, strict=True))
    )
    claims = tuple(
        _claim(document, sentence, marked, kind, given)
        for sentence, (marked, kind, given) in zip(sentences, told, strict=False)
    )
    return Coded(document, claims, () if claims else ("no event and no relation",), sentences)


def _claim(document: Document, sentence: Sentence, marked: str, kind: str, given: dict[str, Any]) -> Claim:
    spans = list(_spans(marked, sentence.start))
    parties = {
        name: tuple(_actor(span) for role, span in spans if role == mark)
        for mark, name in (("A", "actors"), ("R", "recipients"))
    }
    digest = hashlib.sha256(f"{document.id}{sentence.index}".encode()).hexdigest()[:20]
    return Claim(
        **{
            "id": f"c-{digest}",
            "kind": "event" if kind.isupper() else "relation",
            "type": kind,
            "status": "actual",
            "trigger": next(span for role, span in spans if role == "T"),
            "sentence": sentence,
            "document": document,
            "places": tuple(_place(span) for role, span in spans if role == "P"),
            "confidence": 0.9,
            "reasons": ("made by hand",),
            "coder": "test 1",
            **parties,
            **given,
        }
    )


def _spans(marked: str, start: int) -> Iterator[tuple[str, Span]]:
    shift = start
    for match in _MARK.finditer(marked):
        begin = match.start() + shift
        yield match[1], Span(match[2], begin, begin + len(match[2]))
        shift -= len(match[0]) - len(match[2])


def _actor(span: Span) -> Actor:
    known = {"Islamic State": ("islamic-state", None, "REB"), "Kurdish forces": ("ypg", "SYR", "REB"),
             "Washington": ("united-states", "USA", "GOV"), "Ankara": ("turkey", "TUR", "GOV")}  # fmt: skip
    ident, country, sector = known.get(span.text, (None, None, None))
    return Actor(span.text, span.start, span.end, ident, span.text, country, sector)


def _place(span: Span) -> Place:
    ident, country, lat, lon, kind, precision = PLACES[span.text]
    return Place(span.text, span.start, span.end, ident, span.text, country, lat, lon, kind, precision, "in")


def claim_id(document: str, sentence: int) -> str:
    """The id of the claim of a sentence."""
    return f"c-{hashlib.sha256(f'{document}{sentence}'.encode()).hexdigest()[:20]}"
