"""What a store shows after dispatches were added."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from dateline.records import Coded
from dateline.store import Store
from dateline.store.tables import claims, copies, documents, incident_claims, incidents, links
from dateline.store.writer import add

WHEN = "2026-01-01T00:00:00Z"


def hold(store: Store, dispatches: Iterable[Coded]) -> None:
    """Add dispatches, one after the other."""
    for each in dispatches:
        add(store, each, "test 1", WHEN)


def records(store: Store) -> list[dict[str, Any]]:
    """The records of all incidents, by id."""
    with store.reading() as connection:
        return [row.record for row in connection.execute(select(incidents.c.record).order_by(incidents.c.id))]


def typed(store: Store) -> list[dict[str, Any]]:
    """Those that have a type."""
    return [record for record in records(store) if record["type"]]


def together(store: Store) -> list[list[str]]:
    """The documents of each typed incident with more than one, sorted."""
    return sorted(sorted(record["documents"]) for record in typed(store) if len(record["documents"]) > 1)


def relations(store: Store) -> dict[tuple[str, str], str]:
    """What documents are to each other: (earlier, later) and the kind."""
    later, earlier = documents.alias(), documents.alias()
    rows = select(earlier.c.id, later.c.id, copies.c.kind).join_from(copies, later, copies.c.later == later.c.n)
    with store.reading() as connection:
        found = connection.execute(rows.join(earlier, copies.c.earlier == earlier.c.n))
        return {(a, b): kind for a, b, kind in found}


def everything(store: Store) -> dict[str, list[Any]]:
    """All that linking found, without the numbers of rows."""
    a, b = claims.alias(), claims.alias()
    tied = select(a.c.id, b.c.id, links.c.score, links.c.reasons).join_from(links, a, links.c.a == a.c.n)
    held = select(claims.c.id, incident_claims.c.incident, incident_claims.c.traits)
    held = held.join(incident_claims, incident_claims.c.claim == claims.c.n)
    with store.reading() as connection:
        ties = [
            (*sorted((one, other)), *rest) for one, other, *rest in connection.execute(tied.join(b, links.c.b == b.c.n))
        ]
        members = [tuple(row) for row in connection.execute(held)]
    return {
        "incidents": records(store),
        "links": sorted(ties, key=str),
        "members": sorted(members, key=str),
        "copies": sorted(relations(store).items()),
    }
