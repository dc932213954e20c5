"""Whether two claims tell of one happening."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from tests.linking.told import MOSUL, RAQQA, SYRIA, TABQA, deed, toll, traits

from dateline.linking.compare import Together, compare, family, features

RAID = {"text": "Turkish planes bombed a market.", "by": ("turkey",), "at": (RAQQA,), "on": "2017-09-01"}


def pair(a: dict[str, Any], b: dict[str, Any], published: str = "2017-09-01") -> Any:
    return traits(deed(**a), "d1", n=1, row=1), traits(deed(**b), "d2", published, n=2, row=2)


def joined(a: dict[str, Any], b: dict[str, Any], *, story: bool = False, published: str = "2017-09-01") -> bool:
    link = compare(*pair(a, b, published), Together(story=story))
    return link is not None and link.score >= 0.5


def test_compare_joins_same_party_place_and_day() -> None:
    assert joined(RAID, {**RAID, "text": "A market was hit in an air raid.", "trigger": "raid"})


def test_compare_never_joins_by_place_and_day_alone() -> None:
    same = {"at": (RAQQA,), "on": "2017-09-01"}
    a = {"text": "Planes bombed a market.", **same}
    b = {"text": "Gunmen shot a teacher.", "trigger": "shot", **same}
    assert compare(*pair(a, b), Together(story=True)) is None


@pytest.mark.parametrize(
    "other",
    [{"at": (MOSUL,)}, {"on": "2017-09-04"}, {"by": ("russia",)}],
    ids=["elsewhere", "another day", "others"],
)
def test_compare_keeps_apart_what_differs_in_one_thing(other: dict[str, Any]) -> None:
    assert not joined(RAID, {**RAID, "text": "A bazaar was hit by jets.", "trigger": "hit", **other})


@pytest.mark.parametrize("silent", ["by", "at", "on"])
def test_compare_takes_silence_for_no_mismatch(silent: str) -> None:
    told = {**RAID, "to": ("islamic-state",)}
    rest = {name: value for name, value in told.items() if name != silent}
    a, b = pair(told, rest)
    assert not any(name.endswith(("different", "far", "apart")) for name in features(a, b))
    assert joined(told, rest, story=True)


def test_compare_knows_part_and_whole() -> None:
    found = features(*pair({"by": ("ypg",)}, {"by": ("syrian-democratic-forces",)}))
    assert "actors_kin" in found
    assert "actors_kin" in features(*pair({"by": ("recep-tayyip-erdogan",)}, {"by": ("turkey",)}))
    assert "actors_different" in features(*pair({"by": ("islamic-state",)}, {"by": ("al-qaeda",)}))


def test_compare_takes_kinds_of_people_for_nobody_in_particular() -> None:
    found = features(*pair({"by": ("kind:rebels",)}, {"by": ("syrian-democratic-forces",)}))
    assert not any(name.startswith("actors") for name in found)
    assert "actors_generic" in features(*pair({"by": ("kind:rebels.syria",)}, {"by": ("kind:rebels",)}))


def test_compare_matches_sides_of_a_meeting_either_way() -> None:
    meeting = {"kind": "CONSULT", "text": "They met.", "trigger": "met"}
    a, b = {**meeting, "by": ("russia",), "to": ("turkey",)}, {**meeting, "by": ("turkey",), "to": ("russia",)}
    assert {"actors_same", "recipients_same"} <= features(*pair(a, b)).keys()


@pytest.mark.parametrize(
    ("ours", "theirs", "level"),
    [
        (RAQQA, RAQQA, "place_same"),
        (RAQQA, SYRIA, "place_within"),
        (SYRIA, SYRIA, "place_wide"),
        (RAQQA, TABQA, "place_far"),
        (RAQQA, MOSUL, "place_far"),
    ],
)
def test_compare_places_by_precision(ours: Any, theirs: Any, level: str) -> None:
    assert level in features(*pair({"at": (ours,)}, {"at": (theirs,)}))


@pytest.mark.parametrize(("other", "same"), [({}, True), ({"to": ("kind:soldiers",)}, False), ({"modes": ()}, False)])
def test_compare_joins_one_deed_near_one_town_on_one_day_though_tolls_differ(other: dict[str, Any], same: bool) -> None:
    near = dataclasses.replace(RAQQA, precision="area", relation="near")
    strike = {"text": "An air strike killed pupils.", "trigger": "air strike", "modes": ("aerial",), "at": (near,)}
    strike |= {"to": ("kind:school",), "on": "2017-03-21"}
    a = {**strike, "text": "33 pupils died in an air strike on a school, monitors said.", "quantities": (toll(33),)}
    b = {
        **strike,
        "text": "An air strike on the school killed 46 pupils, it wrote.",
        "quantities": (toll(46),),
        **other,
    }
    assert joined(a, b) is same


def test_compare_joins_a_plan_and_what_came_of_it() -> None:
    plan = {
        "kind": "AGREE", "text": "The ministers will meet on Friday.", "trigger": "will meet", "status": "future",
        "by": ("russia",), "to": ("turkey",), "on": "2017-09-08",
    }  # fmt: skip
    done = {**plan, "kind": "CONSULT", "text": "The ministers met.", "trigger": "met", "status": "actual"}
    assert family("AGREE") == family("CONSULT")
    assert joined(plan, done, published="2017-09-08")


def test_compare_sees_figures() -> None:
    twelve, other = {"quantities": (toll(12),)}, {"quantities": (toll(40),)}
    assert "figure_same" in features(*pair(twelve, twelve))
    assert "figure_different" in features(*pair(twelve, other))


def test_compare_is_the_same_either_way() -> None:
    a, b = pair({**RAID, "kind": "CONSULT"}, {**RAID, "kind": "CONSULT", "by": ("russia",), "to": ("turkey",)})
    assert compare(a, b, Together(story=True)) == compare(b, a, Together(story=True))


def test_compare_says_why_with_the_weightiest_first() -> None:
    link = compare(*pair(RAID, RAID))
    assert link is not None
    assert "the same actor (+1.3)" in link.reasons
    assert link.reasons[0].startswith("the same sentence")
