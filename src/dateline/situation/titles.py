"""The whole title of an office, as its sentence has it: "secretary" in "the defence secretary"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from dateline.records import Claim
from dateline.situation.parties import register

BEFORE, AFTER = 3, 3  # words around the title that may belong to it
ARTICLES = frozenset({"a", "an", "the"})
_WORD = re.compile(r"[\w'’-]+|[.,;:()]")


def title(claim: Claim) -> str | None:
    """The longest words around a label that the register knows as a title; else the label."""
    label = claim.label
    if label is None or not claim.recipients:
        return label
    text = claim.sentence.text
    at = claim.trigger.start - claim.sentence.start
    before = _unbroken(reversed(_WORD.findall(text[:at])[-BEFORE:]))[::-1]
    after = _unbroken(_WORD.findall(text[at + len(claim.trigger.text) :])[:AFTER])
    country = claim.recipients[0].country
    known = (words for words in _windows(before, claim.trigger.text, after) if _is_title(words, country))
    longest = max(known, key=lambda words: (len(words.split()), words), default=label)
    return longest if len(longest.split()) > len(label.split()) and label.casefold() in longest.casefold() else label


def _unbroken(words: Iterable[str]) -> list[str]:
    """The words before the first mark or article, which no title goes across."""
    return list(takewhile(lambda word: word[0].isalnum() and word.casefold() not in ARTICLES, words))


def _windows(before: list[str], word: str, after: list[str]) -> list[str]:
    starts = [before[k:] for k in range(len(before) + 1)]
    ends = [after[:k] for k in range(len(after) + 1)]
    return [" ".join([*start, word, *end]) for start in starts for end in ends]


def _is_title(words: str, country: str | None) -> bool:
    return register().office(words, country) is not None
