"""Cut a text into words for the parsers of times and quantities.

These parsers read words with a bounded look-ahead, so that their work grows with the length of the text and no faster,
whatever the text. They need no tagger and see the same words in capitals, lower case or mixed copy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Case = Literal["mixed", "upper", "lower"]

_WORD = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)"  # 1,200 and 1,200.5
    r"|\d+(?:\.\d+)*"  # 12, 1.5, 9.3.2017
    r"|['’][^\W\d_]+"  # 's
    r"|[^\W\d_]+"
    r"|\S"
)
_PAD = 16  # look-ahead and look-behind past the ends read empty words


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as parallel lists, padded with empty words, so that any near index can be read.

    `low` is lower-cased with straight apostrophes and dashes; `raw` is as written.
    """

    text: str
    raw: list[str]
    low: list[str]
    start: list[int]
    end: list[int]
    case: Case

    def __len__(self) -> int:
        return len(self.raw) - _PAD

    def glued(self, i: int) -> bool:
        """Whether word `i` follows the word before it without a space."""
        return i > 0 and self.start[i] == self.end[i - 1] and bool(self.raw[i])

    def capital(self, i: int) -> bool:
        """Whether word `i` starts with a capital letter."""
        return self.raw[i][:1].isupper()

    def number(self, i: int) -> bool:
        """Whether word `i` is written in digits."""
        return self.raw[i][:1].isdigit() and self.raw[i].isascii()

    def alphabetic(self, i: int) -> bool:
        """Whether word `i` is made of letters."""
        return self.raw[i][:1].isalpha()

    def matches(self, i: int, *expected: str) -> bool:
        """Whether the words from `i` on are the expected ones."""
        return self.low[i] == expected[0] and tuple(self.low[i : i + len(expected)]) == expected


def lex(text: str) -> Words:
    """The words of a text."""
    found = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    pad, size = [""] * _PAD, [len(text)] * _PAD
    raw = [word for word, _, _ in found]
    return Words(
        text=text,
        raw=raw + pad,
        low=[_fold(word) for word in raw] + pad,
        start=[start for _, start, _ in found] + size,
        end=[end for _, _, end in found] + size,
        case=_letter_case(raw),
    )


def _fold(word: str) -> str:
    if word[0] in "’‘":
        return "'" + word[1:].lower()
    if word in "–‐‑‒−":
        return "-"
    return word.lower()


def _letter_case(raw: list[str]) -> Case:
    longer = [word for word in raw if len(word) > 1 and word.isalpha()]
    upper = sum(word.isupper() for word in longer)
    if longer and upper > len(longer) / 2:
        return "upper"
    if not any(word[0].isupper() for word in raw):
        return "lower"
    return "mixed"
