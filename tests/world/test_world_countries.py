from __future__ import annotations

from dateline.world.countries import World, make_world

COLUMNS = (
    "id", "name", "alpha3", "alpha2", "status", "aliases", "adjectives", "people", "capital", "seats", "lat", "lon",
    "radius_km", "claimants", "neighbours",
)  # fmt: skip


def row(**cells: str) -> dict[str, str]:
    return dict.fromkeys(COLUMNS, "") | {"lat": "1", "lon": "2", "radius_km": "3", "status": "member"} | cells


def small() -> World:
    return make_world(
        [
            row(id="freedonia", name="Freedonia", alpha3="FRE", alpha2="FD", aliases="~Free Land;Fredonia",
                capital="Chicoville", seats="the Marble House;the Star=MIL", neighbours="SYL"),
            row(id="old-freedonia", name="Old Freedonia", alpha3="FRE", alpha2="FD", status="former"),
            row(id="sylvania", name="Sylvania", alpha3="SYL", alpha2="SY"),
            row(id="border-hills", name="Border Hills", status="territory", claimants="FRE;SYL"),
        ]
    )  # fmt: skip


def test_countries_are_found_by_code() -> None:
    world = small()
    assert (world.alpha2("SYL"), world.alpha3("SY")) == ("SY", "SYL")
    assert (world.alpha2("XXX"), world.alpha2(None), world.alpha3(None)) == (None, None, None)


def test_countries_of_today_bear_a_code_that_was_another_s() -> None:
    assert small().by_alpha3["FRE"].id == "freedonia"
    assert small().by_alpha2["FD"].id == "freedonia"


def test_countries_without_a_code_are_in_no_table_of_codes() -> None:
    world = small()
    assert world.by_id["border-hills"].alpha3 is None
    assert set(world.by_alpha3) == {"FRE", "SYL"}


def test_countries_read_their_cells() -> None:
    country = small().by_id["freedonia"]
    assert (country.names.strong, country.names.weak) == (("Fredonia",), ("Free Land",))
    assert country.seats == {"the Marble House": "GOV", "the Star": "MIL"}
    assert (country.lat, country.lon, country.radius_km) == (1.0, 2.0, 3.0)
    assert country.capital == "Chicoville"
    assert country.neighbours == ("SYL",)


def test_countries_claimed_by_two_are_disputed() -> None:
    world = small()
    assert [c.id for c in world.countries if c.disputed] == ["border-hills"]
