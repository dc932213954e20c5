"""What a time is resolved against, and the calendar units around it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateline.records import Precision

Direction = Literal["past", "future", "unknown"]

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])")
NO_DATE = "needs a publication date"
NO_TEXT_DATE = "needs the date that the text speaks of"
_FIRST_YEAR, _LAST_YEAR = 1000, 9000  # room to count from without leaving the calendar
FINE = frozenset({"second", "minute", "hour", "day", "night", "clock"})


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `first` to `last`, known to a grain."""

    first: date
    last: date
    precision: Precision
    timex: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A date cut to what is known."""

    year: int
    month: int | None = None
    day: int | None = None

    @staticmethod
    def of(iso: str | None) -> Moment | None:
        """The moment that an ISO date or date-time names, or None where it names none."""
        found = _ISO.match(iso) if iso else None
        if found is None:
            return None
        year, month, day = (int(part) if part else None for part in found.groups())
        if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR or (month is not None and not 1 <= month <= 12):
            return None
        if month and day and not 1 <= day <= calendar.monthrange(year, month)[1]:
            return None
        return Moment(year, month, day)

    @property
    def earliest(self) -> date:
        """The first day that it may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that it may be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def exact(self) -> date | None:
        """The day, where it is known."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    def knows(self, grain: str) -> bool:
        """Whether it is known to a grain: "last month" needs the month of publication, "yesterday" its day."""
        if grain in FINE or grain in ("week", "weekend"):
            return self.day is not None
        return self.month is not None or grain in ("year", "decade", "century")


@dataclass(frozen=True, slots=True)
class Setting:
    """The date of publication, the date that the text has last spoken of, and where the sentence looks.

    `guessed` says that the direction is read off the words around the time and may be wrong.
    """

    published: Moment | None
    direction: Direction = "unknown"
    anchor: Moment | None = None
    guessed: bool = False

    @staticmethod
    def of(published: str | None, direction: Direction, anchor: str | None) -> Setting:
        """The setting that ISO dates name; what is no date counts as unknown."""
        return Setting(Moment.of(published), direction, Moment.of(anchor))


def days(first: date, last: date | None = None) -> Interval:
    """An interval known to the day."""
    if last is None or last == first:
        return Interval(first, first, "day", first.isoformat())
    return Interval(first, last, "range", f"{first.isoformat()}/{last.isoformat()}")


def months(year: int, month: int, count: int, precision: Precision, timex: str) -> Interval:
    """An interval of whole months; `month` may lie outside 1 to 12."""
    first, last = year * 12 + month - 1, year * 12 + month + count - 2
    return Interval(_month_start(first), _month_end(last), precision, timex)


def _month_start(index: int) -> date:
    index = min(max(index, 12), 9999 * 12)
    return date(index // 12, index % 12 + 1, 1)


def _month_end(index: int) -> date:
    start = _month_start(index)
    return start.replace(day=calendar.monthrange(start.year, start.month)[1])


def month(year: int, number: int) -> Interval:
    """A month of a year; the number may lie outside 1 to 12."""
    first = _month_start(year * 12 + number - 1)
    return months(first.year, first.month, 1, "month", f"{first:%Y-%m}")


def year(number: int, count: int = 1) -> Interval:
    """A year, a decade or a century from its first year on."""
    number = min(max(number, 1), 9899)
    timex = f"{number:04}" if count == 1 else f"{number:04}"[: 3 if count == 10 else 2]
    precision: Precision = {1: "year", 10: "decade"}.get(count, "range")  # type: ignore[assignment]
    return Interval(date(number, 1, 1), date(number + count - 1, 12, 31), precision, timex)


def week(day: date) -> Interval:
    """The ISO week of a day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    iso = day.isocalendar()
    return Interval(monday, monday + timedelta(days=6), "week", f"{iso.year}-W{iso.week:02}")


def unit_around(grain: str, moment: Moment, by: int) -> Interval | None:
    """The whole unit `by` units after the one that holds a moment, or None where the moment is too coarse."""
    if not moment.knows(grain):
        return None
    try:
        return _unit_around(grain, moment, by)
    except (OverflowError, ValueError):  # a year before 1 or after 9999
        return None


def _unit_around(grain: str, moment: Moment, by: int) -> Interval:
    day = moment.earliest
    if grain in FINE:
        return days(day + timedelta(days=by if grain in ("day", "night") else 0))
    if grain == "week":
        return week(day + timedelta(weeks=by))
    if grain == "weekend":
        here = week(day + timedelta(weeks=by))
        return Interval(here.last - timedelta(days=1), here.last, "range", f"{here.timex}-WE")
    if grain == "month":
        return month(day.year, day.month + by)
    if grain == "quarter":
        first = month(day.year, (day.month - 1) // 3 * 3 + 1 + 3 * by).first
        return quarter(first.year, (first.month + 2) // 3)
    if grain == "decade":
        return year(day.year // 10 * 10 + 10 * by, 10)
    if grain == "century":
        return year((day.year - 1) // 100 * 100 + 1 + 100 * by, 100)
    return year(day.year + by)


def quarter(of_year: int, number: int) -> Interval:
    """A quarter of a year."""
    return months(of_year, 3 * number - 2, 3, "quarter", f"{of_year:04}-Q{number}")


def moved(moment: Moment, count: float, unit: str, grain: str) -> Interval | None:
    """The unit that lies `count` units from a moment ("two and a half years ago": the year thirty months before)."""
    if not moment.knows(grain):
        return None
    try:
        return _moved(moment, count, unit, grain)
    except (OverflowError, ValueError):
        return None


def _moved(moment: Moment, count: float, unit: str, grain: str) -> Interval:
    day = moment.earliest
    if grain in FINE:
        return days(day + timedelta(days=round(count)) if grain == "day" else day)
    if grain == "week":
        return week(day + timedelta(days=round(count * (14 if unit == "fortnight" else 7))))
    steps = round(count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[grain])
    there = month(day.year, day.month + steps).first
    return month(there.year, there.month) if grain in ("month", "quarter") else year(there.year)


def about(moment: Moment, count: float, unit: str) -> Interval | None:
    """The days that may lie some days or weeks from a moment known to the month only."""
    step = {"day": 1, "night": 1, "week": 7, "fortnight": 14}.get(unit)
    if step is None or moment.month is None:
        return None
    shift = timedelta(days=round(count * step))
    try:
        first, last = moment.earliest + shift, moment.latest + shift
    except OverflowError:
        return None
    return months(first.year, first.month, (last.year - first.year) * 12 + last.month - first.month + 1, "range", "")


def window(moment: Moment, count: float, unit: str, grain: str) -> Interval | None:
    """The stretch of `count` units before (negative) or after a moment, up to it."""
    far = _far_end(moment, count, unit, grain)
    if far is None:
        return None
    first, last = sorted((far, moment.earliest))
    return Interval(first, last, "range", "")


def _far_end(moment: Moment, count: float, unit: str, grain: str) -> date | None:
    hours = {"second": 1 / 3600, "minute": 1 / 60, "hour": 1.0}.get(grain)
    if hours is not None:
        far = moved(moment, count * hours / 24, unit, "day")
        return far.first if far else None
    if grain in ("week", "weekend"):
        far = moved(moment, count * (14 if unit == "fortnight" else 7), unit, "day")
        return far.first if far else None
    if grain in ("day", "night"):
        far = moved(moment, count, unit, "day")
        return far.first if far else None
    scale = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[grain]
    far = moved(moment, count * scale, unit, "month") if moment.month else moved(moment, count, unit, grain)
    return far.first if far else None


@dataclass(frozen=True, slots=True)
class Resolved:
    """An interval as ISO dates cut to what is known, either null, and how it was found."""

    first: str | None
    last: str | None
    precision: Precision
    rule: str
    timex: str


def unknown(rule: str, timex: str) -> Resolved:
    """A time that cannot be placed; `rule` says why."""
    return Resolved(None, None, "unknown", rule, timex)


def known(interval: Interval, rule: str) -> Resolved:
    """An interval in ISO dates cut to its precision."""
    length = {"month": 7, "quarter": 7, "season": 7, "year": 4, "decade": 4}.get(interval.precision, 10)
    if interval.precision == "range" and interval.first.day == 1 and (interval.last + timedelta(days=1)).day == 1:
        whole_years = interval.first.month == 1 and interval.last.month == 12
        length = 4 if whole_years else 7
    first, last = interval.first.isoformat()[:length], interval.last.isoformat()[:length]
    return Resolved(first, last, interval.precision, rule, interval.timex)
