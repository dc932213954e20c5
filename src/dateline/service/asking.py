"""What callers ask, as the commands ask it: the filters of `Question` by the names of the options.

`understood` turns them into the store's filters and says how names were taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from sqlalchemy import Connection, func, select

from dateline.errors import InputError
from dateline.ontology import load_ontology
from dateline.question import Question
from dateline.service.paging import Cursor
from dateline.store.asking import make_filters
from dateline.store.filters import Filters
from dateline.store.naming import Meant, Named
from dateline.store.tables import claims, documents
from dateline.store.text_query import parse

NO_NUL = r"^[^\x00]*[^\x00\s][^\x00]*$"
Word = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=NO_NUL)]
Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2}.*)?)?$", max_length=40)]
Status = Literal["actual", "future", "hypothetical", "negated"]
MOST_NAMES = 20  # of one kind of filter

_AT_LEAST_ONE = "a name, an alias or an id; with several, all must be met"


class AskedFilters(BaseModel):
    """The filters of every list. What is not named here is refused, so that no filter goes unheard."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    type: list[Word] = Field([], max_length=MOST_NAMES, description="Of one of these types: ASSAULT, controls.")
    kind: list[Literal["event", "relation"]] = Field([], max_length=2)
    status: list[Status] = Field([], max_length=4)
    actor: list[Word] = Field([], max_length=MOST_NAMES, description=f"With this actor: {_AT_LEAST_ONE}.")
    role: list[Literal["actor", "recipient", "source"]] = Field(
        [], max_length=3, description="The actor in one of these roles; without it, as actor or recipient."
    )
    place: list[Word] = Field([], max_length=MOST_NAMES, description=f"At this place: {_AT_LEAST_ONE}.")
    country: Word | None = Field(None, description="In this country: a code or a name.")
    bbox: Word | None = Field(None, description="In this box: west,south,east,north in degrees.")
    since: Day | None = Field(None, alias="from", description="On this day or later; 2017-10 is its first day.")
    until: Day | None = Field(None, alias="to", description="On this day or earlier; 2017-10 is its last day.")
    known: Day | None = Field(None, description="Only what was published by the end of this day.")
    recorded: Day | None = Field(None, description="As the store stood at the end of this day.")
    publisher: list[Word] = Field([], max_length=MOST_NAMES, description="In dispatches of one of these outlets.")
    source: list[Word] = Field([], max_length=MOST_NAMES, description=f"According to this actor: {_AT_LEAST_ONE}.")
    text: Word | None = Field(None, description='With these words, "phrases", -no, begin*.')
    min_confidence: float = Field(0.0, ge=0, le=1, allow_inf_nan=False)
    disputed: bool = Field(False, description="Only incidents whose accounts disagree.")
    min_sources: int = Field(0, ge=0, le=1_000_000, description="Only incidents that so many sources tell of.")

    def question(self) -> Question:
        """The question that the commands would ask."""
        return Question(
            types=tuple(self.type),
            kinds=tuple(self.kind),
            statuses=tuple(self.status),
            actors=tuple(self.actor),
            roles=tuple(self.role),
            places=tuple(self.place),
            country=self.country,
            box=self.bbox,
            since=self.since,
            until=self.until,
            known=self.known,
            recorded=self.recorded,
            publishers=tuple(self.publisher),
            sources=tuple(self.source),
            text=self.text,
            min_confidence=self.min_confidence,
            disputed=self.disputed,
            min_sources=self.min_sources,
        )


class AskedList(AskedFilters):
    """The filters, which part of the list, and in which form."""

    limit: int = Field(50, ge=1, le=500)
    cursor: Cursor | None = Field(None, description="`next` of the answer before.")
    format: Literal["json", "jsonl", "csv", "geojson"] = Field(
        "json", description="What is not json is a download of all that meets the filters."
    )

    def filters_asked(self) -> dict[str, Any]:
        """What tells this list from others, whichever part of it is asked for."""
        return self.model_dump(exclude={"limit", "cursor", "format"})


@dataclass(frozen=True, slots=True)
class Understood:
    """The store's filters, and how names and words were taken, where there is something to say of it."""

    filters: Filters
    notes: tuple[str, ...]


def understood(connection: Connection, asked: AskedFilters) -> Understood:
    """What is asked, in the store's terms.

    Raises:
        InputError: a type, date, box or country that is none.
    """
    question, notes = asked.question(), list[str]()

    def notice(meant: Meant, what: str) -> tuple[str, ...]:
        notes.extend(told_of(meant, what))
        return meant.ids

    check_types(connection, question.types)
    filters = make_filters(connection, question, notice)
    notes += parse(question.text).notes if question.text else ()
    return Understood(without_idle_known(connection, filters), tuple(notes))


def told_of(meant: Meant, what: str) -> list[str]:
    """Where a name stands for none or for several, so much in words."""
    if not meant.found:
        near = f"; near it: {_listed(meant.near)}" if meant.near else ""
        return [f"no {what} of the store goes by “{meant.name}”{near}"]
    if len(meant.found) > 1:
        return [f"“{meant.name}” stands for {_listed(meant.found)}; give an id for one of them"]
    return []


def _listed(named: Sequence[Named]) -> str:
    return ", ".join(f"{each.name} ({each.id})" for each in named)


def check_types(connection: Connection, types: Sequence[str]) -> None:
    """See that types are types.

    Raises:
        InputError: one is none of the ontology, and no claim of the store has it.
    """
    ontology = load_ontology()
    known = {*ontology.event_types, *ontology.relations}
    for name in types:
        if name not in known and not _has_type(connection, name):
            listed = ", ".join((*ontology.event_types, *ontology.relations))
            raise InputError("E-TYPE", f"there is no type “{name}”; there are {listed}")


def _has_type(connection: Connection, name: str) -> bool:
    return connection.execute(select(claims.c.n).where(claims.c.type == name).limit(1)).first() is not None


def without_idle_known(connection: Connection, filters: Filters) -> Filters:
    """Filters without a day of knowledge that is later than all that is known: it asks nothing and costs much."""
    newest = connection.execute(select(func.max(documents.c.known))).scalar()
    if filters.known and newest is not None and newest < filters.known:
        return replace(filters, known=None)
    return filters
