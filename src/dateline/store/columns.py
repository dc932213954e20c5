"""Incidents and claims as columns of plain values: for what looks at all of them at once, as maps and timelines do.

No record is parsed for it. A store of 50,000 incidents takes some tenths of a second, so keep what this gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from dateline.judgements.effective import is_rejected
from dateline.store.tables import claims, documents, incidents

Values = Sequence[Any]


@dataclass(frozen=True, slots=True)
class IncidentValues:
    """All incidents as they are known now, by their rows. `place` is the JSON text of the record's place."""

    id: Values
    type: Values
    status: Values
    valid_from: Values
    valid_to: Values
    first_known: Values
    last_known: Values
    sources: Values
    disputed: Values
    place: Values


@dataclass(frozen=True, slots=True)
class ClaimValues:
    """All claims that count, by their rows."""

    n: Values
    document: Values
    type: Values
    kind: Values
    status: Values
    valid_from: Values
    valid_to: Values
    historical: Values
    known: Values
    confidence: Values


@dataclass(frozen=True, slots=True)
class DocumentValues:
    """All documents that count, by their rows."""

    n: Values
    known: Values
    published: Values


def incident_values(connection: Connection) -> IncidentValues:
    """The columns of all incidents."""
    place = incidents.c.record["place"].as_string()
    plain = [incidents.c[name] for name in IncidentValues.__slots__ if name != "place"]
    return IncidentValues(*_columns(connection, select(*plain, place)))


def claim_values(connection: Connection) -> ClaimValues:
    """The columns of all claims that count."""
    chosen = select(*(claims.c[name] for name in ClaimValues.__slots__))
    counts = chosen.where(claims.c.retired.is_(None), ~is_rejected()).order_by(claims.c.n)
    return ClaimValues(*_columns(connection, counts))


def document_values(connection: Connection) -> DocumentValues:
    """The columns of all documents that count."""
    chosen = select(*(documents.c[name] for name in DocumentValues.__slots__)).where(documents.c.retired.is_(None))
    return DocumentValues(*_columns(connection, chosen.order_by(documents.c.n)))


def _columns(connection: Connection, chosen: Select[Any]) -> Sequence[Values]:
    rows = connection.execute(chosen).all()
    return list(zip(*rows, strict=True)) if rows else [()] * len(chosen.selected_columns)
