"""Grouping what is linked."""

from __future__ import annotations

import random

import pytest

from dateline.linking.cluster import Limits, clusters

LIMITS = Limits(joined=0.5, average=0.3, largest=100)


def test_clusters_joins_by_links() -> None:
    assert clusters([1, 2, 3, 4], {(1, 2): 0.9, (3, 4): 0.8}, LIMITS) == [[1, 2], [3, 4]]


def test_clusters_does_not_chain() -> None:
    chain = {(k, k + 1): 0.55 for k in range(1, 8)}
    assert max(len(group) for group in clusters(range(1, 9), chain, LIMITS)) <= 3


def test_clusters_leaves_weak_links_alone() -> None:
    assert clusters([1, 2], {(1, 2): 0.45}, LIMITS) == [[1], [2]]


def test_clusters_obeys_must_and_cannot() -> None:
    assert clusters([1, 2, 3], {}, LIMITS, must=[(1, 3)]) == [[1, 3], [2]]
    assert clusters([1, 2], {(1, 2): 0.99}, LIMITS, cannot=[(2, 1)]) == [[1], [2]]


def test_clusters_keeps_apart_what_cannot_be_together_through_a_third() -> None:
    links = {(1, 2): 0.9, (2, 3): 0.8, (1, 3): 0.7}
    assert clusters([1, 2, 3], links, LIMITS, cannot=[(1, 3)]) == [[1, 2], [3]]


@pytest.mark.parametrize("seed", range(5))
def test_clusters_hangs_on_the_order_given_and_not_on_names_or_links_order(seed: int) -> None:
    chance = random.Random(seed)
    order = list(range(30))
    links = {(a, b): round(chance.random(), 1) for a in order for b in order if a < b and chance.random() < 0.2}
    names = chance.sample(range(1000), 30)
    shuffled = chance.sample(sorted(links), len(links))
    renamed = {(names[b], names[a]): links[a, b] for a, b in shuffled}
    expected = [[names[k] for k in group] for group in clusters(order, links, LIMITS)]
    assert clusters(names, renamed, LIMITS) == expected


def test_clusters_takes_what_is_too_large_apart_at_its_weakest_links() -> None:
    pairs = {(a, b): 0.95 for a in range(4) for b in range(a + 1, 4)}
    pairs |= {(a + 4, b + 4): 0.95 for a, b in list(pairs)}
    pairs[3, 4] = 0.6
    small = Limits(joined=0.5, average=0.01, largest=5)
    assert clusters(range(8), pairs, small) == [[0, 1, 2, 3], [4, 5, 6, 7]]
