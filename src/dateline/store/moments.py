"""Days and moments as the store keeps them: ISO 8601 text that sorts, half-open intervals.

known_moment("2017-03-09", recorded)       2017-03-09T00:00:00Z: known from the beginning of its day
day_interval("2017-03", None)              ("2017-03-01", None)
after("2017-03-09")                        2017-03-10: where an inclusive day ends
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from dateline.errors import InputError

_DAY, _MONTH = len("2017-03-09"), len("2017-03")
_CUT = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


def moment(at: datetime) -> str:
    """A moment in UTC, to the second."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"  # strftime cuts the year 0999


def known_moment(published: str | None, recorded: str) -> str:
    """When a dispatch could be known: its publication, at the latest day that its date allows; else when we got it."""
    if published is None:
        return recorded
    if len(published) <= _DAY:
        return f"{last_day(published)}T00:00:00Z"
    at = datetime.fromisoformat(published)
    return moment(at if at.tzinfo else at.replace(tzinfo=UTC))


def first_day(cut: str) -> str:
    """The first day of a date that is cut to what is known."""
    return cut[:_DAY] if len(cut) >= _DAY else f"{cut}-01" if len(cut) == _MONTH else f"{cut}-01-01"


def last_day(cut: str) -> str:
    """The last day of a date that is cut to what is known."""
    if len(cut) >= _DAY:
        return cut[:_DAY]
    if len(cut) == _MONTH:
        return f"{cut}-{monthrange(int(cut[:4]), int(cut[5:]))[1]:02}"
    return f"{cut}-12-31"


def after(cut: str) -> str:
    """The day after a date's last day; 9999 stays the end of time."""
    last = date.fromisoformat(last_day(cut))
    return (last + timedelta(days=1)).isoformat() if last < date.max else last.isoformat()


def before(day: str) -> str:
    """The day before a day, as which an interval that is half-open ends for people."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def day_interval(first: str | None, last: str | None) -> tuple[str | None, str | None]:
    """The days of a time whose ends are inclusive and cut to what is known, half-open."""
    return first_day(first) if first else None, after(last) if last else None


def end_of_knowledge(cut: str) -> str:
    """The first moment that is not known any more on a day (or to the moment) that a user names.

    Raises:
        InputError: it is no date.
    """
    last = checked_day(cut)
    if len(cut) <= _DAY:
        return f"{after(last)}T00:00:00Z"
    at = datetime.fromisoformat(cut)
    try:
        return moment((at if at.tzinfo else at.replace(tzinfo=UTC)) + timedelta(seconds=1))
    except OverflowError:
        raise _no_date(cut) from None


def checked_day(cut: str) -> str:
    """A day that a user names; of a month or a year, the last one.

    Raises:
        InputError: it is no date.
    """
    try:
        if not _CUT.fullmatch(cut[:_DAY]):
            raise _no_date(cut)
        if len(cut) > _DAY:
            datetime.fromisoformat(cut)
        return date.fromisoformat(last_day(cut)).isoformat()
    except ValueError:
        raise _no_date(cut) from None


def _no_date(cut: str) -> InputError:
    return InputError("E-DATE", f"“{cut}” is no date; give one such as 2017-10-15")
