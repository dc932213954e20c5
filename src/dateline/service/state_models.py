"""The records of states and of what changes between situations, as the description of the API shows them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from dateline.service.models import Claim, Listing, Shape, Status


class Party(Shape):
    """A party to a state."""

    id: str
    name: str
    country: str | None
    sector: str | None


class StatePlace(Shape):
    """The place of a state."""

    id: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    kind: str | None


class StateFigure(Shape):
    """A figure of a state, with the day of which it speaks, its claim and who gives it."""

    value: float | None
    low: float | None
    high: float | None
    unit: str
    change: str | None
    as_of: str
    claim: str
    source: str


class Against(Shape):
    """Who is said to have the same at the same time, and the claims that deny it or say so."""

    actors: list[Party]
    claims: list[str]


class State(Shape):
    """A state on a day, as could be known at a moment; days are half-open, null where open or not told."""

    id: str
    predicate: str
    actors: list[Party]
    recipients: list[Party]
    places: list[StatePlace]
    label: str | None
    from_: str | None = Field(alias="from")
    from_precision: str | None
    to: str | None
    to_precision: str | None
    known_from: str
    known_to: str | None
    status: Status
    confidence: float
    disputed: bool
    contested: bool
    presumed: bool
    first_confirmed: str | None
    last_confirmed: str | None
    sources: int
    claims: list[str]
    claims_in_all: int
    documents: list[str]
    quantities: list[StateFigure]
    against: Against
    reasons: list[str]
    planned: Any = Field(None, description="What is planned; only of plans that tell it.")


class SituationListing(Listing[State]):
    """States on a day in the world, `at`, as known by the end of `known`."""

    at: str | None
    known: str | None


class Change(Shape):
    """How a state differs between two situations, in words, and the claims that tell of it."""

    change: Literal["began", "ended", "changed"]
    before: State | None
    after: State | None
    reasons: list[str]
    claims: list[str]


class ChangeListing(Listing[Change]):
    """What changed from a day to another, as known by the end of `known`.

    With `at`, the two days are days of knowledge, and what became known of that day in between is told.
    """

    from_: str = Field(alias="from")
    to: str
    at: str | None
    known: str | None


class WholeState(Shape):
    """All versions of a state, in the order in which they could be known, with the claims that speak of it."""

    id: str
    versions: list[State]
    claims: list[Claim]
