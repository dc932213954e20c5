"""States over time, as they could be known at one moment: the roles of a person, who held a place after whom."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, or_, select

from dateline.situation.states import StateVersion
from dateline.situation.version_rows import VERSION, read_versions
from dateline.situation.views import State, state_of
from dateline.store.tables import states


def over_time(
    connection: Connection,
    known: str,
    predicates: Sequence[str],
    *,
    subject: str | None = None,
    place: str | None = None,
) -> list[State]:
    """States of some predicates on whatever day, in the order in which they began.

    Args:
        connection: The store.
        known: The first moment that is not known any more.
        predicates: Which.
        subject: The id of who does it; None for anybody.
        place: The id of the place; None for anywhere.
    """
    wanted = select(*VERSION).where(
        states.c.predicate.in_(predicates),
        states.c.known_from < known,
        or_(states.c.known_to.is_(None), states.c.known_to >= known),
    )
    for column, value in ((states.c.subject, subject), (states.c.place, place)):
        wanted = wanted if value is None else wanted.where(column == value)
    found = read_versions(connection.execute(wanted))
    return [state_of(version, day_of(version), known) for version in sorted(found, key=_order)]


def day_of(version: StateVersion) -> str:
    """A day on which a state held by its own words."""
    return version.valid_from or version.record["first_confirmed"] or version.known_from[:10]


def _order(version: StateVersion) -> tuple[str, str, str]:
    return day_of(version), version.key, version.id
