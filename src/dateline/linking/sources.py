"""Independent sources: who vouches for what a document tells.

That is whom it comes from - the agency that it credits, else its publisher, else the document itself - and for a copy
whoever vouches for the earliest text that it goes back to. What one vouches for is one source. Incidents and states
count by this.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, select

from dateline.store.among import among
from dateline.store.tables import copies, documents, signatures

COPIED = ("exact", "near", "wire")


def vouchers(origin: Mapping[int, str | None], copied: Iterable[tuple[int, int]]) -> dict[int, str]:
    """Who vouches for each document.

    Args:
        origin: Whom documents come from, None where that is not known; in the order in which they were known.
        copied: Pairs of documents, the later first, of which one copies the other; others are passed over.
    """
    order = {n: k for k, n in enumerate(origin)}
    first: dict[int, int] = {}
    for later, earlier in copied:
        if later in order and earlier in order:
            first[later] = min(first.get(later, earlier), earlier, key=order.__getitem__)
    return {n: origin[root] or f"document {root}" for n in origin for root in (_root(n, first),)}


def _root(n: int, first: Mapping[int, int]) -> int:
    """What a document goes back to, copy by copy."""
    seen = {n}
    while n in first and first[n] not in seen:
        n = first[n]
        seen.add(n)
    return n


def count_sources(origin: Mapping[int, str | None], copied: Iterable[tuple[int, int]]) -> int:
    """How many independent sources documents are; the arguments are those of `vouchers`."""
    return len(set(vouchers(origin, copied).values()))


def sources(connection: Connection, ns: Collection[int]) -> int:
    """How many independent sources documents are."""
    return len(set(units(connection, ns).values()))


def units(connection: Connection, ns: Collection[int]) -> dict[int, str]:
    """Who vouches for some documents, whatever else the store holds; documents are named by their own ids."""
    pairs = _going_back(connection, ns)
    wanted = {*ns, *(earlier for _, earlier in pairs)}
    if not wanted:
        return {}
    facts = select(documents.c.n, documents.c.id, documents.c.retired, signatures.c.terms["origin"].as_string())
    chosen = facts.join(signatures, signatures.c.document == documents.c.n, isouter=True)
    in_order = chosen.where(among(documents.c.n, wanted)).order_by(documents.c.known, documents.c.id)
    rows = connection.execute(in_order).all()
    origin = {n: name or f"document {ident}" for n, ident, retired, name in rows if n in ns or retired is None}
    known = vouchers(origin, pairs)
    return {n: known[n] for n in ns if n in known}


def _going_back(connection: Connection, ns: Collection[int]) -> list[tuple[int, int]]:
    """The pairs of copies by which some documents go back to others, step by step."""
    pairs: list[tuple[int, int]] = []
    seen, ahead = set(ns), set(ns)
    while ahead:
        chosen = among(copies.c.later, ahead) & copies.c.kind.in_(COPIED)
        found = [(a, b) for a, b in connection.execute(select(copies.c.later, copies.c.earlier).where(chosen))]
        pairs += found
        ahead = {earlier for _, earlier in found} - seen
        seen |= ahead
    return pairs


def copying(connection: Connection, ns: Collection[int]) -> list[int]:
    """The documents that copy some documents, or their copies."""
    seen, ahead = set(ns), set(ns)
    while ahead:
        wanted = select(copies.c.later).where(among(copies.c.earlier, ahead), copies.c.kind.in_(COPIED))
        ahead = set(connection.scalars(wanted.distinct())) - seen
        seen |= ahead
    return sorted(seen.difference(ns))


def origins(connection: Connection, ns: Collection[int]) -> dict[int, str | None]:
    """Whom documents come from: the agency that they credit, else their publisher."""
    if not ns:
        return {}
    wanted = select(signatures.c.document, signatures.c.terms["origin"].as_string())
    rows = connection.execute(wanted.where(among(signatures.c.document, ns)))
    return {row[0]: row[1] for row in rows}


def copied_pairs(connection: Connection, ns: Collection[int]) -> list[tuple[int, int]]:
    """The pairs among some documents of which one copies the other."""
    wanted = set(ns)
    if len(wanted) < 2:
        return []
    chosen = among(copies.c.later, wanted) & copies.c.kind.in_(COPIED)
    pairs = connection.execute(select(copies.c.later, copies.c.earlier).where(chosen))
    return [(a, b) for a, b in pairs if b in wanted]
