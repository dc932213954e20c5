"""Find the numbers that size an event or a party, with what they count.

    for found in find_quantities("At least 12 people were killed and 30 injured."):
        found.quantity          # low 12, killed; value 30, wounded

A number is read with its bounds, the noun that it counts, and the word that says what became of those counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.mentions.lexing import Words, lex
from dateline.mentions.nouns import is_plural, unit_of_noun
from dateline.mentions.quantity_amounts import Amount, amount_at
from dateline.mentions.quantity_contexts import Fate, fate_of, joined
from dateline.mentions.quantity_nouns import Counted, counted_at
from dateline.mentions.quantity_words import quantity_words
from dateline.mentions.times import TimeExpression, find_times
from dateline.records import Change, Quantity, Span

__all__ = ["QuantityExpression", "find_quantities"]

_PERSONS = frozenset({"troops", "fighters", "people"})
_SINGLE = frozenset({"strikes", "vehicles", "aircraft", "weapons"})
_PRISON = frozenset({"prison", "jail", "imprisonment", "custody", "bars", "sentence", "sentences", "detention"})
_NOT_ONE = frozenset({"no", "any", "every", "each", "this", "which", "some", "the"})
_PARTS = frozenset({"including", "among", "whom"})
_VERBS = frozenset({"were", "was", "are", "is", "have", "had", "has", "said", "took", "did", "online"})


@dataclass(frozen=True, slots=True)
class QuantityExpression:
    """A quantity, the noun that it counts and the word that gave it its unit.

    `noun` is None where none stands behind the number ("30 injured"); `cue` is the word that says what became of those
    counted ("killed", "toll"), None where the noun alone gives the unit. Attach the quantity by them.
    """

    quantity: Quantity
    noun: Span | None
    cue: Span | None


@dataclass(frozen=True, slots=True)
class _Reading:
    """One number of the sentence on its way to a quantity."""

    amount: Amount
    counted: Counted
    fate: Fate | None


def find_quantities(
    text: str, offset: int = 0, *, times: Sequence[TimeExpression] | None = None
) -> list[QuantityExpression]:
    """The quantities of a sentence in order; `offset` is added to their places.

    Args:
        text: A sentence.
        offset: Where the sentence starts in its document.
        times: Its time expressions as `find_times(text, offset)` gives them, where they are at hand: their numbers
            are no quantities.
    """
    words = lex(text)
    taken = _taken(words, find_times(text, offset) if times is None else times, offset)
    readings = _share_fates(words, [_read(words, amount) for amount in _amounts(words, taken)])
    readings = _fill_in(words, readings)
    return [_expression(words, reading, offset) for reading in readings if _is_quantity(words, reading)]


def _taken(words: Words, times: Sequence[TimeExpression], offset: int) -> list[bool]:
    """Which words belong to times. The length of a sentence in court is a quantity."""
    every = ((time.start - offset, time.end - offset) for time in times if not time.length)
    lengths = ((time.start - offset, time.end - offset) for time in times if time.length)
    spans = sorted([*every, *(span for span in lengths if not _is_penalty(words.text, *span))])
    taken, place = [False] * (len(words) + 1), 0
    for i in range(len(words)):
        while place < len(spans) and spans[place][1] <= words.start[i]:
            place += 1
        taken[i] = place < len(spans) and spans[place][0] <= words.start[i]
    return taken


def _is_penalty(text: str, start: int, end: int) -> bool:
    before, behind = text[max(0, start - 30) : start].lower(), text[end : end + 30].lower()
    sentenced = any(word in before.split()[-3:] for word in ("sentenced", "jailed", "imprisoned", "sentence"))
    return sentenced or any(word.strip(".,;:'’") in _PRISON for word in behind.split()[:3])


def _amounts(words: Words, taken: list[bool]) -> list[Amount]:
    found: list[Amount] = []
    i, size = 0, len(words)
    while i < size:
        amount = None if taken[i] else amount_at(words, i) or _article(words, i)
        if amount and any(taken[k] for k in range(amount.start, amount.end)):
            amount = None
        if amount:
            found.append(amount)
        i = amount.end if amount else i + 1
    return found


def _article(words: Words, i: int) -> Amount | None:
    """Read "A soldier", "no deaths": one or none, if what becomes of them turns out to be told."""
    if words.low[i] in ("a", "an") and words.alphabetic(i + 1):
        return Amount(i, i + 1, i, 1, 1, 1)
    if words.low[i] == "no" and unit_of_noun(words.low[i + 1]) in ("killed", "wounded"):
        return Amount(i, i + 1, i, 0, 0, 0)
    return None


def _read(words: Words, amount: Amount) -> _Reading:
    counted = counted_at(words, amount)
    fate = fate_of(words, amount, counted) if counted.persons and amount.unit is None else None
    return _Reading(amount, counted, fate)


def _share_fates(words: Words, readings: list[_Reading]) -> list[_Reading]:
    """Numbers of persons that are joined share one fate: "20 rebels and 27 fighters were killed"."""
    for order in (range(1, len(readings)), range(len(readings) - 2, -1, -1)):
        back = order.step > 0
        for k in order:
            giver = readings[k - 1] if back else readings[k + 1]
            left, right = (giver, readings[k]) if back else (readings[k], giver)
            if _may_take(readings[k], giver) and _share(words, left, right):
                readings[k] = replace(readings[k], fate=giver.fate)
    return readings


def _share(words: Words, left: _Reading, right: _Reading) -> bool:
    """Whether two numbers share a verb; behind it only what is part of the first does ("six dead, including two")."""
    if joined(words, left.counted.stop, right.amount.start):
        return True
    if left.fate is None or left.fate.word < left.counted.stop:
        return False
    gap = words.low[left.fate.word + 1 : right.amount.start]
    return bool(_PARTS & set(gap)) and joined(words, left.fate.word + 1, right.amount.start)


def _fill_in(words: Words, readings: list[_Reading]) -> list[_Reading]:
    """A number without a noun counts what the number before it counted: "42 agents in Kandahar and another 12"."""
    last: _Reading | None = None
    for k, reading in enumerate(readings):
        bare = reading.counted.start is None and reading.amount.unit is None and not reading.amount.one
        if bare and last and reading.fate is None:
            fate = last.fate if reading.amount.change == "additional" or reading.counted.more else None
            unit = last.counted.unit if reading.counted.unit == "other" else reading.counted.unit
            readings[k] = replace(reading, counted=replace(reading.counted, unit=unit), fate=fate)
        elif bare and reading.fate is None and _acts(words, reading.amount):
            readings[k] = replace(reading, counted=replace(reading.counted, unit="people"))
        elif reading.counted.start is not None and not reading.amount.one:
            last = reading
    return readings


def _acts(words: Words, amount: Amount) -> bool:
    """Whether a verb follows the number, whose subject it is: "thousands protested", "316 said"."""
    return words.low[amount.end] in _VERBS or words.low[amount.end].endswith("ed")


def _may_take(reading: _Reading, giver: _Reading) -> bool:
    free = reading.fate is None and reading.counted.persons and reading.amount.unit is None
    return free and giver.fate is not None and giver.counted.persons


def _is_quantity(words: Words, reading: _Reading) -> bool:
    amount, counted = reading.amount, reading.counted
    if words.low[amount.figure] in ("a", "an", "no") and amount.end == amount.figure + 1:
        return amount.value == 0 or (
            reading.fate is not None and counted.unit in _PERSONS and counted.start is not None
        )
    if words.low[amount.figure] == "one" and amount.value == 1:
        return _is_single(words, reading)
    if amount.unit or reading.fate or counted.start is not None:
        return not (counted.start is not None and _bare_year(words, amount))
    if _bare_year(words, amount):
        return False
    figure = amount.value if amount.value is not None else amount.low if amount.low is not None else amount.high
    large = figure is not None and figure > 31
    added = amount.change is not None or counted.more
    return amount.vague or added or (large and (amount.marked or _acts(words, amount)))


def _is_single(words: Words, reading: _Reading) -> bool:
    """Whether "one" counts: "one strike", "one soldier dead"; not "one-off", "one in five", "one official said"."""
    before = words.low[reading.amount.figure - 1] if reading.amount.figure else ""
    if words.low[reading.amount.end] in ("-", "out", "in", "such") or before in _NOT_ONE:
        return False
    return reading.fate is not None or reading.counted.unit in _SINGLE


def _bare_year(words: Words, amount: Amount) -> bool:
    """Whether a bare four-digit number could as well be a year that nothing shows to be one."""
    raw = words.raw[amount.figure]
    return (
        len(raw) == 4
        and raw.isdigit()
        and 1900 <= int(raw) <= 2049
        and int(raw) % 50 != 0
        and not _plural_behind(words, amount)
    )


def _plural_behind(words: Words, amount: Amount) -> bool:
    return any(is_plural(words.low[k]) for k in range(amount.end, amount.end + 4))


def _expression(words: Words, reading: _Reading, offset: int) -> QuantityExpression:
    amount, counted = reading.amount, reading.counted
    unit = reading.fate.unit if reading.fate else counted.unit
    span = _span(words, amount.start, amount.end, offset)
    figures = (_plain(amount.value), _plain(amount.low), _plain(amount.high))
    quantity = Quantity(span.text, span.start, span.end, *figures, unit, _change(words, reading))
    noun = _span(words, counted.start, counted.end, offset) if counted.start is not None else None
    cue = _span(words, reading.fate.word, reading.fate.word + 1, offset) if reading.fate else None
    return QuantityExpression(quantity, noun, cue)


def _plain(figure: float | None) -> float | None:
    """Whole numbers without a fraction, as they are printed."""
    return int(figure) if figure is not None and float(figure).is_integer() else figure


def _span(words: Words, start: int, end: int, offset: int) -> Span:
    first, last = words.start[start], words.end[end - 1]
    return Span(words.text[first:last], first + offset, last + offset)


def _change(words: Words, reading: _Reading) -> Change | None:
    """Whether the number adds to others, is a new total, or a difference ("rose to 31", "fell by 20")."""
    amount = reading.amount
    if amount.change or reading.counted.more:
        return amount.change or "additional"
    before = words.low[amount.start - 1] if amount.start else ""
    window = words.low[max(0, amount.start - 6) : amount.start]
    changes = quantity_words().changes
    if before in ("to", "at") and any(word in changes["total"] for word in window):
        return "total"
    if before == "by":
        kinds: tuple[Change, ...] = ("increase", "decrease")
        return next((kind for kind in kinds if any(word in changes[kind] for word in window)), None)
    return None
