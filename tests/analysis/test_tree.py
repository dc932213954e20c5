"""The tree search: always a tree with one root, and always the best."""

from __future__ import annotations

import functools
import itertools

import numpy as np
import numpy.typing as npt
import pytest

from dateline.analysis.tree import best_tree

Floats = npt.NDArray[np.float32]


@functools.cache
def all_trees(n: int) -> list[tuple[int, ...]]:
    """Every tree of n words with exactly one root, as heads."""
    choices = [[h for h in range(n + 1) if h != word] for word in range(1, n + 1)]
    return [heads for heads in itertools.product(*choices) if is_tree(heads)]


def is_tree(heads: tuple[int, ...] | list[int]) -> bool:
    """Whether there is exactly one root and no cycle."""
    return list(heads).count(0) == 1 and all(0 in climb(heads, word) for word in range(1, len(heads) + 1))


def climb(heads: tuple[int, ...] | list[int], word: int) -> list[int]:
    """The governors of a word, as far as there are words."""
    path = [word]
    for _ in heads:
        path.append(heads[path[-1] - 1] if path[-1] else 0)
    return path


def total(scores: Floats, heads: tuple[int, ...] | list[int]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads)))


def random_scores(n: int, seed: int, spread: float) -> Floats:
    return np.random.default_rng(seed).normal(0, spread, (n, n + 1)).astype(np.float32)


def test_tree_counts_of_brute_force_are_those_of_cayley() -> None:
    assert [len(all_trees(n)) for n in (1, 2, 3, 4, 5)] == [n ** (n - 1) for n in (1, 2, 3, 4, 5)]


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("root_bonus", [-3.0, 0.0, 3.0], ids=["no root wanted", "even", "many roots wanted"])
def test_tree_is_the_best_of_all_trees(n: int, root_bonus: float) -> None:
    for seed in range(60):
        scores = random_scores(n, seed, 2.0)
        scores[:, 0] += root_bonus
        heads = best_tree(scores)
        best = max(total(scores, tree) for tree in all_trees(n))
        assert is_tree(heads), (seed, heads)
        assert total(scores, heads) == pytest.approx(best, abs=1e-4), seed


@pytest.mark.parametrize("n", [3, 4])
def test_tree_is_the_best_where_many_scores_are_equal(n: int) -> None:
    for seed in range(60):
        scores = np.random.default_rng(seed).integers(0, 3, (n, n + 1)).astype(np.float32)
        heads = best_tree(scores)
        assert is_tree(heads)
        assert total(scores, heads) == max(total(scores, tree) for tree in all_trees(n))


@pytest.mark.parametrize(
    ("scores", "heads"),
    [
        ([[0, 0]], [0]),
        ([[1, 0, 9], [0, 9, 0]], [0, 1]),  # both want each other: the better root breaks the circle
        ([[9, 0, 1], [9, 8, 0]], [0, 1]),  # both want the root: the dearer second choice gives way
        ([[0, 0, 5, 0], [0, 0, 0, 5], [1, 5, 0, 0]], [2, 3, 0]),
    ],
)
def test_tree_of_known_scores(scores: list[list[float]], heads: list[int]) -> None:
    assert best_tree(np.asarray(scores, dtype=np.float32)) == heads


def test_tree_never_lets_a_word_govern_itself() -> None:
    scores = np.zeros((3, 4), dtype=np.float32)
    scores[range(3), range(1, 4)] = 100
    assert is_tree(best_tree(scores))


def test_tree_leaves_the_scores_as_they_were() -> None:
    scores = random_scores(6, 1, 2.0)
    before = scores.copy()
    best_tree(scores)
    assert np.array_equal(scores, before)


def test_tree_of_no_words() -> None:
    assert best_tree(np.zeros((0, 1), dtype=np.float32)) == []


@pytest.mark.parametrize("value", [0.0, -1e30, 1e30], ids=["zero", "very low", "very high"])
@pytest.mark.parametrize("n", [2, 7])
def test_tree_of_equal_scores(n: int, value: float) -> None:
    assert is_tree(best_tree(np.full((n, n + 1), value, dtype=np.float32)))


@pytest.mark.parametrize("seed", range(3))
def test_tree_of_a_sentence_of_300_words(seed: int) -> None:
    assert is_tree(best_tree(random_scores(300, seed, 1.0)))


def test_tree_of_300_words_in_one_circle() -> None:
    n = 300
    scores = np.zeros((n, n + 1), dtype=np.float32)
    scores[range(n), [(i + 1) % n + 1 for i in range(n)]] = 5
    scores[7, 0] = 1
    heads = best_tree(scores)
    assert heads[7] == 0
    assert is_tree(heads)
