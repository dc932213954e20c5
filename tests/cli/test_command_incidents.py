from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from asked_samples import CODER, KIDAL, REBELS, claim, coded, document, fill
from conftest import Dateline, Ended

from dateline.store import Store
from dateline.store.writer import add


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is only read."""
    return fill(tmp_path_factory.mktemp("store") / "desk.db")


def records(ended: Ended) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ended.out.splitlines()]


def of_kidal(dateline: Dateline, db: Path, *options: str) -> dict[str, Any]:
    (found,) = records(dateline("incidents", "--db", db, "--place", "Kidal", *options))
    return found


def test_incidents_are_printed_with_the_fields_of_the_product_page(dateline: Dateline, db: Path) -> None:
    named = "id type status actors recipients place from to quantities claims documents sources first_known last_known"
    for record in records(dateline("incidents", "--db", db)):
        assert set(named.split()) <= set(record)


def test_incidents_join_what_two_outlets_tell(dateline: Dateline, db: Path) -> None:
    found = of_kidal(dateline, db)
    assert (found["claims"], found["sources"]) == (["c-first-0", "c-other-0"], 2)
    assert (found["from"], found["to"]) == ("2012-03-30", "2012-03-30")


def test_incidents_show_differing_figures_side_by_side(dateline: Dateline, db: Path) -> None:
    out = dateline("incidents", "--db", db, of_kidal(dateline, db)["id"], "--format", "table").out
    assert "told: 12 to 20" in out
    assert "killed: 12 – desk news, 2012-04-02 (c-first-0)" in out
    assert "killed: 20 – Army spokesman, 2012-04-03 (c-other-0)" in out
    assert "disputed: killed: 12" in out
    assert "joined: c-other-0 with c-first-0" in out


def test_incidents_as_known_on_a_day_have_the_figures_of_that_day(dateline: Dateline, db: Path) -> None:
    then = of_kidal(dateline, db, "--known", "2012-04-02")
    assert then["id"] == of_kidal(dateline, db)["id"]
    assert (then["claims"], then["sources"], then["disputed"]) == (["c-first-0"], 1, False)
    assert then["quantities"][0]["high"] == 12


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ([], 3),
        (["--disputed"], 1),
        (["--disputed", "--known", "2012-04-02"], 0),
        (["--min-sources", "2"], 1),
        (["--min-sources", "2", "--known", "2012-04-02"], 0),
        (["--status", "hypothetical"], 1),
        (["--type", "AID"], 0),
        (["--from", "2012-03-30", "--to", "2012-03-30"], 1),
        (["--from", "2012-05-10", "--to", "2012-05-10"], 2),
        (["--actor", "northern-rebels"], 2),
        (["--text", "gao"], 1),
        (["--known", "2012-04-01"], 0),
        (["--limit", "1"], 1),
    ],
)
def test_incidents_are_filtered(dateline: Dateline, db: Path, filters: list[str], count: int) -> None:
    assert len(records(dateline("incidents", "--db", db, *filters))) == count


def test_incidents_lie_on_the_map(dateline: Dateline, db: Path) -> None:
    features = json.loads(dateline("incidents", "--db", db, "--format", "geojson").out)["features"]
    assert [1.41, 18.44] in [feature["geometry"]["coordinates"] for feature in features if feature["geometry"]]


def test_incidents_of_csv_have_a_row_each(dateline: Dateline, db: Path) -> None:
    lines = dateline("incidents", "--db", db, "--format", "csv").out.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("id,type,modes,status,from,to,actor_names")


def test_incidents_say_which_id_is_not_there(dateline: Dateline, db: Path) -> None:
    ended = dateline("incidents", "--db", db, "i-none")
    assert (ended.code, ended.out, ended.err) == (0, "", "dateline: no incident of the store has the id i-none\n")


def test_incidents_show_one_as_known_on_a_day(dateline: Dateline, db: Path) -> None:
    ident = of_kidal(dateline, db)["id"]
    (then,) = records(dateline("incidents", "--db", db, ident, "--known", "2012-04-02"))
    assert [told["id"] for told in then["told"]] == then["claims"] == ["c-first-0"]
    assert dateline("incidents", "--db", db, ident, "--known", "2012-04-01").out == ""


def test_incidents_as_the_store_stood_are_made_anew(dateline: Dateline, tmp_path: Path) -> None:
    db = fill(tmp_path / "two.db")
    told = document("other", "The rebels attacked Kidal on Friday, killing 15, the army said.", "2012-04-03")
    corrected = coded(told, claim(told, 0, "attacked", actors=[REBELS], places=[KIDAL], dead=15))
    with Store.open(db) as store:
        add(store, corrected, CODER, "2019-01-01T00:00:00Z")
    highs = [
        {
            each["quantities"][0]["high"]
            for each in records(dateline("incidents", "--db", db, "--place", "Kidal", *options))
        }
        for options in ([], ["--recorded", "2018-12-31"], ["--recorded", "2019"])
    ]
    assert highs == [{15}, {20}, {15}]
    ended = dateline("incidents", "--db", db, "--recorded", "2017")
    assert (ended.out, "made anew as it stood at the end of 2017" in ended.err) == ("", True)


@pytest.mark.parametrize("command", ["incidents", "claims", "documents"])
def test_asking_for_an_id_hears_no_filter(dateline: Dateline, db: Path, command: str) -> None:
    ended = dateline(command, "--db", db, "some-id", "--type", "AID")
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
