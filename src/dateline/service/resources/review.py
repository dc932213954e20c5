"""What people should look at, and what they have decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection, select
from starlette.responses import Response

from dateline.judgements.records import to_dict
from dateline.output.list_kinds import JUDGEMENTS
from dateline.service.answers import Json
from dateline.service.asking import Word
from dateline.service.desk import DeskHere, Version
from dateline.service.downloads import WITH_TABLES, download_records
from dateline.service.errors import not_found
from dateline.service.models import Claim, Incident, Judgement, Listing, Shape
from dateline.service.paging import Cursor, from_cursor, to_cursor
from dateline.store.doubts import Doubt, disputed, doubtful
from dateline.store.incidents import incident_records
from dateline.store.queries import Page, find_judgements, load_found
from dateline.store.tables import claims, incident_claims

router = APIRouter(tags=["review"])
Record = dict[str, Any]


class DoubtfulClaim(Shape):
    """A claim of which the coder is unsure, and why it should be looked at."""

    kind: Literal["claim"]
    id: str
    why: list[str]
    record: Claim


class DisputedIncident(Shape):
    """An incident whose accounts disagree, and why it should be looked at."""

    kind: Literal["incident"]
    id: str
    why: list[str]
    record: Incident


class AskedReview(BaseModel):
    """Which queue, and which part of it."""

    model_config = ConfigDict(extra="forbid")

    queue: Literal["doubtful", "disputed", "all"] = "all"
    limit: int = Field(50, ge=1, le=500)
    cursor: Cursor | None = Field(None, description="`next` of the answer before.")


@router.get("/review", response_model=Listing[DoubtfulClaim | DisputedIncident])
def review(desk: DeskHere, version: Version, asked: Annotated[AskedReview, Query()]) -> Response:
    """What nobody has decided about yet: what a decision matters most for comes first."""
    which = {"list": "review", "queue": asked.queue}
    after = from_cursor(which, asked.cursor, (float, str))
    with desk.reading() as connection:
        queue = desk.cache.get(version, which["queue"], lambda: _queue(connection, asked.queue))
        rest = queue if after is None else [doubt for doubt in queue if doubt.order > after]
        shown = rest[: asked.limit]
        items = _items(connection, shown)
    more = len(rest) > len(shown)
    return Json(
        {
            "items": items,
            "next": to_cursor(which, shown[-1].order) if more else None,
            "total": len(queue),
            "truncated": more,
            "notes": [],
        }
    )


def _queue(connection: Connection, queue: str) -> list[Doubt]:
    found = [
        *(doubtful(connection) if queue != "disputed" else ()),
        *(disputed(connection) if queue != "doubtful" else ()),
    ]
    return sorted(found, key=lambda doubt: doubt.order)


def _items(connection: Connection, shown: Sequence[Doubt]) -> list[Record]:
    ns = [doubt.n for doubt in shown if doubt.n is not None]
    records: dict[str, Record] = {stored.claim.id: stored.claim.to_dict() for stored in load_found(connection, ns)}
    ids = [doubt.id for doubt in shown if doubt.kind == "incident"]
    records |= {record["id"]: record for record in incident_records(connection, ids)}
    return [
        {"kind": doubt.kind, "id": doubt.id, "why": list(doubt.why), "record": records[doubt.id]}
        for doubt in shown
        if doubt.id in records
    ]


class AskedJudgements(BaseModel):
    """Whose judgements, on what, and which part of them."""

    model_config = ConfigDict(extra="forbid")

    claim: Word | None = Field(None, description="On the claim with this id.")
    incident: Word | None = Field(None, description="On a claim of the incident with this id.")
    author: Word | None = None
    revoked: bool = Field(False, description="Those that were taken back, too.")
    limit: int = Field(50, ge=1, le=500)
    cursor: Cursor | None = Field(None, description="`next` of the answer before.")
    format: Literal["json", "jsonl", "csv"] = "json"


@router.get("/judgements", response_model=Listing[Judgement], responses=WITH_TABLES)
def list_judgements(desk: DeskHere, asked: Annotated[AskedJudgements, Query()]) -> Response:
    """What people decided, the newest first."""
    if asked.format != "json":
        return download_records(desk, JUDGEMENTS, asked.format, lambda connection: [_all(connection, asked)])
    which = {"list": "judgements", **asked.model_dump(exclude={"limit", "cursor", "format"})}
    page = Page(limit=asked.limit, after=from_cursor(which, asked.cursor, (str, str)))
    with desk.reading() as connection:
        targets = _targets(connection, asked)
        found = find_judgements(connection, targets, page, revoked=asked.revoked, author=asked.author)
    last = found.items[-1].order if found.more else None
    return Json(
        {
            "items": [to_dict(each) for each in found.items],
            "next": to_cursor(which, last) if last else None,
            "total": None,
            "truncated": found.more,
            "notes": [],
        }
    )


def _all(connection: Connection, asked: AskedJudgements) -> list[Record]:
    found = find_judgements(connection, _targets(connection, asked), revoked=asked.revoked, author=asked.author)
    return [to_dict(each) for each in found.items]


def _targets(connection: Connection, asked: AskedJudgements) -> list[str]:
    targets = [asked.claim] if asked.claim else []
    if asked.incident:
        told = select(claims.c.id).join(incident_claims, incident_claims.c.claim == claims.c.n)
        ids = connection.execute(told.where(incident_claims.c.incident == asked.incident)).scalars().all()
        if not ids:
            raise not_found("incident", asked.incident)
        targets += ids
    return targets
