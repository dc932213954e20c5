"""The words that characterise a text: names, nouns and numbers that are rare elsewhere.

    terms_of("A bird delayed a Delta flight in Detroit.")   {"bird": …, "delta": …, "flight": …, "detroit": …, …}

How rare a word is, and how nominal, is looked up in `data/background.csv` (made by `training/build_background.py`),
never in the store: a text's terms must not change with what arrives after it.
"""

from __future__ import annotations

import csv
import functools
import heapq
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[.,]\d+)*")
_POSSESSIVE = re.compile(r"['’]s?\b")
_PLURAL, _NO_PLURAL = 4, ("ss", "us", "is")
VERBAL = 0.3  # what a word counts that is never a noun; one that always is counts 1
LEAST = 0.5  # what a word must weigh to count at all
NUMBER, YEAR = 0.5, re.compile(r"(?:19|20)\d\d")
KEPT = 40  # terms of a document
Ranked = tuple[float, str]


def fold(word: str) -> str:
    """A word without case, accents, thousands separators and plural ending."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    word = word.casefold()
    if word[0].isdigit():
        return word.replace(",", "")
    return word[:-1] if len(word) >= _PLURAL and word[-1] == "s" and not word.endswith(_NO_PLURAL) else word


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return list(map(_fold, WORD.findall(_POSSESSIVE.sub("", text))))


def terms_of(words: Iterable[str], extra: Iterable[str] = (), kept: int = KEPT) -> dict[str, float]:
    """The terms of a text with their weights, of length 1 together; the heaviest first.

    Args:
        words: Its folded words.
        extra: Words that count again: of the title and the first sentences.
        kept: How many to keep.
    """
    counts = Counter(words)
    counts.update(extra)
    return leveled(heapq.nsmallest(kept, _weighed(counts)))


def ranked(words: Iterable[str]) -> list[Ranked]:
    """All terms of a text with their weights negated, the heaviest first."""
    return sorted(_weighed(Counter(words)))


def leveled(best: Sequence[Ranked]) -> dict[str, float]:
    """Ranked terms with weights of length 1 together."""
    length = math.sqrt(sum(w * w for w, _ in best))
    return {word: round(-w / length, 4) for w, word in best}


def _weighed(counts: Mapping[str, int]) -> list[Ranked]:
    return [(-_often(count) * w, word) for word, count in counts.items() if (w := weight(word))]


@functools.cache
def _often(count: int) -> float:
    """What a word that comes so often counts more than one that comes once."""
    return 1 + math.log(count)


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """How alike two texts' terms are, from 0 to 1."""
    if len(b) < len(a):
        a, b = b, a
    return math.fsum(weight * b[word] for word, weight in a.items() if word in b)


def likeness(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The cosine of two short texts' terms, the less the fewer terms they share: one rare word is no likeness."""
    if a.keys().isdisjoint(b):
        return 0.0
    both = a.keys() & b.keys()
    return math.fsum(a[word] * b[word] for word in both) * len(both) / (len(both) + 1)


@functools.lru_cache(maxsize=100_000)
def weight(word: str) -> float:
    """How much a folded word says of what a text is about."""
    known = _background()
    found = known.get(word)
    if found is not None:
        return found
    if word[0].isdigit():
        return 0.0 if len(word) == 1 or YEAR.fullmatch(word) else NUMBER * known[""]
    return known[""] if len(word) > 1 else 0.0


@functools.lru_cache(maxsize=100_000)
def _fold(word: str) -> str:
    return fold(word)


@functools.cache
def _background() -> dict[str, float]:
    """Weights of the words of the background; "" stands for a word that it has not."""
    table = resources.files(__package__).joinpath("data/background.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    total = int(rows[0]["texts"])  # the first row, without a word, counts them all
    weights = {row["word"]: _weight(int(row["texts"]), float(row["nominal"]), total) for row in rows[1:]}
    return {**weights, "": math.log(total)}


def _weight(texts: int, nominal: float, total: int) -> float:
    weighs = math.log(total / texts) * (VERBAL + (1 - VERBAL) * nominal)
    return weighs if weighs >= LEAST else 0.0
