"""Parse times told from somewhere: yesterday, last week, three days ago, the past two years, for six months."""

from __future__ import annotations

import functools

from dateline.mentions.lexing import Words
from dateline.mentions.numerals import numeral_at
from dateline.mentions.time_forms import Core, Lasting, Offset, Phrase, Shifted, Vague
from dateline.mentions.time_vague import spell_at, unit_name
from dateline.mentions.time_words import time_words

_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_SIDES = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1, "following": 1, "ensuing": 1}
_NOW = frozenset({"this", "current"})
_TEXT_ONLY = frozenset({"following", "previous", "preceding", "same", "that", "ensuing"})
_VAGUE_COUNT = frozenset({"several", "few", "many", "some"})
_LENGTH_CUES = frozenset(
    {"for", "in", "within", "over", "under", "about", "nearly", "almost", "than", "after", "around", "only", "least"}
    | {"just", "another", "roughly"}
)
_CHANGERS = (
    "ago",
    "earlier",
    "later",
    "before",
    "previously",
    "afterwards",
    "afterward",
    "hence",
    "on",
    "after",
    "since",
)
MODIFIERS = (
    ("more", "than"), ("less", "than"), ("at", "least"), ("as", "little", "as"), ("just", "over"), ("just", "under"),
    ("about",), ("around",), ("nearly",), ("almost",), ("over",), ("roughly",), ("some",), ("approximately",),
    ("only",),
)  # fmt: skip

STARTERS = (
    frozenset(_DAYS)
    | frozenset(_SIDES)
    | _NOW
    | {"these", "those", "the", "tonight", "overnight", "that", "same", "recent", "future", "today", "each", "every"}
)

Found = tuple[Phrase, int]


def day_at(words: Words, i: int) -> Found | None:
    """Today, yesterday, tomorrow, tonight, last night, this morning, overnight, the day before yesterday."""
    low = words.low[i]
    if low in _DAYS:
        return Phrase(Shifted("day", _DAYS[low])), i + 1
    if low == "tonight":
        return Phrase(Shifted("day", 0), daypart="NI"), i + 1
    if low == "overnight":
        return Phrase(Shifted("night", 0)), i + 1
    if low == "the" and words.matches(i + 1, "day", "before", "yesterday"):
        return Phrase(Shifted("day", -2)), i + 4
    if low == "the" and words.matches(i + 1, "day", "after", "tomorrow"):
        return Phrase(Shifted("day", 2)), i + 4
    return _part_of_near_day(words, i)


def _part_of_near_day(words: Words, i: int) -> Found | None:
    """Read "this morning", "last night", "that evening", "the same night", "the following morning"."""
    j = i + (words.low[i] == "the")
    part = time_words().dayparts.get(words.low[j + 1])
    if part is None or words.low[j + 1] in ("noon", "midnight", "midday"):
        return None
    word = words.low[j]
    if word in _TEXT_ONLY or (j > i and word == "next"):
        return Phrase(Shifted("day", _by(word), "text"), daypart=part), j + 2
    shift = {"this": 0, "last": -1}.get(word)
    return (Phrase(Shifted("day", shift), daypart=part), j + 2) if shift is not None and j == i else None


def _by(word: str) -> int:
    return _SIDES.get(word, 0)


def unit_at(words: Words, i: int) -> Found | None:
    """A whole unit, near or told of: "last week", "this month", "the following day", "that year", "the past decade"."""
    j = i + (words.low[i] == "the")
    word = words.low[j]
    if j > i and word == "weekend":
        return Phrase(Shifted("weekend", 0)), j + 1
    if word not in _SIDES and word not in _NOW and word not in _TEXT_ONLY:
        return None
    if word == "this" and words.low[j + 1] in ("past", "coming"):
        word, j = words.low[j + 1], j + 1
    grain = _grain(words.low[j + 1])
    if grain is None:
        return _several_units(words, i, j)
    return _one_unit(words, i, j, word, grain)


def _grain(word: str) -> str | None:
    if word == "weekend":
        return "weekend"
    unit = time_words().units.get(word)
    return unit.grain if unit else None


def _one_unit(words: Words, i: int, j: int, word: str, grain: str) -> Found | None:
    the, end = j > i, j + 2
    if grain in ("second", "minute") or (grain == "quarter" and word in _TEXT_ONLY):
        return None
    if (words.low[end] == "of" and _is_part_of(words, i, end)) or (grain == "hour" and word not in ("past", "last")):
        return None
    if word in _TEXT_ONLY:
        return Phrase(Shifted(grain, _by(word), "text")), end
    if word in _NOW:
        return Phrase(Shifted(grain, 0)), end
    if (the or word in ("past", "coming")) and grain != "weekend":
        return _the_unit(words, i, end, word, grain)
    return Phrase(Shifted(grain, _SIDES[word])), end


def _is_part_of(words: Words, i: int, end: int) -> bool:
    """Tell "the last year of the war" and "last week of June" from "a takeover last year of a rival"."""
    owners = ("the", "a", "an", "'s", "his", "her", "its", "their", "our", "my", "every")
    return words.low[i] == "the" or words.low[i - 1] in owners or words.low[end + 1] in time_words().months


def _the_unit(words: Words, i: int, end: int, word: str, grain: str) -> Found:
    """Tell "the next day", behind what the text told, from "in the next year" and "the past week"."""
    within = words.low[i - 1] in ("in", "over", "within", "during", "for", "throughout", "through")
    if word == "next" and not within:
        return Phrase(Shifted(grain, 1, "text")), end
    count, end = _and_a_half(words, end)
    return Phrase(Lasting(count, grain, "past" if _SIDES[word] < 0 else "next")), end


def _and_a_half(words: Words, end: int) -> tuple[float, int]:
    return (1.5, end + 3) if words.matches(end, "and", "a", "half") else (1.0, end)


def _several_units(words: Words, i: int, j: int) -> Found | None:
    """Read "the past two weeks", "the next few days", "last 24 hours"."""
    side = _SIDES.get(words.low[j])
    if side is None or words.low[j] in ("previous", "preceding", "ensuing") or (words.low[j] == "following" and j == i):
        return None
    count = _count(words, j + 1)
    if count is None:
        return None
    number, end = count
    end += words.low[end] in ("-", "full") and not words.low[end + 1].isdigit()
    unit = unit_name(words.low[end])
    if unit is None:
        return None
    return Phrase(Lasting(number, unit, "past" if side < 0 else "next")), end + 1


def length_at(words: Words, i: int) -> Found | None:
    """A length of time and what is made of it: "three days ago", "two weeks later", "in five days", "six months"."""
    start = i
    i = _skip_modifier(words, i)
    count = _count(words, i) or _article(words, i, start)
    if count is None:
        return spell_at(words, i)
    number, j = count
    j += words.low[j] in ("-", "more", "full", "whole", "consecutive", "straight", "other") and words.alphabetic(j + 1)
    unit = unit_name(words.low[j])
    if unit is None or _is_age(words, j + 1):
        return None
    if number is not None and words.matches(j + 1, "and", "a", "half"):
        number, j = number + 0.5, j + 3
    return _from_base(words, start, j + 1, number, unit)


def _skip_modifier(words: Words, i: int) -> int:
    for modifier in _modifiers().get(words.low[i], ()):
        if words.matches(i, *modifier):
            return i + len(modifier)
    return i


@functools.cache
def _modifiers() -> dict[str, list[tuple[str, ...]]]:
    """Modifiers by their first word."""
    return {first: [m for m in MODIFIERS if m[0] == first] for first in {modifier[0] for modifier in MODIFIERS}}


def _count(words: Words, i: int) -> tuple[float | None, int] | None:
    """How many units: a numeral, or None for "several", "a few"."""
    j = i + 1 if words.low[i] == "a" and words.low[i + 1] == "few" else i
    if words.low[j] in _VAGUE_COUNT:
        return None, j + 1
    numeral = numeral_at(words, i)
    if numeral is None or (words.glued(i) and words.low[i - 1] not in ("(", '"', "“", "[", "—", "-")):
        return None
    end = _past_plus(words, numeral.end)
    end += words.low[end] == "of"
    return (None, end) if numeral.vague else (numeral.value, end)


def _past_plus(words: Words, end: int) -> int:
    """Past what says that there may be more: "20-plus", "20+", "two or more"."""
    if words.low[end] == "-" and words.low[end + 1] == "plus":
        return end + 2
    if words.matches(end, "or", "more") or words.matches(end, "or", "so"):
        return end + 2
    return end + (words.low[end] in ("+", "plus"))


def _article(words: Words, i: int, start: int) -> tuple[float | None, int] | None:
    """Read "A week", "half an hour", where it is a length and not a rate ("500 a day")."""
    if words.matches(i, "half", "a") or words.matches(i, "half", "an"):
        return 0.5, i + 2
    if words.low[i] not in ("a", "an") or unit_name(words.low[i + 1]) is None:
        return None
    measured = start < i or words.low[i - 1] in _LENGTH_CUES or words.matches(i + 2, "and", "a", "half")
    return (1.0, i + 1) if measured or words.low[i + 2] in _CHANGERS[:8] or words.low[i + 2] == "after" else None


def _is_age(words: Words, j: int) -> bool:
    return words.low[j] == "old" or words.matches(j, "-", "old") or words.matches(j, "of", "age")


def _from_base(words: Words, start: int, j: int, number: float | None, unit: str) -> Found:
    word = words.low[j]
    if word == "ago" or (word == "previously" and number):
        return _offset(number, -1, unit, "published"), j + 1
    if word == "earlier" or (word == "before" and not words.alphabetic(j + 1)):
        return _offset(number, -1, unit, "text"), j + 1
    if word in ("later", "afterwards", "afterward", "hence") or words.matches(j, "from", "now"):
        base = "published" if word in ("hence", "from") else "text"
        return _offset(number, 1, unit, base), j + 1 + (word == "from")
    return Phrase(_length(words, start, j, number, unit)), j


def _offset(number: float | None, sign: int, unit: str, base: str) -> Phrase:
    if number is None:
        return Phrase(Vague("PAST_REF" if sign < 0 else "FUTURE_REF"))
    return Phrase(Offset(sign * number, unit, "text" if base == "text" else "published"))


def _length(words: Words, start: int, j: int, number: float | None, unit: str) -> Core:
    after = words.low[j] in ("after", "since")
    ahead = words.low[start - 1] in ("in", "within") and not after
    if words.low[start - 2] == "time" and words.low[start - 1] == "in":  # "the second time in two days"
        return Lasting(number, unit, "past")
    return Lasting(number, unit, "next" if words.low[start - 1] == "within" else None, ahead, after)
