"""Judgements: made and taken back. What people decide wins over the machine."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.responses import Response

from dateline.service import judging
from dateline.service.access import WhoAsks
from dateline.service.answers import Json
from dateline.service.desk import DeskHere
from dateline.service.models import Judgement, Shape
from dateline.store.moments import moment

router = APIRouter(tags=["judgements"])
Ident = Annotated[str, StringConstraints(min_length=1, max_length=24)]
Words = Annotated[str, StringConstraints(max_length=2_000)]


class Judging(BaseModel):
    """A judgement that is to be made. Incidents stand for their claims; to split an incident, name it and some of its
    claims. `field` and `value` are for corrections: a path in the claim's record, such as actors.0.name."""

    model_config = ConfigDict(extra="forbid")

    action: Literal["accept", "reject", "merge", "split", "correct"]
    targets: list[Ident] = Field(min_length=1, max_length=500)
    field: Annotated[str, StringConstraints(max_length=200)] | None = None
    value: Any = None
    reason: Words | None = None


class Revoking(BaseModel):
    """Why a judgement is taken back."""

    model_config = ConfigDict(extra="forbid")

    reason: Words | None = None


class Changed(Shape):
    """What a judgement changed: the claims that it is about, the incidents that tell of these now, incidents that are
    no more, and the states that these claims speak of."""

    claims: list[str]
    incidents: list[str]
    gone: list[str]
    states: list[str]


class Judged(Shape):
    """A judgement and what it changed."""

    judgement: Judgement
    changed: Changed


@router.post("/judgements", status_code=201, response_model=Judged)
def make_judgement(request: Request, desk: DeskHere, who: WhoAsks, asked: Judging) -> Response:
    """Accept, reject, merge, split or correct. It holds at once, survives every re-run and can be revoked."""
    at = moment(request.app.state.now())
    with desk.store.writing() as connection:
        return Json(judging.make(connection, asked.model_dump(), who, at), 201)


@router.post("/judgements/{id}/revoke", response_model=Judged)
def revoke_judgement(
    request: Request, desk: DeskHere, who: WhoAsks, id: str, asked: Annotated[Revoking | None, Body()] = None
) -> Response:
    """Take a judgement back: what the machine says counts again. Editors take back their own, admins everybody's."""
    at = moment(request.app.state.now())
    with desk.store.writing() as connection:
        return Json(judging.take_back(connection, id, who, at, asked.reason if asked else None))
