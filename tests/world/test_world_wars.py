from __future__ import annotations

import time

import pytest

from dateline.world.cells import is_date, not_after
from dateline.world.countries import load_world
from dateline.world.wars import find_war, load_wars


def found(words: str, *countries: str, on: str | None = None) -> str | None:
    war = find_war(words, countries, on)
    return war.id if war else None


@pytest.mark.parametrize(
    ("words", "war"),
    [
        ("the start of Syria's civil war", "syrian-civil-war"),
        ("the Syrian conflict", "syrian-civil-war"),
        ("the US-led invasion of Iraq", "iraq-war"),
        ("the Sept. 11 attacks", "september-11"),
        ("THE SECOND INTIFADA", "second-intifada"),
        ("a US air war against ISIS in Iraq", "us-air-war-isis"),
        ("Russia's annexation of Crimea", "crimea-annexation"),
        ("the Iran-Iraq war", "iran-iraq-war"),
        ("the wedding", None),
        ("", None),
    ],
)
def test_wars_are_found_by_their_words(words: str, war: str | None) -> None:
    assert found(words) == war


@pytest.mark.parametrize(
    ("words", "countries", "war"),
    [
        ("the civil war", ["SYR"], "syrian-civil-war"),
        ("the six-year war", ["YEM", "SYR"], "yemen-civil-war"),
        ("the civil war", ["ISL"], None),
        ("the war", ["PSE"], None),
        ("the civil war", [], None),
        ("the talks", ["SYR"], None),
    ],
)
def test_wars_without_a_name_are_those_of_the_main_country(words: str, countries: list[str], war: str | None) -> None:
    assert found(words, *countries) == war


@pytest.mark.parametrize(
    ("words", "on", "war"),
    [
        ("the Gaza war", "2024-02-01", "israel-hamas-war"),
        ("the Gaza war", "2009-02-01", None),
        ("the 2014 Gaza war", "2015", "gaza-war-2014"),
        ("the invasion of Iraq", "2002-12-31", None),
        ("the invasion of Iraq", "2003", "iraq-war"),
        ("the fall of Kabul", None, "taliban-takeover"),
    ],
)
def test_wars_that_began_after_the_day_of_the_text_are_not_meant(words: str, on: str | None, war: str | None) -> None:
    assert found(words, on=on) == war


def test_wars_have_ids_dates_countries_and_words_that_can_be() -> None:
    wars, known = load_wars(), load_world().by_alpha3
    assert len({war.id for war in wars}) == len(wars)
    for war in wars:
        assert is_date(war.start), war.id
        assert war.end is None or (is_date(war.end) and not_after(war.start, war.end)), war.id
        assert not war.countries - set(known), war.id
        assert war.wordings, war.id
        assert all(war.wordings), war.id


def test_wars_are_looked_up_in_a_text_of_a_megabyte() -> None:
    start = time.perf_counter()
    assert found("war " * 250_000) is None
    assert time.perf_counter() - start < 5
