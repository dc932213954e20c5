"""Resolve the times of a whole document in order, remembering the date that its text last spoke of.

A dispatch counts from its publication ("on 9 March": the one nearest to it). A narrative, such as an encyclopedia's
page or a chronology, was published long after what it tells: there a date without a year belongs to the year that the
text has reached.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.mentions.time_forms import Calendar, Phrase, Range, Shifted, Vague
from dateline.mentions.time_setting import Moment
from dateline.mentions.times import Direction, TimeExpression
from dateline.records import Time

_ENOUGH = 2  # a dispatch may well look back once
_FAR = 12  # months between publication and what a narrative tells


class Timeline:
    """The times of one document, resolved in reading order.

    Use it instead of `TimeExpression.resolve` where the document is at hand: "the next day" and "two weeks later"
    need the date before them.
    """

    def __init__(self, published: str | None, expressions: Sequence[TimeExpression]) -> None:
        self.published = published
        self.narrative = is_narrative(published, expressions)
        self.anchor = _first_year(expressions) if self.narrative else None

    def resolve(self, expression: TimeExpression, direction: Direction = "unknown") -> Time:
        """The interval that the next expression of the document names."""
        time = expression.resolve(self.published_for(expression), direction, anchor=self.anchor)
        if _moves(expression) and time.from_:
            self.anchor = time.from_
        return time

    def published_for(self, expression: TimeExpression) -> str | None:
        """What an expression counts from as its publication: in a narrative, the date that the text has reached."""
        if not self.narrative or self.anchor is None:
            return self.published
        if expression.yearless:
            return None
        return self.anchor if expression.stretch else self.published


def _first_year(expressions: Sequence[TimeExpression]) -> str | None:
    """The year of the first date that a narrative gives in full."""
    months = [month for expression in expressions for month in _dated_months(expression)]
    return f"{months[0] // 12:04}" if months else None


def is_narrative(published: str | None, expressions: Sequence[TimeExpression]) -> bool:
    """Whether a document tells of what was long over at its publication and never counts from its own day."""
    now = Moment.of(published)
    if now is None:
        return True
    months = [month for expression in expressions for month in _dated_months(expression)]
    near = sum(now.year * 12 + (now.month or 12) - 1 - month < _FAR for month in months)
    return len(months) >= max(_ENOUGH, near * 4 + 1) and not any(expression.deictic for expression in expressions)


def _dated_months(expression: TimeExpression) -> list[int]:
    """The months that a date names with their year, counted from the year 0."""
    form = expression.form
    phrases = (form.first, form.last) if isinstance(form, Range) else (form,)
    cores = [phrase.core for phrase in phrases]
    return [c.year * 12 + c.month - 1 for c in cores if isinstance(c, Calendar) and c.year and c.month]


def _moves(expression: TimeExpression) -> bool:
    """Whether what follows counts from this time: dates do, lengths and far-off decades do not."""
    form = expression.form
    if isinstance(form, Range):
        return not isinstance(form.first.core, Vague)
    core = form.core
    if isinstance(core, Calendar):
        return core.years == 1 and isinstance(form, Phrase)
    return not isinstance(core, Vague) and (not isinstance(core, Shifted) or core.by != 0 or core.base == "published")
