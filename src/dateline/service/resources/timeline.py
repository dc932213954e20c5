"""The timeline: how many incidents and claims there are by the day in the world, how many dispatches by publication."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated, Any, Literal

import numpy as np
from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from dateline.output.list_kinds import columns_layout
from dateline.output.listing import Kind, field
from dateline.service.answers import Json, fresh
from dateline.service.asking import AskedFilters, understood
from dateline.service.days import DAY, NONE, Bucket, Ints, beginnings, fitting_bucket, iso, last_day
from dateline.service.desk import DeskHere, Version
from dateline.service.downloads import WITH_TABLES, download_records
from dateline.service.models import Shape
from dateline.service.overview import ChosenClaims, ChosenIncidents

router = APIRouter(tags=["timeline"])
Counts = dict[int, dict[str, int]]


class ToldOnly(Shape):
    """What gives no day of its own, by the day on which it was first told."""

    incidents: int
    claims: int


class TimelineBucket(Shape):
    """Some days, both inclusive. What lasts longer, or is only known to lie in a longer time, counts where it begins;
    `vague` says how many incidents do."""

    from_: str = Field(alias="from")
    to: str
    incidents: int
    claims: int
    documents: int
    vague: int
    told: ToldOnly


class Timeline(Shape):
    """Counts by days in the world, of documents by days of publication; empty buckets are left out.

    `undated` counts the incidents to which no sentence gives a day: they stand in `told` and nowhere else. `stale` says
    that a newer state of the store is about to be taken in.
    """

    bucket: Bucket
    items: list[TimelineBucket]
    undated: int
    stale: bool
    notes: list[str]


class AskedTimeline(AskedFilters):
    """The filters, and how finely days are counted."""

    bucket: Literal["day", "week", "month", "year", "auto"] = Field(
        "auto", description="Weeks begin on Mondays; auto takes what shows the usual days in some 130 buckets."
    )
    format: Literal["json", "jsonl", "csv"] = "json"


@router.get("/timeline", response_model=Timeline, responses=WITH_TABLES)
def timeline(desk: DeskHere, version: Version, asked: Annotated[AskedTimeline, Query()]) -> Response:
    """How many incidents, claims and documents there are by day, week, month or year."""
    desk.refuse_past(asked.recorded, "the timeline")
    with desk.reading() as connection:
        meant = understood(connection, asked)
    incidents, claims = desk.overview.incidents(version, meant.filters), desk.overview.claims(version, meant.filters)
    bucket = _bucket(asked.bucket, incidents, claims)
    counts = _counted(bucket, incidents, claims)
    undated = int((incidents.met & ~incidents.columns.dated).sum())
    stale = incidents.stale or claims.stale
    items = [_item(first, bucket, counts[first]) for first in sorted(counts)]
    if asked.format != "json":
        return download_records(desk, DAYS, asked.format, lambda connection: [items])
    told = {"bucket": bucket, "items": items, "undated": undated, "stale": stale, "notes": list(meant.notes)}
    return fresh(Json(told), stale=stale)


_COUNTS = ("from", "to", "incidents", "claims", "documents", "vague")
DAYS = Kind(
    name="timeline",
    columns={
        **{name: field(name) for name in _COUNTS},
        "incidents_told": lambda record: record["told"]["incidents"],
        "claims_told": lambda record: record["told"]["claims"],
    },
    layout=columns_layout(*((name, field(name)) for name in _COUNTS)),
)


def _bucket(
    asked: Literal["day", "week", "month", "year", "auto"], incidents: ChosenIncidents, claims: ChosenClaims
) -> Bucket:
    if asked != "auto":
        return asked
    columns = incidents.columns
    begun = _begin(columns, incidents.met)[0]
    told = columns.first_known[incidents.met & ~columns.dated] // DAY
    return fitting_bucket(np.concatenate((begun, told, claims.documents.known[claims.documents_met] // DAY)))


def _begin(columns: Any, met: Any) -> tuple[Ints, Ints]:
    """The first days of what has days, and how many days each takes; what has only a last day is of that day."""
    dated = met & columns.dated
    first, end = columns.first[dated], columns.end[dated]
    begin = np.where(first == NONE, end - 1, first)
    return begin, np.where((first == NONE) | (end == NONE), 1, end - first)


def _counted(bucket: Bucket, incidents: ChosenIncidents, claims: ChosenClaims) -> Counts:
    counts: Counts = defaultdict(dict)
    columns = incidents.columns
    begin, length = _begin(columns, incidents.met)
    starts = beginnings(begin, bucket)
    _count(counts, "incidents", starts)
    room = np.array([last_day(int(start), bucket) for start in np.unique(starts)], np.int64)
    ends = room[np.searchsorted(np.unique(starts), starts)] if len(starts) else starts
    _count(counts, "vague", starts[begin + length - 1 > ends])
    _count(counts, "incidents_told", beginnings(columns.first_known[incidents.met & ~columns.dated] // DAY, bucket))
    _count(counts, "claims", beginnings(_begin(claims.claims, claims.met)[0], bucket))
    _count(counts, "claims_told", beginnings(claims.claims.known[claims.met & ~claims.claims.dated] // DAY, bucket))
    papers = claims.documents_met & claims.documents.published
    _count(counts, "documents", beginnings(claims.documents.known[papers] // DAY, bucket))
    return counts


def _count(counts: Counts, name: str, starts: Ints) -> None:
    for start, number in zip(*np.unique(starts, return_counts=True), strict=True):
        counts[int(start)][name] = int(number)


def _item(first: int, bucket: Bucket, counts: dict[str, int]) -> dict[str, Any]:
    plain = {name: counts.get(name, 0) for name in ("incidents", "claims", "documents", "vague")}
    told = {name: counts.get(f"{name}_told", 0) for name in ("incidents", "claims")}
    return {"from": iso(first), "to": iso(last_day(first, bucket)), **plain, "told": told}
