"""Infer when a dispatch without a date was published, from its own words and from what the caller knows.

    infer_date(find_times(text), [Bound("2017-01-20", "2021-01-20", "Donald Trump is called president")]).best

The caller's bounds are terms of office of people named with their titles, lives of groups, starts of wars. The text's
own are its dates in full, weekdays that a date must fall on, and lengths told from a dated start. What contradicts the
rest is set aside and named in the reasons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.mentions.time_forms import Calendar, Range
from dateline.mentions.time_setting import Moment
from dateline.mentions.times import TimeExpression

_FIRST, _LAST = date(1900, 1, 1), date(2099, 12, 31)  # dispatches that are read here
_NEAR_WEEKDAY = timedelta(days=60)  # how far from publication a date with its weekday is told
_UNBOUNDED_YEARS = 5  # a weekday returns to its date after five years at the soonest

_DECIDING = 8  # bounds of the text on each side that are weighed

Span = tuple[date, date]
Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bound:
    """Days between which a document was published; either end may be open. `reason` is a sentence for a reader."""

    first: str | None
    last: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Inferred:
    """What is known of the date of publication: ISO days, either null, and a best guess cut to a month or a year."""

    earliest: str | None
    latest: str | None
    best: str | None
    reasons: tuple[str, ...] = ()


def infer_date(expressions: Sequence[TimeExpression], bounds: Sequence[Bound] = ()) -> Inferred:
    """The bounds and the best guess of a document's date of publication; `best` is null where years compete."""
    own = [bound for expression in expressions for bound in _own_bounds(expression)]
    kept, reasons = _agreeing([*bounds, *_outermost(own)])
    window = _window(kept)
    spans, more = _on_weekdays(expressions, window)
    best, why = _best(spans, expressions)
    if spans[0][0] == _FIRST and spans[-1][1] == _LAST:
        return Inferred(None, None, None, tuple(reasons))
    return Inferred(_edge(spans[0][0], _FIRST), _edge(spans[-1][1], _LAST), best, (*reasons, *more, *why))


def _edge(day: date, end: date) -> str | None:
    return None if day == end else day.isoformat()


# --- the text's own bounds


def _own_bounds(expression: TimeExpression) -> Iterator[Bound]:
    """Publication follows what the text tells as past in full, and comes before what it tells as still to come."""
    for core in dates_in_full(expression):
        there = Moment(core.year or 0, core.month, core.day if core.month else None)
        if expression.direction == "future":
            yield Bound(None, there.latest.isoformat(), f"“{expression.text}” is told as still to come.")
        elif expression.cue not in ("by", "until", "before"):
            yield Bound(there.earliest.isoformat(), None, f"“{expression.text}” is told as past.")


def _outermost(bounds: Sequence[Bound]) -> list[Bound]:
    """The few bounds that may decide: the latest beginnings and the earliest ends."""
    first = sorted((b for b in bounds if b.first), key=lambda b: b.first or "", reverse=True)
    last = sorted((b for b in bounds if b.last), key=lambda b: b.last or "")
    return first[:_DECIDING] + last[:_DECIDING]


def dates_in_full(expression: TimeExpression) -> Iterator[Calendar]:
    """The dates of the calendar that an expression gives with their year."""
    form = expression.form
    for phrase in (form.first, form.last) if isinstance(form, Range) else (form,):
        core = phrase.core
        if isinstance(core, Calendar) and core.year and core.years == 1 and _valid(core):
            yield core


def _valid(core: Calendar) -> bool:
    iso = f"{core.year:04}" + (f"-{core.month:02}" if core.month else "")
    iso += f"-{core.day:02}" if core.month and core.day else ""
    return Moment.of(iso) is not None and _FIRST.year <= (core.year or 0) < _LAST.year


# --- bounds together


def _agreeing(bounds: Sequence[Bound]) -> tuple[list[Bound], list[str]]:
    """Bounds that hold together, and the reasons; the one that most others contradict goes first."""
    kept, aside = list(dict.fromkeys(bounds)), []
    while kept and _window(kept)[0] > _window(kept)[1]:
        worst = max(kept, key=lambda bound: sum(_clash(bound, other) for other in kept))
        kept.remove(worst)
        aside.append(f"Set aside, because the rest speaks against it: {worst.reason}")
    return kept, [*(bound.reason for bound in _telling(kept)), *aside]


def _telling(bounds: Sequence[Bound]) -> list[Bound]:
    """The bounds that narrow the window: without each of them it would be wider."""
    whole = _window(bounds)
    first = [b for b in bounds if _span(b)[0] == whole[0] and whole[0] != _FIRST]
    last = [b for b in bounds if _span(b)[1] == whole[1] and whole[1] != _LAST]
    return list(dict.fromkeys([*first[:1], *last[:1]]))


def _clash(one: Bound, other: Bound) -> bool:
    (first, last), (start, end) = _span(one), _span(other)
    return first > end or start > last


def _span(bound: Bound) -> Span:
    first, last = Moment.of(bound.first), Moment.of(bound.last)
    return (first.earliest if first else _FIRST), (last.latest if last else _LAST)


def _window(bounds: Sequence[Bound]) -> Span:
    spans = [_span(bound) for bound in bounds]
    return max((s[0] for s in spans), default=_FIRST), min((s[1] for s in spans), default=_LAST)


# --- days of the week and months


def _on_weekdays(expressions: Sequence[TimeExpression], window: Span) -> tuple[list[Span], list[str]]:
    """The parts of the window near which each date falls on the weekday that the text gives it."""
    spans, reasons = [window], []
    for expression in expressions:
        core = next(iter(_weekday_dates(expression)), None)
        if core is None or window[0] == _FIRST:
            continue
        last = (
            min(window[1], date(min(window[0].year + _UNBOUNDED_YEARS, 2099), 12, 31)) if _open(window) else window[1]
        )
        days = [day for day in _days_of(core, window[0].year - 1, last.year + 1) if day.isoweekday() == core.weekday]
        near = [(day - _NEAR_WEEKDAY, day + _NEAR_WEEKDAY) for day in days]
        cut = [both for span in spans for other in near if (both := _both(span, other))]
        if cut:
            spans = cut
            reasons.append(f"“{expression.text}” falls on that day of the week in {_years(days, spans)}.")
    return spans, reasons


def _open(window: Span) -> bool:
    return window[1] == _LAST


def _weekday_dates(expression: TimeExpression) -> Iterator[Calendar]:
    core = None if isinstance(expression.form, Range) else expression.form.core
    if isinstance(core, Calendar) and core.weekday and core.month and core.day and core.year is None:
        yield core


def _days_of(core: Calendar, first: int, last: int) -> Iterator[date]:
    for year in range(first, last + 1):
        try:
            yield date(year, core.month or 1, core.day or 1)
        except ValueError:
            continue


def _both(one: Span, other: Span) -> Span | None:
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


def _years(days: Sequence[date], spans: Sequence[Span]) -> str:
    near = {day.year for day in days for span in spans if span[0] - _NEAR_WEEKDAY <= day <= span[1] + _NEAR_WEEKDAY}
    return " or ".join(str(year) for year in sorted(near))


def _best(spans: Sequence[Span], expressions: Sequence[TimeExpression]) -> tuple[str | None, list[str]]:
    """The month or year that the spans and the dates without a year point to."""
    months = _months(spans)
    if not months:
        return None, []
    if len(months) == 1:
        return f"{months[0][0]:04}-{months[0][1]:02}", []
    scores = Counter(dict.fromkeys(months, 0))
    for expression in expressions:
        if expression.yearless:
            scores.update({month: _nearness(expression, month) for month in months})
    top = max(scores.values())
    best = [month for month in months if scores[month] == top]
    if top and len(best) == 1:
        told = next(e.text for e in expressions if e.yearless and _nearness(e, best[0]))
        reason = f"“{told}” has no year, as dispatches give dates of their own month or of one beside it."
        return f"{best[0][0]:04}-{best[0][1]:02}", [reason]
    years = {year for year, _ in (best if top else months)}
    return (f"{years.pop():04}" if len(years) == 1 else None), []


def _months(spans: Sequence[Span]) -> list[Month]:
    """The months that the spans touch; none where they are open."""
    if any(first == _FIRST or last == _LAST for first, last in spans):
        return []
    found = {
        divmod(index, 12)
        for first, last in spans
        for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    }
    return [(year, month + 1) for year, month in sorted(found)]


def _nearness(expression: TimeExpression, month: Month) -> int:
    """How well a date without a year suits a month of publication: in it, or in the one beside it."""
    core = None if isinstance(expression.form, Range) else expression.form.core
    if not isinstance(core, Calendar) or core.month is None:
        return 0
    apart = (core.month - month[1]) % 12
    if apart == 0:
        return 3
    beside = {"past": (11,), "future": (1,), "unknown": (1, 11)}[expression.direction]
    return int(apart in beside)
