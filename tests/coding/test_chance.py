"""How likely an event is grows with what the network and the frame say for it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dateline.coding.chance import chance


@pytest.mark.parametrize("weight", [None, 0.5, 0.8])
def test_chance_grows_with_the_network(weight: float | None) -> None:
    found = [chance(p, weight) for p in (0.0, 0.001, 0.1, 0.5, 0.9, 1.0)]
    assert all(a < b for a, b in pairwise(found))
    assert all(0 < c < 1 for c in found)


@pytest.mark.parametrize("p", [0.0, 0.3, 0.9])
def test_chance_grows_with_the_weight_of_the_frame(p: float) -> None:
    assert chance(p, 0.9) > chance(p, 0.6)
    assert chance(p, 0.8) > chance(p, None)
