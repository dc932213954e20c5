"""Rows as the records that the commands print as JSON Lines."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

Record = dict[str, Any]


def incident_record(row: Row[Any]) -> Record:
    """An incident."""
    facts = {
        "id": row.id,
        "type": row.type,
        "status": row.status,
        "from": row.valid_from,
        "to": row.valid_to,
        "sources": row.sources,
        "disputed": row.disputed,
        "first_known": row.first_known,
        "last_known": row.last_known,
    }
    return {**facts, **row.record}


def document_record(row: Row[Any], claims: int | None = None) -> Record:
    """A document without its text, with the number of its claims that count, which the row has or is given."""
    facts = {
        name: getattr(row, name)
        for name in ("id", "title", "publisher", "published", "url", "language", "known", "recorded", "retired")
    }
    counted = row.claims if claims is None else claims
    return facts | {"coder": row.coder, "claims": counted, "reasons": row.reasons, "notes": row.notes}


def actor_record(row: Row[Any]) -> Record:
    """An actor with the number of claims that name it, and in which role."""
    names = ("id", "name", "country", "sector", "claims", "as_actor", "as_recipient", "as_source")
    return {name: getattr(row, name) for name in (*names, "first_known", "last_known")}


def place_record(row: Row[Any]) -> Record:
    """A place with the number of claims that name it."""
    names = ("id", "name", "country", "lat", "lon", "kind", "claims", "first_known", "last_known")
    return {name: getattr(row, name) for name in names}
