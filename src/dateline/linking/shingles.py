"""Three words in a row, as numbers: how much of one text stands in another.

A text's shingles are hashed; its sketch keeps those hashes that are lowest, all of them where the text is short, so
that overlap and containment of two texts can be told from their sketches. MinHash bands say which pairs to look at:
two texts share a band with near certainty when two thirds of their shingles are common, and hardly ever when a tenth
is.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]

WIDTH = 3  # words a shingle
SKETCH = 384  # hashes that a sketch holds, more or less; a shorter text's holds all
BANDS, ROWS = 20, 3
_HIGH = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Sketch:
    """The lowest hashes of a text's shingles: those below 2**32 / scale."""

    hashes: npt.NDArray[np.uint32]
    scale: int
    count: int  # all shingles of the text

    def to_bytes(self) -> bytes:
        """As the store keeps it."""
        return self.scale.to_bytes(4, "little") + self.hashes.astype("<u4").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes, count: int) -> Sketch:
        """What `to_bytes` gave."""
        return cls(np.frombuffer(data, dtype="<u4", offset=4), int.from_bytes(data[:4], "little"), count)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share: of all their shingles, and of the shorter one's."""

    common: float
    contained: float
    seen: int = 0  # hashes in both sketches: few tell little


def shingles(words: Sequence[str]) -> Hashes:
    """The distinct shingles of a text's words, sorted."""
    if len(words) < WIDTH:
        return np.empty(0, dtype=np.uint64)
    each = np.array(list(map(_word_hash, words)), dtype=np.uint64)
    joined = np.zeros(len(words) - WIDTH + 1, dtype=np.uint64)
    for k in range(WIDTH):
        joined = joined * np.uint64(0x9E3779B97F4A7C15) + each[k : k + len(joined)]
    return np.unique(_mixed(joined) >> _HIGH)


def sketch_of(hashes: Hashes) -> Sketch:
    """The sketch of a text's shingles."""
    scale = 1
    while len(hashes) > 2 * SKETCH * scale:
        scale *= 2
    kept = hashes[hashes < (1 << 32) // scale]
    return Sketch(kept.astype(np.uint32), scale, len(hashes))


def bands(hashes: Hashes) -> list[str]:
    """The MinHash bands of a text's shingles, none for a text without any."""
    if not len(hashes):
        return []
    factors, offsets = _permutations()
    lowest = ((hashes[None, :] * factors[:, None] + offsets[:, None]) >> _HIGH).min(axis=1)
    joined = _mixed(lowest.reshape(BANDS, ROWS) @ np.array([1, 0x9E3779B1, 0x85EBCA77], dtype=np.uint64))
    return [f"{k}:{int(value):016x}" for k, value in enumerate(joined)]


def overlap(a: Sketch, b: Sketch) -> Overlap:
    """What two texts share, as far as their sketches tell."""
    limit = (1 << 32) // max(a.scale, b.scale)
    ours, theirs = a.hashes[a.hashes < limit], b.hashes[b.hashes < limit]
    if not len(ours) or not len(theirs):
        return Overlap(0.0, 0.0)
    both = len(np.intersect1d(ours, theirs, assume_unique=True))
    return Overlap(both / (len(ours) + len(theirs) - both), both / min(len(ours), len(theirs)), both)


@functools.lru_cache(maxsize=100_000)
def _word_hash(word: str) -> int:
    data = word.encode("utf-8")
    return zlib.crc32(data) << 32 | zlib.adler32(data)


def _mixed(values: Hashes) -> Hashes:
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


@functools.cache
def _permutations() -> tuple[Hashes, Hashes]:
    """As many multipliers (odd) and offsets as there are rows in all bands, the same for ever."""
    numbers = _mixed(np.arange(1, 2 * BANDS * ROWS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15))
    return numbers[: BANDS * ROWS] | np.uint64(1), numbers[BANDS * ROWS :]
