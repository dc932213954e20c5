"""Take a coded dispatch into the store, in one transaction: its rows, its links, the incidents and states it touches.

The same dispatch again changes nothing; another version of it supersedes the older, which stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Table, func, insert, select, update

from dateline.linking import duplicates, incidents
from dateline.records import Actor, Claim, Coded, Place
from dateline.situation import update as situation
from dateline.store.opening import Store
from dateline.store.rows import (
    actor_id,
    claim_row,
    digest,
    document_row,
    place_id,
    sentence_rows,
)  # fmt: skip
from dateline.store.tables import actors, claim_actors, claim_places, claims, documents, places, sentences
from dateline.store.upsert import insert_lowest

Outcome = Literal["added", "unchanged", "superseded"]
ROLES = {"actor": "actors", "recipient": "recipients", "source": "sources"}


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a dispatch; `superseded` when an older version of it was there."""

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
    older = retire(connection, document.id, recorded)
    n = _insert(connection, documents, document_row(coded, coder, recorded))
    fresh = insert_claims(connection, n, coded, recorded)
    duplicates.update(connection, [n])
    relink(connection, {*fresh, *older})
    return Added(document.id, "superseded" if older or n_versions(connection, document.id) > 1 else "added", len(fresh))


def is_known(connection: Connection, coded: Coded) -> bool:
    """Whether this very dispatch, text and facts, was taken in before."""
    same = (documents.c.id == coded.document.id) & (documents.c.digest == digest(coded.document))
    return connection.execute(select(documents.c.n).where(same)).first() is not None


def n_versions(connection: Connection, ident: str) -> int:
    """How many versions of a dispatch there are."""
    return connection.execute(select(func.count()).where(documents.c.id == ident)).scalar_one()


def retire(connection: Connection, ident: str, at: str) -> list[int]:
    """Retire the live version of a dispatch and its claims; the claims' rows are returned."""
    live = documents.c.retired.is_(None) & (documents.c.id == ident)
    n = connection.execute(select(documents.c.n).where(live)).scalar()
    if n is None:
        return []
    connection.execute(update(documents).where(documents.c.n == n).values(retired=at))
    return retire_claims(connection, (claims.c.document == n), at)


def retire_claims(connection: Connection, which: Any, at: str) -> list[int]:
    """Retire live claims that meet a condition; their rows are returned."""
    rows = connection.execute(select(claims.c.n).where(which, claims.c.retired.is_(None))).scalars().all()
    connection.execute(update(claims).where(which, claims.c.retired.is_(None)).values(retired=at))
    return list(rows)


def insert_claims(connection: Connection, document: int, coded: Coded, recorded: str) -> list[int]:
    """Insert a document's sentences and claims; the claims' rows are returned."""
    known = connection.execute(select(documents.c.known).where(documents.c.n == document)).scalar_one()
    told = {s.index: s for s in (*coded.sentences, *(c.sentence for c in coded))}
    _insert_many(connection, sentences, sentence_rows(document, told.values()))
    found = connection.execute(select(sentences.c.position, sentences.c.n).where(sentences.c.document == document))
    at = {row.position: row.n for row in found}
    rows = [claim_row(claim, document, at[claim.sentence.index], known, recorded) for claim in coded]
    ns = [_insert(connection, claims, row) for row in rows]
    insert_parties(connection, list(zip(ns, coded, strict=True)))
    return ns


def insert_parties(connection: Connection, numbered: Sequence[tuple[int, Claim]]) -> None:
    """Insert who and where of claims."""
    who: dict[str, dict[str, Any]] = {}
    where: dict[str, dict[str, Any]] = {}
    actor_rows, place_rows = [], []
    for n, claim in numbered:
        for role, name in ROLES.items():
            for k, actor in enumerate(getattr(claim, name)):
                _take_lowest(who, _actor_row(actor))
                actor_rows.append({"claim": n, "role": role, "position": k, "actor": actor_id(actor)})
        for k, place in enumerate(claim.places):
            _take_lowest(where, _place_row(place))
            place_rows.append({"claim": n, "position": k, "place": place_id(place), "lat": place.lat, "lon": place.lon})
    insert_lowest(connection, actors, list(who.values()))
    insert_lowest(connection, places, list(where.values()))
    _insert_many(connection, claim_actors, actor_rows)
    _insert_many(connection, claim_places, place_rows)


def relink(connection: Connection, changed: set[int]) -> None:
    """Bring incidents and states up to date with claims that came, went or were judged."""
    incidents.update(connection, changed)
    situation.update(connection, changed)


def _take_lowest(rows: dict[str, dict[str, Any]], row: dict[str, Any]) -> None:
    """What mentions say of one actor or place differs; which is kept must not hang on the order of arrival."""
    kept = rows.setdefault(row["id"], row)
    for name, value in row.items():
        if value is not None and (kept[name] is None or value < kept[name]):
            kept[name] = value


def _actor_row(actor: Actor) -> dict[str, Any]:
    return {"id": actor_id(actor), "name": actor.name or actor.text, "country": actor.country, "sector": actor.sector}


def _place_row(place: Place) -> dict[str, Any]:
    lies_there = place.relation == "in"  # "30 km north of Raqqa" has a point of its own
    return {
        "id": place_id(place),
        "name": place.name or place.text,
        "country": place.country,
        "lat": place.lat if lies_there else None,
        "lon": place.lon if lies_there else None,
        "kind": place.kind if lies_there else None,
    }


def _insert(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    return int(connection.execute(insert(table).returning(table.c.n), row).scalar_one())


def _insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
