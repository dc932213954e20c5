"""The days that a claim speaks of.

A claim without a time of its own speaks of the day of publication, with the rule "publication". One that is told as
past, or that names days long before publication, speaks of these days alone and not of what came after.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateline.records import Claim
from dateline.situation.words import words
from dateline.store.moments import day_interval

RECENT = 45  # days before publication from which a state is taken to go on
BEFORE = 18  # letters before the trigger that are looked at


@dataclass(frozen=True, slots=True)
class Days:
    """`first` and `end` are the half-open days of the claim's time, null where open; `told` is the day of publication.

    `past` says that it is over by the time of writing, `since` that the claim gives the beginning.
    """

    first: str | None
    end: str | None
    told: str
    precision: str
    rule: str
    past: bool
    since: bool

    @property
    def dated(self) -> bool:
        """Whether the claim names days."""
        return self.first is not None or self.end is not None

    @property
    def on(self) -> str:
        """The last day of which the claim speaks, not after publication."""
        if self.end is None or self.end > self.told:
            return self.told if self.first is None or self.first <= self.told else self.first
        return day_before(self.end)


def days_of(claim: Claim, known: str) -> Days:
    """The days of a claim that was known at a moment."""
    told = known[:10]
    time = claim.time
    first, end = day_interval(time.from_, time.to) if time else (None, None)
    goes_on = time is not None and first is not None and time.to is None  # "since 2014"
    long_ago = end is not None and end < days_earlier(told, RECENT)
    past = is_past(claim) or long_ago or (claim.historical and not goes_on)
    if first is None and end is None:
        return Days(None, None, told, "day", "publication", past, False)
    assert time is not None
    since = first is not None and (time.to is None or time.precision == "range")
    return Days(first, end, told, time.precision, time.rule, past, since)


def change_day(days: Days) -> str:
    """The first day on which a change may have happened; without a time of its own, by the day of publication."""
    return days.first or (days.end and min(days.end, days.told)) or days.told


def is_past(claim: Claim) -> bool:
    """Whether the words before the trigger say that it is over ("former", "had held")."""
    text, at = claim.sentence.text, claim.trigger.start - claim.sentence.start
    return bool(words("cues", "past").search(text[max(0, at - BEFORE) : max(0, at)]))


def day_before(day: str) -> str:
    """The day before."""
    return days_earlier(day, 1)


def days_earlier(day: str, count: int) -> str:
    """The day so many days earlier; the first of all days has none before it."""
    at = date.fromisoformat(day)
    return (at - timedelta(days=min(count, (at - date.min).days))).isoformat()
