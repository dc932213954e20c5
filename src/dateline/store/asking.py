"""What users ask, with names and dates as they write them, as filters.

make_filters(connection, Question(actors=("SDF",), places=("Raqqa",), since="2017-10"))
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from dateline.actors.spelling import name_key
from dateline.errors import InputError
from dateline.question import Question
from dateline.store.filters import Box, Filters, asked_days, asked_moment
from dateline.store.naming import Meant, actor_meant, place_meant
from dateline.world import load_world

Notice = Callable[[Meant, str], tuple[str, ...]]  # what a name stands for, and whether an actor, source or place


def plain_ids(meant: Meant, what: str) -> tuple[str, ...]:
    """The ids that a name stands for."""
    return meant.ids


def make_filters(connection: Connection, asked: Question, notice: Notice = plain_ids) -> Filters:
    """The filters that a question comes to; names are looked up in the store.

    Raises:
        InputError: a date, box or country that is none.
    """
    first, last = asked_days(asked.since, asked.until)
    return Filters(
        types=asked.types,
        kinds=asked.kinds,
        statuses=asked.statuses,
        roles=asked.roles,
        country=country_code(asked.country) if asked.country else None,
        box=Box.parse(asked.box) if asked.box else None,
        first=first,
        last=last,
        known=asked_moment(asked.known),
        recorded=asked_moment(asked.recorded),
        publishers=asked.publishers,
        text=asked.text,
        min_confidence=asked.min_confidence,
        disputed=asked.disputed,
        min_sources=asked.min_sources,
        actors=tuple(notice(actor_meant(connection, name), "actor") for name in asked.actors),
        sources=tuple(notice(actor_meant(connection, name), "source") for name in asked.sources),
        places=tuple(notice(place_meant(connection, name), "place") for name in asked.places),
    )


def country_code(asked: str) -> str:
    """The alpha-2 code of a country that is named by a code or a name; "disputed" is one too.

    Raises:
        InputError: there is no such country.
    """
    world, upper = load_world(), asked.upper()
    if upper in world.by_alpha2 or asked.lower() == "disputed":
        return upper if upper in world.by_alpha2 else "disputed"
    if code := world.alpha2(upper):
        return code
    key = name_key(asked)
    for country in world.countries:
        if country.alpha2 and key in (name_key(name) for name in (country.name, *country.names.strong)):
            return country.alpha2
    raise InputError("E-COUNTRY", f"“{asked}” is no country; give a code such as SY or SYR, or its name")
