"""Resolve the form of a time against the date of publication."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.mentions.time_forms import Calendar, Form, Lasting, Offset, Phrase, Range, Shifted, Vague, Weekday
from dateline.mentions.time_setting import (
    Direction,
    Interval,
    Moment,
    Setting,
    days,
    month,
    months,
    moved,
    quarter,
    unit_around,
    window,
    year,
)
from dateline.mentions.time_words import Unit, time_words
from dateline.records import Precision

__all__ = ["Direction", "Resolved", "Setting", "resolve_form"]

NO_DATE = "needs a publication date"
NO_TEXT_DATE = "needs the date that the text speaks of"
_ZONE_SLACK = timedelta(days=1)  # a dispatch may tell of a day that has not begun where it is filed


@dataclass(frozen=True, slots=True)
class Resolved:
    """An interval as ISO dates cut to what is known, either null, and how it was found."""

    first: str | None
    last: str | None
    precision: Precision
    rule: str
    timex: str


def resolve_form(form: Form, cue: str | None, setting: Setting) -> Resolved:
    """The interval that a form names; `cue` opens or bounds it ("since", "until")."""
    if isinstance(form, Range):
        return _range(form, setting)
    if cue == "since":
        setting = replace(setting, direction="past")
    return _bounded(_phrase(form, setting), form, cue)


def _bounded(found: Resolved, form: Phrase, cue: str | None) -> Resolved:
    if cue is None or found.first is None or isinstance(form.core, Lasting):
        return found
    rule = f"{cue}: {found.rule}"
    if cue in ("since", "after"):
        return replace(found, last=None, precision="range", rule=rule)
    if cue in ("until", "before"):
        return replace(found, first=None, precision="range", rule=rule)
    return replace(found, rule=rule)


def _phrase(phrase: Phrase, setting: Setting) -> Resolved:
    found = _core(phrase.core, setting)
    if phrase.part:
        found = _in_part(found, phrase)
    if phrase.clock or phrase.daypart:
        found = replace(found, timex=f"{found.timex}T{phrase.clock or phrase.daypart}")
        found = replace(found, precision="instant") if phrase.clock and found.precision == "day" else found
    return found


def _in_part(found: Resolved, phrase: Phrase) -> Resolved:
    found = replace(found, rule=f"{found.rule}, {phrase.part}")
    thirds = {"early": (0, 3), "start": (0, 3), "mid": (4, 6), "late": (7, 9), "end": (7, 9)}
    if found.precision != "decade" or found.first is None or phrase.part not in thirds:
        return found
    first, last = thirds[phrase.part]
    start = int(found.first)
    return replace(found, first=f"{start + first:04}", last=f"{start + last:04}", precision="range")


def _core(core: Calendar | Weekday | Shifted | Offset | Lasting | Vague, setting: Setting) -> Resolved:
    match core:
        case Calendar():
            return _calendar(core, setting)
        case Weekday():
            return _weekday(core, setting)
        case Shifted():
            return _shifted(core, setting)
        case Offset():
            return _offset(core, setting)
        case Lasting():
            return _lasting(core, setting)
        case Vague():
            return _unknown("repeats" if core.repeats else "not placed in time", core.timex)


def _unknown(rule: str, timex: str) -> Resolved:
    return Resolved(None, None, "unknown", rule, timex)


def _known(interval: Interval, rule: str) -> Resolved:
    length = {"month": 7, "quarter": 7, "season": 7, "year": 4, "decade": 4}.get(interval.precision, 10)
    if interval.precision == "range" and interval.first.day == 1 and (interval.last + timedelta(days=1)).day == 1:
        whole_years = interval.first.month == 1 and interval.last.month == 12
        length = 4 if whole_years else 7
    first, last = interval.first.isoformat()[:length], interval.last.isoformat()[:length]
    return Resolved(first, last, interval.precision, rule, interval.timex)


def _calendar(core: Calendar, setting: Setting) -> Resolved:
    if core.ambiguous and core.year:
        return _known(year(core.year), "year only: day and month may be read two ways")
    if core.year is not None:
        interval = _in_year(core, core.year)
        return _known(interval, _calendar_rule(core)) if interval else _unknown("no such date", _timex(core))
    if core.shift is not None:
        return _shifted_year(core, setting)
    return _yearless(core, setting)


def _calendar_rule(core: Calendar) -> str:
    if core.season or core.quarter or core.half:
        return "season" if core.season else "part of a year"
    if core.day:
        return "full date"
    return "month of a year" if core.month else {10: "decade", 100: "century"}.get(core.years, "year")


def _in_year(core: Calendar, number: int) -> Interval | None:
    """The interval that a date of the calendar has in one year, or None where that year has none (29 February)."""
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
        return _unknown(NO_TEXT_DATE if core.base == "text" else NO_DATE, _timex(core))
    interval = _in_year(core, base.year + (core.shift or 0))
    source = "the text" if core.base == "text" else "publication"
    return _known(interval, f"year counted from {source}") if interval else _unknown("no such date", _timex(core))


def _yearless(core: Calendar, setting: Setting) -> Resolved:
    base = setting.published or setting.anchor
    if base is None:
        return _unknown(NO_DATE, _timex(core))
    if core.month is None and core.day:
        return _day_of_some_month(core.day, base, setting)
    around = [_in_year(core, base.year + k) for k in (-2, -1, 0, 1, 2) if 1 < base.year + k < 9900]
    candidates = _on_weekday(core, [interval for interval in around if interval])
    if setting.published is None:
        chosen = _nearest(candidates, base)
        return _known(chosen, "nearest to the date told before") if chosen else _unknown("no such date", _timex(core))
    chosen, rule = _choose(core, candidates, base, setting.direction)
    return _known(chosen, rule) if chosen else _unknown("no such date", _timex(core))


def _day_of_some_month(day: int, base: Moment, setting: Setting) -> Resolved:
    """ "On the 30th": in the month of publication or the one beside it."""
    if base.month is None:
        return _unknown(NO_DATE, f"XXXX-XX-{day:02}")
    around = [
        _in_year(Calendar(month=number.first.month, day=day), number.first.year)
        for number in (month(base.year, base.month + k) for k in (-1, 0, 1))
    ]
    chosen, rule = _choose(Calendar(day=day), [c for c in around if c], base, setting.direction)
    return _known(chosen, rule) if chosen else _unknown("no such date", f"XXXX-XX-{day:02}")


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


def _weekday(core: Weekday, setting: Setting) -> Resolved:
    today = setting.published.exact if setting.published else None
    if today is None:
        return _unknown(NO_DATE, f"XXXX-WXX-{core.day}")
    if core.week is not None:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=core.week)
        return _known(days(monday + timedelta(days=core.day - 1)), "weekday of a week by publication")
    back = (today.isoweekday() - core.day) % 7
    on = (core.day - today.isoweekday()) % 7
    if core.which == -1:
        return _known(days(today - timedelta(days=back or 7)), "last weekday before publication")
    if core.which == 1:
        return _known(days(today + timedelta(days=on or 7)), "next weekday after publication")
    if setting.direction == "future" or (core.which == 0 and setting.direction == "unknown"):
        return _known(days(today + timedelta(days=on)), "weekday on or after publication")
    return _known(days(today - timedelta(days=back)), "weekday on or before publication")


def _shifted(core: Shifted, setting: Setting) -> Resolved:
    base, rule = _base(core.base, core.by, setting)
    if base is None and core.grain == "clock" and setting.published:
        base, rule = setting.published, "time of the day of publication"
    if base is None:
        return _unknown(rule, _reference(core.by, core.grain))
    if core.grain == "night":
        return _overnight(base, setting.direction)
    by = core.by
    interval = unit_around(core.grain, base, by)
    if interval is None:
        return _unknown(f"{rule}, which is not known to the {core.grain}", _reference(by, core.grain))
    if core.grain == "weekend" and by == 0 and setting.direction != "future" and interval.first > base.latest:
        interval = unit_around("weekend", base, -1) or interval
    return _known(interval, rule)


def _base(kind: str, by: float, setting: Setting) -> tuple[Moment | None, str]:
    """What a relative time counts from. "A day earlier" falls back to publication, "the next day" does not."""
    if kind == "published":
        return setting.published, "counted from publication" if setting.published else NO_DATE
    if setting.anchor:
        return setting.anchor, "counted from the date told before"
    if by < 0 and setting.published:
        return setting.published, "counted from publication"
    return None, NO_TEXT_DATE


def _reference(by: float, grain: str) -> str:
    if by == 0:
        return "XXXX-XX-XX" if grain in ("day", "night", "clock") else "PRESENT_REF"
    return "PAST_REF" if by < 0 else "FUTURE_REF"


def _overnight(base: Moment, direction: Direction) -> Resolved:
    today = base.exact
    if today is None:
        return _unknown(NO_DATE, "XXXX-XX-XXTNI")
    first = today if direction == "future" else today - timedelta(days=1)
    night = days(first, first + timedelta(days=1))
    return replace(_known(night, "night beside publication"), timex=f"{first.isoformat()}TNI")


def _offset(core: Offset, setting: Setting) -> Resolved:
    base, rule = _base(core.base, core.count, setting)
    grain = _unit(core.unit).grain
    interval = moved(base, core.count, core.unit, grain) if base else None
    if interval is None:
        return _unknown(rule, _reference(core.count, grain))
    return _known(interval, rule)


def _unit(name: str) -> Unit:
    return Unit("WE", "weekend") if name == "weekend" else time_words().units[name]


def _lasting(core: Lasting, setting: Setting) -> Resolved:
    timex, unit = _period(core), _unit(core.unit)
    count, base = core.count, setting.published
    if count is None:
        return _unknown("length of time", timex)
    if core.side is None and core.after and unit.grain in ("month", "year", "decade"):
        back = moved(base, -count, core.unit, unit.grain) if base else None
        return (
            replace(_known(back, "counted back from publication, dates what follows 'after'"), timex=timex)
            if back
            else _unknown(NO_DATE, timex)
        )
    if core.ahead and setting.direction == "future" and core.side is None and base:
        there = moved(base, count, core.unit, unit.grain)
        return _known(there, "counted from publication") if there else _unknown(NO_DATE, timex)
    if core.side is None or (core.ahead and setting.direction != "future"):
        return _unknown("length of time", timex)
    return _beside_publication(core, count, unit, setting, timex)


def _beside_publication(core: Lasting, count: float, unit: Unit, setting: Setting, timex: str) -> Resolved:
    base = setting.published
    if base is None:
        return _unknown(NO_DATE, timex)
    stretch = window(base, -count if core.side == "past" else count, core.unit, unit.grain)
    if stretch is None:
        return _unknown(f"{NO_DATE} known to the {unit.grain}", timex)
    cut = 10 if unit.grain in ("second", "minute", "hour", "day", "night", "week", "weekend") else 7
    if base.month is None:
        cut = 4
    rule = "up to publication" if core.side == "past" else "from publication on"
    return Resolved(stretch.first.isoformat()[:cut], stretch.last.isoformat()[:cut], "range", rule, timex)


def _period(core: Lasting) -> str:
    unit = _unit(core.unit)
    mark = "PT" if unit.grain in ("second", "minute", "hour") else "P"
    return f"{mark}X{unit.timex}" if core.count is None else f"{mark}{core.count * unit.times:g}{unit.timex}"


def _range(form: Range, setting: Setting) -> Resolved:
    first, last = _ends(form, setting)
    if first.first is None and last.last is None:
        return _unknown(first.rule, f"{first.timex}/{last.timex}")
    return Resolved(first.first, last.last, "range", "range", f"{first.timex}/{last.timex}")


def _ends(form: Range, setting: Setting) -> tuple[Resolved, Resolved]:
    """Both ends, the open one beside the one that is known: "from May to June 2017", "Monday to Friday"."""
    if isinstance(form.last.core, Vague):
        now = setting.published.latest.isoformat() if setting.published and setting.published.day else None
        first = _phrase(form.first, replace(setting, direction="past"))
        return first, Resolved(None, now, "day", "publication", "PRESENT_REF")
    if _absolute(form.first) and not _absolute(form.last):
        first = _phrase(form.first, setting)
        return first, _phrase(form.last, replace(setting, published=Moment.of(first.first), direction="future"))
    if _absolute(form.last) or setting.direction != "future":
        last = _phrase(form.last, setting)
        return _up_to(form.first, last, setting), last
    first = _phrase(form.first, setting)
    after = Moment.of(first.first) or setting.published
    return first, _phrase(form.last, replace(setting, published=after, direction="future"))


def _up_to(phrase: Phrase, last: Resolved, setting: Setting) -> Resolved:
    if _absolute(phrase):
        return _phrase(phrase, setting)
    limit = Moment.of(last.last)
    if limit is None:
        return _phrase(phrase, setting)
    return _phrase(phrase, replace(setting, published=limit, direction="past"))


def _absolute(phrase: Phrase) -> bool:
    core = phrase.core
    return isinstance(core, Calendar) and (core.year is not None or core.shift is not None)
