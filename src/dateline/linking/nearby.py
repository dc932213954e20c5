"""Who of many that share a block or a band is compared: in a long row, those that stand near each other.

Things that share a key of one period or the next stand in a row, ordered by when they were known. Each is compared
with the `reach` before it and the `reach` after it, so that a busy key costs no more than a multiple of its things.
Which pairs these are hangs on what stands in the row alone: whatever comes between two things moves them apart, and
`moved` says whose neighbours must be looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

Pair = tuple[int, int]
Row = tuple[str, ...]  # keys whose things stand in one row
Sorting = Callable[[Collection[int]], Mapping[int, tuple[object, ...]]]


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs to compare, the lower first, and things whose own neighbours may have changed."""

    pairs: frozenset[Pair]
    moved: frozenset[int]


def rows_of(key: str, mark: str) -> tuple[Row, Row]:
    """The rows in which things of a key stand, which begins with its period and a mark: with the one before and after.

    Two things of one period or of neighbouring ones share a row, others do not.
    """
    period, _, said = key.partition(mark)
    before, after = (f"{int(period) + step}{mark}{said}" for step in (-1, 1))
    return (before, key), (key, after)


def near(
    rows: Iterable[Row], held: Mapping[str, Collection[int]], about: Collection[int], reach: int, by: Sorting
) -> Near:
    """The neighbours of some things.

    Args:
        rows: The rows in which they stand.
        held: The things of each key, also those that came or are about to go.
        about: The things whose neighbours are wanted.
        reach: How many are looked at to each side.
        by: Gives what things are sorted by; asked for those in long rows only.
    """
    wanted = set(about)
    standing = [{n for key in row for n in held.get(key, ())} for row in set(rows)]
    long = {frozenset(row) for row in standing if len(row) > reach + 1}
    order = by({n for row in long for n in row}) if long else {}
    pairs: set[Pair] = set()
    moved: set[int] = set()
    for row in standing:
        if len(row) <= reach + 1:
            pairs.update(pair(a, b) for a in row & wanted for b in row)
    for each in long:
        ordered = sorted(each, key=order.__getitem__)
        last = max((k for k, n in enumerate(ordered) if n not in wanted), default=0)
        for k in (k for k, n in enumerate(ordered) if n in wanted):
            pairs.update(pair(ordered[k], n) for n in ordered[max(0, k - reach) : k + reach + 1])
            if k < last:  # what comes at the end moves nothing apart
                moved.update(ordered[max(0, k - reach) : k])
    return Near(frozenset(each for each in pairs if each[0] != each[1]), frozenset(moved - wanted))


def pair(a: int, b: int) -> Pair:
    """Two things, the lower first."""
    return (a, b) if a < b else (b, a)
