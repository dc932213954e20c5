"""Claims of one happening, joined.

A claim that comes is compared with those that share a block with it, those of its document, and those of documents of
the same story; a link is kept for each pair that may tell of one happening. Then only what hangs together with the
claims that came or went is grouped anew. Links hang on two claims, their documents and, in a long row of a block, on
what stands between them (see `nearby.py`), groups on links and judgements alone: the result is the same, to the last
digit, in whatever order dispatches come. It does hang on the register of actors in use, on the weights, and, for a
dispatch without a date, on the day when it was recorded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, or_, select

from dateline.judgements.constraints import Constraints, constraints
from dateline.judgements.effective import AtHand
from dateline.linking import untyped
from dateline.linking.blocks import blocks as blocks_of
from dateline.linking.cluster import Limits, clusters
from dateline.linking.compare import Link, Together, compare
from dateline.linking.incident_rows import Renewed, write_incidents
from dateline.linking.logistic import settings
from dateline.linking.nearby import Pair, pair
from dateline.linking.neighbours import all_blocks, beside, standing, stories
from dateline.linking.sources import origins
from dateline.linking.summary import Tie, incident_id
from dateline.linking.traits import Traits, traits_from_json, traits_of
from dateline.store.among import among
from dateline.store.rows import in_parts
from dateline.store.tables import (
    blocks,
    claims,
    incident_claims,
    incident_documents,
    judgement_targets,
    links,
)
from dateline.store.upsert import insert_rows


def update(connection: Connection, changed: Collection[int], at_hand: AtHand | None = None) -> None:
    """Bring the incidents up to date with claims that came, went or were judged; `at_hand` loads claims."""
    if not changed:
        return
    state = _State()
    _withdraw(connection, changed, state)
    fresh = _fresh(connection, changed, at_hand or AtHand(connection), state)
    state.traits.update(fresh)
    own = {n: blocks_of(each) for n, each in fresh.items()}
    _insert_blocks(connection, own)
    near = standing(connection, {block for each in own.values() for block in each}, fresh)
    moved = _moved(connection, (state.moved | near.moved) - fresh.keys(), state)
    _link(connection, fresh, moved, near.pairs, state)
    _regroup(connection, fresh, state)
    untyped.update(connection, state.documents)


@dataclass(slots=True)
class _State:
    """What an update has found so far.

    `ties` are links that it made, `seeds` claims whose groups are to be found anew, `stale` incidents that lost a
    claim or a link, `documents` those whose incidents may have changed, `moved` claims that have other neighbours.
    """

    traits: dict[int, Traits] = field(default_factory=dict)
    ties: dict[Pair, Tie] = field(default_factory=dict)
    seeds: set[int] = field(default_factory=set)
    stale: set[str] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)


# --- what goes


def _withdraw(connection: Connection, changed: Collection[int], state: _State) -> None:
    """Take away all that hangs on claims that went or come anew; their former companions are grouped anew."""
    _loosen(connection, changed, state)
    if not state.stale:
        return
    held: set[str] = set()
    if changed:
        held.update(connection.scalars(select(blocks.c.block).where(among(blocks.c.claim, changed))))
    state.moved |= standing(connection, held, changed).moved
    if changed:
        connection.execute(delete(blocks).where(among(blocks.c.claim, changed)))
        connection.execute(delete(incident_claims).where(among(incident_claims.c.claim, changed)))
    state.seeds -= set(changed)


def _loosen(connection: Connection, ns: Collection[int], state: _State) -> None:
    """Take away the links of some claims; they and their companions are grouped anew."""
    stale: set[str] = set()
    if ns:
        stale.update(connection.scalars(select(incident_claims.c.incident).where(among(incident_claims.c.claim, ns))))
    if not stale:
        return
    state.stale |= stale
    for part in in_parts(sorted(stale)):
        companions = select(incident_claims.c.claim).where(incident_claims.c.incident.in_(part))
        state.seeds.update(connection.scalars(companions))
        told = select(incident_documents.c.document).where(incident_documents.c.incident.in_(part))
        state.documents.update(connection.scalars(told))
    if ns:
        either = or_(among(links.c.a, ns), among(links.c.b, ns))
        for tied in connection.execute(select(links.c.a, links.c.b).where(either)):
            state.seeds.update(tied)
        connection.execute(delete(links).where(either))


# --- what comes


def _fresh(connection: Connection, changed: Collection[int], at_hand: AtHand, state: _State) -> dict[int, Traits]:
    """The changed claims that count and tell of events."""
    telling = []
    if changed:
        rows = connection.execute(
            select(claims.c.n, claims.c.document, claims.c.kind).where(among(claims.c.n, changed))
        ).all()
        state.documents.update(row.document for row in rows)
        telling += [row.n for row in rows if row.kind == "event"]
    stored = at_hand.effective(telling)
    origin = origins(connection, {each.document for each in stored})
    return {each.n: traits_of(each, origin.get(each.document)) for each in stored}


def _insert_blocks(connection: Connection, own: Mapping[int, set[str]]) -> None:
    rows = [{"claim": n, "block": block} for n, each in own.items() for block in sorted(each)]
    insert_rows(connection, blocks, rows)


def _moved(connection: Connection, moved: Collection[int], state: _State) -> dict[int, Traits]:
    """Claims of long rows that have other neighbours now, without their links: they are linked anew."""
    if moved:
        _load(connection, moved, state)
        _loosen(connection, moved, state)
    return {n: state.traits[n] for n in moved if n in state.traits}


def _link(
    connection: Connection,
    fresh: Mapping[int, Traits],
    moved: Mapping[int, Traits],
    near: Collection[Pair],
    state: _State,
) -> None:
    """Compare what came or was moved with its neighbours and keep the links; `near` are pairs of what came."""
    linked = {**fresh, **moved}
    told = stories(connection, {each.document for each in linked.values()})
    of_moved = standing(connection, all_blocks(moved.values()), moved).pairs if moved else ()
    pairs = {*near, *of_moved, *beside(connection, linked, told)}
    _load(connection, {n for each in pairs for n in each}, state)
    rows = []
    for a, b in sorted(pairs):
        link = _compared(state.traits, a, b, told)
        if link:
            state.ties[a, b] = Tie(link.score, link.reasons)
            rows.append({"a": a, "b": b, "score": link.score, "reasons": list(link.reasons)})
    insert_rows(connection, links, rows)
    state.seeds.update(linked)


def _compared(traits: Mapping[int, Traits], a: int, b: int, told: Mapping[int, set[int]]) -> Link | None:
    one, other = traits.get(a), traits.get(b)
    if one is None or other is None:  # gone, or rejected
        return None
    return compare(one, other, Together(story=other.document in told.get(one.document, ())))


def _load(connection: Connection, ns: Collection[int], state: _State) -> None:
    """Load the traits of claims that are not loaded yet."""
    wanted = select(incident_claims.c.claim, claims.c.document, incident_claims.c.traits)
    wanted = wanted.join(claims, claims.c.n == incident_claims.c.claim)
    if some := set(ns) - state.traits.keys():
        for n, document, told in connection.execute(wanted.where(among(incident_claims.c.claim, some))):
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
    scores = {each: tie.score for each, tie in found.ties.items() if found.members.issuperset(each)}
    must, cannot = ({each for each in pairs if found.members.issuperset(each)} for pairs in (found.must, found.cannot))
    groups = clusters(order, scores, bounds, must, cannot)
    sizes = Counter(found.held.values())
    renewed = [group for group in groups if not _stands(group, found.held, sizes, fresh, state)]
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
    if ns:
        rows = connection.execute(wanted.where(or_(among(links.c.a, ns), among(links.c.b, ns))))
        found.ties.update(((a, b), Tie(score, reasons)) for a, b, score, reasons in rows)


def _joined(ns: set[int], found: _Component) -> set[int]:
    """The claims that links which suffice tie to some claims."""
    least = settings("incident_limits")["joined"]
    sufficing = (each for each, tie in found.ties.items() if tie.score >= least)
    return {n for each in sufficing if not ns.isdisjoint(each) for n in each}


def _companions(connection: Connection, ns: Collection[int], found: _Component) -> set[int]:
    """The claims of the incidents of some claims."""
    if ns:
        own = select(incident_claims.c.incident).where(among(incident_claims.c.claim, ns))
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
    found.must |= {pair(at[a], at[b]) for a, b in decided.must if a in at and b in at}
    found.cannot |= {pair(at[a], at[b]) for a, b in decided.cannot if a in at and b in at}
    return {n for each in found.must for n in each}


def _stands(
    group: Sequence[int],
    held: Mapping[int, str],
    sizes: Mapping[str, int],
    fresh: Mapping[int, Traits],
    state: _State,
) -> bool:
    """Whether a group is an incident already, and nothing of it changed."""
    ident = incident_id(state.traits[group[0]].id)
    if ident in state.stale or any(n in fresh or held.get(n) != ident for n in group):
        return False
    return sizes[ident] == len(group)
