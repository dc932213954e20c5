"""Claims of one happening, joined.

A claim that comes is compared with those that share a block with it, those of its document, and those of documents of
the same story; a link is kept for each pair that may tell of one happening. Then only what hangs together with the
claims that came or went is grouped anew. Links hang on two claims and their documents alone, groups on links and
judgements alone: the result is the same, to the last digit, in whatever order dispatches come. It does hang on the
register of actors in use, on the weights, and, for a dispatch without a date, on the day when it was recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, or_, select

from dateline.judgements.constraints import Constraints, constraints
from dateline.judgements.effective import effective_claims
from dateline.linking import untyped
from dateline.linking.blocks import blocks as blocks_of
from dateline.linking.blocks import neighbours
from dateline.linking.cluster import Limits, clusters
from dateline.linking.compare import Link, Together, compare, family
from dateline.linking.incident_rows import Renewed, in_parts, write_incidents
from dateline.linking.logistic import settings
from dateline.linking.sources import origins
from dateline.linking.summary import Tie, incident_id
from dateline.linking.traits import Traits, traits_from_json, traits_of
from dateline.store.tables import (
    blocks,
    claims,
    copies,
    incident_claims,
    incident_documents,
    judgement_targets,
    links,
)
from dateline.store.upsert import insert_rows

Pair = tuple[int, int]


def update(connection: Connection, changed: Collection[int]) -> None:
    """Bring the incidents up to date with claims that came, went or were judged."""
    if not changed:
        return
    state = _State()
    _withdraw(connection, changed, state)
    fresh = _fresh(connection, changed, state)
    state.traits.update(fresh)
    _insert_blocks(connection, fresh.values())
    _link(connection, fresh, state)
    _regroup(connection, fresh, state)
    untyped.update(connection, state.documents)


@dataclass(slots=True)
class _State:
    """What an update has found so far.

    `ties` are links that it made, `seeds` claims whose groups are to be found anew, `stale` incidents that lost a
    claim, `documents` those whose incidents may have changed.
    """

    traits: dict[int, Traits] = field(default_factory=dict)
    ties: dict[Pair, Tie] = field(default_factory=dict)
    seeds: set[int] = field(default_factory=set)
    stale: set[str] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)


# --- what goes


def _withdraw(connection: Connection, changed: Collection[int], state: _State) -> None:
    """Take away all that hangs on claims that went or come anew; their former companions are grouped anew."""
    for some in in_parts(changed):
        held = connection.scalars(select(incident_claims.c.incident).where(incident_claims.c.claim.in_(some)))
        state.stale.update(held)
    if not state.stale:
        return
    for part in in_parts(state.stale):
        companions = select(incident_claims.c.claim).where(incident_claims.c.incident.in_(part))
        state.seeds.update(connection.scalars(companions))
        told = select(incident_documents.c.document).where(incident_documents.c.incident.in_(part))
        state.documents.update(connection.scalars(told))
    for some in in_parts(changed):
        either = or_(links.c.a.in_(some), links.c.b.in_(some))
        for pair in connection.execute(select(links.c.a, links.c.b).where(either)):
            state.seeds.update(pair)
        connection.execute(delete(links).where(either))
        connection.execute(delete(blocks).where(blocks.c.claim.in_(some)))
        connection.execute(delete(incident_claims).where(incident_claims.c.claim.in_(some)))
    state.seeds -= set(changed)


# --- what comes


def _fresh(connection: Connection, changed: Collection[int], state: _State) -> dict[int, Traits]:
    """The changed claims that count and tell of events."""
    telling = []
    for some in in_parts(changed):
        rows = connection.execute(
            select(claims.c.n, claims.c.document, claims.c.kind).where(claims.c.n.in_(some))
        ).all()
        state.documents.update(row.document for row in rows)
        telling += [row.n for row in rows if row.kind == "event"]
    stored = list(effective_claims(connection, telling))
    origin = origins(connection, {each.document for each in stored})
    return {each.n: traits_of(each, origin.get(each.document)) for each in stored}


def _insert_blocks(connection: Connection, fresh: Iterable[Traits]) -> None:
    rows = [{"claim": each.n, "block": block} for each in fresh for block in sorted(blocks_of(each))]
    insert_rows(connection, blocks, rows)


def _link(connection: Connection, fresh: Mapping[int, Traits], state: _State) -> None:
    """Compare what came with its neighbours and keep the links."""
    told = _stories(connection, {each.document for each in fresh.values()})
    near = _neighbours(connection, fresh, told)
    _load(connection, {b for pair in near for b in pair}, state)
    rows = []
    for a, b in sorted(near):
        link = _compared(state.traits, a, b, told)
        if link:
            state.ties[a, b] = Tie(link.score, link.reasons)
            rows.append({"a": a, "b": b, "score": link.score, "reasons": list(link.reasons)})
    insert_rows(connection, links, rows)
    state.seeds.update(fresh)


def _compared(traits: Mapping[int, Traits], a: int, b: int, told: Mapping[int, set[int]]) -> Link | None:
    one, other = traits.get(a), traits.get(b)
    if one is None or other is None:  # gone, or rejected
        return None
    return compare(one, other, Together(story=other.document in told.get(one.document, ())))


def _stories(connection: Connection, documents: Collection[int]) -> dict[int, set[int]]:
    """The documents that some documents copy or retell, and the other way round."""
    found: dict[int, set[int]] = defaultdict(set)
    for some in in_parts(documents):
        either = or_(copies.c.later.in_(some), copies.c.earlier.in_(some))
        for row in connection.execute(select(copies.c.later, copies.c.earlier).where(either)):
            found[row.later].add(row.earlier)
            found[row.earlier].add(row.later)
    return found


def _neighbours(connection: Connection, fresh: Mapping[int, Traits], told: Mapping[int, set[int]]) -> set[Pair]:
    """The pairs to compare."""
    pairs: set[Pair] = set()
    of: dict[str, list[int]] = defaultdict(list)
    for each in fresh.values():
        for block in neighbours(each):
            of[block].append(each.n)
    for some in in_parts(of):
        for row in connection.execute(select(blocks.c.block, blocks.c.claim).where(blocks.c.block.in_(some))):
            pairs.update(_pair(n, row.claim) for n in of[row.block])
    wanted = {each.document for each in fresh.values()}
    wanted |= {other for n in wanted for other in told.get(n, ())}
    families: dict[tuple[int, str], list[int]] = defaultdict(list)
    for n, document, kind in _members(connection, wanted, fresh):
        families[document, family(kind)].append(n)
    for each in fresh.values():
        for document in (each.document, *told.get(each.document, ())):
            pairs.update(_pair(each.n, n) for n in families[document, family(each.type)])
    return {pair for pair in pairs if pair[0] != pair[1]}


def _members(
    connection: Connection, documents: Collection[int], fresh: Mapping[int, Traits]
) -> Iterator[tuple[int, int, str]]:
    """The claims that some documents make, with their documents and types."""
    yield from ((each.n, each.document, each.type) for each in fresh.values())
    for some in in_parts(documents):
        held = select(claims.c.n, claims.c.document, claims.c.type)
        held = held.join(incident_claims, incident_claims.c.claim == claims.c.n).where(claims.c.document.in_(some))
        yield from ((n, document, kind) for n, document, kind in connection.execute(held))


def _load(connection: Connection, ns: Collection[int], state: _State) -> None:
    """Load the traits of claims that are not loaded yet."""
    wanted = select(incident_claims.c.claim, claims.c.document, incident_claims.c.traits)
    wanted = wanted.join(claims, claims.c.n == incident_claims.c.claim)
    for some in in_parts(set(ns) - state.traits.keys()):
        for n, document, told in connection.execute(wanted.where(incident_claims.c.claim.in_(some))):
            state.traits[n] = traits_from_json(n, document, told)


# --- groups


@dataclass(slots=True)
class _Component:
    """Claims that hang together, their links, what people decided of them, and the incidents that they were in."""

    members: set[int] = field(default_factory=set)
    ties: dict[Pair, Tie] = field(default_factory=dict)
    must: set[Pair] = field(default_factory=set)
    cannot: set[Pair] = field(default_factory=set)
    held: dict[int, str] = field(default_factory=dict)


def _regroup(connection: Connection, fresh: Mapping[int, Traits], state: _State) -> None:
    found = _component(connection, fresh.keys(), state)
    order = sorted(found.members, key=lambda n: state.traits[n].order)
    limits = settings("incident_limits")
    bounds = Limits(limits["joined"], limits["average"], limits["largest"])
    scores = {pair: tie.score for pair, tie in found.ties.items() if found.members.issuperset(pair)}
    must, cannot = ({pair for pair in pairs if found.members.issuperset(pair)} for pairs in (found.must, found.cannot))
    groups = clusters(order, scores, bounds, must, cannot)
    renewed = [group for group in groups if not _stands(group, found, fresh, state)]
    told = [[state.traits[n] for n in group] for group in renewed]
    state.documents |= write_incidents(connection, Renewed(told, found.ties, found.held, state.stale, fresh.keys()))


def _component(connection: Connection, fresh: Collection[int], state: _State) -> _Component:
    """All that hangs together with the seeds: by links, by incidents, by judgements."""
    found = _Component(ties=dict(state.ties))
    judged = connection.execute(select(judgement_targets.c.target).limit(1)).first() is not None
    frontier = set(state.seeds)
    while frontier:
        found.members |= frontier
        before = frontier - set(fresh)  # what came in this update has no rows yet but its links, which are at hand
        _take_ties(connection, before, found)
        ahead = _companions(connection, before, found) | _joined(frontier, found)
        if judged:
            _load(connection, frontier, state)
            ahead |= _judged(connection, frontier, found, state)
        frontier = ahead - found.members
        _load(connection, frontier, state)
        frontier &= state.traits.keys()
    _load(connection, found.members, state)
    return found


def _take_ties(connection: Connection, ns: Collection[int], found: _Component) -> None:
    """Add the links of some claims."""
    wanted = select(links.c.a, links.c.b, links.c.score, links.c.reasons)
    for some in in_parts(ns):
        rows = connection.execute(wanted.where(or_(links.c.a.in_(some), links.c.b.in_(some))))
        found.ties.update(((a, b), Tie(score, reasons)) for a, b, score, reasons in rows)


def _joined(ns: set[int], found: _Component) -> set[int]:
    """The claims that links which suffice tie to some claims."""
    least = settings("incident_limits")["joined"]
    sufficing = (pair for pair, tie in found.ties.items() if tie.score >= least)
    return {n for pair in sufficing if not ns.isdisjoint(pair) for n in pair}


def _companions(connection: Connection, ns: Collection[int], found: _Component) -> set[int]:
    """The claims of the incidents of some claims."""
    for some in in_parts(ns):
        own = select(incident_claims.c.incident).where(incident_claims.c.claim.in_(some))
        rows = select(incident_claims.c.claim, incident_claims.c.incident).where(incident_claims.c.incident.in_(own))
        found.held.update((n, incident) for n, incident in connection.execute(rows))
    return set(found.held)


def _judged(connection: Connection, ns: Collection[int], found: _Component, state: _State) -> set[int]:
    """Take up what people decided of some claims; the claims that it names are returned."""
    decided: Constraints = constraints(connection, {state.traits[n].id for n in ns if n in state.traits})
    if not decided.claims:
        return set()
    named = select(claims.c.id, claims.c.n).where(claims.c.id.in_(decided.claims), claims.c.retired.is_(None))
    at = {row.id: row.n for row in connection.execute(named)}
    found.must |= {_pair(at[a], at[b]) for a, b in decided.must if a in at and b in at}
    found.cannot |= {_pair(at[a], at[b]) for a, b in decided.cannot if a in at and b in at}
    return {n for pair in found.must for n in pair}


def _stands(group: Sequence[int], found: _Component, fresh: Mapping[int, Traits], state: _State) -> bool:
    """Whether a group is an incident already, and nothing of it changed."""
    ident = incident_id(state.traits[group[0]].id)
    if ident in state.stale or any(n in fresh or found.held.get(n) != ident for n in group):
        return False
    return sum(held == ident for held in found.held.values()) == len(group)


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)
