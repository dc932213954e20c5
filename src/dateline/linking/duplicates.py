"""Copies, wires and retellings among documents.

Only documents that share a band are compared: bands of shingles find copies, bands of two characteristic words and a
month find tellings of one story. What two documents are to each other hangs on them alone, and in a long row of
documents of one band on who stands between them, so the order in which they come is no matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, or_, select

from dateline.linking import untyped
from dateline.linking.copying import Copy, relation
from dateline.linking.nearby import Near, Pair, Row, near, pair, rows_of
from dateline.linking.profiles import Profile, profile_from_row, profile_of, story_bands
from dateline.linking.shingles import bands as copy_bands
from dateline.linking.sources import sources
from dateline.store.among import among
from dateline.store.tables import bands, claims, copies, documents, signatures
from dateline.store.upsert import insert_rows

REACH = 12  # documents of a long row of a band that a document is compared with, to each side
STORY = 8  # hexadecimal digits of a story's band; those of a copy's have no period
__all__ = ["sources", "update"]


def update(connection: Connection, fresh: Collection[int]) -> set[int]:
    """Find what new documents copy or retell; what their older versions did is forgotten.

    Returns:
        Other documents that copy or retell other ones than before: what comes between two moves them apart.
    """
    gone, moved = _forget(connection, fresh)
    read = {row.n: profile_of(row) for row in _live(connection, fresh)}
    own = {n: dict.fromkeys([*copy_bands(hashes), *story_bands(profile)]) for n, (profile, hashes) in read.items()}
    insert_rows(connection, signatures, [profile.to_row() for profile, _ in read.values()])
    insert_rows(connection, bands, [{"document": n, "band": band} for n, each in own.items() for band in each])
    found = _near(connection, {band for each in own.values() for band in each}, own)
    _relate(connection, found.pairs, {n: profile for n, (profile, _) in read.items()})
    changed = _renew(connection, (moved | found.moved) - set(fresh))
    untyped.update(connection, gone | changed | _without_claims(connection, fresh))
    return changed - set(fresh)


def _relate(connection: Connection, pairs: Collection[Pair], profiles: Mapping[int, Profile]) -> set[Pair]:
    """Keep which of some pairs copy or retell each other; these are returned."""
    others = {n for each in pairs for n in each} - profiles.keys()
    known = {**profiles, **{row.document: profile_from_row(row) for row in _rows(connection, signatures, others)}}
    related = {(a, b): relation(known[a], known[b]) for a, b in sorted(pairs) if a in known and b in known}
    insert_rows(connection, copies, [_copy_row(known[a], known[b], copy) for (a, b), copy in related.items() if copy])
    return {each for each, copy in related.items() if copy}


def _renew(connection: Connection, moved: Collection[int]) -> set[int]:
    """Look again at what some documents copy or retell; those are returned with which that changed."""
    if not moved:
        return set()
    before = _related(connection, moved)
    now = _near(connection, _bands(connection, moved), moved).pairs
    lost = before - now
    for a, b in sorted(lost):
        either = (copies.c.later == a) & (copies.c.earlier == b) | (copies.c.later == b) & (copies.c.earlier == a)
        connection.execute(delete(copies).where(either))
    changed = lost | _relate(connection, now - before, {})
    return {n for each in changed for n in each}


def _related(connection: Connection, ns: Collection[int]) -> set[Pair]:
    """The pairs of documents of which one copies or retells the other, and one is among some."""
    found: set[Pair] = set()
    if ns:
        either = or_(among(copies.c.later, ns), among(copies.c.earlier, ns))
        found.update(pair(a, b) for a, b in connection.execute(select(copies.c.later, copies.c.earlier).where(either)))
    return found


def _bands(connection: Connection, ns: Collection[int]) -> set[str]:
    found: set[str] = set()
    if ns:
        found.update(connection.scalars(select(bands.c.band).where(among(bands.c.document, ns))))
    return found


def _near(connection: Connection, of: Collection[str], about: Collection[int]) -> Near:
    """The neighbours of some documents in the rows of their bands."""
    rows = {row for band in of for row in _band_rows(band)}
    keys = sorted({key for row in rows for key in row})
    held: dict[str, list[int]] = defaultdict(list)
    if keys:
        for band, n in connection.execute(select(bands.c.band, bands.c.document).where(among(bands.c.band, keys))):
            held[band].append(n)
    return near(rows, held, about, REACH, lambda ns: _order(connection, ns))


def _band_rows(band: str) -> tuple[Row, ...]:
    return rows_of(band, ":") if len(band.partition(":")[2]) == STORY else ((band,),)


def _order(connection: Connection, ns: Collection[int]) -> dict[int, tuple[object, ...]]:
    """What documents are sorted by."""
    found: dict[int, tuple[object, ...]] = {}
    wanted = select(documents.c.n, documents.c.known, documents.c.id)
    if ns:
        rows = connection.execute(wanted.where(among(documents.c.n, ns)))
        found.update((n, (known, ident)) for n, known, ident in rows)
    return found


def _copy_row(profile: Profile, other: Profile, copy: Copy) -> dict[str, Any]:
    earlier, later = sorted((profile, other), key=lambda each: (each.known, each.id))
    return {
        "later": later.n,
        "earlier": earlier.n,
        "kind": copy.kind,
        "similarity": copy.similarity,
        "reasons": list(copy.reasons),
    }


def _forget(connection: Connection, fresh: Collection[int]) -> tuple[set[int], set[int]]:
    """Take away what was found of documents' older versions, and of the documents if they come again.

    Returns:
        These with the documents that were related to them, and documents that may have other neighbours now.
    """
    ids = select(documents.c.id).where(among(documents.c.n, fresh))
    stale = select(signatures.c.document).join(documents, documents.c.n == signatures.c.document)
    stale = stale.where(documents.c.id.in_(ids), or_(documents.c.retired.is_not(None), among(documents.c.n, fresh)))
    gone = list(connection.scalars(stale))
    if not gone:
        return set(), set()
    related = {n for each in _related(connection, gone) for n in each}
    moved = _near(connection, _bands(connection, gone), gone).moved
    connection.execute(delete(copies).where(or_(among(copies.c.later, gone), among(copies.c.earlier, gone))))
    connection.execute(delete(bands).where(among(bands.c.document, gone)))
    connection.execute(delete(signatures).where(among(signatures.c.document, gone)))
    return related | set(gone), set(moved)


def _without_claims(connection: Connection, ns: Collection[int]) -> set[int]:
    """Documents that claim nothing: those that do are looked at again when their claims are joined."""
    telling = select(claims.c.document).where(among(claims.c.document, ns))
    return set(ns) - set(connection.scalars(telling.where(claims.c.retired.is_(None)).distinct()))


def _live(connection: Connection, ns: Collection[int]) -> Iterator[Any]:
    wanted = (documents.c.n, documents.c.id, documents.c.known, documents.c.title, documents.c.publisher)
    chosen = among(documents.c.n, ns) & documents.c.retired.is_(None)
    yield from connection.execute(select(*wanted, documents.c.filed, documents.c.text).where(chosen)).all()


def _rows(connection: Connection, table: Any, ns: Collection[int]) -> Iterator[Any]:
    """Rows of a table that belong to some documents, with the documents' ids and when they were known."""
    chosen = select(table, documents.c.id, documents.c.known).join(documents, documents.c.n == table.c.document)
    if ns:
        yield from connection.execute(chosen.where(among(table.c.document, ns))).all()
