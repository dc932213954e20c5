"""The situation that is asked for: names and days as callers write them, and each situation made once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection, func, select

from dateline.service.asking import MOST_NAMES, Day, Status, Word, told_of
from dateline.service.desk import ServedDesk
from dateline.service.errors import ProblemError
from dateline.situation.query import Asked, situation
from dateline.situation.views import State
from dateline.store.naming import actor_meant, place_meant
from dateline.store.queries import newest_day
from dateline.store.tables import claims


class AskedDays(BaseModel):
    """A day in the world, and one up to whose end dispatches count; without them, the newest day that is known."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    at: Day | None = Field(None, description="The day in the world; of a month or a year, its last one.")
    known: Day | None = Field(None, description="Only what was published by the end of this day.")


class AskedStates(BaseModel):
    """Which states are wanted, on whatever day."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    recorded: Day | None = Field(None, description="As the store stood at the end of this day.")
    place: Word | None = Field(None, description="At this place, and of a country in it: a name or an id.")
    actor: Word | None = Field(None, description="Of this actor, on either side: a name, an alias or an id.")
    members: bool = Field(False, description="Of the actor's parts and wings too.")
    predicate: list[Word] = Field([], max_length=MOST_NAMES, description="controls, besieges, backs, plan, ...")
    status: list[Status] = Field([], max_length=4)
    min_confidence: float = Field(0.0, ge=0, le=1, allow_inf_nan=False)

    def asked(self, connection: Connection, at: str, known: str) -> Asked:
        """What is asked of one day, as known by the end of another.

        Raises:
            InputError: a date is none.
        """
        return Asked.of(
            connection,
            at=at,
            known=known,
            recorded=self.recorded,
            actor=self.actor,
            place=self.place,
            members=self.members,
            predicates=self.predicate,
            statuses=self.status,
            least=self.min_confidence,
        )

    def notes(self, connection: Connection) -> list[str]:
        """How names were taken."""
        actor = told_of(actor_meant(connection, self.actor), "actor") if self.actor else []
        place = told_of(place_meant(connection, self.place), "place") if self.place else []
        return [*actor, *place]


@dataclass(frozen=True, slots=True)
class DaysMeant:
    """The days that are meant; both are null in an empty store."""

    at: str | None
    known: str | None


def days_meant(connection: Connection, at: str | None, known: str | None) -> DaysMeant:
    """The days that are meant where they may be left out."""
    newest = newest_day(connection)
    if newest is None:
        return DaysMeant(at, known)
    return DaysMeant(at or known or newest, known or newest)


def situation_of(desk: ServedDesk, version: str, connection: Connection, asked: Asked) -> Sequence[State]:
    """The states that are asked for; they are kept for whoever asks the same of the same store.

    Raises:
        ProblemError: the store is too large to be made anew as it stood at a past moment.
    """
    check_past(desk, connection, asked.recorded)
    return desk.cache.get(version, ("situation", asked), lambda: situation(connection, asked))


def check_past(desk: ServedDesk, connection: Connection, recorded: str | None) -> None:
    """See that a store can be made anew as it stood at a past moment while somebody waits.

    Raises:
        ProblemError: it is too large.
    """
    most = desk.settings.past_claims
    if recorded and connection.execute(select(func.count()).select_from(claims)).scalar_one() > most:
        raise ProblemError(
            400,
            "E-PAST",
            f"with more than {most:,} claims a store takes too long to be made anew as it stood",
            remedy="leave `recorded` out, use `known`, or ask with --recorded at the command line",
        )
