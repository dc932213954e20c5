"""Independent sources: copies of one text are one source, and so are documents of one origin."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, select

from dateline.linking.groups import Groups
from dateline.store.among import among
from dateline.store.tables import copies, signatures

COPIED = ("exact", "near", "wire")


def sources(connection: Connection, ns: Collection[int]) -> int:
    """How many independent sources documents are."""
    return count_sources(origins(connection, ns), copied_pairs(connection, ns))


def count_sources(origin: Mapping[int, str | None], copied: Iterable[tuple[int, int]]) -> int:
    """The same of documents whose origins and copies are known; an unknown origin is a source of its own."""
    groups = Groups(origin)
    first: dict[str, int] = {}
    for n, name in origin.items():
        if name:
            groups.join(n, first.setdefault(name, n))
    for a, b in copied:
        if a in origin and b in origin:
            groups.join(a, b)
    return len(groups)


def origins(connection: Connection, ns: Collection[int]) -> dict[int, str | None]:
    """Whom documents come from: the agency that they credit, else their publisher."""
    found: dict[int, str | None] = {}
    wanted = select(signatures.c.document, signatures.c.terms["origin"].as_string())
    if ns:
        rows = connection.execute(wanted.where(among(signatures.c.document, ns)))
        found.update((n, origin) for n, origin in rows)
    return found


def copied_pairs(connection: Connection, ns: Collection[int]) -> list[tuple[int, int]]:
    """The pairs among some documents of which one copies the other."""
    wanted, pairs = set(ns), []
    if len(wanted) > 1:
        chosen = among(copies.c.later, wanted) & copies.c.kind.in_(COPIED)
        pairs += [(a, b) for a, b in connection.execute(select(copies.c.later, copies.c.earlier).where(chosen))]
    return [(a, b) for a, b in pairs if b in wanted]
