"""The situation: what holds on a day, as could be known on another; what changed; single states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy import Connection
from starlette.responses import Response

from dateline.errors import InputError
from dateline.judgements.ledger import row_numbers
from dateline.output.listing import Kind
from dateline.output.situation_layout import changes_kind, states_kind
from dateline.service.answers import Json
from dateline.service.asking import Day
from dateline.service.desk import DeskHere, ServedDesk, Version
from dateline.service.downloads import WITH_MAPS, download_records
from dateline.service.errors import not_found
from dateline.service.paging import Cursor, from_cursor, to_cursor
from dateline.service.situations import AskedDays, AskedStates, check_past, days_meant, situation_of
from dateline.service.state_models import ChangeListing, SituationListing, WholeState
from dateline.situation.diff import Change, diff
from dateline.situation.of_claims import claims_of, versions_of
from dateline.situation.views import State
from dateline.store.moments import checked_day
from dateline.store.queries import load_found

router = APIRouter(tags=["situation"])
Record = dict[str, Any]


class Part(AskedStates):
    """Which states, which part of them, and in which form."""

    limit: int = Field(200, ge=1, le=5_000)
    cursor: Cursor | None = Field(None, description="`next` of the answer before.")
    format: Literal["json", "jsonl", "csv", "geojson"] = "json"


class AskedSituation(AskedDays, Part):
    """The situation that is asked for."""


class AskedDiff(Part):
    """Between which two days what changed is asked for."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")
    at: Day | None = Field(None, description="Tell what became known of this day, from the end of one to the other.")
    known: Day | None = Field(None, description="Only what was published by the end of this day.")


@router.get("/situation", response_model=SituationListing, responses=WITH_MAPS)
def list_states(desk: DeskHere, version: Version, asked: Annotated[AskedSituation, Query()]) -> Response:
    """The states that held on a day, as could be known by the end of another: the surest first, presumed ones last."""
    with desk.reading() as connection:
        days, notes = days_meant(connection, asked.at, asked.known), asked.notes(connection)
        found: Sequence[State] = ()
        if days.at and days.known:
            wanted = asked.asked(connection, days.at, days.known)
            found = situation_of(desk, version, connection, wanted)
    told = {"at": days.at, "known": days.known}
    return _answered(desk, version, asked, states_kind(""), found, notes, told)


@router.get("/situation/diff", response_model=ChangeListing, responses=WITH_MAPS)
def list_changes(desk: DeskHere, version: Version, asked: Annotated[AskedDiff, Query()]) -> Response:
    """What began, ended or changed from one day to another, and by which claims.

    With `at`, what became known of that day in the world from the end of `from` to the end of `to`.
    """
    if checked_day(asked.first) > checked_day(asked.last):
        raise InputError("E-DATE", f"{asked.first} is after {asked.last}; give the earlier day first")
    with desk.reading() as connection:
        known, notes = days_meant(connection, None, asked.known).known, asked.notes(connection)
        check_past(desk, connection, asked.recorded)
        found = _changes(connection, asked, known) if known else []
    told = {"from": asked.first, "to": asked.last, "at": asked.at, "known": None if asked.at else known}
    return _answered(desk, version, asked, changes_kind(""), found, notes, told)


def _changes(connection: Connection, asked: AskedDiff, known: str) -> list[Change]:
    if asked.at:
        earlier, later = (asked.asked(connection, asked.at, day) for day in (asked.first, asked.last))
    else:
        earlier, later = (asked.asked(connection, day, known) for day in (asked.first, asked.last))
    return diff(connection, earlier, later)


def _answered(
    desk: ServedDesk,
    version: str,
    asked: Part,
    kind: Kind,
    found: Sequence[State | Change],
    notes: Sequence[str],
    told: Record,
) -> Response:
    """A part of what was made as a whole; where the store has changed since the part before, it is refused."""
    if asked.format != "json":
        return download_records(desk, kind, asked.format, lambda connection: [[each.to_dict() for each in found]])
    which = {"list": kind.name, "version": version, **asked.model_dump(exclude={"limit", "cursor", "format"})}
    after = from_cursor(which, asked.cursor, (int,))
    begin = after[0] if after else 0
    end = begin + asked.limit
    more = len(found) > end
    return Json(
        {
            "items": [each.to_dict() for each in found[begin:end]],
            "next": to_cursor(which, (end,)) if more else None,
            "total": len(found),
            "truncated": more,
            "notes": list(notes),
            **told,
        }
    )


@router.get("/states/{id}", response_model=WholeState)
def show_state(desk: DeskHere, id: str) -> Response:
    """All versions of a state, in the order in which they could be known, with their claims."""
    with desk.reading() as connection:
        found = versions_of(connection, id)
        if not found:
            raise not_found("state", id)
        ns = row_numbers(connection, claims_of(found))
        told = [stored.claim.to_dict() for stored in load_found(connection, ns)]
    return Json({"id": id, "versions": [state.to_dict() for state in found], "claims": told})
