"""The tables that results are written to: their columns, in one place, the same for ever within a LAYOUT.

`docs/batch.md` describes them. Columns are only ever added, at the end, together with a new LAYOUT.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from dateline.output.json_text import json_line
from dateline.records import Actor, Claim, Coded, Failure, Place
from dateline.store.moments import first_day, last_day

LAYOUT = 1
Row = dict[str, Any]

_PARTY = ("", "_id", "_country", "_sector")
# Table -> column -> kind. A kind is one of string, int, float, bool, day, strings, floats, bytes.
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "documents": {
        "n": "int", "id": "string", "title": "string", "publisher": "string", "published": "string",
        "known": "string", "url": "string", "language": "string", "text": "string", "dateline_place": "string",
        "dateline_date": "string", "agency": "string", "claims": "int", "sentences": "int", "notes": "strings",
        "reasons": "strings", "extra": "string", "file": "string", "digest": "string", "coder": "string",
    },
    "claims": {
        "n": "int", "id": "string", "document": "int", "document_id": "string", "kind": "string", "type": "string",
        "modes": "strings", "contexts": "strings", "status": "string", "historical": "bool", "label": "string",
        "trigger": "string",
        **{f"actor{ending}": "string" for ending in _PARTY}, "actor_ids": "strings",
        **{f"recipient{ending}": "string" for ending in _PARTY}, "recipient_ids": "strings",
        "place": "string", "place_id": "string", "place_country": "string", "place_lat": "float",
        "place_lon": "float", "place_kind": "string", "place_precision": "string", "place_ids": "strings",
        "time": "string", "time_from": "string", "time_to": "string", "time_precision": "string",
        "first_day": "day", "last_day": "day",
        "quantities": "strings", "quantity_values": "floats", "quantity_units": "strings",
        "sources": "strings", "source_ids": "strings",
        "sentence": "string", "sentence_start": "int", "sentence_end": "int", "sentence_index": "int",
        "title": "string", "publisher": "string", "published": "string", "url": "string",
        "cameo": "string", "quad": "string", "intensity": "float", "confidence": "float", "coder": "string",
        "record": "string",
    },
    "failures": {"n": "int", "where": "string", "code": "string", "reason": "string", "file": "string"},
    "copies": {
        "later": "int", "earlier": "int", "later_id": "string", "earlier_id": "string", "kind": "string",
        "similarity": "float", "reasons": "strings",
    },
    "incidents": {
        "id": "string", "type": "string", "status": "string", "place": "string", "place_id": "string",
        "place_country": "string", "place_lat": "float", "place_lon": "float", "place_precision": "string",
        "time_from": "string", "time_to": "string", "actor_ids": "strings", "recipient_ids": "strings",
        "sources": "int", "claims": "int", "documents": "int", "disputed": "bool", "first_known": "string",
        "last_known": "string", "claim_ids": "strings", "document_ids": "strings", "record": "string",
    },
    "versions": {"id": "string", "n": "int", "known": "string", "counts": "bool"},
    # What linking needs of documents and claims; for the program's own use.
    "_profiles": {
        "n": "int", "id": "string", "known": "string", "digest": "string", "origin": "string", "title": "string",
        "bands": "strings", "profile": "bytes",
    },
    "_traits": {
        "n": "int", "id": "string", "document": "int", "known": "string", "document_id": "string", "sentence": "int",
        "family": "string", "blocks": "strings", "traits": "bytes",
    },
}  # fmt: skip
CODED = ("documents", "claims", "failures")
FOR_LINKING = ("_profiles", "_traits")


@cache
def arrow_schema(table: str) -> Any:
    """The Arrow schema of a table."""
    import pyarrow as pa

    kinds = {
        "string": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "day": pa.date32(),
        "strings": pa.list_(pa.string()), "floats": pa.list_(pa.float64()), "bytes": pa.binary(),
    }  # fmt: skip
    return pa.schema([(name, kinds[kind]) for name, kind in COLUMNS[table].items()])


def document_row(n: int, coded: Coded, told: Mapping[str, Any]) -> Row:
    """The row of a document; `told` has what a document does not know: known, file, digest, coder."""
    document = coded.document
    filed = document.dateline
    return {
        "n": n,
        **{name: getattr(document, name) for name in ("id", "title", "publisher", "published", "url", "language")},
        "text": document.text,
        "dateline_place": filed.place if filed else None,
        "dateline_date": filed.date if filed else None,
        "agency": filed.agency if filed else None,
        "claims": len(coded),
        "sentences": len(coded.sentences),
        "notes": list(document.notes),
        "reasons": list(coded.reasons),
        "extra": _json(dict(document.extra)) if document.extra else None,
        **told,
    }


def failure_row(n: int, failure: Failure, file: str) -> Row:
    """The row of what could not be read or coded."""
    return {"n": n, "where": failure.where, "code": failure.code, "reason": failure.reason, "file": file}


def claim_row(n: int, document: int, claim: Claim) -> Row:
    """The row of a claim: its first parties and place as columns, and its whole record as JSON."""
    facts = claim.document
    return {
        "n": n,
        "id": claim.id,
        "document": document,
        "document_id": facts.id,
        **{name: getattr(claim, name) for name in _PLAIN},
        "modes": list(claim.modes),
        "contexts": list(claim.contexts),
        "trigger": claim.trigger.text,
        **_party("actor", claim.actors),
        **_party("recipient", claim.recipients),
        **_place(claim.places),
        **_time(claim),
        "quantities": [each.text for each in claim.quantities],
        "quantity_values": [_float(each.value) for each in claim.quantities],
        "quantity_units": [each.unit for each in claim.quantities],
        "sources": [each.name or each.text for each in claim.sources],
        "source_ids": [each.id for each in claim.sources],
        "sentence": claim.sentence.text,
        "sentence_start": claim.sentence.start,
        "sentence_end": claim.sentence.end,
        "sentence_index": claim.sentence.index,
        **{name: getattr(facts, name) for name in ("title", "publisher", "published", "url")},
        "record": _json(claim.to_dict()),
    }


_PLAIN = ("kind", "type", "status", "historical", "label", "cameo", "quad", "intensity", "confidence", "coder")


def _party(side: str, parties: Sequence[Actor]) -> Row:
    """The first party's columns, and the ids of all."""
    first = parties[0] if parties else None
    return {
        side: (first.name or first.text) if first else None,
        f"{side}_id": first.id if first else None,
        f"{side}_country": first.country if first else None,
        f"{side}_sector": first.sector if first else None,
        f"{side}_ids": [each.id for each in parties],
    }


def _place(places: Sequence[Place]) -> Row:
    first = places[0] if places else None
    return {
        "place": (first.name or first.text) if first else None,
        **{f"place_{name}": getattr(first, name) if first else None for name in _SPOT},
        "place_ids": [each.id for each in places],
    }


_SPOT = ("id", "country", "lat", "lon", "kind", "precision")


def _time(claim: Claim) -> Row:
    time = claim.time
    if time is None:
        return dict.fromkeys(("time", "time_from", "time_to", "time_precision", "first_day", "last_day"))
    return {
        "time": time.text,
        "time_from": time.from_,
        "time_to": time.to,
        "time_precision": time.precision,
        "first_day": _day(first_day(time.from_)) if time.from_ else None,
        "last_day": _day(last_day(time.to)) if time.to else None,
    }


def _day(iso: str) -> Any:
    from datetime import date

    return date.fromisoformat(iso)


def _float(value: float | None) -> float | None:
    """Arrow refuses whole numbers that a float cannot hold, which a long run of digits in a text can be."""
    try:
        return None if value is None else float(value)
    except OverflowError:
        return None


def _json(value: Any) -> str:
    return json_line(value).decode("utf-8")
