"""The schema of a printed claim: what passes and what does not."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dateline.ontology import load_ontology
from dateline.records import Actor, Claim, Document, Place, Quantity, Sentence, Source, Span, Time
from dateline.schema import CLAIM_FIELDS, DOCUMENT_FACTS, record_schema

DOCUMENT = Document("d1", "The United States is sending 400 troops to Syria, officials said Thursday.")
CLAIM = Claim(
    id="c-1",
    kind="event",
    type="MOBILIZE",
    status="actual",
    trigger=Span("sending", 21, 28),
    sentence=Sentence(DOCUMENT.text, 0, 73, 0),
    document=DOCUMENT,
    modes=("troops",),
    contexts=("military",),
    actors=(Actor("The United States", 0, 17),),
    places=(Place("Syria", 43, 48, lat=35.0, lon=38.0),),
    time=Time("Thursday", 65, 73, "2017-03-09", "2017-03-09", "day", "weekday-before-publication", "2017-03-09"),
    quantities=(Quantity("400", 29, 32, 400, 400, 400, "troops", "additional"),),
    sources=(Source("officials", 50, 59, cue="said"),),
    confidence=0.8,
    reasons=("verb send with troops",),
    coder="test",
)


def problems(printed: dict[str, Any]) -> list[str]:
    schema = record_schema(load_ontology())
    Draft202012Validator.check_schema(schema)
    return [error.message for error in Draft202012Validator(schema).iter_errors(printed)]


@pytest.mark.parametrize(
    "claim",
    [
        CLAIM,
        replace(CLAIM, time=None, quantities=(), places=(), modes=()),
        replace(CLAIM, kind="relation", type="role", label="spokesman", modes=()),
        replace(CLAIM, document=replace(DOCUMENT, extra={"desk": 7})),
    ],
    ids=["full", "bare", "relation", "kept columns"],
)
def test_schema_accepts_what_a_claim_prints(claim: Claim) -> None:
    assert problems(claim.to_dict()) == []


def test_schema_accepts_what_went_through_json() -> None:
    assert problems(json.loads(json.dumps(CLAIM.to_dict()))) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("verdict",), True),
        (("actors", 0, "party"), "x"),
        (("document", "text"), "x"),
        (("time", "from_"), "2017"),
        (("type",), "SHOUT"),
        (("type",), "backs"),
        (("kind",), "fact"),
        (("status",), "perhaps"),
        (("modes",), ["aerial"]),
        (("contexts",), ["sports"]),
        (("confidence",), 1.5),
        (("trigger", "start"), -1),
        (("quantities", 0, "change"), "some"),
        (("trigger",), None),
    ],
)
def test_schema_refuses(path: tuple[str | int, ...], value: Any) -> None:
    printed: Any = copy.deepcopy(CLAIM.to_dict())
    target = printed
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    assert problems(printed)


def test_schema_refuses_modes_on_a_relation() -> None:
    assert problems(replace(CLAIM, kind="relation", type="backs").to_dict())


def test_schema_needs_every_field() -> None:
    for name in CLAIM_FIELDS:
        printed = CLAIM.to_dict()
        del printed[name]
        assert problems(printed), name


def test_schema_lists_fields_as_they_are_printed() -> None:
    assert list(CLAIM_FIELDS) == list(CLAIM.to_dict())
    assert list(DOCUMENT_FACTS) == list(DOCUMENT.facts())


def test_schema_names_every_type_and_relation_of_the_ontology() -> None:
    ontology = load_ontology()
    schema = record_schema(ontology)
    assert schema["properties"]["type"]["enum"] == [*ontology.event_types, *ontology.relations]
    assert len(schema["properties"]["type"]["enum"]) == 30
    assert schema["properties"]["status"]["enum"] == list(ontology.statuses)
