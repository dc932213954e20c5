"""Put times together: dates with parts, hours and parts of the day; ranges; and the words that open or bound them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import NamedTuple

from dateline.mentions import time_dates, time_holidays, time_periods, time_relative, time_vague
from dateline.mentions.lexing import Words
from dateline.mentions.numerals import STARTERS as NUMERAL_STARTERS
from dateline.mentions.time_forms import Calendar, Core, Form, Phrase, Range, Shifted, Vague, Weekday
from dateline.mentions.time_words import time_words

Found = tuple[Phrase, int]
Parser = Callable[[Words, int], Found | None]

_CONNECTORS = {"between": ("and", "-"), "from": ("to", "until", "till", "through", "-")}
_LOOSE = ("to", "until", "till", "through", "-")
_PRESENT = frozenset({"present", "now", "date", "today"})
_PARTS = {"early": "early", "mid": "mid", "late": "late", "end": "end", "earlier": "early", "later": "late"}


class Expression(NamedTuple):
    """A form with its place among the words and the cue that opens or bounds it ("since")."""

    form: Form
    start: int
    end: int
    cue: str | None


def expression_at(words: Words, i: int) -> Expression | None:
    """The time expression that starts at word `i`, or behind it where word `i` is "from" or "between"."""
    if words.low[i] in _CONNECTORS:
        return _cued_range(words, i)
    pair = _days_of_month(words, i) or _years(words, i)
    if pair:
        return Expression(pair[0], i, pair[1], _cue(words, i, pair[1])[0])
    found = phrase_at(words, i)
    if found is None:
        return None
    phrase, end = found
    loose = _loose_range(words, phrase, end)
    if loose:
        return Expression(loose[0], i, loose[1], None)
    cue, end = _cue(words, i, end)
    return Expression(phrase, i, end, cue)


def _cue(words: Words, start: int, end: int) -> tuple[str | None, int]:
    before = words.low[start - 1]
    if words.low[end] in ("onwards", "onward") or words.matches(end, "and", "onwards"):
        return "since", end + 1 + (words.low[end] == "and")
    if before == "to" and words.low[start - 2] == "prior":
        return "before", end
    if before == "through" and words.low[start - 2] in ("midway", "halfway", "way"):
        return None, end
    return time_words().cues.get(before), end


def phrase_at(words: Words, i: int) -> Found | None:
    """One time with its part, part of the day and time of the clock."""
    found = _with_clock_first(words, i) or _part_of_day_of(words, i) or _with_part(words, i) or _core_at(words, i)
    if found is None:
        return _bare_part_of_day(words, i)
    return _with_suffix(words, *found)


def _core_at(words: Words, i: int) -> Found | None:
    """The longest plain time that starts at word `i`; of two as long the first parser's."""
    best: Found | None = None
    for parser in _parsers(words, i):
        found = parser(words, i)
        if found and (best is None or found[1] > best[1]):
            best = found
    return best


def _parsers(words: Words, i: int) -> tuple[Parser, ...]:
    if words.number(i):
        return _table()["0"]
    return _table().get(words.low[i], ())


def _plain(parser: Callable[[Words, int], tuple[Core, int] | None]) -> Parser:
    def parse(words: Words, i: int) -> Found | None:
        found = parser(words, i)
        return (Phrase(found[0]), found[1]) if found else None

    return parse


@functools.cache
def _table() -> dict[str, tuple[Parser, ...]]:
    """Which parsers to ask at a word; "0" stands for all numbers in digits."""
    table: dict[str, tuple[Parser, ...]] = {}
    for words, parsers in (*_calendar_rows(), *_relative_rows()):
        for word in words:
            table[word] = (*table.get(word, ()), *parsers)
    return table


def _calendar_rows() -> list[tuple[Iterable[str], tuple[Parser, ...]]]:
    known = time_words()
    calendar, decade = _plain(time_dates.calendar_at), _plain(time_dates.decade_at)
    quarter, first_days = _plain(time_periods.quarter_at), _plain(time_periods.first_days_at)
    figures, year = _plain(time_periods.figures_at), _plain(time_dates.year_at)
    holiday = _plain(time_holidays.holiday_at)
    return [
        (("0",), (figures, calendar, year, decade, time_relative.length_at, quarter)),
        ((*known.months, *known.month_abbreviations), (calendar,)),
        ((*known.weekdays, *known.weekday_abbreviations), (calendar, _plain(time_dates.weekday_at))),
        (known.ordinals, (calendar, quarter, holiday)),
        (known.seasons, (_plain(time_periods.season_at),)),
        ((*known.decades, "'", "’", "‘"), (decade,)),
        (("q",), (quarter,)),
        (("the",), (decade, quarter, _plain(time_dates.day_alone_at), first_days)),
        (("first", "last"), (first_days,)),
        (known.holidays, (holiday,)),
    ]


def _relative_rows() -> list[tuple[Iterable[str], tuple[Parser, ...]]]:
    known = time_words()
    turns = (time_dates.weekday_at, time_periods.season_at, time_holidays.holiday_at, time_periods.turn_of_month_at)
    near = (time_relative.day_at, time_relative.unit_at, time_vague.recent_at, time_vague.spell_at)
    modifiers = (modifier[0] for modifier in time_relative.MODIFIERS)
    return [
        (time_relative.STARTERS, (*near, *(_plain(turn) for turn in turns))),
        ((*known.vague, *known.repeats, *(f"{day}s" for day in known.weekdays)), (time_vague.recent_at,)),
        (time_vague.STARTERS, (time_vague.recent_at, time_vague.spell_at)),
        ((*known.long_words, *known.units), (time_vague.spell_at,)),
        ({*NUMERAL_STARTERS, *known.plurals, *modifiers}, (time_relative.length_at,)),
    ]


@functools.cache
def starters() -> frozenset[str]:
    """Every word, besides numbers, at which a time expression may start."""
    more = {*_PARTS, *_CONNECTORS, *time_words().part_nouns, *time_words().dayparts, "hours", "the", "small", "wee"}
    return frozenset(_table()) | more


def _with_part(words: Words, i: int) -> Found | None:
    """Read "early 2016", "mid-March", "late last year", "earlier this week", "the end of the year", "late in March"."""
    j = i + (words.low[i] == "the")
    part = time_words().part_nouns.get(words.low[j])
    if part and words.low[j + 1] == "of":
        return _of_target(words, j + 2, part)
    if part == "end" and words.low[j + 1] == "-":
        return _partial(words, j + 2, part)
    if words.low[i] not in _PARTS or words.low[i] == "end":
        return None
    j = i + 1 + (words.low[i + 1] in ("-", "on", "in"))
    if words.low[i] in ("earlier", "later") and words.low[j - 1] == "in" and words.low[j] == "the":
        return _later_in_the(words, j + 1, _PARTS[words.low[i]])
    return _partial(words, j, _PARTS[words.low[i]])


def _later_in_the(words: Words, j: int, part: str) -> Found | None:
    """Read "later in the day", "earlier in the morning": the day that the text speaks of."""
    daypart = time_words().dayparts.get(words.low[j])
    if daypart:
        return Phrase(Shifted("day", 0, "text"), part, daypart), j + 1
    grain = words.low[j] if words.low[j] in ("day", "week", "month", "year") else None
    return (Phrase(Shifted(grain, 0, "text"), part), j + 1) if grain else None


def _of_target(words: Words, j: int, part: str) -> Found | None:
    if words.low[j] == "the" and words.low[j + 1] in ("day", "week", "month", "year", "decade", "century"):
        return Phrase(Shifted(words.low[j + 1], 0), part=part), j + 2
    return _partial(words, j, part)


def _partial(words: Words, j: int, part: str) -> Found | None:
    found = _core_at(words, j) or _plain(time_dates.bare_year_at)(words, j)
    if found is None or not isinstance(found[0].core, Calendar | Weekday | Shifted):
        return None
    return Phrase(found[0].core, part, found[0].daypart), found[1]


def _with_clock_first(words: Words, i: int) -> Found | None:
    """Read "8 a.m. on Monday", "10:30 GMT"."""
    clock = time_periods.clock_at(words, i) if words.number(i) else None
    if clock is None:
        return None
    time, end = clock
    j = end + (words.low[end] in (",", "on", "-"))
    date = _part_of_day_of(words, j) or _core_at(words, j)
    if date and isinstance(date[0].core, Calendar | Weekday | Shifted) and _is_day(date[0].core):
        return Phrase(date[0].core, date[0].part, date[0].daypart, time), date[1]
    return Phrase(Shifted("clock", 0, "text"), clock=time), end


def _is_day(core: Core) -> bool:
    if isinstance(core, Calendar):
        return core.day is not None
    return isinstance(core, Weekday) or (isinstance(core, Shifted) and core.grain == "day")


def _part_of_day_of(words: Words, i: int) -> Found | None:
    """Read "the night of 25 July", "the early hours of Sunday", "the evening on 23 July"."""
    j = i + (words.low[i] == "the")
    j += words.low[j] in ("early", "late", "small", "wee", "pre")
    part = "MO" if words.low[j] == "hours" else time_words().dayparts.get(words.low[j])
    if part is None or words.low[j + 1] not in ("of", "on") or (j == i and words.low[j] == "hours"):
        return None
    found = _core_at(words, j + 2)
    if found is None or not _is_day(found[0].core):
        return None
    return Phrase(found[0].core, daypart=part, clock=found[0].clock), found[1]


def _bare_part_of_day(words: Words, i: int) -> Found | None:
    """Read "in the morning", "at night", "at dawn": the day is not said."""
    j = i + (words.low[i] == "the")
    j += j > i and words.low[j] == "early"
    before = words.low[i - 1]
    if j > i and words.low[j] == "hours" and words.low[j - 1] == "early":
        return Phrase(Vague("TMO")), j + 1
    part = time_words().dayparts.get(words.low[j])
    at = j == i and before in ("at", "by", "before", "until", "around")
    if part is None or not (at or (j > i and before in ("in", "during", "on"))):
        return None
    return Phrase(Vague({"noon": "T12:00", "midnight": "T24:00"}.get(words.low[j], f"T{part}"))), j + 1


def _with_suffix(words: Words, phrase: Phrase, end: int) -> Found:
    """Add what narrows a day from behind: "Monday morning", "9 March at 8 a.m.", "yesterday at dawn"."""
    if not _is_day(phrase.core):
        return phrase, end
    part, clock = phrase.daypart, phrase.clock
    j = end + (words.low[end] in ("at", "in") and words.low[end + 1] not in ("noon", "midnight"))
    j += words.low[j] == "the"
    found = time_words().dayparts.get(words.low[j])
    if found and not part and words.low[j] not in ("noon", "midnight"):
        part, end = found, j + 1
    if clock is None:
        k = end + (words.low[end] in ("at", ",", "around"))
        timed = time_periods.clock_at(words, k) if words.number(k) else None
        clock, end = timed if timed else (None, end)
    return Phrase(phrase.core, phrase.part, part, clock), end


def _days_of_month(words: Words, i: int) -> tuple[Range, int] | None:
    """Read "5-6 April 2016", "3 and 5 March", "October 25-26, 2016"."""
    day = time_dates.day_number(words, i)
    if day and words.low[day[1]] in ("-", "to", "and", "or"):
        last = time_dates.calendar_at(words, day[1] + 1)
        if last and last[0].day is not None and last[0].weekday is None and day[0] < last[0].day:
            return _same_month(last[0], day[0], last[0].day, last[1])
        return None
    return _month_then_days(words, i) if words.alphabetic(i) else None


def _month_then_days(words: Words, i: int) -> tuple[Range, int] | None:
    first = time_dates.calendar_at(words, i)
    if (
        first is None
        or first[0].day is None
        or first[0].year is not None
        or words.low[first[1]] not in ("-", "to", "and")
    ):
        return None
    last = time_dates.day_number(words, first[1] + 1)
    if last is None or last[0] <= first[0].day or words.alphabetic(last[1] - 1) or _goes_on(words, *first[1:], last[1]):
        return None
    k = last[1] + (words.low[last[1]] == ",")
    year = time_dates.four_digits(words, k)
    date = Calendar(year, first[0].month, shift=first[0].shift)
    return _same_month(date, first[0].day, last[0], k + 1 if year else last[1])


def _goes_on(words: Words, joint: int, end: int) -> bool:
    """Whether the second number belongs to what follows: "on March 3 and 5 people", "March 5 to 20 March"."""
    if words.low[joint] == "-":
        return words.low[end] in time_words().months
    return words.alphabetic(end) and words.low[end] not in ("in", "at", "and", "when", "after", "before", "with")


def _same_month(date: Calendar, first: int, last: int, end: int) -> tuple[Range, int]:
    ends = (Phrase(Calendar(date.year, date.month, day, shift=date.shift, base=date.base)) for day in (first, last))
    return Range(*ends), end


def _years(words: Words, i: int) -> tuple[Range, int] | None:
    """Read "2003-2011", "2014-15", "2011-present", and the same with spaces in brackets."""
    first = time_dates.four_digits(words, i)
    if (
        first is None
        or words.low[i + 1] not in ("-", "/")
        or not 1800 <= first <= 2049
        or (words.glued(i) and words.low[i - 1] != "(")
    ):
        return None
    if words.low[i + 2] in _PRESENT:
        return Range(Phrase(Calendar(first)), Phrase(Vague("PRESENT_REF"))), i + 3
    last = time_dates.bare_year_at(words, i + 2)
    year = last[0].year if last else _short_year(words, i, first)
    if year is None or year <= first or year > 2100:
        return None
    return Range(Phrase(Calendar(first)), Phrase(Calendar(year))), i + 3


def _short_year(words: Words, i: int, first: int) -> int | None:
    raw = words.raw[i + 2]
    cued = words.low[i - 1] in time_words().year_cues or words.low[i - 1] in ("the", "(")
    if not cued or not words.glued(i + 2) or len(raw) != 2 or not (raw.isascii() and raw.isdigit()):
        return None
    return None if words.glued(i + 3) and words.low[i + 3] == "-" else first - first % 100 + int(raw)


def _cued_range(words: Words, i: int) -> Expression | None:
    """Read "from 20 January to 18 March 2018", "between 2003 and 2011"."""
    pair = _days_of_month(words, i + 1)
    if pair:
        return Expression(pair[0], i + 1, pair[1], None)
    first = _range_end(words, i + 1)
    if first is None or words.low[first[1]] not in _CONNECTORS[words.low[i]]:
        return None
    last = _range_end(words, first[1] + 1)
    if last is None or not _fit(first[0], last[0]):
        return None
    return Expression(Range(first[0], last[0]), i + 1, last[1], None)


def _range_end(words: Words, i: int) -> Found | None:
    if words.low[i] in _PRESENT and words.low[i] not in ("today", "now"):
        return Phrase(Vague("PRESENT_REF")), i + 1
    return phrase_at(words, i) or _plain(time_dates.bare_year_at)(words, i)


def _fit(first: Phrase, last: Phrase) -> bool:
    kinds = (Calendar, Weekday, Shifted)
    if isinstance(last.core, Vague):
        return last.core.timex == "PRESENT_REF" and isinstance(first.core, kinds)
    return isinstance(first.core, kinds) and isinstance(last.core, kinds)


def _loose_range(words: Words, first: Phrase, end: int) -> tuple[Range, int] | None:
    """A range without "from": "Monday to Friday", "May-June 2017", "April 2012 through March 2013"."""
    if words.low[end] not in _LOOSE or not isinstance(first.core, Calendar | Weekday):
        return None
    last = _range_end(words, end + 1)
    if last is None or type(last[0].core) is not type(first.core) or first.clock or last[0].clock:
        return None
    return Range(first, last[0]), last[1]
