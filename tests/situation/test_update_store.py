"""States in a store: whatever the order in which dispatches come, and whatever goes again."""

import dataclasses
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from tests.situation.telling import day, told

from dateline.records import Coded
from dateline.situation import update
from dateline.situation.query import Asked, situation
from dateline.store import Store
from dateline.store.content import derived_rows
from dateline.store.tables import states, timelines
from dateline.store.writer import add

RECORDED = "2018-01-01T00:00:00Z"
DISPATCHES = [
    ("2017-03-01", "{A:The League} {T:controls} {P:Aville}.", "controls", {}),
    ("2017-03-09", "{A:Bland} {T:backs} {R:The Army}.", "backs", {}),
    ("2017-06-03", "{A:The Army} {T:captured} {P:Aville}.", "ASSAULT", {"time": day("2017-06-01", "2017-06-01")}),
    ("2017-06-03", "{A:The League} {T:holds} {P:Aville}.", "controls", {}),
    ("2017-07-01", "{A:The Army} {T:controls} {P:Aville}.", "controls", {}),
    ("2017-09-01", "{A:The League} {T:took} {P:Aville}.", "ASSAULT", {"time": day("2017-01-10", "2017-01-10")}),
    ("2017-09-05", "{A:Bland} no longer {T:backs} {R:The Army}.", "backs", {"status": "negated"}),
    ("2017-10-01", "{A:The Army} {T:withdrew} from {P:Aville}.", "RETREAT", {"modes": ("withdraw",)}),
    ("2017-10-02", "{A:The League} {T:retook} {P:Aville}.", "ASSAULT", {"time": day("2017-10-01", "2017-10-01")}),
]


def dispatch(k: int, published: str, marked: str, type: str, given: dict[str, Any]) -> Coded:
    claim = told(marked, type, **given)
    text = f"{claim.sentence.text} This is dispatch {k}."
    document = dataclasses.replace(
        claim.document, id=f"d-{k}", text=text, published=published, publisher=f"Paper {k % 3}"
    )
    claim = dataclasses.replace(claim, id=f"c-{k}", document=document)
    return Coded(document, (claim,), (), (claim.sentence,))


def dispatches() -> list[Coded]:
    return [dispatch(k, *each) for k, each in enumerate(DISPATCHES)]


def filled(path: Path, order: list[Coded]) -> Store:
    store = Store.open(path)
    for each in order:
        add(store, each, "test", RECORDED)
    return store


def derived(store: Store) -> dict[str, Counter[Any]]:
    with store.reading() as connection:
        return {name: rows for name, rows in derived_rows(connection) if name in ("evidence", "states", "timelines")}


def held(store: Store, at: str, known: str) -> set[str]:
    with store.reading() as connection:
        asked = Asked.of(connection, at=at, known=known, place="Aville", predicates=["controls"])
        return {state.subject.name for state in situation(connection, asked) if state.subject}


@pytest.mark.parametrize("long", [2, 48])
@pytest.mark.parametrize("seed", range(4))
def test_states_do_not_hang_on_the_order_of_arrival(tmp_path, monkeypatch, seed, long):
    monkeypatch.setattr(update, "LONG", long)
    order = dispatches()
    with filled(tmp_path / "a.db", order) as store:
        expected = derived(store)
    random.Random(seed).shuffle(order)
    with filled(tmp_path / "b.db", order) as store:
        assert derived(store) == expected
        with store.writing() as connection:
            update.rebuild(connection)
        assert derived(store) == expected


def test_the_situation_of_a_town(tmp_path):
    with filled(tmp_path / "a.db", dispatches()) as store:
        assert held(store, "2017-05-01", "2017-05-01") == {"The League"}
        assert held(store, "2017-07-01", "2017-07-01") == {"The Army"}
        assert held(store, "2017-01-05", "2017-09-01") == set()
        assert held(store, "2017-01-05", "2017-08-31") == {"The League"}
        assert held(store, "2017-11-01", "2017-11-01") == {"The League"}


def test_a_newer_version_of_a_dispatch_takes_back_what_the_older_said(tmp_path):
    first, *_ = dispatches()
    corrected = dispatch(0, "2017-03-02", "{A:The Army} {T:controls} {P:Aville}.", "controls", {})
    with filled(tmp_path / "a.db", [first, corrected]) as store, filled(tmp_path / "b.db", [corrected]) as fresh:
        assert held(store, "2017-04-01", "2017-04-01") == {"The Army"}
        assert derived(store)["states"] == derived(fresh)["states"]


def test_a_copy_is_no_further_source(tmp_path):
    words = " ".join(f"word{k}" for k in range(200))
    one, other = (dispatch(k, "2017-03-01", "{A:Bland} {T:backs} {R:The Army}.", "backs", {}) for k in (1, 2))
    copies = [
        dataclasses.replace(each, document=dataclasses.replace(each.document, text=f"{each[0].sentence.text} {words}"))
        for each in (one, other)
    ]
    copies = [
        dataclasses.replace(each, claims=(dataclasses.replace(each[0], document=each.document),)) for each in copies
    ]
    with filled(tmp_path / "a.db", copies) as store, store.reading() as connection:
        (state,) = situation(connection, Asked.of(connection, at="2017-04-01", known="2017-04-01"))
        assert (state.said.count, state.said.sources) == (2, 1)


def test_nothing_stays_of_a_key_without_evidence(tmp_path):
    first, *_ = dispatches()
    silent = dataclasses.replace(
        first, document=dataclasses.replace(first.document, title="corrected"), claims=(), reasons=("none",)
    )
    with filled(tmp_path / "a.db", [first, silent]) as store, store.reading() as connection:
        assert connection.execute(select(states)).all() == []
        assert connection.execute(select(timelines)).all() == []


def test_only_the_surest_states_are_looked_at_where_no_more_are_wanted(tmp_path: Path) -> None:
    with filled(tmp_path / "desk.db", dispatches()) as store, store.reading() as connection:
        for asked in ({"actors": ("army",)}, {"places": ("gn:aville",)}, {}):
            every = Asked(at="2017-07-05", known="2018-01-01", **asked)
            found = situation(connection, every)
            for most in range(1, len(found) + 2):
                some = situation(connection, dataclasses.replace(every, most=most))
                assert [state.version.id for state in some] == [state.version.id for state in found][:most]
