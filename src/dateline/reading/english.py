"""Whether a text is in English, told by the words that every English text is full of."""

from __future__ import annotations

import re

from dateline.reading.tables import tables

_LETTERS = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_FEWEST = 20  # words; of fewer nothing can be told
_LEAST = 0.18  # of the words; English news has 0.3 to 0.5, its nearest relatives under 0.1


def is_english(text: str) -> bool:
    """Whether a text reads as English; a text of a few words does."""
    english = tables().english
    words = _LETTERS.findall(text[:_SAMPLE].casefold())
    return len(words) < _FEWEST or sum(word in english for word in words) >= _LEAST * len(words)
