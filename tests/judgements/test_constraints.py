"""What judgements say about which claims tell of one happening."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.judgements.desk import ALL, LATER, LATEST, MADE, fill

from dateline.judgements.constraints import constraints
from dateline.judgements.ledger import write
from dateline.judgements.records import make_judgement
from dateline.store import Store

A, B, C, D = sorted(ALL)


@pytest.fixture
def desk(store: Store) -> Store:
    return fill(store)


def judged(store: Store, *decided: tuple[str, str, list[str]], value: object = None) -> None:
    with store.writing() as connection:
        for action, made, targets in decided:
            write(connection, make_judgement(action, targets, author="A", made=made, value=value))


def pairs(store: Store, asked: Iterable[str]) -> tuple[set[str], set[str]]:
    names = {A: "A", B: "B", C: "C", D: "D"}
    with store.reading() as connection:
        found = constraints(connection, set(asked))
    return tuple({f"{names[a]}{names[b]}" for a, b in each} for each in (found.must, found.cannot))  # type: ignore[return-value]


def test_without_judgements_nothing_is_constrained(desk: Store) -> None:
    assert pairs(desk, ALL) == (set(), set())


def test_merged_claims_must_be_joined_and_split_ones_must_not(desk: Store) -> None:
    judged(desk, ("merge", MADE, [A, B]), ("split", MADE, [C, D]))
    assert pairs(desk, ALL) == ({"AB"}, {"CD"})


def test_split_without_groups_puts_each_apart(desk: Store) -> None:
    judged(desk, ("split", MADE, [A, B, C]))
    assert pairs(desk, ALL) == (set(), {"AB", "AC", "BC"})


def test_split_into_groups_says_nothing_within_a_group(desk: Store) -> None:
    judged(desk, ("split", MADE, [A, B, C]), value=[[A], [B, C]])
    assert pairs(desk, ALL) == (set(), {"AB", "AC"})


def test_asked_of_one_claim_all_that_is_joined_to_it_is_told(desk: Store) -> None:
    judged(desk, ("merge", MADE, [A, B]), ("merge", MADE, [B, C]), ("split", MADE, [C, D]))
    assert pairs(desk, [A]) == ({"AB", "BC"}, {"CD"})


def test_later_judgement_wins(desk: Store) -> None:
    judged(desk, ("merge", MADE, [A, B]), ("split", LATER, [A, B]))
    assert pairs(desk, ALL) == (set(), {"AB"})
    judged(desk, ("merge", LATEST, [A, B]))
    assert pairs(desk, ALL) == ({"AB"}, set())


def test_later_judgement_wins_over_a_chain_of_earlier_ones(desk: Store) -> None:
    judged(desk, ("split", LATEST, [A, C]), ("merge", LATER, [A, B]), ("merge", MADE, [B, C]))
    assert pairs(desk, ALL) == ({"AB"}, {"AC"})
    judged(desk, ("merge", "2026-02-04T00:00:00Z", [A, B, C]))
    assert pairs(desk, ALL) == ({"AB", "BC"}, set())


def test_claim_that_does_not_count_still_holds_a_chain_together(desk: Store) -> None:
    judged(desk, ("merge", MADE, [A, B]), ("merge", MADE, [B, C]), ("reject", LATER, [B]), ("split", MADE, [B, D]))
    assert pairs(desk, ALL) == ({"AC"}, set())


def test_claims_that_the_store_does_not_have_are_not_named(desk: Store) -> None:
    judged(desk, ("merge", MADE, [A, "c-elsewhere"]), ("split", MADE, [B, "c-elsewhere"]))
    assert pairs(desk, ALL) == (set(), set())
