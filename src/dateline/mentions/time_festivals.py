"""Dates of festivals in a year: by calendar arithmetic where a rule gives them, else from a table.

The Islamic months are those of the tabular calendar; the moon that people wait for may shift them by a day, which
`Festival.observed` says. The Hebrew calendar and the dates of Easter are exact.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.mentions.time_setting import Interval, days

_FIRST, _LAST = 1700, 2200  # years for which festivals are computed
_HEBREW_EPOCH = -1373427  # day 0 of the Hebrew calendar, counted as Python counts days
_ISLAMIC_EPOCH = 227013  # the day before 1 Muharram of year 1; of the two in use, the one nearer to Saudi practice
_NOWRUZ_SINCE_1996 = 1996  # years from which the equinox falls before noon in Tehran in leap years


@dataclass(frozen=True, slots=True)
class Festival:
    """How the date of a festival is found: the name of a rule and the figures that it needs.

    `length` is its days; `observed` marks dates that follow a sighting and may be a day off.
    """

    rule: str
    month: int = 0
    day: int = 0
    offset: int = 0
    weekday: int = 0
    length: int = 1
    table: tuple[str, ...] = ()

    @property
    def observed(self) -> bool:
        """Whether people may keep it a day earlier or later than computed."""
        return self.rule in ("islamic", "eid")


def festival_in(festival: Festival, year: int) -> list[Interval]:
    """Its intervals that begin in a year: none, one, or for a festival of the moon sometimes two."""
    if not _FIRST <= year <= _LAST:
        return []
    return [_lasting(first, festival) for first in _starts(festival, year)]


def _lasting(first: date, festival: Festival) -> Interval:
    length = festival.length or _month_length(first)
    return days(first, first + timedelta(days=length - 1))


def _starts(festival: Festival, year: int) -> list[date]:
    match festival.rule:
        case "islamic":
            return islamic_dates(year, festival.month, festival.day)
        case "eid":  # which of the two is left to the reader
            return sorted(islamic_dates(year, 10, 1) + islamic_dates(year, 12, 10))
        case "easter":
            return [easter(year) + timedelta(days=festival.offset)]
        case "orthodox":
            return [orthodox_easter(year) + timedelta(days=festival.offset)]
        case "hebrew":
            return [rosh_hashanah(year) + timedelta(days=festival.offset)]
        case "hanukkah":
            return [_hanukkah(year)]
        case "weekday":
            return [_weekday_of_month(year, festival) + timedelta(days=festival.offset)]
        case "nowruz":
            return [_nowruz(year)]
        case _:
            return [date.fromisoformat(day) for day in festival.table if day.startswith(f"{year:04}-")]


def easter(year: int) -> date:
    """Easter Sunday of the western churches."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    return date(year, 3, 28) + timedelta(days=moon - weekday)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches, which reckon it by the Julian calendar."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    julian_shift = year // 100 - year // 400 - 2
    return date(year, 3, 22) + timedelta(days=moon + weekday + julian_shift)


def islamic_dates(year: int, month: int, day: int) -> list[date]:
    """The days of a common year on which a day of the Islamic calendar falls."""
    around = (year - 622) * 33 // 32
    found = (_islamic(hijri, month, day) for hijri in range(around - 1, around + 3))
    return [there for there in found if there.year == year]


def _islamic(year: int, month: int, day: int) -> date:
    elapsed = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
    return date.fromordinal(_ISLAMIC_EPOCH + elapsed)


def _month_length(first: date) -> int:
    """The length of the Islamic month that begins on a day."""
    starts = [d for m in range(1, 13) for y in (first.year, first.year + 1) for d in islamic_dates(y, m, 1)]
    return min((d - first).days for d in starts if d > first)


@functools.cache
def rosh_hashanah(year: int) -> date:
    """The Hebrew new year that falls in the autumn of a year."""
    hebrew = year + 3761
    before, here, after = (_hebrew_days(hebrew + k) for k in (-1, 0, 1))
    delay = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return date.fromordinal(_HEBREW_EPOCH + here + delay)


def _hebrew_days(year: int) -> int:
    """Days from the epoch to the mean new moon of a Hebrew year, moved off the days on which it may not begin."""
    months = (235 * year - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + (3 * (day + 1) % 7 < 3)


def _hanukkah(year: int) -> date:
    start = rosh_hashanah(year)
    long_autumn = (rosh_hashanah(year + 1) - start).days in (355, 385)
    return start + timedelta(days=84 if long_autumn else 83)


def _weekday_of_month(year: int, festival: Festival) -> date:
    """The nth weekday of a month; `day` is n, negative from its end."""
    first = date(year, festival.month, 1)
    if festival.day < 0:
        first = date(year + festival.month // 12, festival.month % 12 + 1, 1) - timedelta(days=7)
    ahead = (festival.weekday - first.isoweekday()) % 7
    return first + timedelta(days=ahead + 7 * (max(festival.day, 1) - 1))


def _nowruz(year: int) -> date:
    early = year >= _NOWRUZ_SINCE_1996 and (year % 4 == 0 or (year % 4 == 1 and year >= 2029))
    return date(year, 3, 20 if early else 21)
