"""Claims made by hand from a sentence in which words are marked: "{A:The army} {T:captured} {P:Aville} on Monday".

T is the trigger, A an actor, R a recipient, P a place, S a source. Actors have the id "new:…" of their words unless
they are given as "kind:…" or in lower case, which makes them a kind of people.
"""

from __future__ import annotations

import re
from typing import Any

from dateline.records import Actor, Claim, Document, Place, Quantity, Sentence, Span, Time
from dateline.situation.evidence import Evidence
from dateline.situation.sentences import pieces
from dateline.store.rows import StoredClaim

_MARK = re.compile(r"\{(\w):([^}]*)\}")
KNOWN = "2017-06-10T00:00:00Z"


def told(marked: str, type: str, **given: Any) -> Claim:
    """A claim of a sentence with marked words."""
    text, spans = _unmarked(marked)
    document = Document("d-1", "", published=KNOWN[:10], publisher="Herald")
    trigger = next(span for role, span in spans if role == "T")
    parties = {name: tuple(_actor(span) for role, span in spans if role == mark)
               for mark, name in (("A", "actors"), ("R", "recipients"))}  # fmt: skip
    return Claim(
        **{
            "id": f"c-{marked}-{type}-{sorted(given)}",
            "kind": "event" if type.isupper() else "relation",
            "type": type,
            "status": "actual",
            "trigger": trigger,
            "sentence": Sentence(text, 0, len(text), 0),
            "document": document,
            "places": tuple(_place(span) for role, span in spans if role == "P"),
            "confidence": 0.9,
            **parties,
            **given,
        }
    )


def _unmarked(marked: str) -> tuple[str, list[tuple[str, Span]]]:
    text, spans, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        spans.append((match[1], Span(match[2], len(text), len(text) + len(match[2]))))
        text, at = text + match[2], match.end()
    return text + marked[at:], spans


def _actor(span: Span) -> Actor:
    kind = "kind" if span.text.islower() else "new"
    ident = f"{kind}:{span.text.casefold().removeprefix('the ').replace(' ', '-')}"
    return Actor(span.text, span.start, span.end, ident, span.text)


def _place(span: Span) -> Place:
    kind = "country" if span.text.endswith("land") else "town"
    return Place(span.text, span.start, span.end, f"gn:{span.text}", span.text, "XA", 1.0, 1.0, kind, "city", "in")


def day(first: str | None, last: str | None, precision: Any = "day") -> Time:
    """A time; both ends inclusive."""
    return Time("then", 0, 0, first, last, precision, "test")


def troops(value: float) -> Quantity:
    """A number of troops."""
    return Quantity(str(value), 0, 0, value, value, value, "troops")


def evidence(*claims: Claim) -> list[Evidence]:
    """What claims of one sentence say."""
    stored = [StoredClaim(n, claim, 1, KNOWN, None, None) for n, claim in enumerate(claims)]
    return [piece for _, piece in pieces(stored, "herald")]


def short(*claims: Claim) -> set[tuple[str, ...]]:
    """The same in short: predicate, effect, who, to whom or where."""
    return {
        (e.predicate, e.effect, e.subject.name if e.subject else "-", (e.object or e.place).name)  # type: ignore[union-attr]
        for e in evidence(*claims)
    }
