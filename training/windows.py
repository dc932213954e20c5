"""What the training of both networks shares: cutting documents into windows, batches, padding, the course of rates."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

import torch
from torch import Tensor

from dateline.analysis.wordpiece import WordPieces
from training import corpora

IGNORE = -100
ALONE = 0.3  # share of windows of one sentence
SHORTEST, FULL, LONGEST = 24, 160, 400  # pieces of a window


class Pieces(Protocol):
    """A window: all that batching needs of it."""

    ids: list[int]


Window = TypeVar("Window", bound=Pieces)


def groups(
    texts: Sequence[corpora.Text], pieces: WordPieces, rng: random.Random | None
) -> Iterator[list[corpora.Sentence]]:
    """Consecutive sentences of a paragraph that make a window; with `rng` in random sizes, else full ones."""
    for text in texts:
        for run in corpora.paragraphs(text):
            group: list[corpora.Sentence] = []
            size, limit = 0, FULL
            for s in run:
                n = sum(len(pieces.word(w.form)[0]) for w in s.words)
                if not group and rng:
                    limit = 1 if rng.random() < ALONE else rng.randint(SHORTEST, FULL)
                if group and (size + n > limit or _gap(group[-1], s)):
                    yield group
                    group, size = [], 0
                group.append(s)
                size += n
            if group:
                yield group


def _gap(before: corpora.Sentence, after: corpora.Sentence) -> bool:
    """Whether a sentence between two of a dispatch was left out."""
    return after.claims is not None and before.start + len(before.words) != after.start


def batches(items: Sequence[Window], rng: random.Random | None, size: int) -> list[list[Window]]:
    """Windows of like length together, at most `size` padded pieces a batch."""
    order = sorted(items, key=lambda w: len(w.ids) + (rng.random() * 8 if rng else 0))
    out: list[list[Window]] = [[]]
    for w in order:
        if out[-1] and (len(out[-1]) + 1) * len(w.ids) > size:
            out.append([])
        out[-1].append(w)
    if rng:
        rng.shuffle(out)
    return out


def pad(rows: Sequence[list[int]], width: int, fill: int) -> Tensor:
    """Rows of one width."""
    return torch.tensor([row + [fill] * (width - len(row)) for row in rows])


def rate(done: float, rise: float) -> float:
    """The share of the highest rate after a share of the steps: a short rise, then half a cosine."""
    done = min(1.0, done)  # the number of steps varies a little with the random windows
    return max(done / rise, 1e-3) if done < rise else 0.5 * (1 + math.cos(math.pi * (done - rise) / (1 - rise)))
