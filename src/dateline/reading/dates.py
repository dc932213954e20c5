"""Dates as dispatches write them, read into ISO 8601 cut to what is known.

The grammar is our own because the general parsers fill gaps from today's date, take the machine's time zone, guess the
century from the clock, or read "GMT+3" as three hours behind. Nothing here looks at the clock or at the locale.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from dateline.errors import InputError
from dateline.reading import codes
from dateline.reading.tables import tables

YEARS: Final = range(1800, 2200)
"""Years in which a dispatch can have been published; others are placeholders such as 0001-01-01."""

MONTH_NAME: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
"""A pattern for a month's name, without groups, for use with `re.IGNORECASE`."""

_MAX_LENGTH = 120
_REMEDY = "write it as 2017, 2017-03, 2017-03-09 or 2017-03-09T14:05+00:00"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Years of two digits split as POSIX has it: 69 to 99 are the last century.
_PIVOT = 69


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_M = rf"(?P<month>{MONTH_NAME})\.?"
_D = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_Y = r"(?<!\d)(?P<year>\d{4})(?!\d)"

_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?"
    r"(?P<rest>Z|[+-]\d{4})?",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(?<!\d)(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4})(?!\d)")
_DAYS = _compiled(
    rf"{_Y}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?!\d)",
    rf"{_D}[\s.-]*(?:of\s+)?{_M}[\s,.-]*{_Y}",
    rf"{_M}[\s-]*{_D}[\s,-]+{_Y}",
    rf"{_Y}[\s,-]*{_M}[\s-]*{_D}(?!\d)",
)
# The form of the Unix `date` command, with the time before the year.
_UNIX = re.compile(rf"{_M}\s+{_D}\s+(?P<clock>\d{{2}}:\d{{2}}:\d{{2}}(?:\s+[a-z]{{1,5}})?)\s+{_Y}", re.IGNORECASE)
_PARTS = _compiled(
    r"(?P<year>\d{4})",
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})",
    rf"{_M}[\s,.-]*(?P<year>\d{{4}})",
    rf"(?P<year>\d{{4}})[\s,-]*{_M}",
)
_YEARLESS = _compiled(
    rf"{_D}[\s.-]*(?:of\s+)?{_M}(?:[\s,.'-]*(?P<short>\d{{2}}))?",
    rf"{_M}[\s-]*{_D}",
)
_TIMES = _compiled(
    r"(?<!\d)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?(?!\d)"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?",
    r"(?<!\d)(?P<hour>\d{1,2})\s*(?P<half>[ap])\.?m\b\.?",
    r"(?<!\d)(?P<hour>\d{2})(?P<minute>\d{2})(?=\s*(?:gmt|utc|z|hrs|hours|h)\b)",
)
_OFFSET = re.compile(r"(?:\b(?:gmt|utc))?\s*(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?(?!\d)", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|at|on|of|the|hrs|hours|h|t|local|time)\b",
    re.IGNORECASE,
)
_ZONE_NAME = re.compile(r"[A-Z]{1,5}|[a-z]{1,5}")
_BLANK = re.compile(r"[\s,;|()\[\].'/-]*")
_ODD = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "−": "-", "–": "-", "—": "-", "·": " ", "•": " "})


class _NoDateError(Exception):
    """Why a string is no date; the words go into the `InputError`."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a dateline gives it; the year is null where it gives none."""

    year: int | None
    month: int
    day: int

    def iso(self) -> str | None:
        """The day as an ISO date, or null where the year is missing."""
        return None if self.year is None else f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    def in_year(self, year: int) -> date | None:
        """The day in that year, or null for 29 February of a common year."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def parse_published(value: str) -> str:
    """Read when something was published; use it for every date that a user or a dispatch states.

    Args:
        value: ISO 8601, RFC 2822, or English: "March 9, 2017", "9 Mar 2017 10:30 GMT", "2017-03", "2017".

    Returns:
        ISO 8601 cut to what is known, with the UTC offset where the value gives one.

    Raises:
        InputError: The value is no date, or could be read in two ways.
    """
    text = _plain(value)
    try:
        return _read(text)
    except _NoDateError as problem:
        shown = text if len(text) <= 60 else text[:59] + "…"
        raise InputError(codes.DATE, f'"{shown}" cannot be read as a date: {problem}; {_REMEDY}') from None


def iso_published(value: str | date) -> str:
    """As `parse_published`, for values that may already be dates or date-times."""
    if isinstance(value, datetime):
        return parse_published(value.isoformat(timespec="seconds"))
    return parse_published(value.isoformat() if isinstance(value, date) else value)


def parse_day(text: str) -> Day | None:
    """Read a dateline's day: "March 9", "9 March 2017", "3 JAN 90"; null where it is none."""
    text = _plain(text)[:_MAX_LENGTH]
    for pattern in (*_DAYS, *_YEARLESS):
        if match := pattern.fullmatch(text):
            return _day(match)
    return None


def nearest_year(day: Day, published: str | None) -> str | None:
    """Date a day without a year by the publication date: of the years around it, the one that comes closest."""
    if day.year is not None or published is None:
        return day.iso()
    year = int(published[:4])
    if len(published) < len("2017-03"):
        found = day.in_year(year)
        return found.isoformat() if found else None
    anchor = date.fromisoformat((published[:10] + "-15")[:10])
    days = [found for near in (year, year - 1, year + 1) if (found := day.in_year(near))]
    return min(days, key=lambda found: abs(found - anchor)).isoformat() if days else None


def _plain(value: str) -> str:
    # Cut before splitting: a megabyte is no date, and is not worth a pass.
    return " ".join(value[: 10 * _MAX_LENGTH].translate(_ODD).split())


def _day(match: re.Match[str]) -> Day | None:
    """The day that a pattern matched, or null where the calendar has none such."""
    parts = match.groupdict()
    year = parts.get("year") or _long_year(parts.get("short"))
    day = Day(int(year) if year else None, _month(parts["month"]), int(parts["day"]))
    return day if _plausible(day) else None


def _plausible(day: Day) -> bool:
    if day.year is not None and day.year not in YEARS:
        return False
    leap = 2000
    return day.in_year(day.year if day.year is not None else leap) is not None


def _long_year(short: str | None) -> str | None:
    return short and ("19" if int(short) >= _PIVOT else "20") + short


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.index(text[:3].lower()) + 1


def _read(text: str) -> str:
    if not text:
        raise _NoDateError("it is empty")
    if len(text) > _MAX_LENGTH or not text.isascii():
        raise _NoDateError("it holds more than a date")
    partial = _read_part(text)
    if partial:
        return partial
    day, clock = _split(text)
    return f"{day}T{at}" if (at := _read_clock(clock)) else day


def _read_part(text: str) -> str | None:
    """A year or a month alone."""
    for pattern in _PARTS:
        if match := pattern.fullmatch(text):
            parts = match.groupdict()
            return _cut(int(parts["year"]), _month(parts["month"]) if parts.get("month") else None)
    return None


def _cut(year: int, month: int | None) -> str:
    if month is None:
        return _checked(year, 1, 1)[:4]
    return _checked(year, month, 1)[:7]


def _checked(year: int, month: int, day: int) -> str:
    if year not in YEARS:
        raise _NoDateError(f"its year is not between {YEARS.start} and {YEARS.stop - 1}")
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise _NoDateError(f"there is no day {day} in month {month} of {year}") from None


def _split(text: str) -> tuple[str, str]:
    """The day as an ISO date, and what else stands in the text."""
    if match := _COMPACT.fullmatch(text):
        return _iso(match), _compact_clock(match)
    if text.isdigit():
        raise _NoDateError("a bare number can be read in several ways")
    if match := _SLASHED.search(text):
        return _iso_slashed(match), _around(match)
    for pattern in _DAYS:
        if match := pattern.search(text):
            return _iso(match), _around(match)
    if match := _UNIX.search(text):
        return _iso(match), f"{_around(match)} {match['clock']}"
    raise _NoDateError("no day, month and four-digit year are found in it")


def _iso(match: re.Match[str]) -> str:
    return _checked(int(match["year"]), _month(match["month"]), int(match["day"]))


def _iso_slashed(match: re.Match[str]) -> str:
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    if first != second and max(first, second) <= len(_MONTHS):
        raise _NoDateError(f"which of {first} and {second} is the month cannot be told")
    day, month = (first, second) if second <= len(_MONTHS) else (second, first)
    return _checked(year, month, day)


def _compact_clock(match: re.Match[str]) -> str:
    clock = ":".join(match[part] for part in ("hour", "minute", "second") if match[part])
    return f"{clock} {match['rest'] or ''}"


def _around(match: re.Match[str]) -> str:
    return f"{match.string[: match.start()]} {match.string[match.end() :]}"


def _read_clock(rest: str) -> str | None:
    """The time in what a date leaves, or null where only weekdays and punctuation are left."""
    for pattern in _TIMES:
        if match := pattern.search(rest):
            return _time(match) + _zone(_around(match))
    _nothing_left(_FILLER.sub(" ", rest))
    return None


def _time(match: re.Match[str]) -> str:
    parts = match.groupdict()
    hour = _full_hour(int(parts["hour"]), parts.get("half"))
    try:
        at = time(hour, int(parts.get("minute") or 0), int(parts.get("second") or 0))
    except ValueError:
        raise _NoDateError("its time of day does not exist") from None
    return at.isoformat("seconds" if parts.get("second") else "minutes")


def _full_hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise _NoDateError("its time of day does not exist")
    return hour % 12 + (12 if half.lower() == "p" else 0)


def _zone(rest: str) -> str:
    """The UTC offset in what a date and a time leave; empty where there is none or its name is not known."""
    match = _OFFSET.search(rest)
    offset = _numeric_offset(match) if match else ""
    words = _FILLER.sub(" ", _around(match) if match else rest).split()
    names = [bare for word in words if (bare := word.strip(",;|()[]./-"))]
    if len(names) > 1 or not all(_is_zone(name) for name in names):
        raise _NoDateError("it holds more than a date")
    return offset or "".join(tables().zones.get(name.casefold(), "") for name in names)


def _is_zone(name: str) -> bool:
    """A zone's name: one that the table knows, or capitals that may be one."""
    return name.casefold() in tables().zones or (name.isupper() and bool(_ZONE_NAME.fullmatch(name)))


def _numeric_offset(match: re.Match[str]) -> str:
    hours, minutes = int(match["hours"]), int(match["minutes"] or 0)
    if hours > 14 or minutes > 59:
        raise _NoDateError("its UTC offset does not exist")
    return f"{match['sign']}{hours:02d}:{minutes:02d}"


def _nothing_left(rest: str) -> None:
    if not _BLANK.fullmatch(rest):
        raise _NoDateError("it holds more than a date")
