from __future__ import annotations

import time

import pytest
from conftest import LocateIn

from dateline.places import Gazetteer, Toponym
from dateline.places.expressions import PlaceExpression, read_expression
from dateline.places.geometry import distance_km


@pytest.fixture
def read(locate_in: LocateIn) -> object:
    """Reads the expression around the first of the names."""

    def read_first(text: str, *names: str) -> PlaceExpression:
        located = locate_in(text, *names)
        assert located[0].place is not None
        return read_expression(text, located[0].toponym, located[0].place, located)

    return read_first


@pytest.mark.parametrize(
    ("text", "name", "covered", "relation"),
    [
        ("Clashes in western Mosul on Monday.", "Mosul", "western Mosul", "in"),
        ("They met in the northern city of Mosul.", "Mosul", "the northern city of Mosul", "in"),
        ("They met in Mosul.", "Mosul", "Mosul", "in"),
        (
            "Some 30 km (20 miles) north of Mosul, shots fell.",
            "Mosul",
            "Some 30 km (20 miles) north of Mosul",
            "north of",
        ),
        ("The base lies just south of Mosul.", "Mosul", "just south of Mosul", "south of"),
        ("It fell near the town of Sinjar.", "Sinjar", "near the town of Sinjar", "near"),
        ("They dug in on the outskirts of Homs.", "Homs", "on the outskirts of Homs", "outside"),
        ("in the countryside of Homs", "Homs", "in the countryside of Homs", "outside"),
        ("in the eastern Homs countryside", "Homs", "the eastern Homs countryside", "outside"),
        ("A boat sank off the coast of Lebanon.", "Lebanon", "off the coast of Lebanon", "off"),
        ("a post near the Turkish border", "Turkish", "near the Turkish border", "border"),
        ("on its border with Turkey", "Turkey", "on its border with Turkey", "border"),
        ("in the south of Iraq", "Iraq", "in the south of Iraq", "in"),
        ("in the Sinjar region", "Sinjar", "the Sinjar region", "in"),
        ("marched toward Mosul", "Mosul", "toward Mosul", "toward"),
        ("fled from Mosul", "Mosul", "from Mosul", "from"),
    ],
)
def test_covering_words_and_relation(read, text: str, name: str, covered: str, relation: str) -> None:  # type: ignore[no-untyped-def]
    expression = read(text, name)
    assert (expression.text, expression.relation) == (covered, relation)
    assert text[expression.start : expression.end] == covered


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("30 km north of Mosul", 30),
        ("20 miles south of Mosul", 32.2),
        ("60-kilometre (37-mile) west of Mosul", 60),
        ("5 to 7 km east of Mosul", 6),
        ("a few kilometers to the north-west of the city of Mosul", 3),
        ("two dozen miles southeast of Mosul", 38.6),
    ],
)
def test_a_distance_moves_the_point(read, text: str, km: float) -> None:  # type: ignore[no-untyped-def]
    expression = read(text, "Mosul")
    assert expression.precision == "offset"
    assert expression.distance_km == pytest.approx(km, abs=0.1)
    assert distance_km((expression.lat, expression.lon), (36.34, 43.13)) == pytest.approx(km, abs=0.2)


def test_a_distance_without_direction_is_an_area(read) -> None:  # type: ignore[no-untyped-def]
    expression = read("20 miles from Mosul", "Mosul")
    assert (expression.relation, expression.precision, expression.lat) == ("near", "area", 36.34)


@pytest.mark.parametrize(("side", "north", "east"), [("northern", 1, 0), ("south-eastern", -1, 1), ("west", 0, -1)])
def test_a_part_moves_the_point_inside(read, side: str, north: int, east: int) -> None:  # type: ignore[no-untyped-def]
    expression = read(f"in {side} Mosul", "Mosul")
    sign = lambda x: (x > 0.001) - (x < -0.001)  # noqa: E731
    assert (sign(expression.lat - 36.34), sign(expression.lon - 43.13)) == (north, east)
    assert expression.part
    assert distance_km((expression.lat, expression.lon), (36.34, 43.13)) < 10


@pytest.mark.parametrize(
    "text",
    [
        "on the road between Homs and Palmyra",
        "between the towns of Homs and Palmyra",
        "on the Homs-Palmyra highway",
        "the Homs–Palmyra road",
    ],
)
def test_between_two_places(read, text: str) -> None:  # type: ignore[no-untyped-def]
    expression = read(text, "Homs", "Palmyra")
    assert expression.relation == "between"
    assert len(expression.places) == 2
    assert expression.lat == pytest.approx(34.65, abs=0.1)
    assert expression.lon == pytest.approx(37.5, abs=0.1)


def test_border_of_two_countries_lies_between_them(read) -> None:  # type: ignore[no-untyped-def]
    expression = read("on the Syrian-Turkish border", "Syrian", "Turkish")
    assert expression.relation == "border"
    assert 35 < expression.lat < 39
    assert {place.country for place in expression.places} == {"SY", "TR"}


def test_a_list_is_not_between(read) -> None:  # type: ignore[no-untyped-def]
    assert read("talks in Homs and Palmyra", "Homs", "Palmyra").relation == "in"


@pytest.mark.parametrize("text", ["the " * 30_000, "north of " * 10_000, "1 km " * 10_000, "a-b " * 20_000])
def test_hostile_words_before_a_place(small: Gazetteer, text: str) -> None:
    place = small.by_id("gn:3")
    assert place is not None
    began = time.perf_counter()
    read_expression(f"{text}Mosul", Toponym("Mosul", len(text), len(text) + 5), place)
    assert time.perf_counter() - began < 0.5


@pytest.mark.parametrize(
    "text", ["The dispute between Turkey and Lebanon goes on.", "Talks between Mosul and Tripoli failed."]
)
def test_between_parties_is_no_spot(read, text: str) -> None:  # type: ignore[no-untyped-def]
    names = ("Turkey", "Lebanon") if "Turkey" in text else ("Mosul", "Tripoli")
    assert read(text, *names).relation != "between"


def test_border_with_no_neighbour_in_sight_stays_with_its_country(read) -> None:  # type: ignore[no-untyped-def]
    expression = read("near the Turkish border, officials in Alexandria said", "Turkish", "Alexandria")
    assert (expression.relation, expression.precision, len(expression.places)) == ("border", "region", 1)
