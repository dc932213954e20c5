"""Who vouches for a document: the agency that it credits, else its publisher; for a copy, those of the original."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, select

from dateline.linking.sources import COPIED
from dateline.store.among import among
from dateline.store.tables import copies, documents


def units(connection: Connection, ns: Collection[int]) -> dict[int, str]:
    """The unit of each of some documents."""
    found = {}
    earlier = _originals(connection, ns)
    facts = select(documents.c.n, documents.c.id, documents.c.publisher, documents.c.filed)
    if some := {*ns, *earlier.values()}:
        for row in connection.execute(facts.where(among(documents.c.n, some))):
            found[row.n] = unit(row.id, row.publisher, row.filed)
    return {n: found[earlier.get(n, n)] for n in ns}


def unit(ident: str, publisher: str | None, filed: Mapping[str, Any] | None) -> str:
    """The agency, else the publisher, else the document itself."""
    agency = filed.get("agency") if filed else None
    return " ".join((agency or publisher or f"document {ident}").casefold().split())


def copying(connection: Connection, ns: Collection[int]) -> list[int]:
    """The documents that copy some documents."""
    wanted = select(copies.c.later).where(among(copies.c.earlier, ns), copies.c.kind.in_(COPIED))
    return list(connection.scalars(wanted.distinct()))


def _originals(connection: Connection, ns: Collection[int]) -> dict[int, int]:
    """The earliest document that each of some copies."""
    found: dict[int, tuple[str, str, int]] = {}
    if ns:
        wanted = (
            select(copies.c.later, documents.c.known, documents.c.id, documents.c.n)
            .join(documents, documents.c.n == copies.c.earlier)
            .where(among(copies.c.later, ns), copies.c.kind.in_(COPIED), documents.c.retired.is_(None))
        )
        for later, *rank in connection.execute(wanted):
            known, ident, n = rank
            found[later] = min(found.get(later, (known, ident, n)), (known, ident, n))
    return {later: n for later, (_, _, n) in found.items()}
