"""A user's own types: their files, and what they make of a document."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lexicons import small_lexicon
from trees import TYPES, tree

from dateline.actors import ActorRegister
from dateline.analysis.pipeline import VECTORS
from dateline.coding.claims import ClaimMaker
from dateline.coding.own_types import (
    OwnType,
    check_facts,
    likeliest,
    load_own_types,
    read_own_type,
    type_path,
    write_own_type,
)
from dateline.coding.resolver import Resolver
from dateline.errors import InputError
from dateline.home import layer_names
from dateline.places import Gazetteer
from dateline.records import Claim, Document
from dateline.world.countries import make_world

MODEL = "a" * 64
# Reads its only number as log-odds.
RANSOM = OwnType(
    "RANSOM", np.array([1.0]), 0.0, 0.5, MODEL, "A ransom is demanded.", "material conflict", "18", -6.5,
    {"with": 20, "without": 30}, {"f1": 0.5},
)  # fmt: skip
DEMAND = """
    Militants militant NOUN NNS 3 nsubj
    have have AUX VBP 3 aux
    demanded demand VERB VBN 0 root
    a a DET DT 5 det
    ransom ransom NOUN NN 3 obj
    and and CCONJ CC 7 cc
    attacked attack VERB VBD 3 conj
    Qasra Qasra PROPN NNP 7 obj LOC
    . . PUNCT . 3 punct
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    return tmp_path


# --- files


def test_own_type_is_read_as_it_was_written() -> None:
    path = write_own_type(RANSOM)
    assert path == type_path("RANSOM")
    assert [each.name for each in path.parent.iterdir()] == ["RANSOM.json"]
    (read,) = load_own_types(MODEL)
    assert read.weights.tolist() == [1.0]
    assert dataclasses.replace(read, weights=RANSOM.weights) == RANSOM
    assert layer_names() == ["types:RANSOM"]


def test_own_type_of_the_same_name_is_replaced() -> None:
    write_own_type(RANSOM)
    write_own_type(dataclasses.replace(RANSOM, threshold=0.7))
    assert [own.threshold for own in load_own_types(MODEL)] == [0.7]


def test_own_type_of_another_model_is_refused_with_the_file_and_the_remedy() -> None:
    path = write_own_type(RANSOM)
    with pytest.raises(InputError, match="E-TYPE-MODEL") as caught:
        load_own_types("b" * 64)
    assert f"train it again with `dateline train-type RANSOM ...`, or remove {path}" in str(caught.value)
    assert read_own_type(path).name == "RANSOM"


def test_own_types_without_a_home_are_none() -> None:
    assert load_own_types(MODEL) == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"format": 2}, "its format is 2, not 1"),
        ({"weights": None}, "holds no event type"),
        ({"weights": [[1.0]]}, "its weights are no list of numbers"),
        ({"weights": ["x"]}, "holds no event type"),
        ({"weights": [float("nan")]}, "its weights are no list of numbers"),
        ({"bias": "x"}, "holds no event type"),
        ({"scores": []}, "holds no event type"),
        ({"gist": 7}, "7 is no text"),
        ({"quad": "war"}, "no quad class 'war'"),
        ({"name": "PAYOFF"}, "holds the type PAYOFF; rename it to PAYOFF.json"),
        ({"name": "ASSAULT"}, "is a type that Dateline has already"),
    ],
)
def test_own_type_file_that_was_altered_is_refused(changes: Mapping[str, Any], words: str) -> None:
    path = write_own_type(RANSOM)
    path.write_text(json.dumps(RANSOM.to_dict() | dict(changes)))
    with pytest.raises(InputError, match="E-TYPE-FILE") as caught:
        load_own_types(MODEL)
    assert words in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"[]", b"7", b"{}", b"\xff\xfe\x00", b"[" * 100_000])
def test_own_type_file_that_holds_none_is_refused(content: bytes) -> None:
    path = write_own_type(RANSOM)
    path.write_bytes(content)
    with pytest.raises(InputError, match="holds no event type") as caught:
        load_own_types(MODEL)
    assert f"remove {path}" in str(caught.value)


@pytest.mark.parametrize("name", ["RANSOM", "COUP_ATTEMPT", "B2", "A-B"])
def test_check_facts_takes_names(name: str) -> None:
    check_facts(name, None, None, None)
    check_facts(name, "verbal conflict", "1831", -10)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (("ransom", None, None, None), "'ransom' cannot name a type"),
        (("R", None, None, None), "cannot name a type"),
        (("../R", None, None, None), "cannot name a type"),
        (("2R", None, None, None), "cannot name a type"),
        (("ÉTAT", None, None, None), "cannot name a type"),
        (("", None, None, None), "cannot name a type"),
        (("PROTEST", None, None, None), "PROTEST is a type that Dateline has already"),
        (("RANSOM", "conflict", None, None), "no quad class 'conflict'; there are verbal cooperation"),
        (("RANSOM", None, "21", None), "'21' is no CAMEO code"),
        (("RANSOM", None, "1", None), "'1' is no CAMEO code"),
        (("RANSOM", None, None, 11.0), "does not lie between -10 and 10"),
        (("RANSOM", None, None, float("nan")), "does not lie between -10 and 10"),
    ],
)
def test_check_facts_refuses(facts: tuple[Any, ...], words: str) -> None:
    with pytest.raises(InputError) as caught:
        check_facts(*facts)
    assert words in str(caught.value)


# --- coding


def coded(odds: Mapping[str, float], own: OwnType = RANSOM, model: float = 0.9) -> list[Claim]:
    """The events of DEMAND with a type that gives these words these log-odds and all others little."""
    doc = tree(DEMAND, {"attacked": ("ASSAULT", model)})
    doc.user_data[VECTORS] = np.array([[odds.get(token.text, -3.0)] for token in doc], dtype=np.float32)
    lexicon = small_lexicon()
    resolver = Resolver(ActorRegister([], make_world([])), Gazetteer([]), lexicon.classes)
    maker = ClaimMaker(lexicon, TYPES, "test coder", resolver, [own])
    claims, _ = maker.make(doc, Document("d", doc.text, published="2017-03-09"))
    return [claim for claim in claims if claim.kind == "event"]


def brief(claims: list[Claim]) -> list[tuple[str, str]]:
    return [(claim.type, claim.trigger.text) for claim in claims]


def test_own_type_makes_claims_beside_the_built_in_ones() -> None:
    claims = coded({"demanded": 2.0})
    assert sorted(brief(claims)) == [("ASSAULT", "attacked"), ("RANSOM", "demanded")]
    (claim,) = (claim for claim in claims if claim.type == "RANSOM")
    assert (claim.cameo, claim.quad, claim.intensity) == ("18", "material conflict", -6.5)
    assert (claim.status, claim.modes, claim.confidence) == ("actual", (), 0.881)
    assert claim.reasons[0] == "types/RANSOM.json: “demanded” tells of it (0.88)"


def test_own_type_makes_a_claim_of_the_word_of_a_built_in_one() -> None:
    assert sorted(brief(coded({"attacked": 2.0}))) == [("ASSAULT", "attacked"), ("RANSOM", "attacked")]


def test_own_type_leaves_built_in_claims_as_they_are() -> None:
    without, beside = coded({}), coded({"attacked": 2.0, "demanded": 1.0})
    assert without == [claim for claim in beside if claim.type != "RANSOM"]


@pytest.mark.parametrize(
    ("odds", "triggers"),
    [
        ({"demanded": 1.0, "ransom": 2.0}, ["ransom"]),  # of a verb and its object, the likelier
        ({"demanded": 2.0, "ransom": 1.0}, ["demanded"]),
        ({"Militants": 2.0, "demanded": 1.0, "ransom": 1.0}, ["Militants"]),
        ({"demanded": 2.0, "attacked": 1.0}, ["attacked", "demanded"]),  # two clauses
        ({"demanded": -0.1}, []),
        ({"have": 2.0, "a": 2.0, ".": 2.0}, []),
    ],
)
def test_own_type_tells_of_one_event_a_stretch(odds: Mapping[str, float], triggers: list[str]) -> None:
    assert sorted(word for type_, word in brief(coded(odds)) if type_ == "RANSOM") == triggers


def test_own_type_need_not_have_codes() -> None:
    (claim,) = (c for c in coded({"demanded": 2.0}, OwnType("X2", np.array([1.0]), 0.0, 0.5, MODEL)) if c.type == "X2")
    assert (claim.cameo, claim.quad, claim.intensity) == (None, None, None)


def test_own_type_whose_weights_do_not_fit_is_refused() -> None:
    with pytest.raises(InputError, match="has 2 weights where the model has 1 numbers a word"):
        coded({}, dataclasses.replace(RANSOM, weights=np.array([1.0, 2.0])))


def test_likeliest_bears_a_circle() -> None:
    above = {1: 2, 2: 1}
    assert len(list(likeliest({1, 2}, {1: 0.6, 2: 0.7}, above.get))) <= 2
