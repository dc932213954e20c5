from __future__ import annotations

import pytest

from dateline.places import Gazetteer
from dateline.places.finder import Mention, find_toponyms
from dateline.places.nested import nested_places


@pytest.mark.parametrize(
    ("organisation", "names"),
    [
        ("University of Mosul", ["Mosul"]),
        ("Raqqa Civil Council", ["Raqqa"]),
        ("United States Agency for International Development", ["United States"]),
        ("Bank of Syria and Lebanon", ["Syria", "Lebanon"]),
        ("Syrian Democratic Forces", []),
        ("Operation Palmyra Shield", []),
        ("Mosul", []),
        ("Justice and Development Party", []),
        ("", []),
    ],
)
def test_nested_names(small: Gazetteer, organisation: str, names: list[str]) -> None:
    found = nested_places(organisation, small)
    assert [each.text for each in found] == names
    assert all(each.nested and organisation[each.start : each.end] == each.text for each in found)


def found(gazetteer: Gazetteer, text: str, *entities: tuple[str, str]) -> list[tuple[str, bool]]:
    mentions = [Mention(label, name, text.index(name), text.index(name) + len(name)) for label, name in entities]
    toponyms = find_toponyms(mentions, text, gazetteer)
    assert all(text[t.start : t.end] == t.text for t in toponyms)
    return [(t.text, t.nested) for t in toponyms]


@pytest.mark.parametrize(
    ("text", "label", "entity", "expected"),
    [
        ("They left Mosul today.", "LOC", "Mosul", [("Mosul", False)]),
        ("Mosul's mayor spoke.", "LOC", "Mosul's", [("Mosul", False)]),
        ("They left Atlantis.", "LOC", "Atlantis", [("Atlantis", False)]),
        ("in north Mosul now", "LOC", "north Mosul", [("Mosul", False)]),
        ("between Homs and Palmyra", "LOC", "Homs and Palmyra", [("Homs", False), ("Palmyra", False)]),
        ("in Alexandria, La. today", "LOC", "La", [("La.", False)]),
        ("The University of Mosul reopened.", "ORG", "University of Mosul", [("Mosul", True)]),
        ("Iraq said so.", "ORG", "Iraq", [("Iraq", True)]),
        ("Mosul Mayor Ali spoke.", "PER", "Mosul Mayor Ali", [("Mosul", True)]),
        ("Ali Homs spoke.", "PER", "Ali Homs", []),
        ("He comes from Palmyra.", "PER", "Palmyra", [("Palmyra", False)]),
        ("a house on Alexandria Road burned", "LOC", "Alexandria Road East", []),
    ],
)
def test_toponyms_in_entities(
    small: Gazetteer, text: str, label: str, entity: str, expected: list[tuple[str, bool]]
) -> None:
    if entity not in text:
        text = text.replace("Alexandria Road", entity)
    assert found(small, text, (label, entity)) == expected


@pytest.mark.parametrize(
    ("text", "entities", "expected"),
    [
        ("Ali Sinjar spoke. Sinjar left.", [("PER", "Ali Sinjar"), ("LOC", "Sinjar left")], []),
        ("Kurds in Mosul", [("LOC", "Kurds"), ("LOC", "Mosul")], ["Mosul"]),
        ("the Kremlin denied it", [("LOC", "Kremlin")], []),
        ("Ain Palmyra fell", [("LOC", "Ain Palmyra")], ["Ain Palmyra"]),
        ("at Mosul University Hospital", [("LOC", "Mosul University Hospital")], ["Mosul"]),
        ("in Operation Palmyra", [("LOC", "Palmyra")], []),
    ],
)
def test_what_is_no_place(small: Gazetteer, text: str, entities: list[tuple[str, str]], expected: list[str]) -> None:
    if entities[-1][1] == "Sinjar left":  # the second mention of the name
        mentions = [Mention("PER", "Ali Sinjar", 0, 10), Mention("LOC", "Sinjar", 18, 24)]
        assert find_toponyms(mentions, text, small) == []
        return
    assert [name for name, _ in found(small, text, *entities)] == expected
