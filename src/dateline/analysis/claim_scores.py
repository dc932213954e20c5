"""What the network says of claims: which words tell of which event, in what status, who fills which role, what holds.

Scores of words come with the analysis. Scores of pairs of words are bilinear forms over two projections of each word,
reckoned when asked for, since a claim asks for few of a document's pairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

Floats = npt.NDArray[np.float32]

CLAIMS = "dateline_claims"
ROLES = ("actors", "recipients", "places", "time", "quantities", "sources")
AT_ONCE = 15  # rows of a product; of more, BLAS makes a job for several threads, which then wait for the network's
SIDES = 4  # of a word: as what has roles, as what fills one, as subject, as object


@dataclass(frozen=True, slots=True)
class PairWeights:
    """The bilinear forms, the last row and column of each being biases."""

    roles: Floats  # (roles, width + 1, width + 1)
    relations: Floats  # (labels, width + 1, width + 1): of each relation and none, then of each status but the first

    @classmethod
    def make(cls, roles: Floats, relations: Floats) -> PairWeights:
        """From the forms as they are trained, a label first."""
        return cls(roles.astype(np.float32), relations.astype(np.float32))

    @classmethod
    def from_file(cls, path: Path) -> PairWeights:
        """Read them from an .npz file."""
        with np.load(path) as file:
            return cls.make(file["roles"], file["relations"])

    @property
    def width(self) -> int:
        """The length of a projection."""
        return int(self.roles.shape[1]) - 1


class ClaimScores:
    """The scores of one document; rows are its tokens.

    `types`, `statuses` and `modes` are probabilities (tokens, labels): of the event that a word tells of (column 0:
    none), of that event's status, and of each of its modes.
    """

    def __init__(
        self,
        types: Floats,
        statuses: Floats,
        modes: Floats,
        sides: Floats,
        weights: PairWeights,
        labels: Mapping[str, Sequence[str]],
    ) -> None:
        self.types = types
        self.statuses = statuses
        self.modes = modes
        self.sides = sides  # (tokens, SIDES * width)
        self.weights = weights
        self.labels = labels

    def _side(self, tokens: Sequence[int], which: int) -> Floats:
        width = self.weights.width
        rows = self.sides[list(tokens), which * width : (which + 1) * width]
        return np.concatenate([rows, np.ones((len(rows), 1), dtype=np.float32)], axis=1)

    def roles(self, word: int, mentions: Sequence[int]) -> Floats:
        """The scores (logits) by which each mention fills each of ROLES for a claim's word: (mentions, ROLES)."""
        own = self._side([word], 0)[0] @ self.weights.roles  # (roles, width + 1)
        scores: Floats = self._side(mentions, 1) @ own.T
        return scores

    def relations(self, mentions: Sequence[int]) -> tuple[Floats, Floats]:
        """What holds between mentions, subjects by objects.

        Returns:
            Probabilities (mentions, mentions, relations) of each relation, column 0 being none, and
            (mentions, mentions, statuses) of the status in which it would hold.
        """
        n, weights = len(mentions), self.weights.relations
        subjects, objects = self._side(mentions, 2), self._side(mentions, 3).T
        by_label = np.empty((len(weights), n, n), dtype=np.float32)
        for row in range(0, n, AT_ONCE):
            by_label[:, row : row + AT_ONCE] = subjects[row : row + AT_ONCE] @ weights @ objects
        scores = by_label.transpose(1, 2, 0)
        kinds = len(self.labels["relations"])
        rest = np.concatenate([np.zeros((n, n, 1), dtype=np.float32), scores[..., kinds:]], axis=2)
        return softmax(scores[..., :kinds]), softmax(rest)


def softmax(x: Floats) -> Floats:
    """The probabilities of scores along the last axis."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True), dtype=np.float32)


def claim_scores(doc: Doc) -> ClaimScores:
    """The scores that the analysis left on a document."""
    found: ClaimScores = doc.user_data[CLAIMS]
    return found
