"""Actors and places whole: who or what they are, what they do, and which states they are part of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from dateline.actors import load_register
from dateline.service.situations import DaysMeant
from dateline.situation.over_time import over_time
from dateline.situation.query import Asked, situation
from dateline.store.deeds import Doing, doings, tellers
from dateline.store.filters import Filters
from dateline.store.incidents import find_incidents
from dateline.store.moments import checked_day, end_of_knowledge
from dateline.store.queries import Page, actors_with_ids, places_with_ids
from dateline.store.records import actor_record, place_record
from dateline.store.tables import actors, places

Record = dict[str, Any]
HISTORY = ("controls", "besieges")
MOST_INCIDENTS = 20
UNTOLD = {"claims": 0, "first_known": None, "last_known": None}  # of what no claim names that counts


def actor_card(connection: Connection, ident: str, days: DaysMeant) -> Record | None:
    """An actor on a day, as could be known at another; None where the store has no such actor."""
    asked = Filters(known=end_of_knowledge(days.known) if days.known else None)
    rows = actors_with_ids(connection, [ident], asked)
    record = actor_record(rows[0]) if rows else _untold(connection, actors, ident)
    if record is None:
        return None
    return {
        **{"as_actor": 0, "as_recipient": 0, "as_source": 0},
        **record,
        "about": _about(ident, days.at),
        "roles": _over_time(connection, days, ("role",), subject=ident),
        "relations": _states(connection, days, actor=ident),
        "did": [_done(each) for each in doings(connection, ident, "actor", asked)],
        "undergone": [_done(each) for each in doings(connection, ident, "recipient", asked)],
        "publishers": [{"name": each.name, "claims": each.claims} for each in tellers(connection, ident, asked)],
        "at": days.at,
        "known": days.known,
    }


def place_card(connection: Connection, ident: str, days: DaysMeant) -> Record | None:
    """A place on a day, as could be known at another; None where the store has no such place."""
    asked = Filters(known=end_of_knowledge(days.known) if days.known else None)
    rows = places_with_ids(connection, [ident], asked)
    record = place_record(rows[0]) if rows else _untold(connection, places, ident)
    if record is None:
        return None
    there = Filters(known=asked.known, places=((ident,),))
    return {
        **record,
        "states": _states(connection, days, place=ident),
        "control": _over_time(connection, days, HISTORY, place=ident),
        "incidents": list(find_incidents(connection, there, Page(limit=MOST_INCIDENTS)).items),
        "at": days.at,
        "known": days.known,
    }


def _untold(connection: Connection, table: Any, ident: str) -> Record | None:
    row = connection.execute(select(table).where(table.c.id == ident)).first()
    return {**row._mapping, **UNTOLD} if row else None


def _about(ident: str, at: str | None) -> Record | None:
    """What the register knows of an actor; nothing of those that only dispatches name."""
    entry = load_register().get(ident)
    if entry is None:
        return None
    return {
        "names": list(dict.fromkeys((entry.name, *entry.names.strong, *entry.names.weak))),
        "country": entry.country,
        "sector": entry.sector(at),
        "kind": entry.kind,
    }


def _over_time(connection: Connection, days: DaysMeant, predicates: tuple[str, ...], **whose: str) -> list[Record]:
    if days.known is None:
        return []
    known = end_of_knowledge(days.known)
    return [state.to_dict() for state in over_time(connection, known, predicates, **whose)]


def _states(
    connection: Connection, days: DaysMeant, *, actor: str | None = None, place: str | None = None
) -> list[Record]:
    """The states of an actor on either side, but for roles, or of a place."""
    if days.at is None or days.known is None:
        return []
    asked = Asked(
        at=checked_day(days.at),
        known=end_of_knowledge(days.known),
        actors=(actor,) if actor else None,
        places=(place,) if place else None,
    )
    found = situation(connection, asked)
    return [state.to_dict() for state in found if place or state.version.predicate != "role"]


def _done(each: Doing) -> Record:
    return {"type": each.type, "claims": each.claims, "newest": list(each.newest)}
