"""Whom and what users mean by a name: the ids of actors and places that claims of the store have.

Ids, stored names and the register's or gazetteer's spellings all count. A name may stand for several; all are meant.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, or_, select

from dateline.store.rows import AT_ONCE
from dateline.store.tables import actors, places

Look = Callable[[str], Iterable[str]]  # ids that a name may stand for, by the register or the gazetteer
NEAR = 5  # names that are offered where nothing is found
MOST_NAMES = 200_000  # names among which near ones are looked for
ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Named:
    """An actor or place of the store."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name stands for in the store; nothing, and then which names there are near it."""

    name: str
    found: tuple[Named, ...]
    near: tuple[Named, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids."""
        return tuple(each.id for each in self.found)


def actor_meant(connection: Connection, name: str, look: Look | None = None) -> Meant:
    """The actors that a name, alias or id stands for."""
    return _meant(connection, actors, name, look or register_ids)


def place_meant(connection: Connection, name: str, look: Look | None = None) -> Meant:
    """The places that a name, another spelling or an id stands for."""
    return _meant(connection, places, name, look or gazetteer_ids)


def register_ids(name: str) -> list[str]:
    """The actors of the register that a name may stand for."""
    from dateline.actors import load_register

    register = load_register()
    spellings = (name, name.title(), name.upper())  # who types at a terminal leaves capitals out
    found = next((found for each in spellings if (found := register.find(each))), ())
    return [candidate.entry.id for candidate in found]


def gazetteer_ids(name: str) -> list[str]:
    """The places of the gazetteer that bear a name; where none does, those with one like it."""
    from dateline.places import Gazetteer

    gazetteer = Gazetteer.open()
    try:
        found = gazetteer.find(name)
    finally:
        gazetteer.close()
    exact = [candidate.id for candidate in found if candidate.how != "fuzzy"]
    return exact or [candidate.id for candidate in found]


def _meant(connection: Connection, table: Table, name: str, look: Look) -> Meant:
    name = " ".join(name.split())
    if found := _with_ids(connection, table, [name]):
        return Meant(name, found)
    found = _called(connection, table, name)
    if not found or all(each.id.startswith("name:") for each in found):
        found = _distinct([*_with_ids(connection, table, list(look(name))), *found])
    return Meant(name, found, () if found else _near(connection, table, name))


def _with_ids(connection: Connection, table: Table, ids: Sequence[str]) -> tuple[Named, ...]:
    rows = connection.execute(select(table.c.id, table.c.name).where(table.c.id.in_(ids[:AT_ONCE])))
    return tuple(sorted((Named(row.id, row.name) for row in rows), key=lambda each: each.id))


def _called(connection: Connection, table: Table, name: str) -> tuple[Named, ...]:
    """Those with this very name, letter case aside: of other letters than ASCII, SQLite folds none by itself."""
    folded = f"name:{name.casefold()}"
    same = or_(func.lower(table.c.name) == name.lower(), table.c.name == name, table.c.id == folded)
    rows = connection.execute(select(table.c.id, table.c.name).where(same).order_by(table.c.id))
    return tuple(Named(row.id, row.name) for row in rows)


def _near(connection: Connection, table: Table, name: str) -> tuple[Named, ...]:
    rows = connection.execute(select(table.c.id, table.c.name).order_by(table.c.id).limit(MOST_NAMES)).all()
    wanted = name.casefold()
    holding = sorted((row for row in rows if wanted in row.name.casefold()), key=lambda row: (len(row.name), row.id))
    by_name = {row.name.casefold(): row for row in reversed(rows)}
    alike = [by_name[each] for each in difflib.get_close_matches(wanted, by_name, n=NEAR, cutoff=ALIKE)]
    return _distinct(Named(row.id, row.name) for row in (*alike, *holding))[:NEAR]


def _distinct(found: Iterable[Named]) -> tuple[Named, ...]:
    return tuple({each.id: each for each in found}.values())
