"""What a time expression says, before it is resolved against the date of publication.

A form is one of the small records below, or a `Range` of two phrases. `base` tells what a relative form counts from:
"published" (yesterday, last week) or "text", the date that the text speaks of (the next day, two days later).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Base = Literal["published", "text"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date by the calendar, as far as it is said. `years` is how many years it covers: 10 for "the 1990s".

    `shift` counts years from the base ("March last year": -1); `which` picks a month, season or holiday by its turn
    ("last March": -1, "this spring": 0, "next summer": 1); `ambiguous` marks "9/3/2017", which may be read two ways;
    `days` cuts a month down to its first days or, where negative, its last. `festival` names one whose date is
    computed, and `nth` a day of it: the first, the last (-1) or its eve (0).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    years: int = 1
    shift: int | None = None
    base: Base = "published"
    which: int | None = None
    ambiguous: bool = False
    days: int | None = None
    festival: str | None = None
    nth: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week: 1 is Monday. `which` as in `Calendar`; `week` counts weeks ("Thursday last week": -1)."""

    day: int
    which: int | None = None
    week: int | None = None


@dataclass(frozen=True, slots=True)
class Shifted:
    """A whole unit counted from the base: today, last week, next month, the following day, that year."""

    grain: str
    by: int
    base: Base = "published"


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance from the base: "three days ago" (-3), "two weeks later" (2, from the text)."""

    count: float
    unit: str
    base: Base = "published"


@dataclass(frozen=True, slots=True)
class Lasting:
    """A length of time; `count` is None for "years". `side` is where it lies: "the past two weeks", "in five days".

    `ahead` marks "in five days", which is a date when the sentence tells what is to come. `after` marks "two years
    after", which dates the words that follow.
    """

    count: float | None
    unit: str
    side: Literal["past", "next"] | None = None
    ahead: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that cannot be placed: recently, in recent days, at night. `timex` says all that is known."""

    timex: str
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """The time of a person in office, as ISO dates that the caller knows; an empty one is open."""

    holder: str
    first: str
    last: str


Core = Calendar | Weekday | Shifted | Offset | Lasting | Vague | Term


@dataclass(frozen=True, slots=True)
class Phrase:
    """One time with what narrows it: part ("early"), part of the day (TIMEX3 letters), time of the clock ("08:30")."""

    core: Core
    part: str | None = None
    daypart: str | None = None
    clock: str | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """From one time to another, both included."""

    first: Phrase
    last: Phrase


Form = Phrase | Range
