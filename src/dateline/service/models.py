"""The records of the API, as its description shows them. They are those that the commands print as JSON Lines.

Nothing is made of these classes when a request is answered: they describe, and tests hold the answers to them.
"""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, RootModel, WithJsonSchema

from dateline.schema import claim_shape

T = TypeVar("T")
Status = Literal["actual", "future", "hypothetical", "negated"]


class Shape(BaseModel):
    """A record that has these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class Listing(Shape, Generic[T]):
    """A part of a list. `truncated` says that there is more: behind `next`, or where that is null, not to be had."""

    items: list[T]
    next: str | None
    total: int | None = Field(description="How many there are in all; null where counting them takes too long.")
    truncated: bool
    notes: list[str] = Field(description="How names and words of the question were taken.")


def _inlined(schema: Any, definitions: dict[str, Any]) -> Any:
    """A JSON Schema with its definitions in place."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _inlined(definitions[schema["$ref"].rpartition("/")[2]], definitions)
        return {name: _inlined(each, definitions) for name, each in schema.items() if name != "$defs"}
    return [_inlined(each, definitions) for each in schema] if isinstance(schema, list) else schema


_CLAIM = claim_shape()


class Claim(RootModel[Annotated[dict[str, Any], WithJsonSchema(_inlined(_CLAIM, _CLAIM["$defs"]))]]):
    """A claim as `dateline code` prints it."""


class Voiced(Shape):
    """A party of an incident; `voices` is how many name it."""

    id: str
    name: str
    voices: int


class Spot(Shape):
    """A place of an incident."""

    id: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    kind: str | None
    precision: str | None
    relation: str | None


class Figure(Shape):
    """A figure as one claim gives it."""

    text: str
    value: float | None
    low: float | None
    high: float | None
    change: str | None
    as_of: str
    source: str
    claim: str


class Toll(Shape):
    """The figures of an incident in one unit: the best, and who told which."""

    unit: str
    text: str
    value: float | None
    low: float | None
    high: float | None
    change: str | None
    as_of: str
    told: list[Figure]


class Disputed(Shape):
    """What accounts of an incident disagree about; each value says who tells it."""

    about: str
    values: list[dict[str, Any]]


class TimeTold(BaseModel):
    """A time that is told of an incident; `from` and `to` are inclusive and cut to what is known."""

    model_config = ConfigDict(extra="forbid")
    from_: str | None = Field(alias="from")
    to: str | None
    precision: str | None
    as_of: str
    claim: str


class StatusTold(Shape):
    """A status that a claim gives."""

    status: Status
    as_of: str
    source: str
    claim: str


class Link(Shape):
    """Why a claim (or in a story without a type, a document) is taken to tell of the same as the others."""

    claim: str | None = None
    document: str | None = None
    kind: str | None = None
    other: str | None
    score: float
    reasons: list[str]


class Incident(Shape):
    """An incident. Without a type, several documents tell of it and no claim does.

    What stands last is only there where several claims tell of it, or where it has no type.
    """

    id: str
    type: str | None
    modes: list[str]
    status: Status
    actors: list[Voiced]
    recipients: list[Voiced]
    place: Spot | None
    from_: str | None = Field(alias="from")
    to: str | None
    quantities: list[Toll]
    claims: list[str]
    documents: list[str]
    sources: int
    first_known: str
    last_known: str
    disputed: bool
    disputes: list[Disputed]
    reasons: list[str]
    contexts: list[str] | None = None
    historical: bool | None = None
    precision: str | None = None
    outlets: list[str] | None = None
    confidence: float | None = None
    statuses: list[StatusTold] | None = None
    places: list[Spot] | None = None
    times: list[TimeTold] | None = None
    links: list[Link] | None = None
    title: str | None = None
    terms: list[str] | None = None
    beside: list[str] | None = None


class WholeIncident(Incident):
    """An incident with its claims in full."""

    told: list[Claim]


class Document(Shape):
    """A document without its text. `retired` is null for the version that counts."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    language: str
    known: str
    recorded: str
    retired: str | None
    coder: str
    claims: int
    reasons: list[str]
    notes: list[str]


class Marked(Shape):
    """Words with the stretches to be highlighted, in code points, end exclusive."""

    text: str
    marks: list[tuple[int, int]]


class FoundDocument(Document):
    """A document, and where a text was searched for, what was found of it."""

    found: Marked | None = None


class ActorRecord(Shape):
    """An actor with the number of claims that name it, and in which role."""

    id: str
    name: str
    country: str | None
    sector: str | None
    claims: int
    as_actor: int
    as_recipient: int
    as_source: int
    first_known: str
    last_known: str


class PlaceRecord(Shape):
    """A place with the number of claims that name it."""

    id: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    kind: str | None
    claims: int
    first_known: str
    last_known: str


class Judgement(Shape):
    """What a person decided about claims."""

    id: str
    action: Literal["accept", "reject", "merge", "split", "correct"]
    targets: list[str]
    author: str
    made: str
    field: str | None
    value: Any
    reason: str | None
    revoked: str | None
    revoked_by: str | None
    revoked_reason: str | None
