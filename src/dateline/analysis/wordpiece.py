"""Cut words into the pieces of the encoder's vocabulary, and keep the letter case that the vocabulary lacks.

The algorithm is BERT's (lower-case, strip accents, split off punctuation, longest match first). It is written here,
with a cache of whole words, because news repeats its words and the lookup is then one dictionary access.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

MAX_PIECES = 8  # of one word: a link or a hash says no more after that
MAX_CHARS = 100
CACHE = 200_000

LOWER, TITLE, UPPER, MIXED = range(4)


def letter_case(word: str) -> int:
    """LOWER (or no letters), TITLE, UPPER (two letters or more) or MIXED."""
    if word.islower() or not any(c.isalpha() for c in word):
        return LOWER
    if word.isupper() and sum(c.isalpha() for c in word) > 1:
        return UPPER
    return TITLE if word[0].isupper() and (word[1:].islower() or len(word) == 1) else MIXED


class WordPieces:
    """Encodes words; `encode` gives piece ids, the case of each piece's word, and each word's first piece."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.ids = {piece: i for i, piece in enumerate(vocabulary)}
        self.unknown = self.ids["[UNK]"]
        self.start, self.end = self.ids["[CLS]"], self.ids["[SEP]"]
        self._cache: dict[str, tuple[tuple[int, ...], int]] = {}

    @classmethod
    def from_file(cls, path: Path) -> WordPieces:
        """Read a vocabulary, a piece a line."""
        return cls(path.read_text(encoding="utf-8").split("\n")[:-1])

    def word(self, word: str) -> tuple[tuple[int, ...], int]:
        """The piece ids of one word (at least one) and its letter case."""
        known = self._cache.get(word)
        if known is None:
            known = tuple(self._pieces(word)) or (self.unknown,), letter_case(word)
            if len(self._cache) < CACHE:
                self._cache[word] = known
        return known

    def encode(self, words: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
        """Piece ids with [CLS] and [SEP], the case of each piece, and the index of each word's first piece."""
        ids, cases, firsts = [self.start], [LOWER], []
        for word in words:
            pieces, case = self.word(word)
            firsts.append(len(ids))
            ids.extend(pieces)
            cases.extend([case] * len(pieces))
        ids.append(self.end)
        cases.append(LOWER)
        return ids, cases, firsts

    def _pieces(self, word: str) -> list[int]:
        normal = unicodedata.normalize("NFD", word[:MAX_CHARS].lower())
        ids: list[int] = []
        for part in _split_punctuation(c for c in normal if unicodedata.category(c) not in ("Mn", "Cc", "Cf")):
            ids.extend(self._longest_match(part))
        return ids[:MAX_PIECES]

    def _longest_match(self, part: str) -> list[int]:
        ids, at = [], 0
        while at < len(part):
            for end in range(len(part), at, -1):
                found = self.ids.get(("##" if at else "") + part[at:end])
                if found is not None:
                    ids.append(found)
                    at = end
                    break
            else:
                return [self.unknown]
        return ids


def _split_punctuation(chars: Iterable[str]) -> list[str]:
    parts = [""]
    for c in chars:
        if c.isspace():
            parts.append("")
        elif not c.isalnum() or "一" <= c <= "鿿":  # punctuation and Chinese characters stand alone
            parts += [c, ""]
        else:
            parts[-1] += c
    return [part for part in parts if part]
