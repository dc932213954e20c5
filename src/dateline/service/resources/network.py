"""The network: who stands in which relation to whom on a day."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from dateline.ontology import load_ontology
from dateline.output.list_kinds import columns_layout
from dateline.output.listing import Kind, field
from dateline.service.answers import Json
from dateline.service.asking import MOST_NAMES, Status, Word, told_of
from dateline.service.desk import DeskHere, Version
from dateline.service.downloads import WITH_TABLES, download_records
from dateline.service.models import Shape
from dateline.service.situations import AskedDays, days_meant, situation_of
from dateline.situation.query import Asked, actor_ids
from dateline.situation.views import State
from dateline.store.naming import actor_meant

router = APIRouter(tags=["network"])
SANCTIONS = "sanctions"  # a state that only events tell of


class Node(Shape):
    """An actor; `degree` is how many relations it has in all, drawn or not."""

    id: str
    name: str
    country: str | None
    sector: str | None
    degree: int


class Edge(Shape):
    """A relation of two actors: a state. `claims` is how many say so."""

    id: str
    source: str
    target: str
    predicate: str
    label: str | None
    from_: str | None = Field(alias="from")
    to: str | None
    confidence: float
    disputed: bool
    presumed: bool
    status: Status
    claims: int


class Network(Shape):
    """Who stands in which relation to whom on the day `at`, as known by the end of `known`.

    The surest are drawn; `dropped` is how many relations are not.
    """

    nodes: list[Node]
    edges: list[Edge]
    truncated: bool
    dropped: int
    at: str | None
    known: str | None
    notes: list[str]


class AskedNetwork(AskedDays):
    """The days, whose network, which relations, and how many of them."""

    actor: Word | None = Field(None, description="This actor, those it is tied to, and the ties between them.")
    members: bool = Field(False, description="The actor's parts and wings too.")
    predicate: list[Word] = Field([], max_length=MOST_NAMES)
    status: list[Status] = Field([], max_length=4)
    min_confidence: float = Field(0.0, ge=0, le=1, allow_inf_nan=False)
    limit: int = Field(300, ge=1, le=2_000, description="Relations, the surest first.")
    format: Literal["json", "jsonl", "csv"] = Field("json", description="What is not json has all relations.")


@router.get("/network", response_model=Network, responses=WITH_TABLES)
def network(desk: DeskHere, version: Version, asked: Annotated[AskedNetwork, Query()]) -> Response:
    """Who backs, opposes, belongs to, leads or holds whom on a day, as could be known by the end of another."""
    with desk.reading() as connection:
        days = days_meant(connection, asked.at, asked.known)
        notes = told_of(actor_meant(connection, asked.actor), "actor") if asked.actor else []
        ties: Sequence[State] = ()
        if days.at and days.known:
            wanted = Asked.of(
                connection,
                at=days.at,
                known=days.known,
                predicates=asked.predicate or _predicates(),
                statuses=asked.status,
                least=asked.min_confidence,
            )
            ties = [
                state for state in situation_of(desk, version, connection, wanted) if state.subject and state.object
            ]
        if asked.actor:
            ties = _around(ties, actor_ids(connection, asked.actor, asked.members))
    if asked.format != "json":
        return download_records(desk, RELATIONS, asked.format, lambda connection: [list(map(_named, ties))])
    told = {"at": days.at, "known": days.known, "notes": notes}
    return Json({**_drawn(ties, asked.limit), **told})


def _named(tie: State) -> dict[str, Any]:
    """A relation with the names of its ends, as a line of a table."""
    ends = {
        "source_name": tie.subject.name if tie.subject else None,
        "target_name": tie.object.name if tie.object else None,
    }
    return {**_edge(tie), **ends}


_COLUMNS = (
    "id", "source", "source_name", "predicate", "target", "target_name", "label", "from", "to", "status", "confidence",
    "disputed", "presumed", "claims",
)  # fmt: skip
RELATIONS = Kind(
    name="relations",
    columns={name: field(name) for name in _COLUMNS},
    layout=columns_layout(*((name, field(name)) for name in _COLUMNS)),
)


@functools.cache
def _predicates() -> tuple[str, ...]:
    """Relations of which both ends are actors."""
    relations = load_ontology().relations.values()
    return (
        *(each.name for each in relations if "recipients" in each.object_in and each.subject_in == "actors"),
        SANCTIONS,
    )


def _ends(state: State) -> tuple[str, str]:
    return state.subject.id if state.subject else "", state.object.id if state.object else ""


def _around(ties: Sequence[State], centre: Sequence[str]) -> list[State]:
    """The ties of an actor, and those between whom it is tied to."""
    near = {end for tie in ties if set(_ends(tie)) & set(centre) for end in _ends(tie)}
    return [tie for tie in ties if set(_ends(tie)) <= near]


def _drawn(ties: Sequence[State], limit: int) -> dict[str, Any]:
    degrees = Counter(end for tie in ties for end in _ends(tie))
    drawn = ties[:limit]
    parties = {party.id: party for tie in drawn for party in (tie.subject, tie.object) if party}
    return {
        "nodes": [
            {
                "id": each.id,
                "name": each.name,
                "country": each.country,
                "sector": each.sector,
                "degree": degrees[each.id],
            }
            for each in sorted(parties.values(), key=lambda party: (-degrees[party.id], party.id))
        ],
        "edges": [_edge(tie) for tie in drawn],
        "truncated": len(ties) > len(drawn),
        "dropped": len(ties) - len(drawn),
    }


def _edge(tie: State) -> dict[str, Any]:
    source, target = _ends(tie)
    return {
        "id": tie.version.id,
        "source": source,
        "target": target,
        "predicate": tie.version.predicate,
        "label": tie.label,
        "from": tie.version.valid_from,
        "to": tie.version.valid_to,
        "confidence": tie.confidence,
        "disputed": tie.disputed,
        "presumed": tie.presumed,
        "status": tie.status,
        "claims": tie.said.count,
    }
