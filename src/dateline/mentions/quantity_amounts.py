"""Parse amounts: a numeral with what bounds it ("at least four"), ranges, money, shares.

Numbers that name things ("F-16", "Resolution 2254", "82nd Airborne"), ages, scores and lengths are left out.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

from dateline.mentions.lexing import Words
from dateline.mentions.nouns import singular, unit_of_noun
from dateline.mentions.numerals import STARTERS, Numeral, numeral_at
from dateline.mentions.quantity_words import quantity_words
from dateline.records import Change

_OPENERS = frozenset("(\"“”'’‘[~≈<>—–-+/")
_THINGS = frozenset({"weapons", "vehicles", "aircraft"})
_TWOS = frozenset({"twin", "dual"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number among the words: `start` to `end` with its modifiers, `figure` where the numeral itself starts.

    `unit` is set where the amount names it itself: money, shares.
    """

    start: int
    end: int
    figure: int
    value: float | None
    low: float | None
    high: float | None
    change: Change | None = None
    unit: str | None = None
    vague: bool = False
    marked: bool = False

    @property
    def one(self) -> bool:
        """Whether it counts a single thing."""
        return self.value == 1


@dataclass(frozen=True, slots=True)
class _Modifiers:
    start: int | None
    end: int
    bound: str | None = None
    change: Change | None = None


@functools.cache
def _starters() -> frozenset[str]:
    known = quantity_words()
    money = {*known.currencies.symbols, *known.currencies.codes, *known.currencies.prefixes, "u"}
    return frozenset({*STARTERS, *known.modifiers, *money, *_TWOS, "between", "from"})


def amount_at(words: Words, i: int) -> Amount | None:
    """The amount that starts at word `i`, modifiers included."""
    if not words.number(i) and words.low[i] not in _starters():
        return None
    if words.low[i] in ("between", "from"):
        return _between(words, i)
    if words.low[i] in _TWOS and unit_of_noun(words.low[i + 1]) == "strikes":
        return Amount(i, i + 1, i, 2, 2, 2)
    modifiers = _modifiers(words, i)
    amount = _figure(words, modifiers.end)
    if amount is None or (modifiers.end > i and modifiers.start is None and modifiers.change is None):
        return amount if modifiers.end == i else None
    amount = _bounded(amount, modifiers.bound)
    marked = amount.marked or modifiers.bound is not None or modifiers.change is not None
    start = modifiers.start if modifiers.start is not None else amount.start
    return replace(amount, start=start, change=amount.change or modifiers.change, marked=marked)


def _modifiers(words: Words, i: int) -> _Modifiers:
    """The modifiers from word `i` on. What only adds or totals stays out of the span ("an additional 400")."""
    start: int | None = None
    bound: str | None = None
    change: Change | None = None
    for _ in range(4):
        found = _modifier_at(words, i)
        if found is None:
            break
        kind, end = found
        if kind in ("low", "high", "about"):
            start, bound = (i if start is None else start), bound or kind
        elif kind in ("additional", "total"):
            change = "additional" if kind == "additional" else "total"
        i = end
    return _Modifiers(start, i, bound, change)


def _modifier_at(words: Words, i: int) -> tuple[str, int] | None:
    for phrase, kind in quantity_words().modifiers.get(words.low[i], ()):
        if words.matches(i, *phrase):
            return kind, i + len(phrase)
    return None


def _bounded(amount: Amount, bound: str | None) -> Amount:
    """Decision 23: "at least N" is low N, "nearly N" high N; "about N" is N, its bounds unknown."""
    figure = amount.value if amount.value is not None else amount.low
    if bound == "low":
        return replace(amount, value=None, low=amount.low if amount.low is not None else figure, high=None)
    if bound == "high":
        return replace(amount, value=None, low=None, high=amount.high if amount.high is not None else figure)
    if bound == "about" and amount.value is not None:
        return replace(amount, low=None, high=None)
    return amount


def _figure(words: Words, i: int) -> Amount | None:
    """A numeral with its currency or percent sign, its range, and what bounds it from behind ("200 or more")."""
    j, currency = _currency_before(words, i)
    numeral = numeral_at(words, j, money=currency is not None)
    if numeral is None or _names_a_thing(words, j, numeral, money=currency is not None):
        return None
    plain = _with_range(words, i, j, numeral, money=currency is not None)
    amount = _with_unit_behind(words, plain, currency)
    return _bounded_behind(words, amount) if amount else None


def _currency_before(words: Words, i: int) -> tuple[int, str | None]:
    known = quantity_words().currencies
    j, code = i, None
    if words.low[i] in known.codes and (words.low[i] != "try" or words.raw[i] == "TRY"):
        j, code = i + 1 + (words.low[i + 1] == "."), known.codes[words.low[i]]
    elif words.low[i] in known.prefixes and words.low[i + 1] == "$" and _prefixed(words, i):
        return i + 2, known.prefixes[words.low[i]]
    elif words.matches(i, "u", ".", "s", ".", "$"):
        return i + 5, "USD"
    if words.low[j] in known.symbols:
        return j + 1, code or known.symbols[words.low[j]]
    return (j, code) if code and words.number(j) else (i, None)


def _prefixed(words: Words, i: int) -> bool:
    return words.glued(i + 1) or words.raw[i] == "US"


def _names_a_thing(words: Words, j: int, numeral: Numeral, *, money: bool) -> bool:
    """Whether the number is part of a name or a code: "F-16", "82nd", "Resolution 2254", "155mm", "No. 5"."""
    if money:
        return False
    before = words.low[j - 1]
    if words.glued(j) and j > 0 and (before not in _OPENERS or (before in "-/–" and words.glued(j - 1))):
        return True
    if numeral.digits and words.glued(numeral.end) and _glued_to_letters(words, numeral.end):
        return True
    if numeral.digits and words.low[numeral.end] in (":", "/") and words.glued(numeral.end + 1):
        return True
    return _designated(words, j, numeral) or _is_age(words, j, numeral.end)


def _glued_to_letters(words: Words, i: int) -> bool:
    return words.alphabetic(i) and words.low[i] not in ("km", "sq", "pc")


def _designated(words: Words, j: int, numeral: Numeral) -> bool:
    before = words.low[j - 2] if words.low[j - 1] == "." else words.low[j - 1]
    if before in ("#", "№", "@"):
        return True
    if before in quantity_words().designators and (numeral.digits or words.capital(j)):
        return unit_of_noun(words.low[numeral.end]) is None or before in quantity_words().always_named
    return numeral.digits and _numbered_thing(words, j, numeral)


def _numbered_thing(words: Words, j: int, numeral: Numeral) -> bool:
    """Whether it numbers a model, as in "Falcon 9 rockets": a small number behind a name and before a thing."""
    named = words.case == "mixed" and j > 1 and words.capital(j - 1) and words.alphabetic(j - 1)
    return named and numeral.value < 1000 and unit_of_noun(words.low[numeral.end]) in _THINGS


def _is_age(words: Words, j: int, end: int) -> bool:
    if words.low[j - 1] in ("aged", "age", "ages"):
        return True
    years = end + (words.low[end] == "-")
    if words.low[years] in ("year", "years", "yr", "month", "months"):
        old = years + 1 + (words.low[years + 1] == "-")
        return words.low[old] in ("old", "olds")
    apposed = (words.low[j - 1] == "," and words.capital(j - 2)) or words.low[j - 1] in ("also", "now", "then")
    return apposed and words.low[end] == "," and words.number(j) and len(words.raw[j]) < 3


def _with_range(words: Words, start: int, j: int, numeral: Numeral, *, money: bool) -> Amount:
    """Read "20 to 30", "20-30", "three or four", "$5m-$10m"; else the number alone."""
    vague = numeral.vague
    plain = Amount(
        start, numeral.end, j, None if vague else numeral.value, numeral.value, None if vague else numeral.value,
        vague=vague, marked=vague or numeral.scale > 1 or numeral.value >= 1000,
    )  # fmt: skip
    if words.low[numeral.end] not in ("to", "-", "or") or vague:
        return plain
    k = numeral.end + 1 + (words.low[numeral.end + 1] in quantity_words().currencies.symbols)
    last = numeral_at(words, k, money=money)
    if last is None or last.vague or (words.glued(last.end) and _glued_to_letters(words, last.end)):
        return plain
    first = (
        numeral.value * last.scale if numeral.value < last.value / last.scale and numeral.scale == 1 else numeral.value
    )
    if first >= last.value or (words.low[numeral.end] == "or" and last.value > first + 5 * last.scale):
        return plain
    return Amount(start, last.end, j, None, first, last.value, marked=True)


def _between(words: Words, i: int) -> Amount | None:
    """Read "between 200 and 300", "from 20 to 30"."""
    k = i + 1 + (words.low[i + 1] in ("about", "some", "around", "roughly"))
    first = _figure(words, k)
    joint = "and" if words.low[i] == "between" else "to"
    if first is None:
        return None
    if first.value is None:
        is_range = first.low is not None and first.high is not None
        return replace(first, start=i if words.low[i] == "between" else first.start) if is_range else None
    if words.low[first.end] != joint:
        return None
    last = _figure(words, first.end + 1)
    if last is None or last.value is None or last.value <= first.value:
        return None
    scale = _common_scale(words, first, last)
    return Amount(
        i, last.end, first.figure, None, first.value * scale, last.value, unit=last.unit or first.unit, marked=True
    )


def _common_scale(words: Words, first: Amount, last: Amount) -> float:
    """The scale that belongs to both ends: "between two and three hundred"."""
    numeral = numeral_at(words, last.figure, money=last.unit is not None)
    own = numeral_at(words, first.figure, money=first.unit is not None)
    if numeral is None or own is None or first.value is None or own.scale > 1:
        return 1.0
    return numeral.scale if first.value < numeral.value / numeral.scale else 1.0


def _with_unit_behind(words: Words, amount: Amount, currency: str | None) -> Amount | None:
    """Give money and shares their unit; drop sizes of things ("30 km", "155 mm")."""
    known = quantity_words()
    if currency:
        return replace(amount, unit=_money(currency))
    end = amount.end
    if words.low[end] in ("%", "٪") or words.low[end] in ("percent", "pct"):
        return replace(amount, end=end + 1, unit="other", marked=True)
    if words.matches(end, "per", "cent"):
        return replace(amount, end=end + 2, unit="other", marked=True)
    money = _currency_behind(words, end)
    if money:
        return replace(amount, end=money[1], unit=money[0], marked=True)
    k = end + (words.low[end] == "-")
    word = singular(words.low[k]) or words.low[k]
    if word in known.dropped_measures and words.low[k + 1] != "2":
        return None
    return amount


def _currency_behind(words: Words, end: int) -> tuple[str, int] | None:
    """Read "422,000 euros", "millions of dollars", "500 Syrian pounds", "1,000 USD"."""
    known = quantity_words().currencies
    j = end + (words.low[end] == "of")
    if words.low[j] in known.codes and words.raw[j].isupper():
        return _money(known.codes[words.low[j]]), j + 1
    k = j
    while k < j + 3 and words.alphabetic(k) and _currency_name(words, k) is None:
        k += 1
    name = _currency_name(words, k)
    if name is None or (name == "pound" and words.low[k + 1] in ("of", "bomb", "bombs", "(")):
        return None
    if words.low[k + 1] == "-" or (k > j + 2):
        return None
    nation = known.national.get(name, {}).get(words.low[k - 1]) if k > j else None
    return _money(nation or known.names.get(name, "other")), k + 1


def _currency_name(words: Words, k: int) -> str | None:
    known = quantity_words().currencies
    word = words.low[k]
    for name in (word, word[:-1] if word.endswith("s") else ""):
        if name in known.names or name in known.national:
            return name
    return None


def _money(code: str) -> str:
    return code if code == "other" else f"money-{code}"


def _bounded_behind(words: Words, amount: Amount) -> Amount:
    """Read "200 or more", "60-plus", "500+", "20 or so", "30 or fewer"."""
    end = amount.end
    if words.low[end] == "+" and words.glued(end):
        return replace(_bounded(amount, "low"), end=end + 1, marked=True)
    if words.low[end + 1] == "plus" and words.low[end] == "-":
        return replace(_bounded(amount, "low"), end=end + 2, marked=True)
    if words.low[end] == "or" and words.low[end + 1] in ("more", "greater"):
        return replace(_bounded(amount, "low"), end=end + 2, marked=True)
    if words.low[end] == "or" and words.low[end + 1] in ("fewer", "less"):
        return replace(_bounded(amount, "high"), end=end + 2, marked=True)
    if words.matches(end, "or", "so"):
        return replace(_bounded(amount, "about"), end=end + 2, marked=True)
    return amount
