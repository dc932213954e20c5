"""Copies, wires and retellings among documents.

Only documents that share a band are compared: bands of shingles find copies, bands of two characteristic words and a
month find tellings of one story. What two documents are to each other hangs on them alone, so the order in which they
come is no matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, delete, or_, select

from dateline.linking import untyped
from dateline.linking.copying import Copy, relation
from dateline.linking.profiles import Profile, neighbour_bands, profile_from_row, profile_of, story_bands
from dateline.linking.shingles import bands as copy_bands
from dateline.linking.sources import sources
from dateline.store.tables import bands, claims, copies, documents, signatures
from dateline.store.upsert import insert_rows

AT_ONCE = 400
__all__ = ["sources", "update"]


def update(connection: Connection, fresh: Collection[int]) -> None:
    """Find what new documents copy or retell; what their older versions did is forgotten."""
    touched = _forget(connection, fresh) | _without_events(connection, fresh)
    for row in _live(connection, fresh):
        profile, hashes = profile_of(row)
        shingled = copy_bands(hashes)
        found = list(_compared(connection, profile, [*shingled, *neighbour_bands(profile)]))
        insert_rows(connection, signatures, [profile.to_row()])
        own = dict.fromkeys([*shingled, *story_bands(profile)])
        insert_rows(connection, bands, [{"document": row.n, "band": band} for band in own])
        insert_rows(connection, copies, [_copy_row(profile, other, copy) for other, copy in found])
    untyped.update(connection, touched)


def _compared(connection: Connection, profile: Profile, keys: Collection[str]) -> Iterator[tuple[Profile, Copy]]:
    """The documents that a document copies or retells, among those that share a band with it."""
    near: set[int] = set()
    ordered = sorted(set(keys))
    for k in range(0, len(ordered), AT_ONCE):
        near.update(connection.scalars(select(bands.c.document).where(bands.c.band.in_(ordered[k : k + AT_ONCE]))))
    for row in _rows(connection, signatures, near - {profile.n}):
        other = profile_from_row(row)
        copy = relation(profile, other)
        if copy:
            yield other, copy


def _copy_row(profile: Profile, other: Profile, copy: Copy) -> dict[str, Any]:
    earlier, later = sorted((profile, other), key=lambda each: (each.known, each.id))
    return {
        "later": later.n,
        "earlier": earlier.n,
        "kind": copy.kind,
        "similarity": copy.similarity,
        "reasons": list(copy.reasons),
    }


def _forget(connection: Connection, fresh: Collection[int]) -> set[int]:
    """Take away what was found of documents' older versions, and of the documents if they come again.

    Returns:
        The documents that were related to them.
    """
    ids = select(documents.c.id).where(documents.c.n.in_(fresh))
    stale = select(signatures.c.document).join(documents, documents.c.n == signatures.c.document)
    stale = stale.where(documents.c.id.in_(ids), or_(documents.c.retired.is_not(None), documents.c.n.in_(fresh)))
    gone = list(connection.scalars(stale))
    if not gone:
        return set()
    either = or_(copies.c.later.in_(gone), copies.c.earlier.in_(gone))
    related = {n for row in connection.execute(select(copies.c.later, copies.c.earlier).where(either)) for n in row}
    connection.execute(delete(copies).where(either))
    connection.execute(delete(bands).where(bands.c.document.in_(gone)))
    connection.execute(delete(signatures).where(signatures.c.document.in_(gone)))
    return related | set(gone)


def _without_events(connection: Connection, ns: Collection[int]) -> set[int]:
    """Documents that make no claim of an event: those that do are looked at again when their claims are joined."""
    telling = select(claims.c.document).where(claims.c.document.in_(ns), claims.c.kind == "event")
    return set(ns) - set(connection.scalars(telling.where(claims.c.retired.is_(None)).distinct()))


def _live(connection: Connection, ns: Collection[int]) -> Iterator[Any]:
    wanted = (documents.c.n, documents.c.id, documents.c.known, documents.c.title, documents.c.publisher)
    chosen = documents.c.n.in_(ns) & documents.c.retired.is_(None)
    yield from connection.execute(select(*wanted, documents.c.filed, documents.c.text).where(chosen)).all()


def _rows(connection: Connection, table: Any, ns: Collection[int]) -> Iterator[Any]:
    """Rows of a table that belong to some documents, with the documents' ids and when they were known."""
    ordered = sorted(ns)
    for k in range(0, len(ordered), AT_ONCE):
        chosen = select(table, documents.c.id, documents.c.known).join(documents, documents.c.n == table.c.document)
        yield from connection.execute(chosen.where(table.c.document.in_(ordered[k : k + AT_ONCE]))).all()
