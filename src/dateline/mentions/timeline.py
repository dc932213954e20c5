"""Resolve the times of a whole document in order, remembering the date that its text last spoke of.

A dispatch counts from its publication ("on 9 March": the one nearest to it). A narrative, such as an encyclopedia's
page or a chronology, was published long after what it tells: there a date without a year belongs to the year that the
text has reached. Where publication is unknown, an inferred month or year gives dates their year and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.mentions.time_forms import Calendar, Phrase, Range, Shifted, Vague
from dateline.mentions.time_setting import Moment
from dateline.mentions.times import Direction, TimeExpression
from dateline.mentions.undated import Inferred, dates_in_full
from dateline.records import Time

INFERRED = "year-inferred-from-document"
_ENOUGH = 2  # a dispatch may well look back once
_FAR = 12  # months between publication and what a narrative tells
_FAR_YEARS = 2  # the same where only years are said


class Timeline:
    """The times of one document, resolved in reading order.

    Use it instead of `TimeExpression.resolve` where the document is at hand: "the next day" and "two weeks later"
    need the date before them. `inferred` says what is known of the date of publication where `published` is null.
    """

    def __init__(
        self, published: str | None, expressions: Sequence[TimeExpression], inferred: Inferred | None = None
    ) -> None:
        self.published = published
        self.inferred = inferred if published is None and inferred and inferred.best else None
        self.narrative = self.inferred is None and is_narrative(published, expressions)
        self.anchor = _first_year(expressions) if self.narrative else None

    def resolve(self, expression: TimeExpression, direction: Direction = "unknown") -> Time:
        """The interval that the next expression of the document names."""
        time = expression.resolve(self.published_for(expression), direction, anchor=self.anchor)
        if self.inferred and time.from_ and expression.counts_years:
            time = replace(time, rule=f"{INFERRED}: {time.rule}")
        if _moves(expression) and time.from_:
            self.anchor = time.from_
        return time

    def published_for(self, expression: TimeExpression) -> str | None:
        """What an expression counts from as its publication: in a narrative, the date that the text has reached."""
        if self.inferred:
            return self.inferred.best if expression.counts_years else None
        if not self.narrative or self.anchor is None:
            return self.published
        if expression.yearless:
            return None
        return self.anchor if expression.stretch else self.published


def _first_year(expressions: Sequence[TimeExpression]) -> str | None:
    """The year of the first date that a narrative gives in full, or of the first year where it gives none."""
    dates = [date for expression in expressions for date in dates_in_full(expression)]
    full = [date for date in dates if date.month]
    return f"{(full or dates)[0].year:04}" if dates else None


def is_narrative(published: str | None, expressions: Sequence[TimeExpression]) -> bool:
    """Whether a document tells of what was long over at its publication and never counts from its own day."""
    now = Moment.of(published)
    if now is None:
        return True
    dates = [date for expression in expressions for date in dates_in_full(expression)]
    near = sum(not _is_far(date, now) for date in dates)
    if len(dates) < max(_ENOUGH, near * 4 + 1) or any(expression.deictic for expression in expressions):
        return False
    return any(date.month for date in dates)


def _is_far(date: Calendar, now: Moment) -> bool:
    year = date.year or now.year
    if date.month is None:
        return now.year - year >= _FAR_YEARS
    return now.year * 12 + (now.month or 12) - year * 12 - date.month >= _FAR


def _moves(expression: TimeExpression) -> bool:
    """Whether what follows counts from this time: dates do, lengths and far-off decades do not."""
    form = expression.form
    if isinstance(form, Range):
        return not isinstance(form.first.core, Vague)
    core = form.core
    if isinstance(core, Calendar):
        return core.years == 1 and isinstance(form, Phrase)
    return not isinstance(core, Vague) and (not isinstance(core, Shifted) or core.by != 0 or core.base == "published")
