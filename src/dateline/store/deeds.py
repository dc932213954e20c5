"""What an actor is told to have done, what was done to it, and who tells of it: counts, with the newest claims."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from dateline.store.filters import Filters, as_of
from dateline.store.tables import claim_actors, claims, documents

NEWEST = 5  # claims of a type that are named


@dataclass(frozen=True, slots=True)
class Doing:
    """How many claims tell of a type of event, and the newest of them."""

    type: str
    claims: int
    newest: tuple[str, ...]


def doings(connection: Connection, actor: str, role: str, asked: Filters) -> list[Doing]:
    """The events in which an actor has a role, by type, the most frequent first; `asked` says when one looks."""
    newest = func.row_number().over(partition_by=claims.c.type, order_by=(claims.c.known.desc(), claims.c.n.desc()))
    told = (
        select(
            claims.c.type, claims.c.id, newest.label("nth"), func.count().over(partition_by=claims.c.type).label("all")
        )
        .where(claims.c.n.in_(_of(actor, role)), claims.c.kind == "event", *as_of(asked))
        .subquery()
    )
    rows = connection.execute(select(told).where(told.c.nth <= NEWEST).order_by(told.c.nth)).all()
    ids: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        ids[row.type].append(row.id)
    counts = {row.type: row.all for row in rows}
    return [Doing(name, counts[name], tuple(ids[name])) for name in sorted(ids, key=lambda each: (-counts[each], each))]


def _of(actor: str, role: str) -> Select[Any]:
    return select(claim_actors.c.claim).where(claim_actors.c.actor == actor, claim_actors.c.role == role)


@dataclass(frozen=True, slots=True)
class Teller:
    """An outlet, null where dispatches name none, with the number of its claims."""

    name: str | None
    claims: int


def tellers(connection: Connection, actor: str, asked: Filters) -> list[Teller]:
    """The outlets that tell of an actor, those with most claims first."""
    number = func.count()
    named = select(claim_actors.c.claim).where(claim_actors.c.actor == actor)
    chosen = (
        select(documents.c.publisher, number.label("claims"))
        .join_from(claims, documents, claims.c.document == documents.c.n)
        .where(claims.c.n.in_(named), *as_of(asked))
        .group_by(documents.c.publisher)
        .order_by(number.desc(), documents.c.publisher)
    )
    return [Teller(row.publisher, row.claims) for row in connection.execute(chosen)]
