"""Parse dates of the calendar: days, months, years, decades, seasons, quarters, holidays, weekdays.

Each parser takes the words of a text and the index of one, and gives what starts there with the index after it, or
None. None looks further ahead than a few words.
"""

from __future__ import annotations

import re
from typing import Final

from dateline.mentions.lexing import Words
from dateline.mentions.nouns import is_counted, is_plural
from dateline.mentions.time_forms import Base, Calendar, Weekday
from dateline.mentions.time_words import time_words

FIRST_YEAR: Final = 1000
LAST_YEAR: Final = 2199
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_MONTH_CUES = frozenset({"last", "next", "this", "past", "each", "every", "-"})
_SAFE_CUES = frozenset(
    {"in", "since", "until", "till", "during", "early", "mid", "late", "last", "next", "throughout", "-"}
)
_AFTER_DAY = frozenset({"and", "in", "at", "when", "with", "against", "after", "before", "to", "for"})
_NO_DAY = frozenset(
    {"%", ":", "percent", "miles", "mile", "km", "kilometres", "kilometers", "metres", "meters", "feet"}
)
_SHIFTS = {"last": -1, "previous": -1, "this": 0, "next": 1, "same": 0, "that": 0, "following": 1}


def calendar_at(words: Words, i: int) -> tuple[Calendar, int] | None:
    """A date in words: "Thursday, 9 March 2017", "March 9", "March 2017", "March"."""
    weekday = weekday_word(words, i)
    if weekday is None:
        return _date(words, i) or _month_of_year(words, i)
    j = weekday[1] + (words.low[weekday[1]] in (",", "("))
    j += words.low[j] == "the"
    dated = _date(words, j)
    if dated is None:
        return None
    date, end = dated
    end += words.low[end] == ")" and words.low[weekday[1]] == "("
    return Calendar(date.year, date.month, date.day, weekday=weekday[0], shift=date.shift, base=date.base), end


def _date(words: Words, i: int) -> tuple[Calendar, int] | None:
    return _day_month(words, i) or _month_day(words, i)


def _day_month(words: Words, i: int) -> tuple[Calendar, int] | None:
    day = day_number(words, i)
    if day is None:
        return None
    j = day[1] + (words.low[day[1]] in ("of", "-"))
    month = _month(words, j)
    if month is None or not _month_stands(words, j, month[1], beside_day=True, after_day=i):
        return None
    return _with_year(words, month[1], month[0], day[0])


def _month_day(words: Words, i: int) -> tuple[Calendar, int] | None:
    month = _month(words, i)
    if month is None:
        return None
    j = month[1] + (words.low[month[1]] == "the")
    day = day_number(words, j)
    if day is None or words.low[day[1]] in _NO_DAY or is_counted(words.low[day[1]]):
        return None
    if not _month_stands(words, i, day[1], beside_day=True):
        return None
    found = _with_year(words, day[1], month[0], day[0])
    return _attacks_of_2001(words, found) or found


def _attacks_of_2001(words: Words, found: tuple[Calendar, int]) -> tuple[Calendar, int] | None:
    """The attacks of September 11 are those of 2001 wherever no year is said."""
    date, end = found
    named = words.low[end] in ("attack", "attacks", "terrorist", "terror", "hijackers", "atrocities", "plotters")
    if (date.year, date.shift, date.month, date.day) == (None, None, 9, 11) and named:
        return Calendar(2001, 9, 11), end
    return None


def _month_of_year(words: Words, i: int) -> tuple[Calendar, int] | None:
    month = _month(words, i)
    if month is None:
        return None
    date, end = _with_year(words, month[1], month[0], None)
    dated = date.year is not None or date.shift is not None
    if words.low[i] in time_words().month_abbreviations and not dated:
        return None
    return (date, end) if _month_stands(words, i, month[1], beside_day=dated) else None


def _with_year(words: Words, j: int, month: int, day: int | None) -> tuple[Calendar, int]:
    year = _year_after(words, j, bare=day is None)
    if year:
        return Calendar(year[0], month, day), year[1]
    shift = year_shift(words, j)
    if shift:
        return Calendar(None, month, day, shift=shift[0], base=shift[1]), shift[2]
    return Calendar(None, month, day), j


def _month(words: Words, i: int) -> tuple[int, int] | None:
    known = time_words()
    low = words.low[i]
    if low in known.months:
        return known.months[low], i + 1
    if low in known.month_abbreviations:
        return known.month_abbreviations[low], i + 2 if words.low[i + 1] == "." else i + 1
    return None


def _month_stands(words: Words, i: int, end: int, *, beside_day: bool, after_day: int | None = None) -> bool:
    """Whether the word at `i` is a month here: "may" and "march" are other words as well."""
    known = time_words()
    before = words.low[(i if after_day is None else after_day) - 1]
    if before in known.refused_before:
        return False
    not_after = known.ambiguous.get(words.low[i])
    if not_after is None:
        return True
    if words.case == "mixed":
        joined = words.low[end] in ("-", "to", "and", "or") and words.low[end + 1] in known.months
        return words.capital(i) and (beside_day or joined or before in known.year_cues or before in _MONTH_CUES)
    return words.low[end] not in not_after and (beside_day or before in _SAFE_CUES)


def day_number(words: Words, i: int) -> tuple[int, int] | None:
    """A day of the month, "9", "9th" or "ninth"."""
    ordinal = time_words().ordinals.get(words.low[i])
    if ordinal:
        return ordinal, i + 1
    raw = words.raw[i]
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 2 and 1 <= int(raw) <= 31):
        return None
    if words.glued(i + 1) and words.low[i + 1] in _ORDINAL_ENDINGS:
        return int(raw), i + 2
    if words.glued(i + 1) and (words.alphabetic(i + 1) or words.number(i + 1)):
        return None
    return int(raw), i + 1


def _year_after(words: Words, j: int, *, bare: bool) -> tuple[int, int] | None:
    """The year behind a month or a day: "2017", ", 2017", "of 2017", "'17"."""
    comma = words.low[j] == ","
    if words.low[j] in ("'", "’") and words.glued(j + 1) and len(words.raw[j + 1]) == 2 and words.number(j + 1):
        return _century_of(int(words.raw[j + 1])), j + 2
    k = j + 1 if comma or words.low[j] == "of" or (words.low[j] == "-" and words.glued(j + 1)) else j
    year = four_digits(words, k)
    if year is None or (comma and is_counted(words.low[k + 1])) or (bare and _is_count(words, k)):
        return None
    return year, k + 1


def _century_of(two: int) -> int:
    return 2000 + two if two < 70 else 1900 + two


def four_digits(words: Words, i: int) -> int | None:
    """The value of a plain four-digit number that could be a year."""
    raw = words.raw[i]
    if len(raw) != 4 or not (raw.isascii() and raw.isdigit()) or not FIRST_YEAR <= int(raw) <= LAST_YEAR:
        return None
    if words.glued(i + 1) and (words.alphabetic(i + 1) or words.number(i + 1) or words.low[i + 1] in ("%", "°")):
        return None
    return int(raw)


def _is_count(words: Words, i: int) -> bool:
    """Whether a four-digit number counts the noun behind it: "2000 troops", but not "2014 elections"."""
    noun = words.low[i + 1]
    if int(words.raw[i]) % 50 == 0:
        return is_plural(noun) or is_counted(noun)
    return False


def year_shift(words: Words, j: int) -> tuple[int, Base, int] | None:
    """A year told by its distance: "last year", "of this year", "of the same year"."""
    k = j + (words.low[j] in ("of", "in"))
    the = words.low[k] == "the"
    word = words.low[k + the]
    if words.low[k + the + 1] != "year" or word not in _SHIFTS:
        return None
    base: Base = "text" if the or word in ("that", "same", "following") else "published"
    return _SHIFTS[word], base, k + the + 2


def weekday_word(words: Words, i: int) -> tuple[int, int] | None:
    """A day of the week by name, full or cut ("Thurs."), with the index after it."""
    known = time_words()
    low = words.low[i]
    if low in known.weekdays:
        refused = words.low[i - 1] in known.refused_before or words.low[i + 1] in known.refused_after
        return None if refused else (known.weekdays[low], i + 1)
    if low in known.weekday_abbreviations and words.capital(i) and words.case == "mixed":
        end = i + 1 + (words.low[i + 1] == "." and words.glued(i + 1))
        on = end > i + 1 and words.low[i - 1] in ("on", "last", "next", "this")
        if on or _date(words, end + (words.low[end] == ",")):
            return known.weekday_abbreviations[low], end
    return None


def weekday_at(words: Words, i: int) -> tuple[Weekday, int] | None:
    """A day of the week: "Thursday", "last Friday", "next Monday", "Thursday last week"."""
    which: int | None = None
    if words.low[i] in ("last", "past", "this", "next", "coming"):
        which = {"last": -1, "past": -1, "this": 0}.get(words.low[i], 1)
        i += 1
        if words.low[i] in ("past", "coming"):
            which, i = (-1 if words.low[i] == "past" else 1), i + 1
    day = weekday_word(words, i)
    if day is None:
        return None
    week = _week_shift(words, day[1])
    return (Weekday(day[0], which, week[0]), week[1]) if week else (Weekday(day[0], which), day[1])


def _week_shift(words: Words, j: int) -> tuple[int, int] | None:
    j += words.low[j] == "of"
    word = words.low[j]
    return (_SHIFTS[word], j + 2) if word in ("last", "this", "next") and words.low[j + 1] == "week" else None


def day_alone_at(words: Words, i: int) -> tuple[Calendar, int] | None:
    """A day of a month that is not said: "on the 30th"."""
    if words.low[i] != "the" or words.low[i - 1] not in ("on", "until", "by", "since") or not words.number(i + 1):
        return None
    day = day_number(words, i + 1)
    if day is None or day[1] == i + 2 or (words.alphabetic(day[1]) and words.low[day[1]] not in _AFTER_DAY):
        return None
    return Calendar(day=day[0]), day[1]


def year_at(words: Words, i: int) -> tuple[Calendar, int] | None:
    """A bare year where a cue shows that it is one: "in 2014", "the 2003 invasion", "(2014)"."""
    year = four_digits(words, i)
    if year is None or _linked(words, i):
        return None
    before = words.low[i - 1]
    known = time_words()
    if before == "as" and words.low[i - 2] in ("early", "late", "back", "recently", "soon"):
        return Calendar(year), i + 1
    if before in known.year_cues or (before == "-" and words.low[i - 2] in ("mid", "early", "late")):
        weak = before in known.weak_year_cues and not 1900 <= year <= 2049
        return None if weak or _is_count(words, i) else (Calendar(year), i + 1)
    return (Calendar(year), i + 1) if 1700 <= year <= 2049 and _modifies(words, i) else None


def bare_year_at(words: Words, i: int) -> tuple[Calendar, int] | None:
    """A four-digit number as a year, where the place of the word already shows it ("from 1973 until 1990")."""
    year = four_digits(words, i)
    return None if year is None or _is_count(words, i) else (Calendar(year), i + 1)


def _linked(words: Words, i: int) -> bool:
    """Whether the number is glued to what stands before it: "F-2000", "$2000", "12/2014"."""
    if not words.glued(i) or words.low[i - 1] in ("(", '"', "“", "'", "[", "—"):
        return False
    return not (words.low[i - 1] == "-" and words.low[i - 2] in ("mid", "early", "late", "post", "pre"))


def _modifies(words: Words, i: int) -> bool:
    """Whether a number stands as a year before a noun, in brackets, or with a possessive: "the 2003 invasion"."""
    before, after = words.low[i - 1], words.low[i + 1]
    if after == "'s" or (before == "(" and after in (")", "-", ",", ";")) or before in time_words().year_nouns:
        return True
    if i == 0 and words.capital(i + 1) and not is_plural(after):  # the heading of a chronology's entry
        return True
    if before == "-" and words.low[i - 2] in ("post", "pre"):
        return True
    if int(words.raw[i]) % 50 == 0 or not words.alphabetic(i + 1):
        return False
    if int(words.raw[i]) < 1900 and is_plural(after):
        return False
    determined = before in ("the", "'s", "a", "an", "its", "their", "his", "her", "'", "disputed", "deadly")
    return determined or (not is_counted(after) and len(after) > 3 and _names_event(words, i + 1))


def _names_event(words: Words, i: int) -> bool:
    nouns = time_words().year_nouns
    return any(words.low[k] in nouns for k in range(i, i + 3))


def decade_at(words: Words, i: int) -> tuple[Calendar, int] | None:
    """A decade or a century: "the 1990s", "the '90s", "the nineties", "the 19th century"."""
    the = words.low[i] == "the"
    j = i + the
    quote = words.low[j] in ("'", "’", "‘")
    spelled = time_words().decades.get(words.low[j])
    if spelled and (the or words.low[i - 1] in ("early", "mid", "late", "-")):
        return Calendar(spelled, years=10), j + 1
    return _decade_in_digits(words, j + quote, short=the or quote) or _century(words, j)


def _decade_in_digits(words: Words, j: int, *, short: bool) -> tuple[Calendar, int] | None:
    raw = words.raw[j]
    plural = words.glued(j + 1) and (words.low[j + 1] == "s" or (words.low[j + 1] == "'s" and short))
    if not plural or not (raw.isascii() and raw.isdigit()) or int(raw[-1]) != 0:
        return None
    if len(raw) == 4 and FIRST_YEAR <= int(raw) <= LAST_YEAR:
        return Calendar(int(raw), years=10), j + 2
    if len(raw) == 2 and short:
        return Calendar(1900 + int(raw) if int(raw) > 10 else 2000 + int(raw), years=10), j + 2
    return None


def _century(words: Words, j: int) -> tuple[Calendar, int] | None:
    raw = words.raw[j]
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 2 and words.low[j + 1] in _ORDINAL_ENDINGS):
        return None
    k = j + 2 + (words.low[j + 2] == "-")
    return (Calendar((int(raw) - 1) * 100 + 1, years=100), k + 1) if words.low[k] == "century" and int(raw) else None
