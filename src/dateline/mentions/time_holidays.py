"""Parse festivals and holidays: "Christmas Day 2016", "last Ramadan", "the first day of Eid al-Adha"."""

from __future__ import annotations

from dataclasses import replace

from dateline.mentions.lexing import Words
from dateline.mentions.time_dates import bare_year_at, year_shift
from dateline.mentions.time_forms import Calendar
from dateline.mentions.time_words import time_words

_WHICH = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
_ARTICLES = {"ul": "al", "el": "al", "ur": "al"}
_BEFORE_NAMES = frozenset(
    {"The", "In", "During", "Since", "This", "Last", "Next", "On", "For", "Before", "After", "By"}
)


def holiday_at(words: Words, i: int) -> tuple[Calendar, int] | None:
    """A festival, in a year that may be said."""
    nth = _nth_day_of(words, i)
    j = nth[1] if nth else i
    which = _WHICH.get(words.low[j])
    j += which is not None
    found = _named(words, j)
    if found is None:
        return None
    core, end = found
    if nth:
        core = replace(core, nth=nth[0])
    year = bare_year_at(words, end + (words.low[end] in (",", "of", "in")))
    if year:
        return replace(core, year=year[0].year), year[1]
    shift = year_shift(words, end) if which is None else None
    if shift:
        return replace(core, shift=shift[0], base=shift[1]), shift[2]
    return replace(core, which=which), end


def _nth_day_of(words: Words, i: int) -> tuple[int, int] | None:
    """Read "the second day of", "the last day of", "the eve of"."""
    j = i + (words.low[i] == "the")
    if words.matches(j, "eve", "of"):
        return 0, j + 2
    number = -1 if words.low[j] in ("last", "final") else time_words().ordinals.get(words.low[j])
    return (number, j + 3) if number and words.matches(j + 1, "day", "of") else None


def _named(words: Words, j: int) -> tuple[Calendar, int] | None:
    for name, core in time_words().holidays.get(words.low[j], ()):
        end = _matched(words, j, name)
        if end and _stands(words, j, end, name):
            return core, end
    return None


def _matched(words: Words, j: int, name: tuple[str, ...]) -> int | None:
    """The end of a name that starts at word `j`; hyphens within it and spellings of "al" do not count."""
    for part in name:
        j += words.low[j] == "-" and words.glued(j)
        if words.low[j] != part and _ARTICLES.get(words.low[j]) != part:
            return None
        j += 1
    return j


def _stands(words: Words, j: int, end: int, name: tuple[str, ...]) -> bool:
    """Whether a name is a festival here, not a person's name or part of the name of a war or a treaty."""
    known = time_words()
    if words.low[end] in known.never_after_festival:
        return False
    if name == ("new", "year") and words.low[j - 1] != "the" and not (words.case == "mixed" and words.capital(j)):
        return False
    if words.case != "mixed" or name == ("new", "year"):
        return True
    if not words.capital(j):
        return False
    if name[0] not in known.festival_names or len(name) > 1:
        return True
    named_before = words.capital(j - 1) and words.alphabetic(j - 1) and words.raw[j - 1] not in _BEFORE_NAMES
    return not named_before and not (words.capital(end) and words.alphabetic(end))
