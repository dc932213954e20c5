from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from asked_samples import ARMY, GAO, REBELS, claim, coded, document, fill
from conftest import Dateline, Ended

from dateline.records import Coded
from dateline.store import Store

THE_ARMY = replace(ARMY, text="The army")


def dispatches() -> list[Coded]:
    """A town that changes hands, and a denial by another outlet."""
    first = document("first", "The army controls Gao.", "2012-03-01")
    second = document("second", "Then rebels captured Gao.", "2012-04-10")
    third = document("third", "The army captured Gao.", "2012-06-20", "Other News")
    april, june = ("2012-04-09", "2012-04-09"), ("2012-06-19", "2012-06-19")
    return [
        coded(first, claim(first, 0, "controls", "controls", actors=[THE_ARMY], places=[GAO])),
        coded(second, claim(second, 0, "captured", actors=[REBELS], places=[GAO], when=april)),
        coded(third, claim(third, 0, "captured", actors=[THE_ARMY], places=[GAO], when=june)),
    ]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is only read."""
    return fill(tmp_path_factory.mktemp("store") / "desk.db", dispatches())


def records(ended: Ended) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ended.out.splitlines()]


def holders(dateline: Dateline, db: Path, *options: str) -> list[str]:
    ended = dateline("situation", "--db", db, "--predicate", "controls", *options)
    return [state["actors"][0]["id"] for state in records(ended)]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--at", "2012-03-15"], ["mali.army"]),
        (["--at", "2012-05-01"], ["northern-rebels"]),
        (["--at", "2012-07-01"], ["mali.army"]),
        ([], ["mali.army"]),
        (["--known", "2012-05-01"], ["northern-rebels"]),
        (["--at", "2012-05-01", "--known", "2012-03-02"], ["mali.army"]),
        (["--at", "2012-07-01", "--known", "2012-05-01"], ["northern-rebels"]),
        (["--at", "2012-05-01", "--place", "Gao"], ["northern-rebels"]),
        (["--at", "2012-05-01", "--place", "gn:2457163", "--actor", "mali.army"], []),
        (["--at", "2012-05-01", "--actor", "Northern Rebels"], ["northern-rebels"]),
        (["--at", "2012-05-01", "--status", "negated"], []),
        (["--at", "2012-05-01", "--recorded", "2000"], []),
        (["--at", "2012-05-01", "--recorded", "2018-01-02"], ["northern-rebels"]),
    ],
)
def test_situation_follows_both_times(dateline: Dateline, db: Path, options: list[str], found: list[str]) -> None:
    assert holders(dateline, db, *options) == found


def test_situation_prints_the_fields_of_the_product_page(dateline: Dateline, db: Path) -> None:
    (state,) = records(dateline("situation", "--db", db, "--predicate", "controls"))
    named = "predicate actors recipients places from to known_from known_to status confidence disputed claims"
    assert set(named.split()) <= set(state)


def test_situation_says_of_which_day_it_is(dateline: Dateline, db: Path) -> None:
    head = "the situation on 2012-06-20, as known by the end of 2012-06-20 (the newest day in the store)"
    assert dateline("situation", "--db", db).err == f"dateline: {head}\n"
    ended = dateline("situation", "--db", db, "--format", "table")
    assert ended.out.splitlines()[0] == f"T{head[1:]}"
    assert ended.err == ""


def test_situation_for_people_says_since_when_and_how_sure(dateline: Dateline, db: Path) -> None:
    out = dateline("situation", "--db", db, "--at", "2012-05-01", "--format", "table").out
    for words in ("controls", "● actual", "Northern Rebels → Gao", "since 2012-04-09", "1 source", "confidence 0."):
        assert words in out


def test_situation_diff_says_what_changed_and_why(dateline: Dateline, db: Path) -> None:
    ended = dateline("situation", "--db", db, "--diff", "2012-03-15", "2012-05-01", "--predicate", "controls")
    changes = {change["change"]: change for change in records(ended)}
    assert changes["began"]["after"]["actors"][0]["id"] == "northern-rebels"
    assert changes["began"]["claims"] == ["c-second-0"]
    assert changes["ended"]["before"]["actors"][0]["id"] == "mali.army"
    assert ended.err == "dateline: what changed from 2012-03-15 to 2012-05-01, as known by the end of 2012-06-20\n"


def test_situation_diff_of_one_day_says_what_became_known_of_it(dateline: Dateline, db: Path) -> None:
    options = ("--diff", "2012-03-02", "2012-06-20", "--at", "2012-05-01", "--format", "table")
    out = dateline("situation", "--db", db, *options).out
    assert out.startswith("What became known from 2012-03-02 to 2012-06-20 of the situation on 2012-05-01\n")
    assert "+ began" in out
    assert "by c-second-0" in out


def test_situation_lies_on_the_map(dateline: Dateline, db: Path) -> None:
    features = json.loads(dateline("situation", "--db", db, "--format", "geojson").out)["features"]
    assert [-0.04, 16.27] in [feature["geometry"]["coordinates"] for feature in features if feature["geometry"]]


def test_situation_of_csv_has_a_row_each(dateline: Dateline, db: Path) -> None:
    lines = dateline("situation", "--db", db, "--predicate", "controls", "--format", "csv").out.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("id,predicate,status,actor_names")


def test_situation_cuts_and_says_so(dateline: Dateline, db: Path) -> None:
    everything = records(dateline("situation", "--db", db, "--at", "2012-04-20"))
    ended = dateline("situation", "--db", db, "--at", "2012-04-20", "--limit", "1", "--offset", "1")
    assert records(ended) == everything[1:2]
    assert ("there are more" in ended.err) == (len(everything) > 2)


def test_situation_of_an_empty_store_says_so(dateline: Dateline, tmp_path: Path) -> None:
    with Store.open(tmp_path / "empty.db"):
        pass
    ended = dateline("situation", "--db", tmp_path / "empty.db")
    assert (ended.code, ended.out, ended.err) == (0, "", "dateline: the store is empty\n")


def test_situation_of_an_unknown_name_says_so(dateline: Dateline, db: Path) -> None:
    ended = dateline("situation", "--db", db, "--place", "Goa")
    assert (ended.code, ended.out) == (0, "")
    assert "no place of the store goes by “Goa”; near it: Gao (gn:2457163)" in ended.err
    assert ended.err.endswith("dateline: no states found\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--at", "soon"],
        ["--known", "2012-13"],
        ["--diff", "a", "b"],
        ["--diff", "2012"],
        ["--diff", "2012-05", "2012-04-01"],
    ],
)
def test_situation_answers_a_wrong_date_with_one_line(dateline: Dateline, db: Path, arguments: list[str]) -> None:
    ended = dateline("situation", "--db", db, *arguments)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)


def test_a_situation_is_drawn_to_a_file(dateline: Dateline, db: Path, tmp_path: Path) -> None:
    ended = dateline("situation", "--db", db, "--at", "2012-05-01", "--plot", "map", "-o", tmp_path / "gao.svg")
    assert ended.code == 0
    assert "drew" in ended.err
    assert "Who is said to hold what" in (tmp_path / "gao.svg").read_text("utf-8")


def test_a_picture_goes_to_standard_output_as_svg(dateline: Dateline, db: Path) -> None:
    assert dateline("situation", "--db", db, "--plot", "timeline", "-o", "-").out.startswith("<?xml")


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--limit", "3"], "--limit"),
        (["--format", "csv"], "--format"),
        (["--diff", "2012-01-01", "2012-02-01"], "--diff"),
        (["-o", "a.pdf"], "png or svg"),
    ],
)
def test_what_a_picture_has_not_is_refused(dateline: Dateline, db: Path, options: list[str], why: str) -> None:
    ended = dateline("situation", "--db", db, "--plot", "map", *options)
    assert ended.code == 2
    assert why in ended.err
