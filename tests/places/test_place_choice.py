from __future__ import annotations

import time

import pytest
from conftest import LocateIn

from dateline.places import Gazetteer, PlaceContext, Toponym, locate


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Alexandria is a port.", "Alexandria", "gn:4"),
        ("A man from Alexandria, La., was held.", "Alexandria", "gn:5"),
        ("He lives in Alexandria, Louisiana.", "Alexandria", "gn:5"),
        ("He lives in Alexandria in Rapides Parish.", "Alexandria", "gn:5"),
        ("Shells fell on the Lebanese city of Tripoli.", "Tripoli", "gn:9"),
        ("The army entered Homs.", "Homs", "gn:2"),
        ("Villages in Homs province were shelled.", "Homs", "dl:adm1-SY-11"),
        ("Villages in the province of Homs were shelled.", "Homs", "dl:adm1-SY-11"),
        ("The Syrian city of Raqa fell.", "Raqa", "gn:1"),
        ("Syrian troops left.", "Syrian", "gn:163843"),
    ],
)
def test_the_words_around_a_name_decide(locate_in: LocateIn, text: str, name: str, place: str) -> None:
    (located,) = locate_in(text, name)
    assert located.place is not None
    assert located.place.id == place


def test_neighbours_decide_local_news(locate_in: LocateIn) -> None:
    text = "Alexandria woman charged. Police of Pineville and the sheriff of Rapides Parish said so."
    alexandria, pineville, parish = locate_in(text, "Alexandria", "Pineville", "Rapides Parish")
    assert [each.place.id for each in (alexandria, pineville, parish) if each.place] == [
        "gn:5", "gn:7", "dl:adm2-US-LA-079",
    ]  # fmt: skip


def test_neighbours_decide_between_countries(locate_in: LocateIn) -> None:
    tripoli, _beirut = locate_in("Clashes in Tripoli spread to Beirut.", "Tripoli", "Beirut")
    assert tripoli.place is not None
    assert tripoli.place.id == "gn:9"


def test_a_province_among_its_towns_is_not_a_far_village(locate_in: LocateIn) -> None:
    nineveh, *_ = locate_in("Nineveh saw fighting near Mosul and Sinjar.", "Nineveh", "Mosul", "Sinjar")
    assert nineveh.place is not None
    assert nineveh.place.id == "dl:adm1-IQ-15"


def test_countries_of_actors_decide(locate_in: LocateIn) -> None:
    plain = locate_in("Tripoli was calm.", "Tripoli")[0]
    pointed = locate_in("Tripoli was calm.", "Tripoli", countries={"LB": 6.0})[0]
    assert plain.place is not None
    assert plain.place.country == "LY"
    share = {c.id: p for c, p in pointed.ranked}["gn:9"]
    assert share > {c.id: p for c, p in plain.ranked}["gn:9"]


def test_one_name_means_one_place(small: Gazetteer) -> None:
    text = "Alexandria, La., was quiet. In Alexandria nobody spoke."
    starts = [0, text.index("Alexandria nobody")]
    located = locate([Toponym("Alexandria", at, at + 10) for at in starts], PlaceContext(text), small)
    assert {each.place.id for each in located if each.place} == {"gn:5"}


def test_nothing_fits(locate_in: LocateIn) -> None:
    (located,) = locate_in("Old Sam Atlantis spoke.", "Atlantis")
    assert located.place is None
    assert located.ranked == ()
    assert located.probability == 1.0


def test_probabilities_are_ordered_and_sum_to_at_most_one(locate_in: LocateIn) -> None:
    (located,) = locate_in("Alexandria is a port.", "Alexandria")
    shares = [p for _, p in located.ranked]
    assert shares == sorted(shares, reverse=True)
    assert 0 < sum(shares) <= 1.001
    assert located.probability == shares[0]


def test_no_toponyms(small: Gazetteer) -> None:
    assert locate([], PlaceContext(""), small) == []


def test_answers_keep_their_order(locate_in: LocateIn) -> None:
    names = ("Mosul", "Atlantis", "Homs")
    located = locate_in("Mosul, Atlantis and Homs.", *names)
    assert [each.toponym.text for each in located] == list(names)


@pytest.mark.parametrize("text", ["\x00" * 500, "(" * 20_000, "A" * 50_000, "Homs, " * 5_000])
def test_hostile_text(small: Gazetteer, text: str) -> None:
    began = time.perf_counter()
    located = locate(
        [Toponym(text[:4], 0, 4), Toponym("Homs", len(text) - 6, len(text) - 2)], PlaceContext(text), small
    )
    assert len(located) == 2
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Shelling hit Homs and Hama in Syria.", "Hama", "SY"),
        ("The Taliban overran Kunduz and Baghlan in Afghanistan.", "Baghlan", "AF"),
        ("Fighting spread from Khartoum to Nyala in Sudan.", "Nyala", "SD"),
        ("Rebels near Goma moved on Rutshuru.", "Rutshuru", "CD"),
    ],
)
def test_shipped_gazetteer_in_conflict_news(
    shipped: Gazetteer, locate_in: LocateIn, text: str, name: str, country: str
) -> None:
    (located,) = locate_in(text, name, gazetteer=shipped)
    assert located.place is not None
    assert located.place.country == country


def test_reasons_name_what_the_text_says(locate_in: LocateIn) -> None:
    (located,) = locate_in("He lives in Alexandria, La.", "Alexandria")
    assert "the text names Louisiana beside it" in located.reasons
