from __future__ import annotations

from typing import Any

import pytest
from client import TestClient
from many_incidents import fill
from served import is_problem, serving
from shapes import PREFIX

from dateline.store import Store

RAQQA, SYRIA = "gn:172955", "gn:163843"
MANY = 3_000


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("many") / "many.db"
    with Store.open(path) as store:
        fill(store, MANY, places_in_all=400)
    return str(path)


def drawn(client: TestClient, asked: str = "") -> Any:
    answer = client.get(f"{PREFIX}/map/incidents?{asked}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/geo+json"
    return answer.json()


def of_place(told: Any, place: str) -> Any:
    (found,) = (each["properties"] for each in told["features"] if each["properties"]["place"] == place)
    return found


def count(told: Any) -> int:
    return sum(each["properties"].get("count", 1) for each in told["features"])


def test_what_lies_together_is_one_feature(desk: TestClient) -> None:
    raqqa = of_place(drawn(desk, "zoom=6"), RAQQA)
    assert raqqa["cluster"]
    assert raqqa["count"] == raqqa["by_type"]["ASSAULT"] == 2
    assert raqqa["by_status"] == {"actual": 2}
    assert raqqa["disputed"] == 1
    assert raqqa["bbox"] == [39.00788, 35.95283, 39.00788, 35.95283]


def test_what_is_only_known_to_lie_in_a_country_is_no_spot_of_it(desk: TestClient) -> None:
    told = drawn(desk, "zoom=0")  # so far out that everything lies in one cell
    syria = of_place(told, SYRIA)
    assert (syria["area"], syria["precision"]) == (True, "country")
    assert syria["radius_km"] > 100
    assert len(told["features"]) == 2


def test_what_lies_nowhere_is_counted(desk: TestClient) -> None:
    told = drawn(desk)
    assert (told["total"], told["unplaced"]) == (5, 3)  # two without a place, and a story without a type
    assert count(told) == told["total"]


def test_what_lies_alone_says_who_to_whom(desk: TestClient) -> None:
    told = drawn(desk, "zoom=6&status=future")
    (alone,) = (each["properties"] for each in told["features"])
    assert (alone["cluster"], alone["status"], alone["label"]) == (False, "future", "Kurdish forces")
    assert (alone["from"], alone["to"], alone["precision"]) == ("2017-09-20", "2017-09-20", "city")


def test_incidents_are_as_they_were_known(desk: TestClient) -> None:
    assert drawn(desk, "known=2017-09-30")["total"] == 1
    early = drawn(desk, "zoom=6&known=2017-10-15")
    assert {each["properties"].get("id") for each in early["features"]} <= {
        each["id"] for each in desk.get(f"{PREFIX}/incidents?known=2017-10-15").json()["items"]
    }


@pytest.mark.parametrize(
    ("view", "there"),
    [
        ("38.5,35.5,39.5,36.5", 2),
        ("-10,35,10,36", 0),
        ("170,-90,40,90", 5),
        ("-300,-90,300,90", 5),
        ("398.8,35.5,400,36.5", 2),
    ],
)
def test_view_may_go_round_the_world(desk: TestClient, view: str, there: int) -> None:
    assert drawn(desk, f"zoom=9&bbox={view}")["total"] == there


@pytest.mark.parametrize("view", ["1,2,3", "a,b,c,d", "0,50,1,40", "inf,0,1,1"])
def test_view_that_is_none_is_refused(desk: TestClient, view: str) -> None:
    assert is_problem(desk.get(f"{PREFIX}/map/incidents?bbox={view}"), 400, "E-BOX")


@pytest.mark.parametrize(
    "asked", ["", "type=ASSAULT", "actor=actor-7", "known=2017-03-01", "from=2017&to=2017-06", "min_sources=2"]
)
@pytest.mark.parametrize("zoom", [0, 4, 9])
def test_map_shows_as_many_as_the_list_has(many: str, asked: str, zoom: int) -> None:
    with serving(many) as client:
        told = drawn(client, f"zoom={zoom}&{asked}")
        lines = client.get(f"{PREFIX}/incidents?format=jsonl&{asked}").text.splitlines()
    assert count(told) == told["total"]
    assert told["total"] + told["unplaced"] == len(lines)
    assert len(told["features"]) <= 1_500


def test_bounds_of_a_cluster_hold_all_of_it(many: str) -> None:
    with serving(many) as client:
        for each in drawn(client, "zoom=3")["features"]:
            if each["properties"]["cluster"]:
                west, south, east, north = each["properties"]["bbox"]
                lon, lat = each["geometry"]["coordinates"]
                assert west <= lon <= east
                assert south <= lat <= north


def test_control_names_holders_and_besiegers(desk: TestClient) -> None:
    told = desk.get(f"{PREFIX}/map/control?at=2017-09-10").json()
    (raqqa,) = (each["properties"] for each in told["features"])
    assert [each["id"] for each in raqqa["holders"] if not each["presumed"]] == ["islamic-state"]
    assert [each["id"] for each in raqqa["besieged_by"]] == ["ypg"]
    assert raqqa["stale_days"] == 9


def test_control_moves_with_what_is_known(desk: TestClient) -> None:
    def holders(known: str) -> list[str]:
        told = desk.get(f"{PREFIX}/map/control?at=2017-10-20&known={known}").json()
        return [each["id"] for feature in told["features"] for each in feature["properties"]["holders"]]

    assert holders("2017-10-10") == ["islamic-state"]
    assert holders("2017-10-20") == ["ypg"]


def test_control_of_a_view_leaves_out_the_rest(desk: TestClient) -> None:
    assert desk.get(f"{PREFIX}/map/control?at=2017-09-10&bbox=0,0,1,1").json()["features"] == []
