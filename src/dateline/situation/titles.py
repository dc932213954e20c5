"""The whole title of an office, as its sentence has it: "secretary" in "the defence secretary"."""

from __future__ import annotations

import re

from dateline.records import Claim
from dateline.situation.evidence import Party
from dateline.situation.parties import register
from dateline.situation.words import words

BEFORE, AFTER = 3, 3  # words around the title that may belong to it
REACH = 6  # words around a trigger that is no title ("sworn in as ...") among which the title stands
_WORD = re.compile(r"[\w'’-]+")
_PHRASE = re.compile(r"[.,;:()“”\"–—]")


def title(claim: Claim) -> str | None:
    """The longest words around a label that the register knows as a title; else the label."""
    label = claim.label
    if not claim.recipients:
        return label
    country = claim.recipients[0].country
    reach = (BEFORE, AFTER) if label else (REACH, REACH)
    known = [found for found in _windows(claim, *reach, inside=bool(label)) if _is_title(found, country)]
    longest = max(known, key=lambda found: (len(found.split()), found), default=label)
    if label is None or longest is None:
        return longest
    return longest if len(longest.split()) > len(label.split()) and label.casefold() in longest.casefold() else label


def office(label: str | None, body: Party) -> str | None:
    """The office that a title names in a body, where one person at a time has it; None for any other title."""
    known = register().office(label, body.country) if label else None
    return known[0] if known is not None and words("office", "single").fullmatch(known[0]) else None


def _windows(claim: Claim, before: int, after: int, *, inside: bool) -> list[str]:
    """The runs of words around the trigger within its phrase, without articles before them.

    `inside`: only those that hold the trigger.
    """
    at = claim.trigger.start - claim.sentence.start
    end = at + len(claim.trigger.text)
    left = _WORD.findall(_PHRASE.split(claim.sentence.text[:at])[-1])[-before:]
    right = _WORD.findall(_PHRASE.split(claim.sentence.text[end:])[0])[:after]
    run = [*left, claim.trigger.text, *right]
    spans = [(i, k) for i in range(len(run)) for k in range(i + 1, len(run) + 1)]
    around = [(i, k) for i, k in spans if not inside or i <= len(left) < k]
    return [" ".join(run[i:k]) for i, k in around if not words("office", "articles").fullmatch(run[i])]


def _is_title(found: str, country: str | None) -> bool:
    known = register().office(found, country)
    return known is not None and bool(known[0])
