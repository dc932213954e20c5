"""Take a coded dispatch into the store, in one transaction: its rows, its links, the incidents and states it touches.

The same dispatch again changes nothing; another version of it supersedes the older, which stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, select, update

from dateline.judgements.reflecting import reflect
from dateline.judgements.succession import inherit, judged_claims
from dateline.linking import duplicates, incidents
from dateline.records import Claim, Coded
from dateline.situation import update as situation
from dateline.store.opening import Store
from dateline.store.parties import insert_parties
from dateline.store.rows import claim_row, digest, document_row, sentence_rows
from dateline.store.tables import claims, documents, sentences
from dateline.store.upsert import insert_numbered

Outcome = Literal["added", "unchanged", "superseded", "outdated"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a dispatch; `superseded` when it took the place of an older version, `outdated` when one that was
    published later is there, so that this one is kept and does not count."""

    id: str
    outcome: Outcome
    claims: int = 0


def add(store: Store, coded: Coded, coder: str, recorded: str) -> Added:
    """Add a coded dispatch; when this returns, it is on the disk.

    Args:
        store: Where to.
        coded: The document with its claims and all its sentences.
        coder: The coder's name and version.
        recorded: The moment, in UTC.
    """
    with store.writing() as connection:
        return add_within(connection, coded, coder, recorded)


def add_within(connection: Connection, coded: Coded, coder: str, recorded: str) -> Added:
    """The same in a transaction of the caller's."""
    document = coded.document
    if is_known(connection, coded):
        return Added(document.id, "unchanged")
    row = document_row(coded, coder, recorded)
    if _is_outdated(connection, row):
        (n,) = insert_numbered(connection, documents, [row | {"retired": recorded}])
        insert_numbered(connection, sentences, sentence_rows(n, coded.sentences))
        return Added(document.id, "outdated")
    judged = judged_claims(connection, document.id)
    older = retire(connection, document.id, recorded)
    outcome: Outcome = "added" if older is None else "superseded"
    (n,) = insert_numbered(connection, documents, [row])
    fresh = insert_claims(connection, n, coded, row["known"], recorded)
    inherit(connection, judged, coded)
    link_document(connection, n, {*fresh, *(older or ())})
    return Added(document.id, outcome, len(fresh))


def is_known(connection: Connection, coded: Coded) -> bool:
    """Whether this very dispatch, text and facts, was taken in before."""
    same = (documents.c.id == coded.document.id) & (documents.c.digest == digest(coded.document))
    return connection.execute(select(documents.c.n).where(same)).first() is not None


def _is_outdated(connection: Connection, row: Mapping[str, Any]) -> bool:
    """Whether a version of the dispatch that was published later is there: which arrives first must not matter."""
    later = (documents.c.id == row["id"]) & documents.c.retired.is_(None) & (documents.c.known > row["known"])
    return connection.execute(select(documents.c.n).where(later)).first() is not None


def retire(connection: Connection, ident: str, at: str) -> list[int] | None:
    """Retire the live version of a dispatch and its claims; the claims' rows are returned, None where there is none."""
    live = documents.c.retired.is_(None) & (documents.c.id == ident)
    n = connection.execute(select(documents.c.n).where(live)).scalar()
    if n is None:
        return None
    connection.execute(update(documents).where(documents.c.n == n).values(retired=at))
    return retire_claims(connection, (claims.c.document == n), at)


def retire_claims(connection: Connection, which: Any, at: str) -> list[int]:
    """Retire live claims that meet a condition; their rows are returned."""
    rows = connection.execute(select(claims.c.n).where(which, claims.c.retired.is_(None))).scalars().all()
    connection.execute(update(claims).where(which, claims.c.retired.is_(None)).values(retired=at))
    return list(rows)


def insert_claims(connection: Connection, document: int, coded: Coded, known: str, recorded: str) -> list[int]:
    """Insert a document's sentences and claims; the claims' rows are returned."""
    told = {s.index: s for s in (*coded.sentences, *(c.sentence for c in coded))}
    ns = insert_numbered(connection, sentences, sentence_rows(document, told.values()))
    return insert_rows(connection, document, coded, dict(zip(told, ns, strict=True)), known, recorded)


def insert_rows(
    connection: Connection,
    document: int,
    told: Sequence[Claim],
    sentence_at: Mapping[int, int],
    known: str,
    recorded: str,
) -> list[int]:
    """Insert claims and their parties; `sentence_at` has the rows of sentences. The claims' rows are returned."""
    rows = [claim_row(claim, document, sentence_at[claim.sentence.index], known, recorded) for claim in told]
    ns = insert_numbered(connection, claims, rows)
    insert_parties(connection, list(zip(ns, told, strict=True)))
    return ns


def link_document(connection: Connection, n: int, changed: set[int]) -> None:
    """Find what a new document copies or retells, and bring all up to date with the claims that came and went."""
    moved = duplicates.update(connection, [n])
    live = select(claims.c.n).where(claims.c.document.in_(moved), claims.c.retired.is_(None))
    relink(connection, changed | set(connection.scalars(live)) if moved else changed)


def relink(connection: Connection, changed: set[int]) -> None:
    """Bring incidents and states up to date with claims that came, went or were judged."""
    reflect(connection, changed)
    incidents.update(connection, changed)
    situation.update(connection, changed)
