"""Who vouches for what documents tell: one definition for incidents and states."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.asked_samples import ARMY, GAO, claim, coded, document
from tests.store.store_samples import CODER

from dateline.linking.sources import count_sources, vouchers
from dateline.situation.query import Asked, situation
from dateline.store import Store
from dateline.store.filters import Filters
from dateline.store.incidents import find_incidents
from dateline.store.writer import add

ORIGIN = {1: "wire", 2: "herald", 3: "herald", 4: None, 5: None}


@pytest.mark.parametrize(
    ("copied", "expected"),
    [
        ((), {1: "wire", 2: "herald", 3: "herald", 4: "document 4", 5: "document 5"}),
        # a copy's word is that of the earliest text that it goes back to, step by step
        (((2, 1),), {1: "wire", 2: "wire", 3: "herald", 4: "document 4", 5: "document 5"}),
        (((5, 4), (4, 2), (2, 1)), {1: "wire", 2: "wire", 3: "herald", 4: "wire", 5: "wire"}),
        (((5, 3), (5, 1)), {1: "wire", 2: "herald", 3: "herald", 4: "document 4", 5: "wire"}),
        (((2, 9), (9, 1)), {1: "wire", 2: "herald", 3: "herald", 4: "document 4", 5: "document 5"}),
    ],
)
def test_who_vouches_for_a_document(copied: tuple[tuple[int, int], ...], expected: dict[int, str]) -> None:
    assert vouchers(ORIGIN, copied) == expected
    assert count_sources(ORIGIN, copied) == len(set(expected.values()))


def test_what_an_outlet_copies_does_not_make_its_own_reports_those_of_others() -> None:
    assert count_sources({1: "wire", 2: "herald", 3: "herald"}, [(2, 1)]) == 2


def test_incidents_and_states_count_the_same_sources(tmp_path: Path) -> None:
    text = (
        "The army captured Gao on 10 May 2012 after two days of fighting. Residents fled along the river, and shops in "
        "the centre of the town stayed shut while soldiers searched houses for weapons that the rebels had left behind."
    )
    own = "The army captured Gao on 10 May 2012, a reporter of this newspaper saw from a hill above the river."
    with Store.open(tmp_path / "desk.db") as store:
        told = (
            ("a", text, "2012-05-11", "Wire"), ("b", text, "2012-05-12", "Herald"), ("c", own, "2012-05-13", "Herald"),
            ("d", text, "2012-05-14", "www.wire.example"),
        )  # fmt: skip
        for ident, words, published, publisher in told:
            dispatch = document(ident, words, published, publisher)
            add(
                store,
                coded(dispatch, claim(dispatch, 0, "captured", actors=[ARMY], places=[GAO])),
                CODER,
                "2018-01-01T00:00:00Z",
            )
        with store.reading() as connection:
            (incident,) = find_incidents(connection, Filters(types=("ASSAULT",))).items
            asked = Asked.of(connection, at="2012-06-01", known="2012-06-30", predicates=["controls"])
            (state,) = situation(connection, asked)
    assert sorted(incident["documents"]) == ["a", "b", "c", "d"]
    assert (incident["sources"], state.said.sources) == (2, 2)
