"""Actors: who is told of, and what the store knows of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.responses import Response

from dateline.output.list_kinds import ACTORS
from dateline.service.answers import Json
from dateline.service.asking import AskedList
from dateline.service.cards import actor_card
from dateline.service.desk import DeskHere, Version
from dateline.service.downloads import WITH_TABLES
from dateline.service.errors import not_found
from dateline.service.listing import Listed, answer_list
from dateline.service.models import ActorRecord, Listing, Shape
from dateline.service.situations import AskedDays, days_meant
from dateline.service.state_models import State
from dateline.store.filters import Filters
from dateline.store.queries import find_actors, select_actors
from dateline.store.records import actor_record

router = APIRouter(tags=["actors"])


def _records(connection: Connection, rows: Sequence[Any], filters: Filters) -> list[dict[str, Any]]:
    return [actor_record(row) for row in rows]


LISTED = Listed(
    kind=ACTORS,
    find=find_actors,
    records=_records,
    keys=lambda connection, row: (row.claims, row.id),
    key_types=(int, str),
    chosen=select_actors,
    kept=True,
)


class About(Shape):
    """What the register knows of an actor on the day."""

    names: list[str]
    country: str | None
    sector: str | None
    kind: str


class Doing(Shape):
    """How many claims tell of a type of event, and the newest of them."""

    type: str
    claims: int
    newest: list[str]


class Teller(Shape):
    """An outlet, null where dispatches name none, with the number of its claims."""

    name: str | None
    claims: int


class WholeActor(ActorRecord):
    """An actor on the day `at`, as known by the end of `known`. Without claims that count, days of knowledge are null.

    `roles` are over time; `relations` the other states of which it is a side on that day.
    """

    first_known: str | None  # type: ignore[assignment]
    last_known: str | None  # type: ignore[assignment]
    about: About | None
    roles: list[State]
    relations: list[State]
    did: list[Doing]
    undergone: list[Doing]
    publishers: list[Teller]
    at: str | None
    known: str | None


@router.get("/actors", response_model=Listing[ActorRecord], responses=WITH_TABLES)
def list_actors(desk: DeskHere, version: Version, asked: Annotated[AskedList, Query()]) -> Response:
    """The actors of the claims that meet the filters, those of most claims first.

    With `actor` these are the actors that share a claim with that one.
    """
    return answer_list(desk, version, asked, LISTED)


@router.get("/actors/{id:path}", response_model=WholeActor)
def show_actor(desk: DeskHere, id: str, asked: Annotated[AskedDays, Query()]) -> Response:
    """An actor: who it is, its roles over time, its relations on a day, what it did and what was done to it."""
    with desk.reading() as connection:
        found = actor_card(connection, id, days_meant(connection, asked.at, asked.known))
    if found is None:
        raise not_found("actor", id)
    return Json(found)
