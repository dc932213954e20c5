"""Read from the words beside a number what became of those counted: killed, wounded, captured, released, ..."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.mentions.lexing import Words
from dateline.mentions.numerals import STARTERS, numeral_at
from dateline.mentions.quantity_amounts import Amount
from dateline.mentions.quantity_nouns import Counted
from dateline.mentions.quantity_words import quantity_words

_BACK = 9  # words between a verb and the number that it takes
_AHEAD = 9  # words between the persons and the verb that says what became of them
_SUBJECT = frozenset({"who", "that", "which"})
_ADVERBS = frozenset(
    {"also", "been", "being", "later", "either", "both", "all", "since", "now", "already", "then", "expected", "to"}
    | {"believed", "feared", "thought", "had", "have", "has", "shot", "gunned"}
)
_CLAUSES = frozenset(
    {".", ";", ":", "", ",", "as", "while", "when", "because", "after", "before", "but", "although", "if"}
)
_CLAIMS = frozenset({"claimed", "claims", "claiming", "cost", "costs", "costing"})  # lives
_CAPTIVE = frozenset({"hostage", "captive", "prisoner"})


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of those counted, as a unit, and the word that says so."""

    unit: str
    word: int


def fate_of(words: Words, amount: Amount, counted: Counted) -> Fate | None:
    """The fate of the persons counted by one number, by the words next to it."""
    if counted.state:
        return Fate(*counted.state)
    return (
        _adjoining(words, counted)
        or _toll(words, amount.start)
        or _taken_by(words, amount.start)
        or _told_ahead(words, counted.stop)
    )


def _adjoining(words: Words, counted: Counted) -> Fate | None:
    """Read "30 injured", "12 dead", "20 killed in blast", "12 taken hostage"; not "12 soldiers killed three rebels"."""
    known = quantity_words()
    j = _behind_joined_noun(words, counted) or counted.stop
    j += _is_adverb(words.low[j])
    word = words.low[j]
    if word in ("taken", "held", "took") and words.low[j + 1] in _CAPTIVE:
        return Fate("captured", j + 1)
    if word in known.intransitive and word in known.contexts:
        return Fate(_both(words, j, known.contexts[word]), j)
    if word in known.passive and not _takes_object(words, j + 1):
        return Fate(_both(words, j, known.contexts[word]), j)
    return None


def _behind_joined_noun(words: Words, counted: Counted) -> int | None:
    """Step over a second noun that shares the number: "dozens of loyalists and ISIL militants killed"."""
    known = quantity_words()
    if counted.start is None or words.low[counted.stop] != "and":
        return None
    for k in range(counted.stop + 1, counted.stop + 5):
        if words.low[k] in known.passive and k > counted.stop + 1:
            return k
        if not words.alphabetic(k) or words.low[k] in known.stops or numeral_at(words, k):
            return None
    return None


def _both(words: Words, j: int, unit: str) -> str:
    """Those "killed and wounded" together are people."""
    other = quantity_words().contexts.get(words.low[j + 2]) if words.low[j + 1] in ("and", "or", "/") else None
    return "people" if other and other != unit else unit


def _takes_object(words: Words, j: int) -> bool:
    if (
        words.number(j)
        or words.low[j] in STARTERS
        or words.low[j] in ("a", "an", "the", "at", "more", "up", "him", "her", "them", "another")
    ):
        return words.low[j] != "at" or words.low[j + 1] == "least"
    return (
        words.capital(j)
        and words.case == "mixed"
        and words.alphabetic(j)
        and words.low[j] not in quantity_words().stops
    )


def _toll(words: Words, start: int) -> Fate | None:
    """Read "the death toll rose to 31", "the number of dead to 139"."""
    for k in range(start - 1, max(start - _BACK, -1), -1):
        if words.low[k] in (".", ";"):
            return None
        if words.low[k] == "toll" or (words.low[k] in ("dead", "deaths", "killed") and words.low[k - 1] == "of"):
            return Fate("killed", k) if words.low[start - 1] in ("to", "at", "of", "is", "was", "reached") else None
    return None


def _taken_by(words: Words, start: int) -> Fate | None:
    """The verb or noun before: "killing at least four", "the deaths of 101", "killed General Salama along with 20"."""
    known = quantity_words()
    for k in range(start - 1, max(start - _BACK, -1), -1):
        low = words.low[k]
        if low in known.contexts and _reaches(words, k, start):
            return Fate(_before_both(words, k, known.contexts[low]), k)
        if low not in known.light and not _name_in_company(words, k, start):
            return None
    return None


def _reaches(words: Words, k: int, start: int) -> bool:
    """Whether a context word takes the number behind it as its object."""
    known = quantity_words()
    if words.low[k] in known.nominal and words.low[k + 1] == "of":
        return True
    if words.low[k] in _CLAIMS:
        return "lives" in words.low[k : start + 4]
    if words.low[k] in known.intransitive or words.low[k] in _CAPTIVE:
        return words.low[k - 1] == "shot"
    passive = words.low[k] in known.passive and words.low[k - 1] in known.auxiliary - {"reported", "feared"}
    return not passive or "along" in words.low[k:start]


def _before_both(words: Words, k: int, unit: str) -> str:
    if words.low[k - 1] in ("and", "or"):
        other = quantity_words().contexts.get(words.low[k - 2])
        return "people" if other and other != unit else unit
    return unit


def _name_in_company(words: Words, k: int, start: int) -> bool:
    """Whether word `k` is part of a name between the verb and "along with 20 of his men"."""
    company = any(words.low[m] in ("along", "and", "with", "including") for m in range(k + 1, start))
    return company and words.capital(k) and words.case == "mixed"


def _told_ahead(words: Words, stop: int) -> Fate | None:
    """A passive or a verb of dying behind the persons: "12 people in two villages were killed", "18 people died"."""
    known = quantity_words()
    auxiliary = False
    stop = _behind_apposition(words, stop)
    for k in range(stop, stop + _AHEAD):
        low = words.low[k]
        if low in _CLAUSES or (low in _SUBJECT and words.low[k + 1] not in known.auxiliary | {"had", "have"}):
            return None
        if low in known.auxiliary:
            auxiliary = True
        elif auxiliary and low in ("taken", "held") and words.low[k + 1] in _CAPTIVE:
            return Fate("captured", k + 1)
        elif low in known.contexts and ((auxiliary and low in known.passive) or low in known.intransitive):
            return Fate(_both(words, k, known.contexts[low]), k)
        elif not _is_adverb(low) if auxiliary else _breaks(words, k, stop):
            return None
    return None


def _is_adverb(low: str) -> bool:
    return low in _ADVERBS or low.endswith("ly")


def _behind_apposition(words: Words, stop: int) -> int:
    """Step over names between commas: "two militants, Reyaad Khan and Ruhul Amin, were killed"."""
    if words.low[stop] != ",":
        return stop
    for k in range(stop + 2, min(stop + 2 * _AHEAD, len(words))):
        if words.low[k] == "," and words.low[k + 1] in ("were", "was", "are", "is", "have", "had", "has"):
            return k + 1
        if words.low[k] in (".", ";", "who"):
            break
    return stop


def _breaks(words: Words, k: int, stop: int) -> bool:
    """Whether another verb or number comes between the persons and what became of them."""
    return words.number(k) or (words.low[k].endswith("ed") and k > stop)


def joined(words: Words, stop: int, start: int) -> bool:
    """Whether two numbers share a verb: nothing but joints and names stands between them."""
    if start - stop > _BACK or not any(
        words.low[k] in ("and", "or", "&", ",", "including", "with", "among") for k in range(stop, start)
    ):
        return False
    return all(words.low[k] in quantity_words().joints or words.capital(k) for k in range(stop, start))
