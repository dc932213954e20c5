"""The map: incidents, those that lie together as one; and who is said to hold which place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy import Connection
from starlette.responses import Response

from dateline.service.answers import GeoJson, fresh
from dateline.service.asking import AskedFilters, Word, understood
from dateline.service.clusters import box_of_view, clusters, grouped, in_view, single, singles
from dateline.service.control import PREDICATES, control_features, inside
from dateline.service.desk import DeskHere, Version
from dateline.service.incident_columns import IncidentColumns
from dateline.service.models import Shape, Status
from dateline.service.situations import AskedDays, days_meant, situation_of
from dateline.situation.query import Asked
from dateline.store.incidents import incident_records

router = APIRouter(tags=["map"])


class Point(Shape):
    """Longitude and latitude."""

    type: Literal["Point"]
    coordinates: tuple[float, float]


class Located(Shape):
    """Where something lies. `area` says that only an area is named; a radius is that of the place. All are null where
    several places are drawn as one."""

    place: str | None
    name: str | None
    precision: str | None
    radius_km: float | None
    area: bool


class Cluster(Located):
    """Several incidents as one; `bbox` is west, south, east, north, `disputed` how many are."""

    cluster: Literal[True]
    count: int
    by_type: dict[str, int]
    by_status: dict[str, int]
    disputed: int
    bbox: tuple[float, float, float, float]


class IncidentOnMap(Located):
    """An incident that lies alone; days are inclusive and cut to what is known."""

    cluster: Literal[False]
    id: str
    type: str | None
    status: Status
    disputed: bool
    sources: int
    label: str
    from_: str | None = Field(alias="from")
    to: str | None


class IncidentFeature(Shape):
    """An incident, or several, on the map."""

    type: Literal["Feature"]
    geometry: Point
    properties: Cluster | IncidentOnMap


class IncidentMap(Shape):
    """Incidents on the map (GeoJSON).

    `total` is how many lie in the view, `unplaced` how many meet the filters and lie nowhere: no sentence gives their
    place, or nothing is known of where it is. `stale` says that a newer state of the store is about to be taken in.
    """

    type: Literal["FeatureCollection"]
    features: list[IncidentFeature]
    total: int
    unplaced: int
    truncated: bool
    stale: bool
    notes: list[str]


class AskedMap(AskedFilters):
    """The filters, where `bbox` is the view; and how far in it is."""

    zoom: float = Field(3.0, ge=0, le=24, allow_inf_nan=False)


@router.get("/map/incidents", response_model=IncidentMap, response_class=GeoJson)
def map_incidents(desk: DeskHere, version: Version, asked: Annotated[AskedMap, Query()]) -> Response:
    """The incidents of a view of the map; those that lie together at its zoom are drawn as one."""
    desk.refuse_past(asked.recorded, "the map")
    box = box_of_view(asked.bbox) if asked.bbox else None
    with desk.reading() as connection:
        meant = understood(connection, asked.model_copy(update={"bbox": None}))
        chosen = desk.overview.incidents(version, meant.filters)
        members, unplaced = in_view(chosen.columns, chosen.met, box)
        found = grouped(chosen.columns, members, asked.zoom)
        alone = [int(at) for at in singles(found)]
        records = _records(connection, chosen.columns, alone)
    features = [
        *clusters(chosen.columns, found, desk.radius_of),
        *(single(chosen.columns, at, records[chosen.columns.ids[at]], desk.radius_of) for at in alone
          if chosen.columns.ids[at] in records),
    ]  # fmt: skip
    drawn = {
        "type": "FeatureCollection",
        "features": features,
        "total": len(members),
        "unplaced": unplaced,
        "truncated": len(records) < len(alone),
        "stale": chosen.stale,
        "notes": list(meant.notes),
    }
    return fresh(GeoJson(drawn), stale=chosen.stale)


def _records(connection: Connection, columns: IncidentColumns, alone: Sequence[int]) -> dict[str, dict[str, Any]]:
    """The records of some incidents, as they were known then."""
    ids = [columns.ids[at] for at in alone]
    stored = incident_records(connection, [ident for ident in ids if ident not in columns.made])
    return {record["id"]: record for record in stored} | {
        ident: columns.made[ident] for ident in ids if ident in columns.made
    }


class Holder(Shape):
    """Who is said to hold or besiege a place, by how many claims of how many sources, and in which state.

    `since` is cut to what is known by `since_precision`; `presumed` says that the day lies before the first word of it.
    """

    id: str
    name: str
    country: str | None
    sector: str | None
    state: str
    claims: int
    sources: int
    since: str | None
    since_precision: str | None
    confirmed: str | None
    confidence: float
    presumed: bool


class Control(Shape):
    """Who is said to hold a place. `stale_days` have gone by since the last word; null before the first."""

    place: str
    name: str
    kind: str | None
    precision: str | None
    radius_km: float | None
    holders: list[Holder]
    besieged_by: list[Holder]
    contested: bool
    disputed: bool
    stale_days: int | None


class ControlFeature(Shape):
    """A place on the map."""

    type: Literal["Feature"]
    geometry: Point
    properties: Control


class ControlMap(Shape):
    """Places with those who are said to hold them on the day `at`, as known by the end of `known` (GeoJSON)."""

    type: Literal["FeatureCollection"]
    features: list[ControlFeature]
    total: int
    truncated: bool
    at: str | None
    known: str | None


class AskedControl(AskedDays):
    """The days, and the view."""

    bbox: Word | None = Field(None, description="In this box: west,south,east,north in degrees.")
    min_confidence: float = Field(0.0, ge=0, le=1, allow_inf_nan=False)


@router.get("/map/control", response_model=ControlMap, response_class=GeoJson)
def map_control(desk: DeskHere, version: Version, asked: Annotated[AskedControl, Query()]) -> Response:
    """Who is said to hold, or to besiege, which place on a day, as could be known by the end of another."""
    box = box_of_view(asked.bbox) if asked.bbox else None
    with desk.reading() as connection:
        days = days_meant(connection, asked.at, asked.known)
        features: list[Any] = []
        if days.at and days.known:
            wanted = Asked.of(
                connection, at=days.at, known=days.known, predicates=PREDICATES, least=asked.min_confidence
            )
            found = situation_of(desk, version, connection, wanted)
            features = list(filter(inside(box), control_features(found, wanted.at, desk.radius_of)))
    return GeoJson(
        {
            "type": "FeatureCollection",
            "features": features,
            "total": len(features),
            "truncated": False,
            "at": days.at,
            "known": days.known,
        }
    )
