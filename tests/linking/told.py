"""Dispatches with claims made by hand, for the tests of linking."""

from __future__ import annotations

import hashlib
from typing import Any

from dateline.linking.traits import Traits, traits_of
from dateline.records import Actor, Claim, Coded, Document, Place, Quantity, Sentence, Source, Span, Time
from dateline.store.moments import day_interval, known_moment
from dateline.store.rows import StoredClaim

RAQQA = Place("Raqqa", 0, 0, "gn:172955", "Raqqa", "SY", 35.95, 39.01, "city", "city", "in")
TABQA = Place("Tabqa", 0, 0, "gn:163808", "Tabqa", "SY", 35.84, 38.55, "city", "city", "in")
SYRIA = Place("Syria", 0, 0, "gn:163843", "Syria", "SY", 35.0, 38.0, "country", "country", "in")
MOSUL = Place("Mosul", 0, 0, "gn:99072", "Mosul", "IQ", 36.34, 43.12, "city", "city", "in")


def actor(ident: str, name: str | None = None) -> Actor:
    """An actor with an id."""
    return Actor(name or ident, 0, 0, ident, name or ident)


def day(at: str) -> Time:
    """A day that a sentence tells."""
    return Time("then", 0, 0, at, at, "day", "explicit")


def toll(value: float, unit: str = "killed", **parts: Any) -> Quantity:
    """A figure."""
    return Quantity(f"{value:g}", 0, 0, value, parts.pop("low", value), parts.pop("high", value), unit, **parts)


def deed(
    text: str = "Planes bombed a market.",
    trigger: str = "bombed",
    kind: str = "ASSAULT",
    *,
    by: tuple[str, ...] = (),
    to: tuple[str, ...] = (),
    at: tuple[Place, ...] = (),
    on: str | None = None,
    said_by: tuple[str, ...] = (),
    **parts: Any,
) -> dict[str, Any]:
    """What a sentence claims; `dispatch` makes claims of it."""
    return {
        "text": text,
        "trigger": trigger,
        "type": kind,
        "status": "actual",
        "actors": tuple(actor(ident) for ident in by),
        "recipients": tuple(actor(ident) for ident in to),
        "places": at,
        "time": day(on) if on else None,
        "sources": tuple(Source(ident, 0, 0, ident, ident) for ident in said_by),
        **parts,
    }


def dispatch(ident: str, published: str | None, *deeds: dict[str, Any], text: str | None = None, **facts: Any) -> Coded:
    """A dispatch whose sentences make claims; `text` where it tells more than they do."""
    body = text or " ".join(each["text"] for each in deeds)
    document = Document(ident, body, published=published, **{"publisher": f"{ident}.example", **facts})
    sentences = {each["text"]: None for each in deeds}
    told = {words: Sentence(words, k, k + len(words), k) for k, words in enumerate(sentences)}
    made = tuple(_claim(document, told[each["text"]], dict(each)) for each in deeds)
    return Coded(document, made, () if made else ("nothing coded",), tuple(told.values()))


def traits(
    each: dict[str, Any], document: str = "d1", published: str = "2017-09-01", n: int = 1, row: int = 1
) -> Traits:
    """The traits of what a sentence claims."""
    claim = dispatch(document, published, each)[0]
    first, last = day_interval(claim.time.from_, claim.time.to) if claim.time else (None, None)
    stored = StoredClaim(n, claim, row, known_moment(published, ""), first, last)
    return traits_of(stored, f"{document}.example")


def _claim(document: Document, sentence: Sentence, parts: dict[str, Any]) -> Claim:
    trigger = parts.pop("trigger")
    del parts["text"]
    content = repr((document.id, document.published, sentence, trigger, sorted(parts.items(), key=str)))
    return Claim(
        id=f"c-{hashlib.sha256(content.encode()).hexdigest()[:20]}",
        kind=parts.pop("kind", "event"),
        trigger=Span(trigger, 0, len(trigger)),
        sentence=sentence,
        document=document,
        confidence=0.8,
        reasons=("made by hand",),
        coder="test 1",
        **parts,
    )
