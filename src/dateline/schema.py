"""The JSON Schema of a claim as `dateline code --format jsonl` prints it, and the columns of the other formats.

The schema is read off the records themselves, so that it cannot drift from them; types, modes and predicates come
from the ontology. Everything that `Claim.to_dict` prints is required and nothing else is allowed, except `extra` in
`document`, which is there when columns were kept with `--keep`.

Parquet has the same nested fields (`document.extra` as a JSON string). CSV is flat, one row a claim:

    claim         id, kind, type, modes, contexts, status, historical, label, trigger, trigger_start, trigger_end
    parties       actors, actor_names, actor_ids, actor_countries, actor_sectors; the same for recipient_; sources,
                  source_names, source_ids, source_cues
    where         places, place_names, place_ids, place_countries, place_lats, place_lons, place_kinds,
                  place_precisions, place_relations
    when          time, time_from, time_to,
                  time_precision, time_rule
    how many      quantities, quantity_values, quantity_lows, quantity_highs, quantity_units, quantity_changes
    evidence      sentence, sentence_start, sentence_end, sentence_index, confidence, reasons, coder
    codes         cameo, quad, intensity
    document      document_id, document_title, publisher, published, url, language, extra (as JSON)

Lists stand in one cell, joined with "; ": the n-th of `actor_names` belongs to the n-th of `actors`, and a semicolon
within an item becomes a comma. Line breaks become spaces and control characters U+FFFD. A cell of text that a
spreadsheet would take for a formula (it begins with = + - @) begins with an apostrophe instead.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Union

from dateline.records import Claim, Document

if TYPE_CHECKING:
    from dateline.ontology import Ontology

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# What a document says of itself in every claim, see `Document.facts`; the rest of it is not printed.
DOCUMENT_FACTS = ("id", "title", "publisher", "published", "url", "language")

# The fields of a claim in the order they are printed.
CLAIM_FIELDS: Mapping[str, str] = {
    "id": "Names the claim; the same text coded by the same version gives the same id.",
    "kind": "An event happened; a relation holds for a while.",
    "type": "One of the sixteen event types, one of the user's own, or one of the fourteen relations.",
    "modes": "How an event of this type was done, where the words say so.",
    "contexts": "What field the event belongs to.",
    "status": "actual: told as happened or going on; future: announced; hypothetical: proposed, feared or demanded; "
    "negated: said not to have happened, or ended.",
    "historical": "Whether its time ended more than a year before the dispatch was published.",
    "trigger": "The words that name the happening or the relation.",
    "actors": "Who does it, or the subject of the relation.",
    "recipients": "Who it is done to, or the object of the relation.",
    "places": "Where, the most specific first.",
    "time": "When it happened by the words of the sentence; null where it does not say.",
    "quantities": "The numbers that size it.",
    "sources": "Whom the text says it according to, the outermost last; empty where the outlet itself says it.",
    "label": "The wording of a relation that has one: a title, a designation.",
    "sentence": "The sentence that makes the claim.",
    "document": "The dispatch that the sentence stands in.",
    "cameo": "The CAMEO code.",
    "quad": "The quad class: verbal or material, cooperation or conflict.",
    "intensity": "The Goldstein-like intensity, from -10 to 10.",
    "confidence": "How sure the coder is, from 0 to 1.",
    "reasons": "Why this was coded, in words.",
    "coder": "The version of the program and of the model.",
}

SCALARS: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0},
    float: {"type": "number"},
}


def record_schema(ontology: Ontology, own_types: Sequence[str] = ()) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one printed claim; `own_types` are the names of the user's own event types."""
    schema = claim_shape()
    properties = schema["properties"]
    properties["type"]["enum"] = [*ontology.event_types, *own_types, *ontology.relations]
    properties["contexts"]["items"]["enum"] = list(ontology.contexts)
    properties["confidence"] |= {"minimum": 0, "maximum": 1}
    head = {"$schema": DIALECT, "title": "A claim, as Dateline prints it"}
    return head | schema | {"allOf": [*_kinds(ontology, own_types), *_modes(ontology, own_types)]}


def claim_shape() -> dict[str, Any]:
    """The schema without the ontology: which fields there are and what they hold."""
    definitions: dict[str, Any] = {}
    by_name = typing.get_type_hints(Claim)
    properties = {name: _schema_of(by_name[name], definitions) for name in CLAIM_FIELDS}
    for name, note in CLAIM_FIELDS.items():
        properties[name]["description"] = note
    return _object(properties, required=list(properties)) | {"$defs": definitions}


def _kinds(ontology: Ontology, own_types: Sequence[str]) -> list[dict[str, Any]]:
    event = {"type": {"enum": [*ontology.event_types, *own_types]}}
    relation = {"type": {"enum": list(ontology.relations)}, "modes": {"maxItems": 0}}
    return [_when("kind", "event", event), _when("kind", "relation", relation)]


def _modes(ontology: Ontology, own_types: Sequence[str]) -> list[dict[str, Any]]:
    modes = {name: kind.modes for name, kind in ontology.event_types.items()} | dict.fromkeys(own_types, ())
    return [
        _when("type", name, {"modes": {"items": {"enum": list(known)}} if known else {"maxItems": 0}})
        for name, known in modes.items()
    ]


def _when(field: str, value: str, then: dict[str, Any]) -> dict[str, Any]:
    return {"if": {"properties": {field: {"const": value}}}, "then": {"properties": then}}


def _schema_of(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if dataclasses.is_dataclass(hint):
        return _reference(hint, definitions)
    if origin is Literal:
        return {"type": "string", "enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _schema_of(arguments[0], definitions)}
    if origin in (types.UnionType, Union):
        return _nullable(_schema_of(arguments[0], definitions))
    return dict(SCALARS[hint])


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    if "type" not in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    if "enum" in schema:
        schema["enum"].append(None)
    return schema | {"type": [schema["type"], "null"]}


def _reference(record: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    name = record.__name__
    if name not in definitions:
        make = _document if record is Document else _definition
        definitions[name] = make(record, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _definition(record: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(record)
    names = [field.name for field in dataclasses.fields(record)]
    properties = {name.rstrip("_"): _schema_of(hints[name], definitions) for name in names}
    return {"description": _first_paragraph(record)} | _object(properties, required=list(properties))


def _document(record: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(record)
    properties = {name: _schema_of(hints[name], definitions) for name in DOCUMENT_FACTS}
    kept = {"type": "object", "description": "The other columns of the input, kept with --keep."}
    described = {"description": _first_paragraph(record)}
    return described | _object(properties | {"extra": kept}, required=list(DOCUMENT_FACTS))


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _first_paragraph(record: Any) -> str:
    return " ".join((record.__doc__ or "").split("\n\n")[0].split())
