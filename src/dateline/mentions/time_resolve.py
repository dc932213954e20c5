"""Resolve the form of a time against the date of publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dateline.mentions.time_calendar import resolve_calendar
from dateline.mentions.time_forms import (
    Calendar,
    Core,
    Form,
    Lasting,
    Offset,
    Phrase,
    Range,
    Shifted,
    Term,
    Vague,
    Weekday,
)
from dateline.mentions.time_setting import (
    NO_DATE,
    NO_TEXT_DATE,
    Direction,
    Moment,
    Resolved,
    Setting,
    about,
    days,
    known,
    moved,
    unit_around,
    unknown,
    window,
)
from dateline.mentions.time_words import Unit, time_words

__all__ = ["Direction", "Resolved", "Setting", "resolve_form"]

_ATTACKS, _FRESH = Calendar(2001, 9, 11), 2011


def resolve_form(form: Form, cue: str | None, setting: Setting) -> Resolved:
    """The interval that a form names; `cue` opens or bounds it ("since", "until")."""
    if isinstance(form, Range):
        return _range(form, setting)
    if cue == "since":
        setting = replace(setting, direction="past", guessed=False)
        form = _attacks_of_2001(form, setting) or form
    return _bounded(_phrase(form, setting), form, cue)


def _attacks_of_2001(form: Phrase, setting: Setting) -> Phrase | None:
    """The day that "since September 11" meant to every reader for ten years."""
    core, base = form.core, setting.published
    bare = isinstance(core, Calendar) and core == Calendar(month=9, day=11)
    return replace(form, core=_ATTACKS) if bare and base and 2001 < base.year <= _FRESH else None


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


def _core(core: Core, setting: Setting) -> Resolved:
    match core:
        case Calendar():
            return resolve_calendar(core, setting)
        case Weekday():
            return _weekday(core, setting)
        case Shifted():
            return _shifted(core, setting)
        case Offset():
            return _offset(core, setting)
        case Lasting():
            return _lasting(core, setting)
        case Term():
            rule = f"term of office of {core.holder}"
            return Resolved(core.first or None, core.last or None, "range", rule, f"{core.first}/{core.last}")
        case Vague():
            return unknown("repeats" if core.repeats else "not placed in time", core.timex)


def _weekday(core: Weekday, setting: Setting) -> Resolved:
    today = setting.published.exact if setting.published else None
    if today is None:
        return unknown(NO_DATE, f"XXXX-WXX-{core.day}")
    if core.week is not None:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=core.week)
        return known(days(monday + timedelta(days=core.day - 1)), "weekday of a week by publication")
    back = (today.isoweekday() - core.day) % 7
    on = (core.day - today.isoweekday()) % 7
    if core.which == -1:
        return known(days(today - timedelta(days=back or 7)), "last weekday before publication")
    if core.which == 1:
        return known(days(today + timedelta(days=on or 7)), "next weekday after publication")
    if setting.direction == "future" or (core.which == 0 and setting.direction == "unknown"):
        return known(days(today + timedelta(days=on)), "weekday on or after publication")
    return known(days(today - timedelta(days=back)), "weekday on or before publication")


def _shifted(core: Shifted, setting: Setting) -> Resolved:
    base, rule = _base(core.base, core.by, setting)
    if base is None and core.grain == "clock" and setting.published:
        base, rule = setting.published, "time of the day of publication"
    if base is None:
        return unknown(rule, _reference(core.by, core.grain))
    if core.grain == "night":
        return _overnight(base, setting.direction)
    by = core.by
    interval = unit_around(core.grain, base, by)
    if interval is None and base is setting.anchor and by == 0 and setting.published:
        base, rule = setting.published, "counted from publication"
        interval = unit_around(core.grain, base, by)
    if interval is None:
        return unknown(f"{rule}, which is not known to the {core.grain}", _reference(by, core.grain))
    if core.grain == "weekend" and by == 0 and setting.direction != "future" and interval.first > base.latest:
        interval = unit_around("weekend", base, -1) or interval
    return known(interval, rule)


def _base(kind: str, by: float, setting: Setting) -> tuple[Moment | None, str]:
    """What a relative time counts from. "A day earlier" and "later in the week" fall back to publication."""
    if kind == "published":
        return setting.published, "counted from publication" if setting.published else NO_DATE
    if setting.anchor:
        return setting.anchor, "counted from the date told before"
    if (by < 0 or (by == 0 and kind == "text")) and setting.published:
        return setting.published, "counted from publication"
    return None, NO_TEXT_DATE


def _reference(by: float, grain: str) -> str:
    if by == 0:
        return "XXXX-XX-XX" if grain in ("day", "night", "clock") else "PRESENT_REF"
    return "PAST_REF" if by < 0 else "FUTURE_REF"


def _overnight(base: Moment, direction: Direction) -> Resolved:
    today = base.exact
    if today is None:
        return unknown(NO_DATE, "XXXX-XX-XXTNI")
    first = today if direction == "future" else today - timedelta(days=1)
    night = days(first, first + timedelta(days=1))
    return replace(known(night, "night beside publication"), timex=f"{first.isoformat()}TNI")


def _offset(core: Offset, setting: Setting) -> Resolved:
    base, rule = _base(core.base, core.count, setting)
    grain = _unit(core.unit).grain
    interval = moved(base, core.count, core.unit, grain) if base else None
    if interval is None and base and base is setting.anchor:
        interval = about(base, core.count, core.unit)
    if interval is None:
        return unknown(rule, _reference(core.count, grain))
    return known(interval, rule)


def _unit(name: str) -> Unit:
    return Unit("WE", "weekend") if name == "weekend" else time_words().units[name]


def _lasting(core: Lasting, setting: Setting) -> Resolved:
    timex, unit = _period(core), _unit(core.unit)
    count, base = core.count, setting.published
    if count is None:
        return unknown("length of time", timex)
    if core.side is None and core.after and unit.grain in ("month", "year", "decade"):
        back = moved(base, -count, core.unit, unit.grain) if base else None
        return (
            replace(known(back, "counted back from publication, dates what follows 'after'"), timex=timex)
            if back
            else unknown(NO_DATE, timex)
        )
    if core.ahead and setting.direction == "future" and core.side is None and base:
        there = moved(base, count, core.unit, unit.grain)
        return known(there, "counted from publication") if there else unknown(NO_DATE, timex)
    if core.side is None or (core.ahead and setting.direction != "future"):
        return unknown("length of time", timex)
    return _beside_publication(core, count, unit, setting, timex)


def _beside_publication(core: Lasting, count: float, unit: Unit, setting: Setting, timex: str) -> Resolved:
    base = setting.published
    if base is None:
        return unknown(NO_DATE, timex)
    stretch = window(base, -count if core.side == "past" else count, core.unit, unit.grain)
    if stretch is None:
        return unknown(f"{NO_DATE} known to the {unit.grain}", timex)
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
        return unknown(first.rule, f"{first.timex}/{last.timex}")
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
