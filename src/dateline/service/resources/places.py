"""Places: where things are told to happen, and what holds there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.responses import Response

from dateline.output.list_kinds import PLACES
from dateline.service.answers import Json
from dateline.service.asking import AskedList
from dateline.service.cards import place_card
from dateline.service.desk import DeskHere, Version
from dateline.service.downloads import WITH_MAPS
from dateline.service.errors import not_found
from dateline.service.listing import Listed, answer_list
from dateline.service.models import Incident, Listing, PlaceRecord
from dateline.service.situations import AskedDays, days_meant
from dateline.service.state_models import State
from dateline.store.filters import Filters
from dateline.store.queries import find_places, select_places
from dateline.store.records import place_record

router = APIRouter(tags=["places"])


def _records(connection: Connection, rows: Sequence[Any], filters: Filters) -> list[dict[str, Any]]:
    return [place_record(row) for row in rows]


LISTED = Listed(
    kind=PLACES,
    find=find_places,
    records=_records,
    keys=lambda connection, row: (row.claims, row.id),
    key_types=(int, str),
    chosen=select_places,
    kept=True,
)


class WholePlace(PlaceRecord):
    """A place on the day `at`, as known by the end of `known`. Without claims that count, days of knowledge are null.

    `states` hold on that day, `control` is who held or besieged it over time, `incidents` are the newest there.
    """

    first_known: str | None  # type: ignore[assignment]
    last_known: str | None  # type: ignore[assignment]
    states: list[State]
    control: list[State]
    incidents: list[Incident]
    at: str | None
    known: str | None


@router.get("/places", response_model=Listing[PlaceRecord], responses=WITH_MAPS)
def list_places(desk: DeskHere, version: Version, asked: Annotated[AskedList, Query()]) -> Response:
    """The places of the claims that meet the filters, those of most claims first."""
    return answer_list(desk, version, asked, LISTED)


@router.get("/places/{id:path}", response_model=WholePlace)
def show_place(desk: DeskHere, id: str, asked: Annotated[AskedDays, Query()]) -> Response:
    """A place: what holds there on a day, who held it one after the other, and what happened there last."""
    with desk.reading() as connection:
        found = place_card(connection, id, days_meant(connection, asked.at, asked.known))
    if found is None:
        raise not_found("place", id)
    return Json(found)
