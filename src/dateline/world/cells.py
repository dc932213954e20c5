"""Read the cells of data tables: lists, weak names, values that hold for a while.

    split("US;U.S.;~States")                     # ["US", "U.S.", "~States"]
    parse_names("US;~States")                    # Names(strong=("US",), weak=("States",))
    parse_dated("REB ..2021-08-14;GOV 2021-08-15..")

A date span is `FROM..TO`, both inclusive and cut to what is known; either end may be left open. A single date is both.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date as calendar_date

DAY = r"\d{4}(?:-\d\d){0,2}"
SPAN = re.compile(rf"(?P<first>{DAY})?\.\.(?P<last>{DAY})?", re.ASCII)
DATE = re.compile(DAY, re.ASCII)
WEAK = "~"  # before a name that others bear too, or that is an ordinary word: it needs support in the document


def read_table(text: str) -> csv.DictReader[str]:
    """The rows of a table; a line ends only where CSV has it end, not at other characters that break lines."""
    return csv.DictReader(io.StringIO(text, newline=""))


def split(cell: str) -> list[str]:
    """The entries of a list cell."""
    return [part.strip() for part in cell.split(";") if part.strip()]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one thing: those that are enough by themselves, and those that need support."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


def parse_names(cell: str) -> Names:
    """The names in a list cell; `~` marks the weak ones."""
    parts = split(cell)
    strong = tuple(p for p in parts if not p.startswith(WEAK))
    weak = (p[1:].strip() for p in parts if p.startswith(WEAK))
    return Names(strong, tuple(p for p in weak if p))


@dataclass(frozen=True, slots=True)
class Dated:
    """A value and the days for which it holds; an end that is None is open."""

    value: str
    first: str | None = None
    last: str | None = None

    def holds(self, on: str | None) -> bool:
        """Whether it may hold on a date, cut to what is known; an unknown date shuts nothing out."""
        return on is None or (not_before(on, self.first) and not_after(on, self.last))


def not_before(date: str, first: str | None) -> bool:
    """Whether a date may lie on or after another; dates are cut to what both know."""
    return first is None or date[: len(first)] >= first[: len(date)]


def not_after(date: str, last: str | None) -> bool:
    """Whether a date may lie on or before another; dates are cut to what both know."""
    return last is None or date[: len(last)] <= last[: len(date)]


def parse_dated(cell: str) -> tuple[Dated, ...]:
    """The dated values of a cell, in its order.

    Raises:
        ValueError: An entry has no value, or its span of dates cannot be read.
    """
    return tuple(_dated(part) for part in split(cell))


def _dated(part: str) -> Dated:
    value, _, span = part.rpartition(" ")
    if ".." not in span and not (value and DATE.fullmatch(span)):
        return Dated(part)
    found = SPAN.fullmatch(span if ".." in span else f"{span}..{span}")
    if found is None or not value.strip():
        raise ValueError(f"{part!r} is not VALUE FROM..TO")
    first, last = found["first"], found["last"]
    for date in (first, last):
        if date and not is_date(date):
            raise ValueError(f"{part!r}: there is no {date}")
    if first and last and not not_after(first, last):
        raise ValueError(f"{part!r} ends before it begins")
    return Dated(value.strip(), first, last)


def is_date(text: str) -> bool:
    """Whether the calendar has an ISO date, which may be cut to the month or the year."""
    if not DATE.fullmatch(text):
        return False
    try:
        calendar_date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True
