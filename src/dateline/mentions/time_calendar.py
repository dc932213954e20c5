"""Resolve dates of the calendar, whole or without a year, against the date of publication."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from dateline.mentions.time_festivals import festival_in
from dateline.mentions.time_forms import Calendar
from dateline.mentions.time_setting import (
    NO_DATE,
    NO_TEXT_DATE,
    Direction,
    Interval,
    Moment,
    Resolved,
    Setting,
    days,
    known,
    month,
    months,
    quarter,
    unknown,
    year,
)
from dateline.mentions.time_words import time_words

_OBSERVED = "festival by the tabular Islamic calendar, a day more or less"
_FAR, _NEAR = 240, 45  # days
_ZONE_SLACK = timedelta(days=1)  # a dispatch may tell of a day that has not begun where it is filed


def resolve_calendar(core: Calendar, setting: Setting) -> Resolved:
    """The interval of a date of the calendar; one without a year takes it from publication or from the text."""
    found = _resolved(core, setting)
    if core.festival and found.first:
        observed = time_words().festivals[core.festival].observed
        return replace(found, rule=f"{found.rule}, {_OBSERVED if observed else 'computed festival'}")
    return found


def _resolved(core: Calendar, setting: Setting) -> Resolved:
    if core.ambiguous and core.year:
        return known(year(core.year), "year only: day and month may be read two ways")
    if core.year is not None:
        interval = _in_year(core, core.year)
        return known(interval, _calendar_rule(core)) if interval else unknown("no such date", _timex(core))
    if core.shift is not None:
        return _shifted_year(core, setting)
    return _yearless(core, setting)


def _calendar_rule(core: Calendar) -> str:
    if core.festival:
        return "year said"
    if core.season or core.quarter or core.half:
        return "season" if core.season else "part of a year"
    if core.day:
        return "full date"
    return "month of a year" if core.month else {10: "decade", 100: "century"}.get(core.years, "year")


def _all_in_year(core: Calendar, number: int) -> list[Interval]:
    """The intervals that a date of the calendar has in one year: a festival of the moon may come twice."""
    if core.festival:
        found = festival_in(time_words().festivals[core.festival], number)
        return [_nth_day(interval, core.nth) for interval in found]
    there = _in_year(core, number)
    return [there] if there else []


def _nth_day(interval: Interval, nth: int | None) -> Interval:
    if nth is None:
        return interval
    return days(interval.last if nth < 0 else interval.first + timedelta(days=nth - 1))


def _in_year(core: Calendar, number: int) -> Interval | None:
    """The interval that a date of the calendar has in one year, or None where that year has none (29 February)."""
    if core.festival:
        return next(iter(_all_in_year(core, number)), None)
    if core.season:
        season = time_words().seasons[core.season]
        count = (season.last - season.first) % 12 + 1
        return months(number, season.first, count, "season", f"{number:04}-{season.timex}")
    if core.quarter:
        return quarter(number, core.quarter)
    if core.half:
        return months(number, 6 * core.half - 5, 6, "range", f"{number:04}-H{core.half}")
    if core.month is None:
        return year(number, core.years)
    if core.day is None:
        return _cut(month(number, core.month), core.days)
    try:
        return days(date(number, core.month, core.day))
    except ValueError:
        return None


def _cut(whole: Interval, count: int | None) -> Interval:
    """The first days of a month or, where negative, the last."""
    if count is None:
        return whole
    length = (whole.last - whole.first).days
    if count > 0:
        return replace(days(whole.first, whole.first + timedelta(days=min(count - 1, length))), timex=whole.timex)
    return replace(days(whole.last - timedelta(days=min(-count - 1, length)), whole.last), timex=whole.timex)


def _timex(core: Calendar) -> str:
    year_mark = f"{core.year:04}" if core.year else "XXXX"
    if core.season:
        return f"{year_mark}-{time_words().seasons[core.season].timex}"
    if core.quarter or core.half:
        return f"{year_mark}-Q{core.quarter}" if core.quarter else f"{year_mark}-H{core.half}"
    if core.month is None:
        return year_mark
    return f"{year_mark}-{core.month:02}" + (f"-{core.day:02}" if core.day else "")


def _shifted_year(core: Calendar, setting: Setting) -> Resolved:
    base = setting.anchor if core.base == "text" else setting.published
    if base is None:
        return unknown(NO_TEXT_DATE if core.base == "text" else NO_DATE, _timex(core))
    interval = _in_year(core, base.year + (core.shift or 0))
    source = "the text" if core.base == "text" else "publication"
    return known(interval, f"year counted from {source}") if interval else unknown("no such date", _timex(core))


def _yearless(core: Calendar, setting: Setting) -> Resolved:
    base = setting.published or setting.anchor
    if base is None:
        return unknown(NO_DATE, _timex(core))
    if core.month is None and core.day:
        return _day_of_some_month(core.day, base, setting)
    years = (base.year + k for k in (-2, -1, 0, 1, 2) if 1 < base.year + k < 9900)
    candidates = _on_weekday(core, [interval for number in years for interval in _all_in_year(core, number)])
    if setting.published is None:
        chosen = _nearest(candidates, base)
        return known(chosen, "nearest to the date told before") if chosen else unknown("no such date", _timex(core))
    chosen, rule = _choose(core, candidates, base, setting.direction)
    near = _nearest(candidates, base)
    if chosen and near and core.which is None and _belongs_near(chosen, near, base, setting):
        chosen, rule = near, "nearest to publication"
    return known(chosen, rule) if chosen else unknown("no such date", _timex(core))


def _belongs_near(chosen: Interval, near: Interval, base: Moment, setting: Setting) -> bool:
    """Whether a date months away on the side of the tense gives way to one beside publication.

    A dispatch would name the year of the one, and the tense may be that of another verb.
    """
    if base.day is None or not setting.guessed:
        return False
    today = base.earliest
    return abs((chosen.first - today).days) > _FAR and abs((near.first - today).days) < _NEAR


def _day_of_some_month(day: int, base: Moment, setting: Setting) -> Resolved:
    """Read "on the 30th": in the month of publication or the one beside it."""
    if base.month is None:
        return unknown(NO_DATE, f"XXXX-XX-{day:02}")
    around = [
        _in_year(Calendar(month=number.first.month, day=day), number.first.year)
        for number in (month(base.year, base.month + k) for k in (-1, 0, 1))
    ]
    chosen, rule = _choose(Calendar(day=day), [c for c in around if c], base, setting.direction)
    return known(chosen, rule) if chosen else unknown("no such date", f"XXXX-XX-{day:02}")


def _on_weekday(core: Calendar, candidates: list[Interval]) -> list[Interval]:
    if core.weekday is None:
        return candidates
    fitting = [interval for interval in candidates if interval.first.isoweekday() == core.weekday]
    return fitting or candidates


def _choose(
    core: Calendar, candidates: list[Interval], base: Moment, direction: Direction
) -> tuple[Interval | None, str]:
    if core.which is not None:
        return _by_turn(core, candidates, base)
    if direction == "past":
        slack = _ZONE_SLACK if core.day else timedelta()
        before = [c for c in candidates if c.first <= base.latest + slack]
        return (before[-1] if before else None), "latest before publication"
    if direction == "future":
        behind = [c for c in candidates if c.last >= base.earliest]
        return (behind[0] if behind else None), "first after publication"
    return _nearest(candidates, base), "nearest to publication"


def _by_turn(core: Calendar, candidates: list[Interval], base: Moment) -> tuple[Interval | None, str]:
    if core.which == 0:
        if core.season:
            return _nearest(candidates, base), "this, by publication"
        same = [c for c in candidates if c.first.year == base.year]
        return (same[0] if same else None), "this, by publication"
    if core.which == -1:
        before = [c for c in candidates if c.last < base.earliest]
        return (before[-1] if before else None), "last before publication"
    behind = [c for c in candidates if c.first > base.latest]
    return (behind[0] if behind else None), "next after publication"


def _nearest(candidates: Iterable[Interval], base: Moment) -> Interval | None:
    here = (base.earliest.toordinal() + base.latest.toordinal()) / 2

    def distance(interval: Interval) -> tuple[float, bool]:
        if interval.first <= base.latest and interval.last >= base.earliest:
            return 0.0, False
        middle = (interval.first.toordinal() + interval.last.toordinal()) / 2
        return abs(middle - here), middle > here

    return min(candidates, key=distance, default=None)
