"""Incidents: happenings, each with all who tell of it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection, Select, select
from starlette.responses import Response

from dateline.output.list_kinds import INCIDENTS
from dateline.service.answers import Json
from dateline.service.asking import AskedList, Day
from dateline.service.desk import DeskHere, Version
from dateline.service.downloads import WITH_MAPS
from dateline.service.errors import not_found
from dateline.service.listing import Listed, answer_list
from dateline.service.models import Incident, Listing, WholeIncident
from dateline.store.details import incident_details
from dateline.store.filters import Filters, asked_moment
from dateline.store.incidents import find_incidents, incident_conditions
from dateline.store.tables import incidents

router = APIRouter(tags=["incidents"])


def _chosen(connection: Connection, filters: Filters) -> Select[Any] | None:
    """What was known of each at an earlier day must be made to be counted."""
    if filters.known:
        return None
    return select(incidents.c.id).where(*incident_conditions(connection, filters))


LISTED = Listed(
    kind=INCIDENTS,
    find=find_incidents,
    records=lambda connection, found, filters: found,
    keys=lambda connection, record: (record["last_known"], record["id"]),
    key_types=(str, str),
    chosen=_chosen,
    anew=True,
)


class AskedIncident(BaseModel):
    """As it was known by the end of a day."""

    model_config = ConfigDict(extra="forbid")
    known: Day | None = None


@router.get("/incidents", response_model=Listing[Incident], responses=WITH_MAPS)
def list_incidents(desk: DeskHere, version: Version, asked: Annotated[AskedList, Query()]) -> Response:
    """The incidents that meet the filters, those that were told of last first.

    Type, status, days, disputes and number of sources are those of the incident; the other filters must hold of one of
    its claims. With `known`, figures and status are those of that day.
    """
    return answer_list(desk, version, asked, LISTED)


@router.get("/incidents/{id}", response_model=WholeIncident)
def show_incident(desk: DeskHere, id: Annotated[str, Path()], asked: Annotated[AskedIncident, Query()]) -> Response:
    """An incident with all its claims, the links between them, and its figures with who tells them."""
    with desk.reading() as connection:
        found = incident_details(connection, id, known=asked_moment(asked.known))
    if found is None:
        raise not_found("incident", id)
    return Json(found)
