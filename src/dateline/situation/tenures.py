"""A tenure: a party holds something over days, by whose word; and what the ways of finding tenures share."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.situation.evidence import Party
from dateline.situation.tally import Tally


@dataclass(slots=True)
class Tenure:
    """`first`, `end` are half-open days, null where unknown or open; `ended_by` tells what ended it."""

    party: Party | None
    first: str | None
    end: str | None = None
    status: str = "actual"
    confirmed: str | None = None  # the latest day on which it is told to hold
    told_first: str | None = None  # the earliest such day
    turned: bool = False  # its beginning is told as an event
    contested: bool = False
    part: bool = False  # only of a part of it; the rest may be others'
    whole: str | None = None  # the day on which those who had a part took the rest
    against: set[str] = field(default_factory=set)  # parties said to hold the same at the same time, or who denies
    tallies: list[Tally] = field(default_factory=list)
    contrary: list[Tally] = field(default_factory=list)  # of what denies it
    reasons: list[str] = field(default_factory=list)
    ousted: set[Party] = field(default_factory=set)  # from whom it was taken
    from_precision: str | None = None
    to_precision: str | None = None
    lost: bool = False  # ended by an event

    def confirm(self, tally: Tally, first: str, last: str) -> None:
        """Take support that speaks of some days."""
        self.tallies.append(tally)
        self.confirmed = max(self.confirmed or last, last)
        self.told_first = min(self.told_first or first, first)

    def close(self, day: str, reason: str, precision: str | None = None, *, lost: bool = True) -> None:
        """End it; never before it began."""
        self.end = max(day, self.first) if self.first else day
        self.lost, self.to_precision = lost, precision
        self.reasons.append(reason)
        if self.confirmed and self.confirmed >= day:
            self.confirmed = day

    def holds(self, day: str) -> bool:
        """Whether it covers a day."""
        return (self.first is None or self.first <= day) and (self.end is None or day < self.end)

    @property
    def is_empty(self) -> bool:
        """Whether it lasted no day."""
        return self.first is not None and self.end is not None and self.end <= self.first
