"""What shares a block or a band is compared with the nearest only, in whatever order it comes."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.linking.desk import everything, hold
from tests.linking.told import RAQQA, deed, dispatch

from dateline.linking import duplicates, incidents, neighbours
from dateline.linking.nearby import near, rows_of
from dateline.records import Coded
from dateline.store import Store
from dateline.store.verify import Problem, verify

SENTENCE = "Planes bombed the crowded vegetable market of Raqqa, killing traders, farmers and children, word {}."


def counting(real: Callable[..., Any], kind: str, seen: list[str]) -> Callable[..., Any]:
    """A function that keeps count of its calls."""

    def counted(*given: Any) -> Any:
        seen.append(kind)
        return real(*given)

    return counted


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that grows with every comparison of claims ("claim") and of documents ("document")."""
    seen: list[str] = []
    for module, name, kind in ((incidents, "compare", "claim"), (duplicates, "relation", "document")):
        monkeypatch.setattr(module, name, counting(getattr(module, name), kind, seen))
    return seen


def story(size: int, *, claims: int = 1) -> list[Coded]:
    """Dispatches of one story, some minutes apart."""
    begin = datetime(2017, 9, 1)
    return [
        dispatch(
            f"d{k:03}",
            (begin + timedelta(minutes=7 * k)).strftime("%Y-%m-%dT%H:%M:%SZ"),
            *(deed(SENTENCE.format(j), by=("new:fliers",), at=(RAQQA,), on="2017-09-01") for j in range(claims)),
            publisher=f"outlet{k % 7}.example",
        )
        for k in range(size)
    ]


def by_number(ns: Collection[int]) -> dict[int, tuple[object, ...]]:
    return {n: (n,) for n in ns}


def test_all_in_a_short_row_are_neighbours() -> None:
    found = near([("a",)], {"a": [1, 2, 3]}, [3], 5, by_number)
    assert found.pairs == {(1, 3), (2, 3)}
    assert not found.moved


def test_in_a_long_row_the_nearest_are() -> None:
    found = near([("a",)], {"a": range(10)}, [9], 2, by_number)
    assert found.pairs == {(8, 9), (7, 9)}
    assert not found.moved


def test_what_comes_between_moves_those_before_it() -> None:
    assert near([("a",)], {"a": range(10)}, [5], 2, by_number).moved == {3, 4}


def test_keys_of_neighbouring_periods_share_a_row() -> None:
    assert set(rows_of("7|said", "|")) & set(rows_of("8|said", "|")) == {("7|said", "8|said")}
    assert not set(rows_of("7|said", "|")) & set(rows_of("9|said", "|"))


def test_sentences_of_a_long_document_are_compared_with_the_nearest(store: Store, compared: list[str]) -> None:
    told = (deed(f"Rebels attacked the town, {k}.", "attacked", by=("new:rebels",), at=(RAQQA,)) for k in range(400))
    hold(store, [dispatch("long", "2017-09-01", *told)])
    assert 0 < len(compared) <= 400 * (neighbours.SPAN + neighbours.REACH)


def test_documents_of_a_long_story_are_compared_with_the_nearest(store: Store, compared: list[str]) -> None:
    hold(store, story(70))
    assert compared.count("document") <= 70 * 4 * duplicates.REACH
    assert compared.count("claim") <= 70 * (duplicates.REACH + 2 * neighbours.REACH)


@pytest.fixture
def short_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reach that a dozen dispatches exceed."""
    monkeypatch.setattr(neighbours, "REACH", 3)
    monkeypatch.setattr(duplicates, "REACH", 2)


def rebuilt_otherwise(store: Store) -> list[Problem]:
    """What does not follow from the claims."""
    return [problem for problem in verify(store) if problem.check == "rebuilt"]


def shuffled(told: list[Coded], seed: int) -> list[Coded]:
    return random.Random(seed).sample(told, len(told))


@pytest.mark.usefixtures("short_reach")
@pytest.mark.parametrize("seed", range(3))
def test_long_rows_hang_on_no_order_of_arrival(store: Store, seed: int) -> None:
    told = story(14, claims=2)
    with Store.open(":memory:") as other:
        hold(other, told)
        hold(store, shuffled(told, seed))
        assert everything(store) == everything(other)
    assert not rebuilt_otherwise(store)


@pytest.mark.usefixtures("short_reach")
def test_what_goes_brings_neighbours_together(store: Store) -> None:
    told = story(14, claims=2)
    again = dispatch("d006", "2017-10-30", deed("Talks were held.", "held", "CONSULT"))
    hold(store, [*told, again])
    assert not rebuilt_otherwise(store)
