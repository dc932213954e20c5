"""Group what is linked: average-link agglomeration with what must and what cannot be together.

The result hangs on the things, their order (which is theirs, not that of arrival), the links and the constraints
alone. Two groups are joined when their best link reaches `joined` and their links have a score of `average` on
average; pairs without a link count 0. The pair of groups with the highest average goes first; among equals the one
whose first members come first.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.linking.groups import Groups

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Limits:
    """When groups are joined, and how many things are weighed against each other at once."""

    joined: float
    average: float
    largest: int


def clusters(
    order: Sequence[int],
    links: Mapping[Pair, float],
    limits: Limits,
    must: Collection[Pair] = (),
    cannot: Collection[Pair] = (),
) -> list[list[int]]:
    """Groups of things, each in the order of `order`.

    Args:
        order: All the things.
        links: Scores of pairs, from 0 to 1.
        limits: When groups are joined.
        must: Pairs that are together whatever their score.
        cannot: Pairs that are apart whatever their score and whatever must be together.
    """
    rank = {thing: k for k, thing in enumerate(order)}
    numbered = {_pair(rank[a], rank[b]): value for (a, b), value in links.items()}
    apart = {_pair(rank[a], rank[b]) for a, b in cannot}
    together = {_pair(rank[a], rank[b]) for a, b in must} - apart
    parts = _parts(range(len(order)), numbered, together, limits, limits.joined)
    at = {thing: k for k, part in enumerate(parts) for thing in part}
    linked, bound, divided = (_within(at, pairs) for pairs in (numbered, together, apart))
    found = []
    for k, part in enumerate(parts):
        own = {pair: numbered[pair] for pair in linked[k]}
        found += _agglomerate(part, own, limits, bound[k], divided[k])
    return [[order[k] for k in group] for group in sorted(found)]


def _within(at: Mapping[int, int], pairs: Iterable[Pair]) -> dict[int, list[Pair]]:
    """The pairs that lie within one part, by its number."""
    found: dict[int, list[Pair]] = defaultdict(list)
    for a, b in pairs:
        if at[a] == at[b]:
            found[at[a]].append((a, b))
    return found


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def _parts(
    things: Iterable[int], links: Mapping[Pair, float], must: Collection[Pair], limits: Limits, least: float
) -> list[list[int]]:
    """What hangs together by links from `least` on; what is too large hangs together by stronger links only."""
    groups = Groups(things)
    for a, b in must:
        groups.join(a, b)
    inner = {pair: value for pair, value in links.items() if value >= least}
    for a, b in inner:
        groups.join(a, b)
    found = []
    for part in groups.members():
        if len(part) <= limits.largest or least >= 1:
            found.append(part)
            continue
        own = set(part)
        within = {pair: value for pair, value in inner.items() if pair[0] in own}
        bound = [pair for pair in must if pair[0] in own]
        found += _parts(part, within, bound, limits, least + (1 - least) / 2 if least < 0.99 else 1)
    return found


def _agglomerate(
    part: Sequence[int], links: Mapping[Pair, float], limits: Limits, must: Collection[Pair], cannot: Collection[Pair]
) -> list[list[int]]:
    if len(part) == 1:
        return [list(part)]
    merging = _Merging(part, links, cannot)
    for a, b in sorted(must):
        merging.force(a, b)
    merging.run(limits)
    return [sorted(group) for group in merging.members.values()]


class _Merging:
    """Groups by their first member, and the sums and maxima of the links between them."""

    def __init__(self, part: Sequence[int], links: Mapping[Pair, float], cannot: Collection[Pair]) -> None:
        self.members: dict[int, list[int]] = {thing: [thing] for thing in part}
        self.sums: dict[int, dict[int, float]] = defaultdict(dict)
        self.best: dict[int, dict[int, float]] = defaultdict(dict)
        self.apart: dict[int, set[int]] = defaultdict(set)
        self.at = {thing: thing for thing in part}
        for a, b in cannot:
            self.apart[a].add(b)
            self.apart[b].add(a)
        for (a, b), value in links.items():
            self.sums[a][b] = self.sums[b][a] = value
            self.best[a][b] = self.best[b][a] = value

    def force(self, a: int, b: int) -> None:
        """Join the groups of two things, unless something in them must be apart."""
        x, y = sorted((self.at[a], self.at[b]))
        if x != y and y not in self.apart[x]:
            self._join(x, y)

    def run(self, limits: Limits) -> None:
        """Join groups for as long as two reach the limits."""
        queue = [entry for x in self.members for y in self.sums[x] if x < y if (entry := self._entry(x, y, limits))]
        heapq.heapify(queue)
        while queue:
            negative, x, y = heapq.heappop(queue)
            current = self._entry(x, y, limits) if x in self.members and y in self.members else None
            if current is None or current[0] != negative:
                continue
            self._join(x, y)
            for other in self.sums[x]:
                if entry := self._entry(*_pair(x, other), limits):
                    heapq.heappush(queue, entry)

    def _entry(self, x: int, y: int, limits: Limits) -> tuple[float, int, int] | None:
        average = self._average(x, y)
        if y in self.apart[x] or average < limits.average or self.best[x].get(y, 0.0) < limits.joined:
            return None
        return -average, x, y

    def _average(self, x: int, y: int) -> float:
        return round(self.sums[x].get(y, 0.0) / (len(self.members[x]) * len(self.members[y])), 9)

    def _join(self, x: int, y: int) -> None:
        for thing in self.members[y]:
            self.at[thing] = x
        self.members[x] += self.members.pop(y)
        for table, joined in ((self.sums, float.__add__), (self.best, max)):
            gone = table.pop(y, {})
            for other, value in gone.items():
                del table[other][y]
                if other != x:
                    table[x][other] = table[other][x] = joined(table[x].get(other, 0.0), value)
            table[x].pop(y, None)
        for other in self.apart.pop(y, set()):
            self.apart[other].discard(y)
            self.apart[other].add(x)
            self.apart[x].add(other)
