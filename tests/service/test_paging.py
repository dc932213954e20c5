from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import desk_sample
import pytest
from client import TestClient
from served import is_problem, serving
from shapes import PREFIX

from dateline.output.safe_text import safe_line
from dateline.store import Store, writer

LISTS = ("documents", "claims", "incidents", "actors", "places", "situation", "documents?text=raqqa", "review")


def all_of(client: TestClient, asked: str, limit: int) -> list[str]:
    """The ids of a list, taken part by part."""
    found: list[str] = []
    cursor = ""
    join = "&" if "?" in asked else "?"
    while True:
        told = client.get(f"{PREFIX}/{asked}{join}limit={limit}{cursor}").json()
        assert len(told["items"]) <= limit
        found += [each["id"] for each in told["items"]]
        assert told["truncated"] is (told["next"] is not None)
        if told["next"] is None:
            assert told["total"] in (None, len(found))
            return found
        cursor = f"&cursor={told['next']}"


@pytest.mark.parametrize("asked", LISTS)
def test_parts_together_are_the_whole_in_order(desk: TestClient, asked: str) -> None:
    whole = all_of(desk, asked, 500)
    assert len(whole) > 1
    assert all_of(desk, asked, 1) == whole
    assert len(set(whole)) == len(whole)


def test_parts_of_incidents_as_known_are_the_whole(desk: TestClient) -> None:
    assert all_of(desk, "incidents?known=2017-10-15", 1) == all_of(desk, "incidents?known=2017-10-15", 100)


def test_what_is_added_meanwhile_moves_nothing(own_desk: str) -> None:
    with serving(own_desk) as client:
        first = client.get(f"{PREFIX}/claims?limit=2").json()
        told = [("{A:Rebels} {T:hit} {P:Kobani}.", "ASSAULT", {})]
        with Store.open(own_desk) as store:
            writer.add(
                store, desk_sample.coded("newer", "Agencies", "2018-01-01", told), "test 1", "2018-01-02T00:00:00Z"
            )
        rest = client.get(f"{PREFIX}/claims?limit=500&cursor={first['next']}").json()
        now = client.get(f"{PREFIX}/claims?limit=500").json()
    ids = [each["id"] for each in (*first["items"], *rest["items"])]
    assert ids == [each["id"] for each in now["items"]][1:]


@pytest.mark.parametrize("other", ["claims?type=ASSAULT", "incidents", "claims?limit=2&known=2017-10-01"])
def test_cursor_belongs_to_one_list_with_its_filters(desk: TestClient, other: str) -> None:
    cursor = desk.get(f"{PREFIX}/claims?limit=1").json()["next"]
    join = "&" if "?" in other else "?"
    assert is_problem(desk.get(f"{PREFIX}/{other}{join}cursor={cursor}"), 400, "E-CURSOR")


def test_cursor_of_a_situation_ends_with_the_store_that_it_is_of(own_desk: str) -> None:
    with serving(own_desk) as client:
        cursor = client.get(f"{PREFIX}/situation?limit=1").json()["next"]
        with Store.open(own_desk) as store:
            told = [("{A:Rebels} {T:control} {P:Kobani}.", "controls", {})]
            writer.add(store, desk_sample.coded("newer", None, "2018-01-01", told), "test 1", "2018-01-02T00:00:00Z")
        assert is_problem(client.get(f"{PREFIX}/situation?limit=1&cursor={cursor}"), 400, "E-CURSOR")


@pytest.mark.parametrize("kind", ["documents", "claims", "incidents", "actors", "places", "situation"])
def test_downloads_have_everything(desk: TestClient, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.service.listing.AT_ONCE", 2)  # so that several portions are written
    whole = all_of(desk, kind, 500)
    lines = desk.get(f"{PREFIX}/{kind}?format=jsonl").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == whole
    table = desk.get(f"{PREFIX}/{kind}?format=csv")
    assert [row["id"] for row in csv.DictReader(io.StringIO(table.text))] == list(map(safe_line, whole))
    assert table.headers["content-disposition"].startswith("attachment")
    assert int(table.headers.get("content-length", len(table.content))) == len(table.content)


@pytest.mark.parametrize("kind", ["claims", "incidents", "places", "situation"])
def test_maps_are_downloads_too(desk: TestClient, kind: str) -> None:
    told: Any = desk.get(f"{PREFIX}/{kind}?format=geojson").json()
    assert told["type"] == "FeatureCollection"
    assert any(feature["geometry"] for feature in told["features"])


def test_formula_in_a_name_is_no_formula_in_a_table(tmp_path: Path) -> None:
    with Store.open(tmp_path / "desk.db") as store:
        told = [("{A:=cmd()} {T:hit} {P:Kobani}.", "ASSAULT", {})]
        writer.add(store, desk_sample.coded("one", None, "2018-01-01", told), "test 1", "2018-01-02T00:00:00Z")
    with serving(str(tmp_path / "desk.db")) as client:
        assert "'=cmd()" in client.get(f"{PREFIX}/incidents?format=csv").text


def test_as_many_downloads_as_may_be_are_made_at_once(desk: TestClient) -> None:
    making = desk.app.state.desk.making  # type: ignore[attr-defined]
    held = 0
    while making.acquire(blocking=False):
        held += 1
    try:
        refused = desk.get(f"{PREFIX}/claims?format=csv")
        assert is_problem(refused, 503, "E-BUSY")
        assert refused.headers["retry-after"]
    finally:
        for _ in range(held):
            making.release()
    assert desk.get(f"{PREFIX}/claims?format=csv").status_code == 200
