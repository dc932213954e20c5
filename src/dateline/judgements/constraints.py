"""What judgements say about which claims tell of one happening: pairs that must be joined, pairs that must not be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise, product

from sqlalchemy import Connection, select

from dateline.judgements.effective import is_rejected
from dateline.judgements.ledger import Said, live_on, targets_of
from dateline.judgements.records import OF_SEVERAL
from dateline.store.rows import in_parts
from dateline.store.tables import claims

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Constraints:
    """Pairs of ids of events that count, the lower first; no pair contradicts others, however they are chained."""

    must: frozenset[Pair] = frozenset()
    cannot: frozenset[Pair] = frozenset()

    @property
    def claims(self) -> frozenset[str]:
        """All that the pairs name."""
        return frozenset(ident for pair in (*self.must, *self.cannot) for ident in pair)


def constraints(connection: Connection, idents: Collection[str]) -> Constraints:
    """What judgements say about some claims, and about all that they join to these, at whatever remove."""
    decided = sorted(_reaching(connection, idents).values(), key=lambda said: said[0].judgement.order, reverse=True)
    if not decided:
        return Constraints()
    settled = _Settled()
    for said in decided:
        settled.take(said)
    return settled.pairs(_counting(connection, settled.named))


def _reaching(connection: Connection, idents: Collection[str]) -> dict[str, list[Said]]:
    """The live merges and splits on some claims and on all that these name, with what they name."""
    found: dict[str, list[Said]] = {}
    seen: set[str] = set()
    fresh = set(idents)
    while fresh:
        seen |= fresh
        on = live_on(connection, fresh)
        names = {said.judgement.id for each in on.values() for said in each if said.judgement.action in OF_SEVERAL}
        found |= (more := targets_of(connection, names - set(found)))
        fresh = {said.target for each in more.values() for said in each} - seen
    return found


class _Settled:
    """Groups of claims that are one happening, and pairs of claims that are not; what comes first wins."""

    def __init__(self) -> None:
        self.group: dict[str, set[str]] = {}
        self.apart: set[Pair] = set()

    @property
    def named(self) -> set[str]:
        return set(self.group) | {ident for pair in self.apart for ident in pair}

    def take(self, said: list[Said]) -> None:
        """Take a judgement, given by what it names, as far as it contradicts none that was taken before."""
        if said[0].judgement.action == "merge":
            for a, b in pairwise(each.target for each in said):
                self._join(a, b)
            return
        for a, b in _divided(said):
            if b not in self._of(a):
                self.apart.add(_pair(a, b))

    def _join(self, a: str, b: str) -> None:
        one, other = self._of(a), self._of(b)
        if one is not other and not self._divides(one, other):
            one |= other
            self.group.update(dict.fromkeys(other, one))

    def _divides(self, one: set[str], other: set[str]) -> bool:
        return bool(self.apart) and any(_pair(x, y) in self.apart for x, y in product(one, other))

    def _of(self, ident: str) -> set[str]:
        return self.group.setdefault(ident, {ident})

    def pairs(self, counting: set[str]) -> Constraints:
        """The pairs among claims that count; a group is chained, so that one that does not count breaks nothing."""
        groups = {id(group): group for group in self.group.values()}.values()
        must = {pair for group in groups for pair in pairwise(sorted(group & counting))}
        return Constraints(frozenset(must), frozenset(pair for pair in self.apart if set(pair) <= counting))


def _divided(said: Iterable[Said]) -> Iterator[Pair]:
    """The pairs that a split puts apart."""
    each = list(said)
    groups = each[0].judgement.value or [[ident] for ident in each[0].judgement.targets]
    of = {given: {one.target for one in each if one.given == given} for given in each[0].judgement.targets}
    sides = [set().union(*(of[given] for given in group)) for group in groups]
    for one, other in combinations(sides, 2):
        yield from product(sorted(one), sorted(other))


def _counting(connection: Connection, idents: Collection[str]) -> set[str]:
    """Those claims that are live, not rejected, and tell of events, as judged: relations make no incidents."""
    counts = select(claims.c.id).where(claims.c.retired.is_(None), claims.c.kind == "event", ~is_rejected())
    return {
        ident
        for some in in_parts(sorted(idents))
        for ident in connection.execute(counts.where(claims.c.id.in_(some))).scalars()
    }


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
