"""Parse dates in figures ("2017-03-09", "22/3/2017"), seasons, quarters, halves and times of the clock."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.mentions.lexing import Words
from dateline.mentions.numerals import numeral_at
from dateline.mentions.time_dates import bare_year_at, calendar_at, four_digits, year_shift
from dateline.mentions.time_forms import Calendar
from dateline.mentions.time_words import time_words

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_AFTER_CLOCK = frozenset({"today", "yesterday", "tonight", "on", "this", "last", "hours", "local"})
_WHICH = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}


def figures_at(words: Words, i: int) -> tuple[Calendar, int] | None:
    """A date in figures: ISO, with slashes, or with dots. "9/3/2017" may be read two ways and is marked so."""
    if words.glued(i) and words.low[i - 1] not in ("(", '"', "“", "[", "'"):
        return None
    dotted = _DOTTED.fullmatch(words.raw[i]) if len(words.raw[i]) <= 10 else None
    if dotted:
        return _checked(int(dotted[3]), int(dotted[2]), int(dotted[1]), i + 1)
    return _separated(words, i, "-") or _separated(words, i, "/") or _nine_eleven(words, i)


def _separated(words: Words, i: int, mark: str) -> tuple[Calendar, int] | None:
    raw = [words.raw[i + k] for k in (0, 2, 4)]
    if words.low[i + 1] != mark or words.low[i + 3] != mark or not all(words.glued(i + k) for k in (1, 2, 3, 4)):
        return None
    if not all(part.isascii() and part.isdigit() and len(part) in (1, 2, 4) for part in raw):
        return None
    if len(raw[0]) == 4:
        return _checked(int(raw[0]), int(raw[1]), int(raw[2]), i + 5)
    return _either_order(int(raw[0]), int(raw[1]), int(raw[2]), i + 5) if len(raw[2]) == 4 else None


def _either_order(first: int, second: int, year: int, end: int) -> tuple[Calendar, int] | None:
    if first > 12 or first == second:
        return _checked(year, second, first, end)
    if second > 12:
        return _checked(year, first, second, end)
    return (Calendar(year, ambiguous=True), end) if first and second else None


def _checked(year: int, month: int, day: int, end: int) -> tuple[Calendar, int] | None:
    return (Calendar(year, month, day), end) if 1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year < 2200 else None


def _nine_eleven(words: Words, i: int) -> tuple[Calendar, int] | None:
    return (Calendar(2001, 9, 11), i + 3) if words.matches(i, "9", "/", "11") and not words.glued(i + 3) else None


def season_at(words: Words, i: int) -> tuple[Calendar, int] | None:
    """A season that is said to be one: "spring 2015", "the summer of 2017", "last winter", "in the autumn"."""
    j = i + (words.low[i] == "the")
    which = _WHICH.get(words.low[j])
    j += which is not None
    season = words.low[j]
    if season not in time_words().seasons:
        return None
    if which is not None:
        return Calendar(season=season, which=which), j + 1
    return _dated_season(words, season, j + 1) or _bare_season(words, i, j, season)


def _dated_season(words: Words, season: str, end: int) -> tuple[Calendar, int] | None:
    k = end + (words.low[end] in ("of", ","))
    year = four_digits(words, k)
    if year:
        return Calendar(year, season=season), k + 1
    shift = year_shift(words, end)
    return (Calendar(season=season, shift=shift[0], base=shift[1]), shift[2]) if shift else None


def _bare_season(words: Words, i: int, j: int, season: str) -> tuple[Calendar, int] | None:
    if season == "fall" or words.low[i - 1] not in (
        "in",
        "during",
        "since",
        "until",
        "by",
        "mid",
        "early",
        "late",
        "-",
        "this",
    ):
        return None
    return (Calendar(season=season), j + 1) if words.low[j + 1] != "of" else None


def quarter_at(words: Words, i: int) -> tuple[Calendar, int] | None:
    """A quarter or half of a year: "Q3 2016", "the third quarter of 2016", "the first half of last year"."""
    if words.low[i] == "q" and words.glued(i + 1) and words.raw[i + 1] in ("1", "2", "3", "4"):
        return _with_year(words, i + 2, quarter=int(words.raw[i + 1]))
    j = i + (words.low[i] == "the")
    number = _ORDINALS.get(words.low[j])
    j += 1 + (words.low[j + 1] == "-")
    if number and words.low[j] == "quarter":
        return _with_year(words, j + 1, quarter=number)
    if number in (1, 2) and words.low[j] == "half" and words.low[j + 1] == "of":
        return _with_year(words, j + 1, half=number, year_needed=True)
    return None


def _with_year(
    words: Words, j: int, *, quarter: int | None = None, half: int | None = None, year_needed: bool = False
) -> tuple[Calendar, int] | None:
    k = j + (words.low[j] in ("of", ","))
    year = bare_year_at(words, k)
    if year:
        return Calendar(year[0].year, quarter=quarter, half=half), year[1]
    shift = year_shift(words, j) or ((0, "published", j + 3) if words.matches(j, "of", "the", "year") else None)
    if shift:
        return Calendar(quarter=quarter, half=half, shift=shift[0]), shift[2]
    if year_needed or words.low[j] == "of":
        return None
    return Calendar(quarter=quarter, half=half), j


def clock_at(words: Words, i: int) -> tuple[str, int] | None:
    """A time of the clock as "hh:mm": "8 a.m.", "8.30pm", "20:30 GMT", "0830 GMT", "10 o'clock"."""
    raw = words.raw[i]
    if not raw.isascii() or not raw[:1].isdigit() or len(raw) > 5 or (words.glued(i) and words.low[i - 1] != "("):
        return None
    hour, minute, j = _hour_and_minute(words, i)
    half, end = _half_of_day(words, j)
    zone = _zone_end(words, end)
    if half is None and not zone and not (minute is not None and _clock_cue(words, i, raw)):
        return None
    if words.matches(j, "o", "'clock"):
        end = j + 2
    if half is not None:
        hour = hour % 12 + half
    return (f"{hour:02}:{minute or 0:02}", zone or end) if hour < 25 and (minute or 0) < 60 else None


def _hour_and_minute(words: Words, i: int) -> tuple[int, int | None, int]:
    raw = words.raw[i]
    if words.low[i + 1] in (":", ".") and words.glued(i + 2) and words.glued(i + 1) and len(words.raw[i + 2]) == 2:
        minute = words.raw[i + 2]
        if raw.isdigit() and minute.isascii() and minute.isdigit():
            return int(raw), int(minute), i + 3
    if "." in raw:
        whole, _, part = raw.partition(".")
        return (int(whole), int(part), i + 1) if len(part) == 2 and part.isdigit() else (99, None, i + 1)
    if raw.isdigit() and len(raw) == 4:
        return int(raw[:2]), int(raw[2:]), i + 1
    return (int(raw), None, i + 1) if raw.isdigit() else (99, None, i + 1)


def _half_of_day(words: Words, j: int) -> tuple[int | None, int]:
    halves = {"am": 0, "pm": 12}
    if words.low[j] in halves:
        return halves[words.low[j]], j + 1
    if words.low[j] in ("a", "p") and words.matches(j + 1, ".", "m"):
        return (0 if words.low[j] == "a" else 12), j + 4 if words.low[j + 3] == "." else j + 3
    if words.matches(j, "o", "'clock"):
        return 0, j + 2
    return None, j


def _zone_end(words: Words, j: int) -> int | None:
    if words.low[j] in time_words().zones:
        return j + 1
    if words.matches(j, "local", "time"):
        return j + 2
    return j + 2 if words.low[j + 1] == "time" and words.capital(j) else None


def _clock_cue(words: Words, i: int, raw: str) -> bool:
    """Whether "14:30" or "1430" is a time: after a cue, or where a live blog's entry starts."""
    before, after = words.low[i - 1], words.low[i + 1]
    if len(raw) < 3:
        return i == 0 or before in time_words().clock_cues
    zoned = after == "(" and words.low[i + 3] in time_words().zones
    if len(raw) != 4 or "." in raw or int(raw) % 5:
        return False
    return zoned or (before in ("at", "around", "about", "approximately") and after in _AFTER_CLOCK)


def turn_of_month_at(words: Words, i: int) -> tuple[Calendar, int] | None:
    """A month by its turn: "last March", "next June", "this April"."""
    which = _WHICH.get(words.low[i])
    month = time_words().months.get(words.low[i + 1])
    if which is None or month is None or words.low[i] in ("past", "previous", "coming"):
        return None
    sure = words.low[i + 1] not in time_words().ambiguous or words.capital(i + 1)
    dated = words.number(i + 2) and len(words.raw[i + 2]) <= 2
    return (Calendar(month=month, which=which), i + 2) if sure and not dated else None


def first_days_at(words: Words, i: int) -> tuple[Calendar, int] | None:
    """The first or last days or weeks of a month: "the first eight days of January", "the last week of June"."""
    j = i + (words.low[i] == "the")
    if words.low[j] not in ("first", "last", "final"):
        return None
    numeral = numeral_at(words, j + 1)
    count, k = (int(numeral.value), numeral.end) if numeral and numeral.value < 31 else (1, j + 1)
    size = {"day": 1, "days": 1, "week": 7, "weeks": 7}.get(words.low[k])
    month = calendar_at(words, k + 2) if size and words.low[k + 1] == "of" else None
    if month is None or size is None or month[0].day is not None:
        return None
    days = count * size if words.low[j] == "first" else -count * size
    return replace(month[0], days=days), month[1]
