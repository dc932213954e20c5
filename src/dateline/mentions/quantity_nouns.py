"""Find the noun that a number counts, and the unit that the noun names."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.mentions.lexing import Words
from dateline.mentions.nouns import is_plural, singular, unit_of_noun
from dateline.mentions.numerals import STARTERS
from dateline.mentions.quantity_amounts import Amount
from dateline.mentions.quantity_words import quantity_words

_REACH = 9  # words between a number and the noun that it counts
_PERSONS = frozenset({"troops", "fighters", "people"})
_OTHERS = frozenset({"others", "other"})
_MODIFIERS = frozenset({"weapons", "arms", "explosives", "munitions", "drugs", "sports", "security", "forces"})
_DEMONYMS = ("ans", "ers", "ese", "is", "ots", "ons")
_AFTER_OF = frozenset({"the", "its", "his", "her", "their", "our", "these", "those", "this", "that", "an", "a"})


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts: its head noun (from word `start` to `end`), its unit, and where the phrase ends.

    `start` is None where no noun stands behind the number ("30 injured"). `state` is the unit that an adjective of the
    phrase gives ("12 wounded soldiers"), with the place of the adjective.
    """

    start: int | None
    end: int
    stop: int
    unit: str
    state: tuple[str, int] | None = None
    more: bool = False

    @property
    def persons(self) -> bool:
        """Whether persons are counted, or may be."""
        return self.unit in _PERSONS or self.start is None


def counted_at(words: Words, amount: Amount) -> Counted:
    """What the number counts."""
    if amount.unit is not None:
        return Counted(None, amount.end, amount.end, amount.unit)
    return _group_noun(words, amount.end) or _plain_noun(words, amount)


def _group_noun(words: Words, j: int) -> Counted | None:
    """Read "60,000-strong", "a six-member team", "63-nation coalition": the number sizes the group that follows."""
    j += words.low[j] == "-"
    if words.low[j] in ("man", "men") and words.low[j + 1] in ("-", "strong"):
        j += 1 + (words.low[j + 1] == "-")
    if words.low[j] == "strong":
        return _strong(words, j)
    unit = unit_of_noun(words.low[j])
    if words.low[j - 1] != "-" or is_plural(words.low[j]) or unit is None:
        return None
    return Counted(j, j + 1, j + 1, unit)


def _strong(words: Words, j: int) -> Counted:
    span = _phrase(words, j + 1, one=False)
    if not span:
        return Counted(None, j + 1, j + 1, "fighters")
    bodies = quantity_words().bodies
    head = next((k for k in span if words.low[k] in bodies), span[-1])
    return Counted(head, head + 1, head + 1, bodies.get(words.low[head], "fighters"))


def _plain_noun(words: Words, amount: Amount) -> Counted:
    j, more = _skip_more(words, amount.end)
    state, j = _state(words, j)
    j = _behind_of(words, j, amount)
    if words.low[j] in _OTHERS and not _has_noun_behind(words, j):
        return Counted(j, j + 1, j + 1, "people", state, more=True)
    span = _phrase(words, j, one=amount.one)
    if not span or _is_verb(words, span):
        return Counted(None, amount.end, j if more else amount.end, _sized_body(words, amount.start), None, more)
    head = _head(words, span, one=amount.one)
    return Counted(head, head + 1, head + 1, _unit(words, head), state, more)


def _sized_body(words: Words, start: int) -> str:
    """What a number alone counts: people in "a city of 300,000", else something that is not said."""
    if start < 2 or words.low[start - 1] != "of":
        return "other"
    return quantity_words().bodies.get(singular(words.low[start - 2]), "other")


def _skip_more(words: Words, j: int) -> tuple[int, bool]:
    more = False
    while words.low[j] in ("more", "additional", "extra", "further", "other", "new") and j < len(words):
        if words.low[j] == "other" and not _has_noun_behind(words, j):
            break
        more = more or words.low[j] in ("more", "additional", "extra", "further")
        j += 1
    return j, more


def _has_noun_behind(words: Words, j: int) -> bool:
    return words.alphabetic(j + 1) and words.low[j + 1] not in quantity_words().stops


def _state(words: Words, j: int) -> tuple[tuple[str, int] | None, int]:
    """An adjective that says what became of those counted, before their noun: "12 wounded soldiers"."""
    known = quantity_words()
    adjective = words.low[j] in known.passive or words.low[j] in ("dead", "missing")
    if not adjective or not _has_noun_behind(words, j):
        return None, j
    unit = known.contexts.get(words.low[j])
    return ((unit, j) if unit else None), j + 1


def _behind_of(words: Words, j: int, amount: Amount) -> int:
    """Step over "of" in "dozens of people", "20 of his men", "millions of the displaced"."""
    if words.low[j] != "of":
        return j
    j += 1
    while words.low[j] in _AFTER_OF or (words.low[j] == "some" and amount.vague):
        j += 1
    return j


def _phrase(words: Words, j: int, *, one: bool) -> list[int]:
    """The words of the noun phrase from `j` on, up to a stop, a number or a mark."""
    stops = quantity_words().stops
    span: list[int] = []
    for k in range(j, j + _REACH):
        low = words.low[k]
        if low in ("-", "'s", "'", "’", "“", '"', "/") and (span or low in '“"'):
            continue
        if low == "." and words.glued(k) and len(words.low[k - 1]) == 1 and words.alphabetic(k - 1):  # "U.S. troops"
            continue
        if low == "and" and not one and _adjectives_joined(words, k, span):
            continue
        if words.number(k) and span and _of_a_model(words, k):
            continue
        hyphen = words.low[k - 1] == "-" or words.low[k + 1] == "-"
        if not words.alphabetic(k) or (low in stops and not hyphen):
            break
        span.append(k)
    return span


def _of_a_model(words: Words, k: int) -> bool:
    """Whether a number is part of a name inside the phrase: "Il-76 aircraft", "Leopard 2 tanks"."""
    if words.low[k - 1] == "-":
        return words.glued(k) and words.glued(k - 1)
    return words.capital(k - 1) and words.case == "mixed" and len(words.raw[k]) < 4 and words.alphabetic(k + 1)


def _is_verb(words: Words, span: list[int]) -> bool:
    """Whether what follows a number is the verb of which it is the subject: "57 escaped"."""
    return words.low[span[0]].endswith("ed") and not any(_known(words, k) or _plural_head(words, k) for k in span)


def _adjectives_joined(words: Words, k: int, span: list[int]) -> bool:
    """Whether "and" joins adjectives of one noun: "60 regional and international nations"."""
    following = words.low[k + 1]
    if not span or following in quantity_words().stops or following in STARTERS or not words.alphabetic(k + 1):
        return False
    return not any(is_plural(words.low[m]) or unit_of_noun(words.low[m]) for m in span)


def _head(words: Words, span: list[int], *, one: bool) -> int:
    """The head of the phrase: the first plural, or where it runs on ("police officers") the last of them."""
    fits = _known if one else _plural_head
    for place, k in enumerate(span):
        if fits(words, k) and not _runs_on(words, span, place, fits):
            return k
    known = [k for k in span if unit_of_noun(words.low[k])]
    return known[-1] if known else span[-1]


def _known(words: Words, k: int) -> bool:
    return unit_of_noun(words.low[k]) is not None and words.low[k + 1] != "-"


def _plural_head(words: Words, k: int) -> bool:
    """A plural that is no modifier: not the "weapons" of "weapons cargo flights"."""
    if words.low[k] in _MODIFIERS and words.alphabetic(k + 1) and words.low[k + 1] not in quantity_words().stops:
        return False
    return is_plural(words.low[k]) and words.low[k + 1] != "-"


def _runs_on(words: Words, span: list[int], place: int, fits: object) -> bool:
    follows = span[place + 1 : place + 2]
    if not follows or not callable(fits) or follows[0] != span[place] + 1:
        return False
    return bool(fits(words, follows[0]))


def _unit(words: Words, head: int) -> str:
    low = words.low[head]
    before = words.low[head - 2] if words.low[head - 1] == "-" else words.low[head - 1]
    pair = quantity_words().compounds.get((before, singular(low)))
    unit = pair or unit_of_noun(low)
    return unit or ("people" if words.case == "mixed" and words.capital(head) and low.endswith(_DEMONYMS) else "other")
