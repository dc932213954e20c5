"""What the store holds and what can be asked of it: the first thing that a page asks."""

from __future__ import annotations

import functools
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import Field
from sqlalchemy import Connection, select
from starlette.responses import Response

from dateline.actors.entries import SECTORS
from dateline.ontology import load_ontology
from dateline.service.answers import Json
from dateline.service.desk import DeskHere, ServedDesk, Version
from dateline.service.models import Shape
from dateline.store.counts import held
from dateline.store.moments import before
from dateline.store.tables import documents
from dateline.version import __version__
from dateline.world import load_world

router = APIRouter(tags=["service"])
KINDS = ("event", "relation")
ATTRIBUTION = (
    "Places: GeoNames, CC BY 4.0, https://www.geonames.org",
    "Base map: Natural Earth by way of world-atlas, public domain; borders as they are drawn there, without a position "
    "of ours",
    "Event types are named as in PLOVER, Open Event Data Alliance",
)


class Counts(Shape):
    """How many there are, without what was replaced."""

    documents: int
    claims: int
    incidents: int
    states: int
    actors: int
    places: int


class Days(Shape):
    """The first and the last day, both inclusive."""

    first: str | None
    last: str | None


class TypeOfEvent(Shape):
    """A type of events; `label` is its name for people, `gist` what it means."""

    name: str
    modes: list[str]
    quad: str
    label: str
    gist: str


class OntologyNames(Shape):
    """What claims can be."""

    types: list[TypeOfEvent]
    predicates: list[str]
    statuses: list[str]
    kinds: list[str]
    contexts: list[str]
    sectors: list[str]


class Publisher(Shape):
    """An outlet with the number of its documents."""

    name: str
    documents: int


class Viewpoint(Shape):
    """A state whose claims to disputed places can be taken as one's own."""

    code: str
    name: str


class Meta(Shape):
    """What the store holds and what can be asked of it.

    `days` are those of publication, `valid` those of incidents. `style` is the URL of the operator's own map style.
    """

    version: str
    coder: str | None = Field(description="Which coder read the newest document.")
    store: Counts
    days: Days
    valid: Days
    ontology: OntologyNames
    publishers: list[Publisher]
    viewpoints: list[Viewpoint]
    role: Literal["reader", "editor", "admin"]
    author: str | None
    attribution: list[str]
    style: str | None


@router.get("/meta", response_model=Meta)
def meta(desk: DeskHere, version: Version, request: Request) -> Response:
    """What the store holds, what can be asked of it, and who asks."""
    state = request.scope.get("state", {})
    who = {"role": state.get("role", "admin"), "author": state.get("author")}
    return Json({**desk.cache.get(version, "meta", lambda: _of_store(desk)), **who})


def _of_store(desk: ServedDesk) -> dict[str, Any]:
    with desk.reading() as connection:
        found, coder = held(connection), _coder(connection)
    names = ("documents", "claims", "incidents", "states", "actors", "places")
    return {
        "version": __version__,
        "coder": coder,
        "store": {name: getattr(found, name) for name in names},
        "days": dict(zip(("first", "last"), found.published, strict=True)),
        "valid": {"first": found.valid[0], "last": before(found.valid[1]) if found.valid[1] else None},
        "ontology": _ontology(),
        "publishers": [{"name": each.name, "documents": each.documents} for each in found.outlets if each.name],
        "viewpoints": _viewpoints(),
        "attribution": list(ATTRIBUTION),
        "style": desk.settings.style,
    }


def _coder(connection: Connection) -> str | None:
    newest = select(documents.c.coder).where(documents.c.retired.is_(None)).order_by(documents.c.n.desc()).limit(1)
    return connection.execute(newest).scalar()


@functools.cache
def _ontology() -> dict[str, Any]:
    ontology = load_ontology()
    return {
        "types": [
            {
                "name": each.name,
                "modes": list(each.modes),
                "quad": each.quad,
                "label": each.name.capitalize(),
                "gist": each.gist,
            }
            for each in ontology.event_types.values()
        ],
        "predicates": [*ontology.relations, "plan"],
        "statuses": list(ontology.statuses),
        "kinds": list(KINDS),
        "contexts": list(ontology.contexts),
        "sectors": sorted(SECTORS),
    }


@functools.cache
def _viewpoints() -> list[dict[str, str]]:
    """The states that claim a place which others claim too."""
    world = load_world()
    codes = {code for country in world.countries if country.disputed for code in country.claimants}
    named = {code: world.by_alpha3[code].name for code in codes if code in world.by_alpha3}
    return [{"code": code, "name": name} for code, name in sorted(named.items(), key=lambda each: each[1])]
