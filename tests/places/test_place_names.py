from __future__ import annotations

import pytest

from dateline.places.names import LONGEST, fuzzy_key, normalise, similarity, strip_articles


@pytest.mark.parametrize(
    ("name", "norm"),
    [
        ("Saint Louis", "st louis"),
        ("St. Louis", "st louis"),
        ("U.S.", "us"),
        ("Washington, D.C.", "washington dc"),
        ("Sha'fah", "shafah"),
        ("‘Ayn al ‘Arab", "ayn al arab"),
        ("Deir ez-Zor", "deir ez zor"),
        ("Łódź", "lodz"),
        ("Gəncə", "gence"),
        ("Fort  Worth\n", "fort worth"),
        ("Mount Hood", "mt hood"),
        ("", ""),
        ("北京", ""),
        ("x" * (LONGEST + 1), ""),
    ],
)
def test_normal_form(name: str, norm: str) -> None:
    assert normalise(name) == norm


@pytest.mark.parametrize(
    "spellings",
    [
        ("Raqqa", "Raqa", "Rakka", "Ar-Raqqah", "Al-Raqqa"),
        ("Kobane", "Kobani", "Kobanê"),
        ("Kyiv", "Kiev", "Kiyev"),
        ("Deir Ezzor", "Deir ez-Zor", "Dayr az Zawr", "Deir al-Zour"),
        ("Hasaka", "Hassakeh", "Al-Hasakah"),
        ("Fallujah", "Al Falluja", "Faluja"),
        ("Tal Afar", "Tel Afar", "Tall Afar"),
        ("Quneitra", "Kuneitra", "Qunaitra"),
        ("Helmand", "Hilmand"),
    ],
)
def test_spellings_of_one_name_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({fuzzy_key(normalise(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize(("left", "right"), [("Homs", "Hama"), ("Mosul", "Basra"), ("Kherson", "Kharkiv")])
def test_different_names_have_different_keys(left: str, right: str) -> None:
    assert fuzzy_key(normalise(left)) != fuzzy_key(normalise(right))


def test_a_name_of_articles_only_is_kept() -> None:
    assert strip_articles("al") == "al"


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [("ar raqqah", "raqqah", 1.0), ("raqqa", "raqa", 0.8), ("abc", "xyz", 0.0), ("", "", 1.0)],
)
def test_similarity(left: str, right: str, alike: float) -> None:
    assert similarity(left, right) == pytest.approx(alike)
