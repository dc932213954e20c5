"""Guess from the words around a time whether its sentence tells what has happened or what is to come.

The coder knows better, by the claim that a time belongs to; this is for those who tag times without an analysis.
"""

from __future__ import annotations

from dateline.mentions.lexing import Words
from dateline.mentions.time_setting import Direction
from dateline.mentions.time_words import time_words

_BACK, _AHEAD = 30, 20  # words to look at
_ENDS = frozenset({"!", "?", ";", "\n"})
_QUOTES = frozenset({'"', "”", "“", "’", "'", ")", "(", "‘"})
_INFINITIVES = frozenset({"be", "to", "being"})  # "to be held" and "to put" say nothing of the past
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "this", "that", "these", "those", "heavy"})
_WEAK = 4  # letters of the shortest verb whose "-ed" is trusted


def direction_at(words: Words, start: int, end: int) -> Direction:
    """The direction of a time that stands at words `start` to `end`: by the nearest verb before it, or else after."""
    return _nearest(words, range(start - 1, max(start - _BACK, -1), -1)) or _nearest(
        words, range(end, min(end + _AHEAD, len(words)))
    ) or "unknown"  # fmt: skip


def _nearest(words: Words, order: range) -> Direction | None:
    """The direction of the nearest word that is sure; where none is, of the nearest past participle."""
    weak: Direction | None = None
    for i in order:
        if _ends_sentence(words, i):
            break
        sure = _sure(words, i)
        if sure:
            return sure
        if weak is None and _looks_past(words, i):
            weak = "past"
    return weak


def _sure(words: Words, i: int) -> Direction | None:
    known, low = time_words(), words.low[i]
    if low in known.future_cues:
        return None if _because_of(words, i) else "future"
    if low in known.future_before_to and words.low[i + 1] == "to":
        return "future"
    if low in ("is", "are", "'s") and words.low[i + 1] == "to":
        return "future"
    return "past" if low in known.past_cues and words.low[i - 1] not in _INFINITIVES else None


def _because_of(words: Words, i: int) -> bool:
    """Whether "due" opens a reason: "due to the fighting"."""
    return words.low[i] == "due" and words.low[i + 1] == "to" and words.low[i + 2] in _DETERMINERS


def _looks_past(words: Words, i: int) -> bool:
    low = words.low[i]
    return (
        words.low[i - 1] not in _INFINITIVES
        and low.endswith("ed")
        and len(low) > _WEAK
        and low not in time_words().not_past
        and not words.capital(i)
    )


def _ends_sentence(words: Words, i: int) -> bool:
    low = words.low[i]
    if low != ".":
        return low in _ENDS
    k = i + 1
    while words.low[k] in _QUOTES:
        k += 1
    return (words.capital(k) or not words.raw[k]) and len(words.raw[i - 1]) > 1
