"""Claims: what single sentences say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import Connection, select
from starlette.responses import Response

from dateline.output.list_kinds import INCIDENTS
from dateline.output.listing import Kind
from dateline.records import Coded
from dateline.service.answers import Json
from dateline.service.asking import AskedList, understood
from dateline.service.desk import DeskHere, Version
from dateline.service.downloads import WITH_MAPS, download_claims
from dateline.service.errors import not_found
from dateline.service.listing import AT_ONCE, Listed, answer_list
from dateline.service.models import Claim, Judgement, Listing, Shape
from dateline.situation.of_claims import states_of_claim
from dateline.store.details import claim_details
from dateline.store.filters import Filters
from dateline.store.queries import Page, by_document, claim_keys, find_claims, load_found, select_claims
from dateline.store.tables import claims

router = APIRouter(tags=["claims"])


def _records(connection: Connection, ns: Sequence[int], filters: Filters) -> list[dict[str, Any]]:
    return [stored.claim.to_dict() for stored in load_found(connection, ns, past=filters.recorded is not None)]


LISTED = Listed(
    kind=Kind(name="claims", columns={}, layout=INCIDENTS.layout),
    find=find_claims,
    records=_records,
    keys=claim_keys,
    key_types=(str, int, int, int),
    chosen=select_claims,
)


class WholeClaim(Shape):
    """A claim in its context.

    `before` and `after` are the sentences around its own. `held` says that no coder finds it any more and only a
    person's judgement keeps it; `retired` since when a newer version or coder has replaced it.
    """

    claim: Claim
    before: str | None
    after: str | None
    incident: str | None
    states: list[str]
    known: str
    recorded: str
    retired: str | None
    held: bool
    judgements: list[Judgement]


@router.get("/claims", response_model=Listing[Claim], responses=WITH_MAPS)
def list_claims(desk: DeskHere, version: Version, asked: Annotated[AskedList, Query()]) -> Response:
    """The claims that meet the filters, the newest first; those of one document stay together.

    A claim whose sentence gives no time is taken to be of the day its dispatch was published, unless it tells of the
    past.
    """
    if asked.format == "json":
        return answer_list(desk, version, asked, LISTED)
    return download_claims(desk, asked.format, lambda connection: _documents(connection, asked))


def _documents(connection: Connection, asked: AskedList) -> Iterator[Coded]:
    filters = understood(connection, asked).filters
    page = Page(limit=AT_ONCE)
    while True:
        found = find_claims(connection, filters, page)
        yield from by_document(load_found(connection, found.items, past=filters.recorded is not None))
        if not found.more:
            return
        page = Page(limit=AT_ONCE, after=claim_keys(connection, found.items[-1]))


@router.get("/claims/{id}", response_model=WholeClaim)
def show_claim(desk: DeskHere, id: str) -> Response:
    """A claim with the sentences around it, its incident, the states that it speaks of, and what people judged."""
    with desk.reading() as connection:
        found = claim_details(connection, id)
        row = connection.execute(
            select(claims.c.n, claims.c.held)
            .where(claims.c.id == id)
            .order_by(claims.c.retired.is_(None).desc(), claims.c.recorded.desc(), claims.c.n.desc())
        ).first()
        if found is None or row is None:
            raise not_found("claim", id)
        return Json({**found, "states": states_of_claim(connection, row.n), "held": row.held is not None})
