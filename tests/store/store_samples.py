"""Coded dispatches made by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dateline.records import Actor, Claim, Coded, Document, Place, Sentence, Span, Time

CODER = "test 1"
RECORDED = "2026-01-01T00:00:00Z"
TEXTS = {
    "bridge": "Rebels shelled the old bridge on Monday. The army denied that it had left Montréal’s al-Bab quarter.",
    "talks": "Talks resume in Geneva. Nobody expects a deal.",
}


def coded(ident: str = "bridge", text: str | None = None, **facts: Any) -> Coded:
    """A dispatch in which every sentence makes one claim: its first word attacks its last."""
    told = TEXTS[ident] if text is None else text
    document = Document(ident, told, **{"published": "2017-03-09", "publisher": "Agencies", **facts})
    sentences = tuple(split(told))
    return Coded(document, tuple(claim(document, sentence) for sentence in sentences), (), sentences)


def silent(ident: str, text: str, **facts: Any) -> Coded:
    """A dispatch that claims nothing."""
    return replace(coded(ident, text, **facts), claims=(), reasons=("no event and no relation",))


def split(text: str) -> list[Sentence]:
    """The sentences of a text, which end in full stops."""
    found, start = [], 0
    while start < len(text):
        end = text.find(".", start) + 1 or len(text)
        found.append(Sentence(text[start:end], start, end, len(found)))
        start = end + 1
    return found


def claim(document: Document, sentence: Sentence, **parts: Any) -> Claim:
    """A claim of a sentence."""
    words = sentence.text.rstrip(".").split()
    start, end = sentence.start, sentence.start + len(words[0])
    last = sentence.start + sentence.text.rindex(words[-1])
    return Claim(
        **{
            "id": claim_id(document, sentence, parts),
            "kind": "event",
            "type": "ASSAULT",
            "status": "actual",
            "trigger": Span(words[1], end + 1, end + 1 + len(words[1])),
            "sentence": sentence,
            "document": document,
            "actors": (Actor(words[0], start, end, words[0].casefold(), words[0]),),
            "places": (Place(words[-1], last, last + len(words[-1]), f"gn:{words[-1]}", words[-1], "SY", 35.0, 38.0),),
            "time": Time(words[0], start, end, "2017-03-06", "2017-03-06", "day", "weekday"),
            "confidence": 0.8,
            "reasons": ("made by hand",),
            "coder": CODER,
            **parts,
        }
    )


def claim_id(document: Document, sentence: Sentence, parts: Any) -> str:
    """An id that follows from the content."""
    content = repr((document.id, sentence, sorted(parts.items(), key=str)))
    return f"c-{hashlib.sha256(content.encode()).hexdigest()[:16]}"


def ids(dispatches: Sequence[Coded]) -> list[str]:
    """The ids of dispatches' claims."""
    return [told.id for dispatch in dispatches for told in dispatch]
