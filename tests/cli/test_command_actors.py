"""`dateline actors` and `dateline places`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from asked_samples import fill
from conftest import Dateline, Ended


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is only read."""
    return fill(tmp_path_factory.mktemp("store") / "desk.db")


def records(ended: Ended) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ended.out.splitlines()]


def test_actors_are_counted_by_role(dateline: Dateline, db: Path) -> None:
    rebels, spokesman = records(dateline("actors", "--db", db))
    assert (rebels["id"], rebels["claims"], rebels["as_actor"], rebels["as_source"]) == ("northern-rebels", 3, 3, 0)
    assert (spokesman["id"], spokesman["as_source"], spokesman["last_known"][:10]) == ("the-army-said", 1, "2012-04-03")


def test_actors_are_those_of_the_claims_that_are_asked_for(dateline: Dateline, db: Path) -> None:
    assert [each["claims"] for each in records(dateline("actors", "--db", db, "--place", "Gao"))] == [1]
    assert records(dateline("actors", "--db", db, "--type", "AID")) == []


def test_actors_show_one_whole(dateline: Dateline, db: Path) -> None:
    out = dateline("actors", "--db", db, "northern rebels", "--format", "table").out
    for words in ("id: northern-rebels", "types: ASSAULT 3", "Army spokesman", "Kidal", "Gao"):
        assert words in out


def test_actors_show_one_whole_of_the_claims_that_are_asked_for(dateline: Dateline, db: Path) -> None:
    (record,) = records(dateline("actors", "--db", db, "northern-rebels", "--known", "2012-04-02"))
    assert (record["claims"], [place["name"] for place in record["places"]]) == (1, ["Kidal"])
    (place,) = records(dateline("places", "--db", db, "Gao", "--status", "actual"))
    assert place["types"] == {"ASSAULT": 1}


def test_actors_of_an_unknown_name_offer_near_ones(dateline: Dateline, db: Path) -> None:
    ended = dateline("actors", "--db", db, "spokesmen of army")
    assert (ended.code, ended.out) == (0, "")
    assert "no actor of the store goes by “spokesmen of army”" in ended.err


def test_places_are_counted(dateline: Dateline, db: Path) -> None:
    assert [(each["name"], each["claims"]) for each in records(dateline("places", "--db", db))] == [
        ("Kidal", 2),
        ("Suva", 1),
        ("Gao", 1),
    ]


def test_places_are_those_inside(dateline: Dateline, db: Path) -> None:
    names = [each["name"] for each in records(dateline("places", "--db", db, "--country", "ML"))]
    assert names == ["Kidal", "Gao"]
    assert [each["name"] for each in records(dateline("places", "--db", db, "--bbox", "-1,16,1,17"))] == ["Gao"]


def test_places_show_one_whole(dateline: Dateline, db: Path) -> None:
    out = dateline("places", "--db", db, "gao", "--format", "table").out
    for words in ("id: gn:2457163", "lat: 16.27", "types: ASSAULT 1", "Northern Rebels"):
        assert words in out


def test_places_lie_on_the_map(dateline: Dateline, db: Path) -> None:
    features = json.loads(dateline("places", "--db", db, "--format", "geojson").out)["features"]
    assert [feature["id"] for feature in features] == ["gn:2455290", "gn:2198148", "gn:2457163"]


@pytest.mark.parametrize("command", ["actors", "places"])
def test_actors_and_places_print_a_table_and_csv(dateline: Dateline, db: Path, command: str) -> None:
    assert "claims" in dateline(command, "--db", db, "--format", "table").out
    assert dateline(command, "--db", db, "--format", "csv").out.startswith("id,name,country")
