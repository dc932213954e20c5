"""How much a store holds, and over which days."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from dateline.store.tables import actors, claims, documents, incidents, places, states


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet with the number of its documents; without a name, of those that name none."""

    name: str | None
    documents: int


@dataclass(frozen=True, slots=True)
class Held:
    """What a store holds. `published` and `valid` are the first and the last day, inclusive; null where there is none.

    `valid` is that of incidents.
    """

    documents: int
    claims: int
    incidents: int
    states: int
    actors: int
    places: int
    published: tuple[str | None, str | None]
    valid: tuple[str | None, str | None]
    outlets: tuple[Outlet, ...]


def held(connection: Connection) -> Held:
    """What a store holds, without what was replaced."""
    return Held(
        documents=_live(connection, documents),
        claims=_live(connection, claims),
        incidents=connection.execute(select(func.count(incidents.c.id))).scalar_one(),
        states=connection.execute(select(func.count(states.c.id.distinct()))).scalar_one(),
        actors=connection.execute(select(func.count(actors.c.id))).scalar_one(),
        places=connection.execute(select(func.count(places.c.id))).scalar_one(),
        published=_published(connection),
        valid=_valid(connection),
        outlets=_outlets(connection),
    )


def _live(connection: Connection, table: Table) -> int:
    counted = select(func.count(table.c.id)).where(table.c.retired.is_(None))
    return connection.execute(counted).scalar_one()


def _published(connection: Connection) -> tuple[str | None, str | None]:
    dated = (documents.c.retired.is_(None), documents.c.published.is_not(None))
    first, last = connection.execute(
        select(func.min(documents.c.known), func.max(documents.c.known)).where(*dated)
    ).one()
    return (first[:10], last[:10]) if first else (None, None)


def _valid(connection: Connection) -> tuple[str | None, str | None]:
    """Years far off are told of too: what is more than usual is for whoever asks to cut."""
    first = connection.execute(select(func.min(incidents.c.valid_from))).scalar()
    last = connection.execute(select(func.max(incidents.c.valid_to))).scalar()
    return first, last


def _outlets(connection: Connection) -> tuple[Outlet, ...]:
    number = func.count()
    chosen = select(documents.c.publisher, number.label("documents")).where(documents.c.retired.is_(None))
    rows = connection.execute(chosen.group_by(documents.c.publisher).order_by(number.desc(), documents.c.publisher))
    return tuple(Outlet(row.publisher, row.documents) for row in rows)
