"""Make all that follows from claims anew, in another store, from the live claims and the judgements.

The result is what the store should hold, whatever the order in which its dispatches came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from dateline.records import Claim
from dateline.store import writer
from dateline.store.parties import insert_parties
from dateline.store.rows import StoredClaim, claim_row, load_claims
from dateline.store.tables import claims, documents, judgement_targets, judgements, sentences
from dateline.store.upsert import insert_numbered, insert_rows

TOGETHER = 16  # documents that are linked at once

Progress = Callable[[int, int], None]


def rebuild(source: Connection, target: Connection, progress: Progress = lambda done, total: None) -> None:
    """Fill an empty store with what counts in another one, and with what follows from it.

    Args:
        source: A connection that reads from the one.
        target: A connection that writes to the other.
        progress: Called with the documents that are done and those there are.
    """
    for table in (judgements, judgement_targets):
        insert_rows(target, table, [dict(row) for row in source.execute(select(table)).mappings()])
    live = select(documents.c.n).where(documents.c.retired.is_(None)).order_by(documents.c.known, documents.c.id)
    ns = source.execute(live).scalars().all()
    for begin in range(0, len(ns), TOGETHER):
        some = ns[begin : begin + TOGETHER]
        fresh: set[int] = set()
        own = [_document(source, target, n, fresh) for n in some]
        writer.link_documents(target, own, fresh)
        progress(begin + len(some), len(ns))


def _document(source: Connection, target: Connection, n: int, fresh: set[int]) -> int:
    """Copy a document with what it says; its row is returned, those of its claims go into `fresh`."""
    (row,) = _copied(source, documents, documents.c.n == n)
    (own,) = insert_numbered(target, documents, [row])
    told = list(_copied(source, sentences, sentences.c.document == n))
    numbers = insert_numbered(target, sentences, [{**each, "document": own} for each in told])
    sentence_at = {each["position"]: number for each, number in zip(told, numbers, strict=True)}
    fresh.update(_claims(source, target, n, own, sentence_at))
    return own


def _claims(source: Connection, target: Connection, n: int, own: int, sentence_at: dict[int, int]) -> list[int]:
    live = (claims.c.document == n) & claims.c.retired.is_(None)
    rows = {row["id"]: row for row in _copied(source, claims, live)}
    told = [stored.claim for stored in load_claims(source, source.scalars(select(claims.c.n).where(live)).all())]
    fresh = [_claim(rows[claim.id], claim, own, sentence_at) for claim in told]
    ns = insert_numbered(target, claims, fresh)
    insert_parties(target, [
        StoredClaim(n, claim, own, row["known"], None, None) for n, claim, row in zip(ns, told, fresh, strict=True)
    ])  # fmt: skip
    return ns


def _claim(row: dict[str, Any], claim: Claim, document: int, sentence_at: dict[int, int]) -> dict[str, Any]:
    """The row as the coder said it: what people judged shows in its columns, and is applied anew."""
    return row | claim_row(claim, document, sentence_at[claim.sentence.index], row["known"], row["recorded"])


def _copied(source: Connection, table: Table, which: Any) -> Iterator[dict[str, Any]]:
    order = table.c.position if "position" in table.c else table.c.id
    for row in source.execute(select(table).where(which).order_by(order)).mappings():
        yield {name: value for name, value in row.items() if name != "n"}
