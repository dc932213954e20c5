"""Looks back: what a text tells without a day right after what it tells of long ago belongs to that time as well.

"In 2014 he went to Syria. There he was arrested." Such sentences go on from one that names days of the past: they have
no time of their own, are told in the past tense, and take up who or where it was. After a few the text is taken to be
back in its own days.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from spacy.tokens import Span

from dateline.coding.cues import cues
from dateline.coding.resolver import Resolved
from dateline.records import Claim, is_historical

MOST = 2  # sentences that go on from one that names days of the past


def with_narrated(claims: Iterable[Claim], resolved: Resolved, published: str | None) -> list[Claim]:
    """The claims, those of looks back as historical."""
    told = list(claims)
    back = set(_going_on(resolved, published))
    return [
        dataclasses.replace(claim, historical=True)
        if claim.sentence.index in back and claim.kind == "event" and claim.status == "actual" and claim.time is None
        else claim
        for claim in told
    ]


def _going_on(resolved: Resolved, published: str | None) -> Iterator[int]:
    """The numbers of the sentences that go on from one that names days of the past."""
    left = 0
    for index, (sentence, times) in enumerate(zip(resolved.sentences, resolved.times, strict=True)):
        if times:
            days = (resolved.timeline.resolve(each) for each in times)
            left = MOST if all(is_historical(day, published) for day in days) else 0
        elif left and _takes_up(sentence):
            left -= 1
            yield index
        else:
            left = 0


def _takes_up(sentence: Span) -> bool:
    """Whether a sentence is told in the past tense, of somebody or some place named before."""
    root = sentence.root
    tensed = [root, *(c for c in root.children if c.dep_ in ("aux", "aux:pass", "cop"))]
    if not any(t.tag_ == "VBD" for t in tensed) or any(t.tag_ in ("VBZ", "VBP", "MD") for t in tensed):
        return False
    first = next((t for t in sentence if t.is_alpha), None)
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
    pronoun = subject is not None and subject.lower_ in cues("narration")["again"]
    return pronoun or (first is not None and first.lower_ in cues("narration")["there"])
