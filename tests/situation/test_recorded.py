"""The situation as the store would have told it at an earlier moment of its own."""

from __future__ import annotations

from pathlib import Path

from tests.cli.asked_samples import ARMY, GAO, claim, coded, document
from tests.store.store_samples import CODER

from dateline.judgements.deciding import judge, propose
from dateline.situation.query import Asked, situation
from dateline.store import Store
from dateline.store.writer import add


def test_what_became_of_a_plan_is_what_the_store_had_then(tmp_path: Path) -> None:
    plan, deed = document("p", "The army will attack Gao.", "2012-03-01"), document("d", "Army hit Gao.", "2012-03-05")
    with Store.open(tmp_path / "desk.db") as store:
        told = claim(plan, 0, "attack", actors=[ARMY], places=[GAO], status="future")
        add(store, coded(plan, told), CODER, "2018-01-01T00:00:00Z")
        add(store, coded(deed, claim(deed, 0, "hit", actors=[ARMY], places=[GAO])), CODER, "2018-02-01T00:00:00Z")
        with store.reading() as connection:
            said = {
                recorded: [
                    state.status
                    for state in situation(
                        connection,
                        Asked.of(connection, at="2012-03-10", known="2012-04", recorded=recorded, predicates=("plan",)),
                    )
                ]
                for recorded in ("2018-01-15", "2018-02-15", None)
            }
    assert said == {"2018-01-15": ["future"], "2018-02-15": ["actual"], None: ["actual"]}


def test_what_people_decided_counts_from_when_they_decided_it(tmp_path: Path) -> None:
    told = document("d", "The army captured Gao.", "2012-03-05")
    with Store.open(tmp_path / "desk.db") as store:
        add(store, coded(told, claim(told, 0, "captured", actors=[ARMY], places=[GAO])), CODER, "2018-01-01T00:00:00Z")
        with store.writing() as connection:
            rejection = propose(connection, "reject", ["c-d-0"], author="A. Reader", made="2018-03-01T00:00:00Z")
            judge(connection, rejection)
        with store.reading() as connection:
            held = {
                recorded: len(
                    situation(
                        connection,
                        Asked.of(connection, at="2012-04-01", known="2012-04", recorded=recorded, place="Gao"),
                    )
                )
                for recorded in ("2017-12-31", "2018-02-15", "2018-03-15", None)
            }
    assert held == {"2017-12-31": 0, "2018-02-15": 1, "2018-03-15": 0, None: 0}
