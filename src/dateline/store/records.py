"""Rows as the records that the commands print as JSON Lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

Record = dict[str, Any]
OF_INCIDENTS = (
    "id", "type", "modes", "status", "actors", "recipients", "place", "from", "to", "quantities", "claims",
    "documents", "sources", "first_known", "last_known", "disputed", "disputes",
)  # fmt: skip


def incident_record(row: Row[Any] | Mapping[str, Any]) -> Record:
    """An incident; those fields that every one has come first."""
    values = row._mapping if isinstance(row, Row) else row
    record = {
        **values["record"],
        **{name: values[name] for name in ("sources", "disputed", "first_known", "last_known")},
    }
    lists = {name: record.get(name, []) for name in ("modes", "disputes")}
    dates = {name: record.get(name) for name in ("from", "to")}
    record = {**record, **lists, **dates, "type": values["type"], "status": values["status"]}
    return {name: record[name] for name in OF_INCIDENTS} | record


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
