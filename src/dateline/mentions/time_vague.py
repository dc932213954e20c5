"""Parse times without a number: recently, in recent weeks, every day, months of fighting, month-long."""

from __future__ import annotations

from typing import Final

from dateline.mentions.lexing import Words
from dateline.mentions.numerals import numeral_at
from dateline.mentions.time_forms import Lasting, Phrase, Vague
from dateline.mentions.time_words import Unit, time_words

Found = tuple[Phrase, int]

_LENGTH_CUES = frozenset(
    {"for", "in", "after", "within", "over", "through", "throughout", "following", "despite"}
    | {"spent", "spend", "spending", "took", "lasted"}
)
_NEVER_OF = frozenset({"the", "age", "week", "month", "year", "his", "her", "their", "its", "my", "our"})
_AFTER_MONTHS = frozenset({"following", "after", "since", "before", "leading", "that", "ahead", "preceding"})
_OWNERS: Final = frozenset({"his", "her", "their", "its", "my", "our"})
_PARTS_OF_LIFE = frozenset({"first", "last", "final", "early", "later", "remaining", "formative"})
_MODALS = frozenset({"will", "would", "could", "can", "may", "might", "should", "must", "that", "hope", "hopes"})
_NO_SOME_DAY = frozenset({"after", "before", "later", "earlier", "of", "ago", "-", "when", "in", "at", "only"})
_OTHER = frozenset({"other", "second", "single"})

STARTERS = _OWNERS | {"daylight", "daytime", "once", "twice", "thrice", "most", "one", "broad", "these", "those"}


def unit_name(word: str) -> str | None:
    """The unit that a word names, singular or plural: weeks -> week."""
    known = time_words()
    if word in known.units:
        return None if word in ("second", "quarter") else word
    if word not in known.plurals:
        return None
    return "century" if word == "centuries" else word[:-1]


def recent_at(words: Words, i: int) -> Found | None:
    """Times that cannot be placed: "in recent days", "the coming weeks", "now", "in the past", "every day"."""
    known = time_words()
    low = words.low[i]
    if low in known.vague:
        return Phrase(Vague(known.vague[low])), i + 1
    if low in known.repeats:
        return Phrase(Vague(known.repeats[low], repeats=True)), i + 1
    return _near(words, i) or _repeated(words, i) or _some_day(words, i) or _daylight(words, i)


def _near(words: Words, i: int) -> Found | None:
    the = words.low[i] == "the"
    j = i + the
    word = words.low[j]
    if word in ("recent", "past", "last", "coming", "upcoming") and words.low[j + 1] in time_words().plurals:
        return Phrase(Vague("FUTURE_REF" if word.endswith("coming") else "PAST_REF")), _joined(words, j + 2)
    if the and word in time_words().plurals and words.low[j + 1] == "ahead":
        return Phrase(Vague("FUTURE_REF")), j + 2
    if the and word in ("past", "future") and words.low[i - 1] == "in" and not words.alphabetic(j + 1):
        return Phrase(Vague("PAST_REF" if word == "past" else "FUTURE_REF")), j + 1
    return (
        (Phrase(Vague("PRESENT_REF")), j + 2) if word in ("these", "present") and words.low[j + 1] == "days" else None
    )


def _joined(words: Words, end: int) -> int:
    """Past a second unit: "the coming days and weeks"."""
    more = words.low[end] in ("and", "or") and words.low[end + 1] in time_words().plurals
    return end + 2 if more else end


def _repeated(words: Words, i: int) -> Found | None:
    """Read "every day", "every two weeks", "most days", "twice a week", "each Friday", "Fridays"."""
    low = words.low[i]
    if low in ("every", "each"):
        return _every(words, i + 1)
    if low == "most" and words.low[i + 1] in time_words().plurals:
        unit = time_words().plurals[words.low[i + 1]]
        return (Phrase(Vague(_period(1, unit), repeats=True)), i + 2) if words.low[i - 1] != "the" else None
    if low in ("once", "twice", "thrice"):
        return _rate(words, i + 1)
    day = time_words().weekdays.get(low[:-1]) if low.endswith("days") else None
    return (Phrase(Vague(f"XXXX-WXX-{day}", repeats=True)), i + 1) if day else None


def _every(words: Words, j: int) -> Found | None:
    known = time_words()
    count, j = (2, j + 1) if words.low[j] == "other" else (1, j + (words.low[j] in _OTHER))
    numeral = numeral_at(words, j)
    if numeral and not numeral.vague:
        count, j = int(numeral.value), numeral.end
    unit, day = known.units.get(words.low[j]) or known.plurals.get(words.low[j]), known.weekdays.get(words.low[j])
    if unit:
        return Phrase(Vague(_period(count, unit), repeats=True)), j + 1
    return (Phrase(Vague(f"XXXX-WXX-{day}", repeats=True)), j + 1) if day else None


def _rate(words: Words, j: int) -> Found | None:
    unit = time_words().units.get(words.low[j + 1]) if words.low[j] in ("a", "an", "per", "every", "each") else None
    return (Phrase(Vague(_period(1, unit), repeats=True)), j + 2) if unit else None


def _some_day(words: Words, i: int) -> Found | None:
    """Read "one day Raqqa will be beautiful": a day to come that nobody knows."""
    if not words.matches(i, "one", "day") or words.low[i + 2] in _NO_SOME_DAY:
        return None
    return (Phrase(Vague("FUTURE_REF")), i + 2) if words.low[i - 1] in _MODALS else None


def _daylight(words: Words, i: int) -> Found | None:
    if words.matches(i, "broad", "daylight") or words.matches(i, "daylight", "hours"):
        return Phrase(Vague("TDT")), i + 2
    cued = words.low[i - 1] in ("in", "during", "by") and words.low[i + 1] != "saving"
    return (Phrase(Vague("TDT")), i + 1) if words.low[i] in ("daylight", "daytime") and cued else None


def spell_at(words: Words, i: int) -> Found | None:
    """A length that no number gives: "months of fighting", "weeks later", "the months after", "month-long"."""
    low = words.low[i]
    if low in _OWNERS or low == "the":
        return _owned(words, i)
    if low in time_words().long_words:
        return Phrase(Lasting(1, time_words().long_words[low])), i + 1
    unit = unit_name(low)
    if unit is None:
        return None
    plural = low in time_words().plurals
    if words.low[i + 1] == "-" and words.low[i + 2] == "long":
        return Phrase(Lasting(None if plural else 1, unit)), i + 3
    return _bare(words, i, unit) if plural else None


def _bare(words: Words, i: int, unit: str) -> Found | None:
    """Read "for years", "months ago", "weeks later", "days of shelling", "hours after"."""
    after = words.low[i + 1]
    if after in ("ago", "earlier", "later"):
        return Phrase(Vague("FUTURE_REF" if after == "later" else "PAST_REF")), i + 2
    if words.capital(i) and words.case == "mixed" and not words.capital(i + 1) and after == "of":
        return None  # "Days of Rage"
    if after == "of":
        spent = words.low[i + 2] not in _NEVER_OF and words.alphabetic(i + 2) and not words.capital(i + 2)
        return (Phrase(Lasting(None, unit)), i + 1) if spent else None
    if words.low[i - 1] in _LENGTH_CUES or after in ("after", "before"):
        return Phrase(Lasting(None, unit, after=after == "after")), i + 1
    return None


def _owned(words: Words, i: int) -> Found | None:
    """Read "his final months", "her years with", "the months following"."""
    j = i + 1 + (words.low[i + 1] in _PARTS_OF_LIFE and words.low[i] in _OWNERS)
    unit = unit_name(words.low[j]) if words.low[j] in time_words().plurals else None
    if unit is None or unit in ("second", "minute", "hour", "night"):
        return None
    if words.low[i] == "the" and words.low[j + 1] not in _AFTER_MONTHS:
        return None
    return Phrase(Lasting(None, unit)), j + 1


def _period(count: float, unit: Unit) -> str:
    mark = "PT" if unit.grain in ("second", "minute", "hour") else "P"
    return f"{mark}{count * unit.times:g}{unit.timex}"
