"""Bounds on a document's date from lengths told from a start: "more than six years after the war began in March 2011".

The text dates some starts itself; the caller knows others ("the start of a US air war against ISIS").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from dateline.mentions.time_forms import Lasting, Range
from dateline.mentions.time_setting import Interval, Moment, moved
from dateline.mentions.time_words import time_words
from dateline.mentions.times import TimeExpression
from dateline.mentions.undated import Bound, dates_in_full

Starts = Callable[[str], tuple[str, str] | None]

_REACH = 90  # characters in which a length finds the start that it counts from
_STARTED = ("began", "started", "erupted", "broke out", "begun", "launched")
_COUNTED_FROM = ("after ", "since ", "into ", "of ")
_MORE = ("more than", "over", "at least", "just over")
_LESS = ("less than", "nearly", "almost", "just under", "under")


def nothing_known(words: str) -> tuple[str, str] | None:
    """The starts of a caller who knows none."""
    return None


def elapsed_bounds(
    text: str,
    expressions: Sequence[TimeExpression],
    starts: Starts = nothing_known,
) -> list[Bound]:
    """Bounds from lengths told from a start: "more than two and a half years after the start of the air war".

    Args:
        text: The document, into which the expressions' offsets point.
        expressions: Its times.
        starts: Gives the ISO date and the name of what the words behind a length speak of ("the start of the air
            war"), or None where nothing of that name is known. A start that the text itself dates needs none.
    """
    found = (_elapsed(text, expressions, i, starts) for i, e in enumerate(expressions) if _length(e))
    return [bound for bound in found if bound]


def _elapsed(
    text: str,
    expressions: Sequence[TimeExpression],
    i: int,
    starts: Starts,
) -> Bound | None:
    expression = expressions[i]
    behind = _clause(text[expression.end : expression.end + _REACH])
    known = starts(_what(behind)) if "-" in expression.text or behind.lower().startswith(_COUNTED_FROM) else None
    known = known or _dated_start(text, expressions, i, behind)
    return bound_after(expression, *known) if known else None


def _what(behind: str) -> str:
    """What a length is counted from, without the word that joins them."""
    first, _, rest = behind.partition(" ")
    return rest if first.lower() in ("after", "since", "into", "of") else behind


def _clause(text: str) -> str:
    """The words up to the next mark that ends a clause."""
    ends = [i for mark in (",", ". ", ";", ":", "\n", "—") if (i := text.find(mark)) >= 0]
    return text[: min(ends, default=len(text))].strip()


def _dated_start(text: str, expressions: Sequence[TimeExpression], i: int, behind: str) -> tuple[str, str] | None:
    """A start that the text dates: behind "after", or before the length where something began then."""
    here = expressions[i]
    for other in expressions[i + 1 : i + 2]:
        if behind.startswith(("after", "since")) and other.start - here.end < len(behind):
            return _start_of(other)
    for other in expressions[max(i - 1, 0) : i]:
        before = text[max(0, other.start - 20) : other.start].lower()
        if here.start - other.end < _REACH and any(word in before for word in _STARTED):
            return _start_of(other)
    return None


def _start_of(expression: TimeExpression) -> tuple[str, str] | None:
    core = next(dates_in_full(expression), None)
    if core is None:
        return None
    return Moment(core.year or 0, core.month).earliest.isoformat(), f"what began in {expression.text}"


def _length(expression: TimeExpression) -> Lasting | None:
    form = expression.form
    core = None if isinstance(form, Range) else form.core
    return core if isinstance(core, Lasting) and core.count and core.side is None else None


def bound_after(expression: TimeExpression, start: str, name: str) -> Bound | None:
    """When a text was published that tells a length since a start: "more than two and a half years" after it."""
    length, begun = _length(expression), Moment.of(start)
    if length is None or begun is None or not length.count:
        return None
    least, most = _about(length.count, expression.text.lower())
    first, last = _later(begun.earliest, least, length.unit), _later(begun.latest, most, length.unit)
    if first is None or last is None:
        return None
    reason = f"“{expression.text}” is counted from {name} ({start})."
    return Bound(first.first.isoformat(), last.last.isoformat(), reason)


def _about(count: float, words: str) -> tuple[float, float]:
    """The lengths that a rounded one may stand for, in its unit."""
    step = 0.5 if count % 1 else 1.0
    if words.startswith(_MORE):
        return count, count + step
    if words.startswith(_LESS):
        return count - step / 2, count
    return count - step / 2, count + step


def _later(day: date, count: float, unit: str) -> Interval | None:
    grain = time_words().units[unit].grain if unit in time_words().units else "day"
    scale = {"year": (12, "month"), "decade": (120, "month"), "month": (30.4, "day"), "week": (7, "day")}
    factor, finer = scale.get(grain, (1, "day"))
    return moved(Moment(day.year, day.month, day.day), count * factor, finer, finer)
