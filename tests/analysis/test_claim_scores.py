"""Scores of words and of pairs of words, with forms and projections set by hand."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.analysis.claim_scores import ROLES, ClaimScores, PairWeights

WIDTH = 2
LABELS = {"relations": ["none", "backs", "opposes"], "status": ["actual", "negated"]}


def scores(sides: list[list[float]], roles: np.ndarray, relations: np.ndarray) -> ClaimScores:
    n = len(sides)
    plain = np.zeros((n, 1), dtype=np.float32)
    return ClaimScores(
        plain, plain, plain, np.array(sides, dtype=np.float32), PairWeights.make(roles, relations), LABELS
    )


def forms(labels: int) -> np.ndarray:
    return np.zeros((labels, WIDTH + 1, WIDTH + 1), dtype=np.float32)


def test_claim_scores_of_roles_are_bilinear_with_biases() -> None:
    roles = forms(len(ROLES))
    roles[0, 0, 1] = 2.0  # the first of the claim's word with the second of the mention
    roles[1, -1, -1] = -4.0  # a bias
    found = scores([[3, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 5, 0, 0, 0, 0]], roles, forms(4)).roles(0, [1, 0])
    assert found.shape == (2, len(ROLES))
    assert found[:, 0].tolist() == [30.0, 0.0]
    assert found[:, 1].tolist() == [-4.0, -4.0]


def test_claim_scores_of_relations_run_from_subject_to_object() -> None:
    relations = forms(len(LABELS["relations"]) + len(LABELS["status"]) - 1)
    relations[1, 0, 0] = 10.0  # backs
    relations[3, 0, 0] = 9.0  # the status "negated"
    sides = [[0, 0, 0, 0, 1, 0, 0, 0], [0, 0, 0, 0, 0, 0, 1, 0]]  # the first as subject, the second as object
    chances, statuses = scores(sides, forms(len(ROLES)), relations).relations([0, 1])
    assert chances.shape == (2, 2, 3)
    assert statuses.shape == (2, 2, 2)
    assert chances[0, 1].argmax() == 1
    assert statuses[0, 1].argmax() == 1
    assert chances[1, 0] == pytest.approx([1 / 3] * 3)
    assert chances.sum(-1) == pytest.approx(1.0)


def test_claim_scores_take_no_mentions() -> None:
    chances, statuses = scores([[0.0] * 8], forms(len(ROLES)), forms(4)).relations([])
    assert chances.shape == (0, 0, 3)
    assert statuses.shape == (0, 0, 2)
