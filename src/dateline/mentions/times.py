"""Find the times that a sentence names and resolve them against the date of publication.

    for time in find_times("Troops entered the town on Thursday."):
        time.resolve("2017-03-11", "past").from_      # 2017-03-09

Spans follow TIMEX3: they leave out the preposition before them ("on", "since"), whose meaning `cue` keeps.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.mentions.lexing import Words, lex
from dateline.mentions.time_forms import Calendar, Form, Lasting, Offset, Range, Shifted, Weekday
from dateline.mentions.time_grammar import Expression, expression_at, starters
from dateline.mentions.time_resolve import Direction, Setting, resolve_form
from dateline.records import Time

__all__ = ["Direction", "TimeExpression", "find_times"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time, and what they say before a date of publication is known.

    `cue` is the word that opens or bounds the time: since, until, by, before, after.
    """

    text: str
    start: int
    end: int
    form: Form
    cue: str | None = None

    @property
    def yearless(self) -> bool:
        """Whether it is a date of the calendar whose year is left to the reader ("March 9")."""
        return any(
            isinstance(core, Calendar) and core.year is None and core.shift is None and core.which is None
            for core in self._cores()
        )

    @property
    def deictic(self) -> bool:
        """Whether it counts from the day of publication ("yesterday", "Thursday", "last week", "three years ago")."""
        return any(_is_deictic(core) for core in self._cores())

    @property
    def length(self) -> bool:
        """Whether it is a length of time ("for six months", "the past two years"), not a date."""
        return any(isinstance(core, Lasting) for core in self._cores())

    @property
    def stretch(self) -> bool:
        """Whether it is a length of time beside some day ("the past two years")."""
        return any(isinstance(core, Lasting) and core.side is not None for core in self._cores())

    def _cores(self) -> tuple[object, ...]:
        form = self.form
        return (form.first.core, form.last.core) if isinstance(form, Range) else (form.core,)

    def resolve(self, published: str | None, direction: Direction = "unknown", *, anchor: str | None = None) -> Time:
        """The interval that it names.

        Args:
            published: The ISO date or date-time of publication, cut to what is known; its own calendar day counts,
                whatever its zone.
            direction: Whether the sentence tells what has happened or what is to come.
            anchor: The ISO date that the text has last spoken of, from which "two days later" counts.

        Returns:
            A `Time` whose `from_` and `to` are null where the time cannot be placed; `rule` says why.
        """
        found = resolve_form(self.form, self.cue, Setting.of(published, direction, anchor))
        return Time(self.text, self.start, self.end, found.first, found.last, found.precision, found.rule, found.timex)


def _is_deictic(core: object) -> bool:
    match core:
        case Weekday():
            return True
        case Shifted(base=base) | Offset(base=base):
            return base == "published"
        case Calendar(shift=shift, which=which, base=base):
            return base == "published" and (shift is not None or which is not None)
        case Lasting(side=side):
            return side is not None
        case _:
            return False


def find_times(text: str, offset: int = 0) -> list[TimeExpression]:
    """The time expressions of a text in order, without overlaps; `offset` is added to their places."""
    words = lex(text)
    return [_expression(words, found, offset) for found in _scan(words)]


def _scan(words: Words) -> list[Expression]:
    found: list[Expression] = []
    known, i, size = starters(), 0, len(words)
    while i < size:
        here = expression_at(words, i) if words.low[i] in known or words.number(i) else None
        if here:
            found.append(here)
        i = here.end if here else i + 1
    return found


def _expression(words: Words, found: Expression, offset: int) -> TimeExpression:
    start, end = words.start[found.start], words.end[found.end - 1]
    return TimeExpression(words.text[start:end], start + offset, end + offset, found.form, found.cue)
