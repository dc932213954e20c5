"""Read numerals in digits and in words: "1,200", "2.3m", "two and a half", "four hundred", "tens of thousands"."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.mentions.lexing import Words

_LONGEST = 24  # longer runs of digits are identifiers, and int() of a hostile one is slow

_SMALL_WORDS = """
  zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen
"""
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: n for n, word in enumerate(_SMALL_WORDS.split())}
_TENS = {word: 10 * n for n, word in enumerate(_TENS_WORDS.split(), 2)}
_SCALES: dict[str, float] = {
    "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
_SHORT_SCALES: dict[str, float] = {
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mil": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
# A plural is at least two of them (GUIDELINES, decision 23: dozens 24, scores 40, several hundred 200).
_PLURALS: dict[str, float] = {
    "tens": 20, "dozens": 24, "scores": 40, "hundreds": 2e2, "thousands": 2e3, "lakhs": 2e5, "millions": 2e6,
    "crores": 2e7, "billions": 2e9, "trillions": 2e12,
}  # fmt: skip
_SEVERAL = frozenset({"several", "many", "few", "some", "multiple", "countless"})
_SCORES_OF = frozenset({"of", "more", "others", "killed", "wounded", "injured", "dead", "hurt", "were", "are", "have"})
_LENGTHS = frozenset({"deep", "long", "wide", "tall", "high", "away", "from", "north", "south", "east", "west", "race"})

STARTERS = frozenset(_SMALL) | frozenset(_TENS) | frozenset(_PLURALS) | _SEVERAL | {"a", "an", "half", "dozen"}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written. `value` is the least that it can be where it is vague ("dozens": 24)."""

    value: float
    end: int
    vague: bool = False
    digits: bool = False
    scale: float = 1.0


def numeral_at(words: Words, i: int, *, money: bool = False) -> Numeral | None:
    """The numeral that starts at word `i`, if one does; `end` is the index of the word after it."""
    if words.number(i):
        return _in_digits(words, i, money=money)
    if words.low[i] not in STARTERS:
        return None
    return _plural(words, i) or _several(words, i) or _half(words, i) or _in_words(words, i)


def plain_figure(raw: str) -> float | None:
    """The value of a numeral in digits with or without separators, or None where it is a version or a date."""
    if len(raw) > _LONGEST or raw.count(".") > 1:
        return None
    return float(raw.replace(",", ""))


def _in_digits(words: Words, i: int, *, money: bool) -> Numeral | None:
    value, end = plain_figure(words.raw[i]), i + 1
    if value is None:
        return None
    value, end = _spaced_thousands(words, i, value)
    value, end = _with_fraction(words, value, end)
    scale, end = _scale_after(words, end, money=money)
    return Numeral(_rounded(value * scale), end, digits=True, scale=scale)


def _spaced_thousands(words: Words, i: int, value: float) -> tuple[float, int]:
    end = i + 1
    if len(words.raw[i]) > 3 or "." in words.raw[i]:
        return value, end
    while end < i + 4 and _is_group(words, end):
        value, end = value * 1000 + int(words.raw[end]), end + 1
    return value, end


def _is_group(words: Words, i: int) -> bool:
    """Whether word `i` is three digits behind a thin or no-break space, or "000" behind any space."""
    raw, gap = words.raw[i], words.text[words.end[i - 1] : words.start[i]]
    if len(raw) != 3 or not (raw.isascii() and raw.isdigit()) or words.glued(i + 1):
        return False
    return gap in ("\u00a0", "\u2009", "\u202f") or (gap == " " and raw == "000")


def _with_fraction(words: Words, value: float, end: int) -> tuple[float, int]:
    if words.matches(end, "and", "a", "half") or words.matches(end, "1", "/", "2"):
        return value + 0.5, end + 3
    if words.matches(end, "-", "and", "-", "a", "-", "half"):
        return value + 0.5, end + 6
    if words.low[end] == "½":
        return value + 0.5, end + 1
    return value, end


def _scale_after(words: Words, end: int, *, money: bool) -> tuple[float, int]:
    if words.low[end] == "-" and words.low[end + 1] in _SCALES:
        return _SCALES[words.low[end + 1]], end + 2
    scale, first = 1.0, end
    while end < first + 3 and words.low[end] in _SCALES:
        scale, end = scale * _SCALES[words.low[end]], end + 1
    if end > first:
        return scale, end
    if words.low[end] in _SHORT_SCALES and _short_scale_fits(words, end, money=money):
        return _SHORT_SCALES[words.low[end]], end + 1
    return 1.0, end


def _short_scale_fits(words: Words, i: int, *, money: bool) -> bool:
    """Whether "m" means million: always with money, else where a counted noun and no length follows."""
    if money or words.low[i] in ("bn", "mn", "mln", "bln", "tn"):
        return True
    return words.glued(i) and words.low[i] != "b" and words.alphabetic(i + 1) and words.low[i + 1] not in _LENGTHS


def _plural(words: Words, i: int) -> Numeral | None:
    value = _PLURALS.get(words.low[i])
    if value is None or (words.low[i] == "scores" and words.low[i + 1] not in _SCORES_OF):
        return None
    end = i + 1
    if words.low[end] == "of" and words.low[end + 1] in _PLURALS:
        times = _PLURALS[words.low[end + 1]] / 2
        return Numeral(value * times, end + 2, vague=True, scale=times)
    return None if words.low[i] == "tens" else Numeral(value, end, vague=True)


def _several(words: Words, i: int) -> Numeral | None:
    """Read "several hundred", "a few dozen": at least two of them."""
    j = i + 1 if words.low[i] == "a" and words.low[i + 1] in ("few", "couple") else i
    couple = words.low[j] == "couple"
    if not couple and words.low[j] not in _SEVERAL:
        return None
    j += 2 if words.matches(j + 1, "of") else 1
    scale = 12.0 if words.low[j] == "dozen" else _SCALES.get(words.low[j])
    if scale is not None:
        return Numeral(2 * scale, j + 1, vague=not couple, scale=scale)
    return Numeral(2, j - (words.low[j - 1] == "of")) if couple and words.alphabetic(j) else None


def _half(words: Words, i: int) -> Numeral | None:
    """Read "half a million", "half a dozen", "a half-million"."""
    j = i + 1 if words.low[i] in ("a", "an") else i
    if words.low[j] != "half":
        return None
    j += 1
    if words.low[j] in ("a", "-", "an"):
        j += 1
    scale = 12.0 if words.low[j] == "dozen" else _SCALES.get(words.low[j])
    return Numeral(scale / 2, j + 1, scale=scale) if scale else None


def _in_words(words: Words, i: int) -> Numeral | None:
    if words.low[i] == "dozen":  # a headline's "Dozen killed"
        return Numeral(12, i + 1, scale=12)
    total, end, scale = 0.0, i, 1.0
    for _ in range(4):  # billions, millions, thousands, the rest
        group = _group(words, end, first=end == i)
        if group is None:
            break
        value, end = group
        value, end = _with_fraction(words, value, end)
        scale, end = _word_scale(words, end)
        total += value * scale
        if scale == 1.0:
            break
    if scale == 1.0 and words.low[end - 1] == "hundred":
        scale = 100.0
    return Numeral(_rounded(total), end, scale=scale) if end > i else None


def _word_scale(words: Words, end: int) -> tuple[float, int]:
    if words.low[end] == "dozen":
        return 12.0, end + 1
    if words.low[end] == "-" and words.low[end + 1] in (*_SCALES, "dozen"):
        end += 1
        return (12.0 if words.low[end] == "dozen" else _SCALES[words.low[end]]), end + 1
    scale = _SCALES.get(words.low[end], 1.0)
    return (scale, end + 1) if scale > 1 else (1.0, end)


def _group(words: Words, i: int, *, first: bool) -> tuple[float, int] | None:
    """A number below a thousand: "four hundred and twelve", "a" before a scale; "and" joins later groups."""
    if not first and words.low[i] == "and":
        i += 1
    if words.low[i] in ("a", "an"):
        return _article(words, i) if first else None
    small = _below_hundred(words, i)
    if small is None or words.low[small[1]] != "hundred":
        return small
    return _with_rest(words, small[0] * 100, small[1] + 1)


def _article(words: Words, i: int) -> tuple[float, int] | None:
    if words.low[i + 1] == "hundred":
        return _with_rest(words, 100, i + 2)
    return (1, i + 1) if words.low[i + 1] in _SCALES or words.low[i + 1] == "dozen" else None


def _with_rest(words: Words, hundreds: float, end: int) -> tuple[float, int]:
    rest = _below_hundred(words, end + 1 if words.low[end] == "and" else end)
    return (hundreds + rest[0], rest[1]) if rest else (hundreds, end)


def _below_hundred(words: Words, i: int) -> tuple[float, int] | None:
    if words.low[i] in _SMALL:
        return _SMALL[words.low[i]], i + 1
    tens = _TENS.get(words.low[i])
    if tens is None:
        return None
    j = i + 2 if words.low[i + 1] == "-" else i + 1
    unit = _SMALL.get(words.low[j], 0)
    return (tens + unit, j + 1) if 0 < unit < 10 else (tens, i + 1)


def _rounded(value: float) -> float:
    """Without the dust of binary fractions: 2.3 million is 2300000."""
    return round(value, 6)
