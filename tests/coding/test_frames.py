"""The frames loader, and whether the shipped frames keep to their format."""

from __future__ import annotations

import functools
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
from lexicons import CLASSES, TYPES, lexicon_of

from dateline.coding.frames import CONTENTS, FILL, FORMS, load_lexicon, make_lexicon
from dateline.errors import RunError
from dateline.ontology import load_ontology

ATTACK: dict[str, Any] = {"name": "attack", "type": "ASSAULT", "verbs": ["attack"]}

# --- the loader


@pytest.mark.parametrize(
    ("form", "wording", "head", "others"),
    [
        ("verbs", "attack", "attack", ()),
        ("verbs", "take control of", "take", ("control", "of")),
        ("verbs", "fall to", "fall", ("to",)),
        ("nouns", "air strike", "strike", ("air",)),
        ("nouns", "suicide car bombing", "bombing", ("suicide", "car")),
        ("nouns", "declaration of", "declaration", ("of",)),
        ("nouns", "state of emergency", "state", ("of", "emergency")),
        ("relational", "coalition partner", "partner", ("coalition",)),
        ("adjectives", "loyal to", "loyal", ("to",)),
        ("prefixes", "anti", "anti", ()),
    ],
)
def test_frames_finds_a_wording_by_its_head(form: str, wording: str, head: str, others: tuple[str, ...]) -> None:
    lexicon = lexicon_of({"name": "x", "type": "ASSAULT", form: [wording]})
    (entry,) = lexicon.find(form, head)
    assert (entry.form, entry.others, entry.frame.id) == (form, others, "test/x")


def test_frames_finds_nothing_for_an_unknown_word() -> None:
    assert lexicon_of(ATTACK).find("verbs", "") == ()
    assert lexicon_of(ATTACK).find("nouns", "attack") == ()


def test_frames_tries_the_most_specific_first() -> None:
    lexicon = lexicon_of(
        {**ATTACK, "name": "plain", "weight": 0.9},
        {**ATTACK, "name": "surer", "weight": 1.0},
        {**ATTACK, "name": "conditioned", "require": {"object": ["@place"]}},
        {"name": "longer", "type": "COERCE", "verbs": ["attack on"], "weight": 0.1},
    )
    assert [e.frame.id for e in lexicon.find("verbs", "attack")] == [
        "test/longer", "test/conditioned", "test/surer", "test/plain",
    ]  # fmt: skip


def test_frames_reads_every_key() -> None:
    lexicon = lexicon_of(
        {
            "name": "full", "type": "designates", "modes": ["m"], "verbs": ["list"], "require": {"as": ["@any"]},
            "forbid": {"object": ["@sport", "ship"]}, "slots": {"by": "actors"}, "content": "future", "weight": 1,
            "label": "terrorist", "status": "negated", "note": "why",
        }
    )  # fmt: skip
    (frame,) = lexicon.frames
    assert frame.relation
    assert (frame.modes, frame.content, frame.weight, frame.label) == (("m",), "future", 1.0, "terrorist")
    assert (frame.require, frame.forbid) == ({"as": {"@any"}}, {"object": {"@sport", "ship"}})
    assert frame.status == "negated"


def test_frames_takes_roles_from_the_frame_then_the_type_then_the_kind() -> None:
    lexicon = lexicon_of({**ATTACK, "slots": {"with": "none"}})
    (frame,) = lexicon.frames
    assert not frame.relation
    assert [lexicon.role(frame, slot) for slot in ("with", "object", "subject", "beside")] == [
        "none", "target", "actors", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"verb": ["hit"]}, "test/attack: unknown key 'verb'"),
        ({"type": "ATTACK"}, "test/attack: unknown type 'ATTACK'"),
        ({"type": None}, "test/attack: unknown type None"),
        ({"verbs": []}, "test/attack: no words; give verbs, nouns"),
        ({"content": "maybe"}, "test/attack: content 'maybe' is none of ('hypothetical'"),
        ({"slots": {"object": "victims"}}, "test/attack: slot object fills no role 'victims'"),
        ({"slots": {"to": "subject"}}, "test/attack: slot to fills no role 'subject'"),
        ({"require": {"object": ["@plaec"]}}, "test/attack: unknown class @plaec"),
        ({"forbid": {"object": ["ship", "@shpi"]}}, "test/attack: unknown class @shpi"),
    ],
)
def test_frames_names_what_it_cannot_use(change: dict[str, Any], message: str) -> None:
    with pytest.raises(RunError) as caught:
        lexicon_of({**ATTACK, **change})
    assert caught.value.code == "E-FRAMES"
    assert message in caught.value.message


def test_frames_reports_all_problems_together() -> None:
    with pytest.raises(RunError, match=r"test/None: .*; test/attack: name used twice$"):
        lexicon_of(ATTACK, {"type": "ASSAULT", "verbs": ["hit"], "kind": 1}, ATTACK)


def test_frames_lets_of_be_the_subject_and_two_files_use_one_name() -> None:
    turned = {**ATTACK, "slots": {"of": "subject"}}
    lexicon = make_lexicon({"a": {"frame": [turned]}, "b": {"frame": [ATTACK]}, "empty": {}}, CLASSES, TYPES)
    assert {frame.id for frame in lexicon.frames} == {"a/attack", "b/attack"}


# --- the shipped frames


@functools.cache
def shipped() -> dict[str, list[dict[str, Any]]]:
    """The frames of each shipped file, as they stand in it."""
    folder = resources.files("dateline.coding") / "data" / "frames"
    return {
        path.name.removesuffix(".toml"): tomllib.loads(path.read_text(encoding="utf-8"))["frame"]
        for path in folder.iterdir()
        if path.name.endswith(".toml")
    }


@functools.cache
def shipped_types() -> dict[str, dict[str, str]]:
    text = (resources.files("dateline.coding") / "data" / "types.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@pytest.fixture(params=sorted(shipped()))
def file(request: pytest.FixtureRequest) -> str:
    """Each shipped file of frames."""
    return str(request.param)


def wordings(frame: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((form, wording) for form in FORMS for wording in frame.get(form, ()))


def test_shipped_frames_load() -> None:
    assert sum(map(len, shipped().values())) == len(load_lexicon().frames) > 100


def test_shipped_frames_have_unique_names() -> None:
    assert [i for i, n in Counter(frame.id for frame in load_lexicon().frames).items() if n > 1] == []


def test_shipped_frames_cover_every_event_type() -> None:
    assert {frame.type for frame in load_lexicon().frames if not frame.relation} == set(load_ontology().event_types)


def test_shipped_frames_stand_in_the_file_of_their_type(file: str) -> None:
    types = set(load_ontology().relations) if file == "relations" else {file.upper()}
    assert {frame["type"] for frame in shipped()[file]} <= types


def test_shipped_frames_use_modes_of_their_type(file: str) -> None:
    events = load_ontology().event_types
    wrong = {
        frame["name"]: sorted(unknown)
        for frame in shipped()[file]
        if (
            unknown := set(frame.get("modes", ())) - set(events[frame["type"]].modes if frame["type"] in events else ())
        )
    }
    assert wrong == {}


def test_shipped_frames_list_no_wording_twice(file: str) -> None:
    twice = {
        frame["name"]: repeated
        for frame in shipped()[file]
        if (repeated := [w for w, n in Counter(wordings(frame)).items() if n > 1])
    }
    assert twice == {}


def test_shipped_frames_list_lower_case_words_between_single_spaces(file: str) -> None:
    assert [w for frame in shipped()[file] for _, w in wordings(frame) if w != " ".join(w.lower().split())] == []


def test_shipped_frames_use_classes_that_exist(file: str) -> None:
    known = {"place", "person", "group", "party", "any", *load_lexicon().classes}
    used = {
        word[1:]
        for frame in shipped()[file]
        for table in ("require", "forbid")
        for words in frame.get(table, {}).values()
        for word in words
        if word.startswith("@")
    }
    assert used - known == set()


def test_shipped_frames_have_weights_statuses_and_contents_that_exist(file: str) -> None:
    for frame in shipped()[file]:
        assert 0 < frame.get("weight", 0.8) <= 1, frame["name"]
        assert frame.get("status") in (None, *load_ontology().statuses), frame["name"]
        assert frame.get("content") in CONTENTS, frame["name"]


def test_shipped_defaults_name_each_type_and_known_roles() -> None:
    ontology = load_ontology()
    assert set(shipped_types()) == {"event", "relation", *ontology.event_types, *ontology.relations}
    assert {role for slots in shipped_types().values() for role in slots.values()} <= {*FILL, "subject", "object"}


def test_shipped_classes_hold_lower_case_words() -> None:
    assert [w for words in load_lexicon().classes.values() for w in words if w != w.lower().strip()] == []
