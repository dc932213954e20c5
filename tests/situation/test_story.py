"""The seed dispatch and four that follow it, through the coder and the store: what a careful reader would say."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

import dateline
from dateline.situation.diff import diff
from dateline.situation.query import Asked, situation
from dateline.situation.views import State
from dateline.store import Store
from dateline.store.filters import Filters, asked_moment
from dateline.store.incidents import find_incidents
from dateline.store.writer import add

SEED = Path(__file__).parents[3] / "shared" / "gold" / "seed" / "raqqa-2017-03-09.json"
RECORDED = "2018-01-01T00:00:00Z"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed dispatch is not here")


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    seed = json.loads(SEED.read_text(encoding="utf-8"))
    coder = dateline.load()
    with Store.open(tmp_path_factory.mktemp("story") / "story.db") as store:
        add(store, coder(seed["text"], id=seed["doc"], published=seed["date"]), coder.name, RECORDED)
        for path in sorted((Path(__file__).parent / "dispatches").glob("*.json")):
            dispatch = json.loads(path.read_text(encoding="utf-8"))
            add(store, coder(dispatch.pop("text"), **dispatch), coder.name, RECORDED)
        with store.reading() as opened:
            yield opened


def holders(connection: Connection, place: str, at: str, known: str) -> set[str]:
    found = situation(connection, Asked.of(connection, at=at, known=known, place=place, predicates=["controls"]))
    return {state.subject.name for state in found if state.subject and state.status == "actual"}


def meeting(connection: Connection, at: str, known: str) -> list[State]:
    asked = Asked.of(connection, at=at, known=known, subject="United States", predicates=["plan"])
    planned = [state for state in situation(connection, asked) if state.label == "meeting"]
    return [state for state in planned if (state.version.record.get("planned") or [None])[0] == "2017-03-22"]


def troops(connection: Connection, at: str, known: str) -> State:
    asked = Asked.of(connection, at=at, known=known, subject="United States", place="Syria", predicates=["present_in"])
    found = (state for state in situation(connection, asked) if state.status == "actual")
    return next(state for state in found if state.place and state.place.name == "Syria")


@pytest.mark.parametrize(
    ("place", "at", "known", "held"),
    [
        ("Raqqa", "2017-03-25", "2017-06-30", {"Islamic State"}),
        ("Raqqa", "2017-06-10", "2017-06-30", {"Islamic State"}),
        ("Raqqa", "2017-11-01", "2017-06-30", {"Islamic State"}),
        ("Raqqa", "2017-10-16", "2017-12-31", {"Islamic State"}),
        ("Raqqa", "2017-10-17", "2017-12-31", {"Syrian Democratic Forces"}),
        ("Raqqa", "2017-11-01", "2017-12-31", {"Syrian Democratic Forces"}),
        ("Mayadin", "2017-11-01", "2017-12-31", {"Syria"}),
        ("Mayadin", "2017-10-13", "2017-12-31", {"Islamic State"}),
    ],
)
def test_a_town_changes_hands_when_it_is_told(connection, place, at, known, held):
    assert holders(connection, place, at, known) == held


def test_a_meeting_is_planned_and_then_held(connection):
    assert meeting(connection, "2017-03-08", "2017-03-31") == []
    (planned,) = meeting(connection, "2017-03-15", "2017-03-15")
    (held,) = meeting(connection, "2017-03-25", "2017-03-25")
    assert (planned.status, held.status) == ("future", "actual")
    assert "what became of it is not told" in planned.reasons
    assert any("2017-03-22" in reason for reason in held.reasons)


def test_the_size_of_a_deployment_is_revised(connection):
    first, later = troops(connection, "2017-03-15", "2017-03-15"), troops(connection, "2017-06-10", "2017-06-10")
    assert [(v.figure.value, v.figure.change) for v in first.values] == [(400, "additional")]
    assert [(v.figure.value, v.on) for v in later.values] == [(500, "2017-06-07"), (400, "2017-03-09")]
    assert (first.last_confirmed, later.last_confirmed) < ("2017-06-08", "2017-06-09")


def test_what_changed_in_a_town_and_why(connection):
    earlier = Asked.of(connection, at="2017-06-10", known="2017-12-31", place="Raqqa", predicates=["controls"])
    later = Asked.of(connection, at="2017-11-01", known="2017-12-31", place="Raqqa", predicates=["controls"])
    changes = {change.kind: change for change in diff(connection, earlier, later)}
    assert set(changes) == {"ended", "began"}
    assert "taken by Syrian Democratic Forces" in changes["ended"].reasons
    assert changes["began"].after.version.valid_from == "2017-10-17"
    assert changes["ended"].claims == changes["began"].claims


def test_what_was_learnt_of_one_day(connection):
    at = "2017-11-01"
    before, after = (Asked.of(connection, at=at, known=day, place="Raqqa", predicates=["controls"])
                     for day in ("2017-06-30", "2017-12-31"))  # fmt: skip
    assert {change.kind for change in diff(connection, before, after)} == {"ended", "began"}


def test_what_the_store_had_recorded_before_it_had_anything(connection):
    asked = Asked.of(connection, at="2017-11-01", known="2017-12-31", place="Raqqa")
    then = Asked.of(connection, at="2017-11-01", known="2017-12-31", recorded="2017-12-31", place="Raqqa")
    now = Asked.of(connection, at="2017-11-01", known="2017-12-31", recorded="2018-01-02", place="Raqqa")
    assert situation(connection, then) == []
    assert [s.to_dict() for s in situation(connection, now)] == [s.to_dict() for s in situation(connection, asked)]


def strike(connection: Connection, known: str) -> dict[str, Any]:
    """The strike on the school, as known by the end of a day."""
    days = Filters(types=("ASSAULT",), first="2017-03-20", last="2017-03-23", known=asked_moment(known))
    (found,) = (each for each in find_incidents(connection, days).items if each["quantities"])
    return found


def test_a_toll_that_reports_of_two_days_give_differently_is_disputed_with_who_gives_which(connection):
    (dispute,) = strike(connection, "2017-03-24")["disputes"]
    assert dispute["about"] == "killed"
    assert [(each["value"], each["source"], each["as_of"][:10]) for each in dispute["values"]] == [
        (33, "Syrian Observatory for Human Rights", "2017-03-23"),
        (46, "Human Rights Watch", "2017-03-24"),
    ]
    (toll,) = strike(connection, "2017-03-24")["quantities"]
    assert (toll["low"], toll["high"]) == (33, 46)


def test_a_toll_that_one_report_gives_is_not_disputed(connection):
    told = strike(connection, "2017-03-23")
    assert (told["disputes"], told["disputed"]) == ([], False)
    assert [(each["value"], each["source"]) for each in told["quantities"][0]["told"]] == [
        (33, "Syrian Observatory for Human Rights")
    ]
