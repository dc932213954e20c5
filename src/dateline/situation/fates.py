"""What became of plans: held, called off, or not told.

A plan is held by what is told later as having happened: of the same family, by one of those who planned it, at its
place and not before it was told; where the plan names a day, on that day, by one of them or at its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection, or_, select

from dateline.judgements.effective import effective_claims
from dateline.situation.evidence import Party
from dateline.situation.parties import akin, party, spot
from dateline.situation.plans import family_of
from dateline.situation.views import State
from dateline.situation.words import stems
from dateline.store.rows import StoredClaim
from dateline.store.tables import claim_actors, claim_places, claims, states

PLAN = "plan"
HELD, CALLED_OFF = "actual", "negated"
SLACK = 1  # days by which the day of a plan may differ from the day on which it is told to have happened
TYPES = {
    "meeting": ("CONSULT", "AGREE", "COOPERATE"),
    "force": ("ASSAULT",),
    "deployment": ("MOBILIZE",),
    "withdrawal": ("RETREAT",),
    "aid": ("AID",),
}
LEAST = 0.5  # confidence from which a claim decides what became of a plan
FOLLOWED = 100  # plans of one picture of which it is looked for what became of them
MOST = 200  # later claims that are looked at for one plan


@dataclass(frozen=True, slots=True)
class _Fate:
    status: str
    reason: str
    claim: str
    day: str


def with_fate(connection: Connection, found: Iterable[State], known: str) -> Iterator[State]:
    """States, plans among them with what became of them; in a large picture only of the surest plans."""
    shown = list(found)
    plans = sorted((s for s in shown if s.version.predicate == PLAN), key=lambda s: (-s.confidence, s.version.id))
    followed = {id(state) for state in plans[:FOLLOWED]}
    for state in shown:
        if state.version.predicate != PLAN:
            yield state
        elif id(state) in followed:
            yield _followed(connection, state, known)
        else:
            yield replace(state, reasons=(*state.reasons, "what became of it was not looked for among so many plans"))


def _followed(connection: Connection, state: State, known: str) -> State:
    fate = _fate(connection, state, known)
    if fate is None:
        return replace(state, reasons=(*state.reasons, "what became of it is not told"))
    return replace(state, status=fate.status, reasons=(*state.reasons, f"{fate.reason} ({fate.claim})"))


def _fate(connection: Connection, state: State, known: str) -> _Fate | None:
    since = _last_told(connection, state, known)
    told = [found for stored in _later(connection, state, since, known) if (found := _decides(state, stored))]
    return max(told, key=lambda fate: (fate.day, fate.claim), default=None)


def _last_told(connection: Connection, state: State, known: str) -> str:
    """When it was last told, in whatever words, that they plan something there: what was told before is open."""
    version = state.version
    same = states.c.place == version.place if version.place else states.c.key == version.key
    wanted = select(states.c.record).where(states.c.predicate == PLAN, same, states.c.known_from < known)
    rows = [row for row in connection.scalars(wanted) if state.subject and akin(Party(*row["subject"]), state.subject)]
    told = (support[4] for row in rows for support in row["support"][1] if support[4] < known)
    return max(told, default=version.known_from)


def _later(connection: Connection, state: State, since: str, known: str) -> Sequence[StoredClaim]:
    """Claims known later than the plan that name one who planned it or its place."""
    family = state.label or ""
    types = (*TYPES.get(family, (family.upper(),)), "SANCTION", "REJECT")
    wanted = select(claims.c.n).where(
        claims.c.type.in_(types), claims.c.known > since, claims.c.known < known, claims.c.retired.is_(None)
    )
    by_actor = select(claim_actors.c.claim).where(claim_actors.c.actor == state.version.subject)
    near = [claims.c.n.in_(by_actor)]
    if state.place is not None:
        near.append(claims.c.n.in_(select(claim_places.c.claim).where(claim_places.c.place == state.place.id)))
    ns = connection.scalars(wanted.where(or_(*near)).order_by(claims.c.known).limit(MOST)).all()
    return list(effective_claims(connection, ns))


def _decides(state: State, stored: StoredClaim) -> _Fate | None:
    claim = stored.claim
    if claim.confidence < LEAST or claim.historical or claim.id in state.said.claims:
        return None
    if claim.status not in ("actual", "negated") or not _is_same(state, stored):
        return None
    day = stored.valid_from or stored.known[:10]
    off = claim.status == "negated" or bool(stems("plan", "called_off").search(claim.trigger.text))
    if off:
        return _Fate(CALLED_OFF, f"called off, as told on {stored.known[:10]}", claim.id, day)
    if claim.type in ("SANCTION", "REJECT") or family_of(claim) != state.label:
        return None
    return _Fate(HELD, f"happened on {day}, as told on {stored.known[:10]}", claim.id, day)


def _is_same(state: State, stored: StoredClaim) -> bool:
    """Whether a claim is about what was planned."""
    planned = state.version.record.get("planned")
    mine = state.subject is not None and any(
        akin(state.subject, other) for each in stored.claim.actors if (other := party(each)) and not other.generic
    )
    there = state.place is not None and any(
        place.id == state.place.id for each in stored.claim.places if (place := spot(each))
    )
    told = state.first_confirmed or ""
    if planned and planned[2] == "day":
        begin = stored.valid_from or stored.known[:10]
        return _near(planned[0], begin) and (mine or there)
    if state.place is None and state.object is None:
        return False
    against = state.object is None or any(
        akin(state.object, other) for each in stored.claim.recipients if (other := party(each))
    )
    return mine and (there if state.place is not None else against) and (stored.valid_from or stored.known[:10]) >= told


def _near(one: str, other: str) -> bool:
    return abs(date.fromisoformat(one) - date.fromisoformat(other)) <= timedelta(days=SLACK)
