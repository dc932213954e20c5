"""Find the times that a sentence names and resolve them against the date of publication.

    for time in find_times("Troops entered the town on Thursday."):
        time.resolve("2017-03-11", "past").from_      # 2017-03-09

Spans follow TIMEX3: they leave out the preposition before them ("on", "since"), whose meaning `cue` keeps.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.mentions.lexing import Words, lex
from dateline.mentions.time_forms import Calendar, Form, Lasting, Offset, Range, Shifted, Weekday
from dateline.mentions.time_grammar import Expression, expression_at, starters
from dateline.mentions.time_resolve import Direction, Setting, resolve_form
from dateline.mentions.time_tense import direction_at
from dateline.mentions.time_terms import Terms, terms_in
from dateline.records import Time

__all__ = ["Direction", "Terms", "TimeExpression", "find_times"]

_DIGITS = frozenset("0123456789")
_LONG = ("year", "decade", "century")
_WEEKEND = Shifted("weekend", 0)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time, and what they say before a date of publication is known.

    `cue` is the word that opens or bounds the time: since, until, by, before, after. `direction` is what the words
    around it suggest about the tense; it decides where the caller of `resolve` leaves it open.
    """

    text: str
    start: int
    end: int
    form: Form
    cue: str | None = None
    direction: Direction = "unknown"

    @property
    def yearless(self) -> bool:
        """Whether it is a date of the calendar whose year is left to the reader ("March 9")."""
        return any(
            isinstance(core, Calendar) and core.year is None and core.shift is None and core.which is None
            for core in self._cores()
        )

    @property
    def turns_on_tense(self) -> bool:
        """Whether its value depends on the tense of its sentence ("Thursday", "in March", "in five days")."""
        return any(
            isinstance(core, Calendar)
            or (isinstance(core, Weekday) and core.which in (None, 0))
            or (isinstance(core, Lasting) and core.ahead)
            or core == _WEEKEND
            for core in self._cores()
        )

    @property
    def counts_years(self) -> bool:
        """Whether it needs no more than the year or the month of publication ("March 22", "last year", "in 2014")."""
        return self.yearless or any(
            isinstance(core, Calendar)
            or (isinstance(core, Shifted) and core.grain in _LONG)
            or (isinstance(core, Lasting) and core.after and core.unit in _LONG)
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
            direction: Whether the sentence tells what has happened or what is to come; left "unknown", the words
                around the expression decide.
            anchor: The ISO date that the text has last spoken of, from which "two days later" counts.

        Returns:
            A `Time` whose `from_` and `to` are null where the time cannot be placed; `rule` says why.
        """
        setting = Setting.of(published, direction, anchor)
        if direction == "unknown":
            setting = replace(setting, direction=self.direction, guessed=True)
        found = resolve_form(self.form, self.cue, setting)
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


def find_times(text: str, offset: int = 0, terms: Terms | None = None) -> list[TimeExpression]:
    """The time expressions of a text in order, without overlaps.

    Args:
        text: A sentence or a whole document.
        offset: Added to the places of the expressions.
        terms: Gives the first and last ISO date of an office by its holder's name as the text has it ("President
            Obama"), or None; with it "during the Obama administration" is a time.
    """
    words = lex(text)
    found = _scan(words)
    if terms:
        found = _merged(found, terms_in(words, terms))
    return [_expression(words, expression, offset) for expression in found]


def _merged(found: list[Expression], more: list[Expression]) -> list[Expression]:
    """Both in order, the first kept where they overlap."""
    free = [m for m in more if not any(m.start < f.end and f.start < m.end for f in found)]
    return sorted([*found, *free], key=lambda expression: expression.start)


def _scan(words: Words) -> list[Expression]:
    found: list[Expression] = []
    known, low, raw, size = starters(), words.low, words.raw, len(words)
    i = 0
    while i < size:
        here = expression_at(words, i) if low[i] in known or raw[i][0] in _DIGITS else None
        if here:
            found.append(here)
        i = here.end if here else i + 1
    return found


def _expression(words: Words, found: Expression, offset: int) -> TimeExpression:
    start, end = words.start[found.start], words.end[found.end - 1]
    told = TimeExpression(words.text[start:end], start + offset, end + offset, found.form, found.cue)
    if not told.turns_on_tense:
        return told
    return replace(told, direction=direction_at(words, found.start, found.end))
