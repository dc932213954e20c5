"""What became of plans: held, called off, or not told.

A plan is held by what is told later as having happened: of the same family, by one of those who planned it, at its
place or to whom it was to be done; where the plan names a day, on that day, by one of them or at its place. What was
told before the plan was last told as still ahead settles nothing. All plans of a picture are looked up together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, or_, select

from dateline.judgements.effective import is_rejected
from dateline.situation.evidence import Party
from dateline.situation.parties import akin, serves
from dateline.situation.plans import BY_TYPE
from dateline.situation.views import State
from dateline.situation.words import stems
from dateline.store.among import among
from dateline.store.filters import standing
from dateline.store.tables import actors, claim_actors, claim_places, claims, states

PLAN = "plan"
HELD, CALLED_OFF = "actual", "negated"
ENDING = ("SANCTION", "REJECT")  # types of events that may call something off
SLACK = 1  # days by which the day of a plan may differ from the day on which it is told to have happened
LEAST = 0.5  # confidence from which a claim decides what became of a plan
LOOKED = 2_000  # latest claims of those who plan or of the places planned for that are looked up
MOST = 2_000  # latest claims that are looked at
FOLLOWED = 200  # plans of one picture of which it is looked for what became of them


@dataclass(slots=True)
class _Deed:
    """What happened, or was called off: the facts of a claim that decide."""

    id: str
    type: str
    status: str
    known: str
    day: str
    trigger: str
    doers: list[Party] = field(default_factory=list)
    targets: list[Party] = field(default_factory=list)
    places: set[str] = field(default_factory=set)


def with_fate(connection: Connection, found: Iterable[State], known: str) -> list[State]:
    """States, plans among them with what became of them; in a large picture only of the surest plans."""
    shown = list(found)
    plans = sorted((s for s in shown if s.version.predicate == PLAN), key=lambda s: (-s.confidence, s.version.id))
    followed = plans[:FOLLOWED]
    if not followed:
        return shown
    since = _last_told(connection, followed, known)
    deeds = _deeds(connection, followed, _Span(min(since.values()), known))
    by_label = _by_label(deeds)
    ends = {s.version.id: _fated(s, _fate(s, by_label[s.label], since[s.version.id])) for s in followed}
    return [ends.get(state.version.id, state) if state.version.predicate == PLAN else state for state in shown]


def _by_label(deeds: Iterable[_Deed]) -> Mapping[str | None, list[_Deed]]:
    """The deeds that may be a plan of a label, or call one off: the latter are in all."""
    found: dict[str | None, list[_Deed]] = {}
    ending: list[_Deed] = []
    for deed in deeds:
        if deed.type in ENDING and _is_off(deed):
            ending.append(deed)
        elif deed.type in BY_TYPE:
            found.setdefault(BY_TYPE[deed.type], []).append(deed)
    return defaultdict(lambda: ending, {label: [*each, *ending] for label, each in found.items()})


def _fated(state: State, deed: _Deed | None) -> State:
    if deed is None:
        return replace(state, reasons=(*state.reasons, "what became of it is not told"))
    told = f"as told on {deed.known[:10]} ({deed.id})"
    if _is_off(deed):
        return replace(state, status=CALLED_OFF, reasons=(*state.reasons, f"called off, {told}"))
    return replace(state, status=HELD, reasons=(*state.reasons, f"happened on {deed.day}, {told}"))


def _fate(state: State, deeds: Sequence[_Deed], since: str) -> _Deed | None:
    """The latest deed that decides."""
    deciding = (deed for deed in deeds if deed.known > since and _is_same(state, deed))
    return max(deciding, key=lambda deed: (deed.day, deed.id), default=None)


def _is_off(deed: _Deed) -> bool:
    return deed.status == "negated" or bool(stems(PLAN, "called_off").search(deed.trigger))


def _is_same(state: State, deed: _Deed) -> bool:
    """Whether a deed is what was planned, or calls it off."""
    if BY_TYPE.get(deed.type) != state.label and not (deed.type in ENDING and _is_off(deed)):
        return False
    there = state.place is not None and state.place.id in deed.places
    planned = _planned_day(state)
    if planned:
        return _near(planned, deed.day) and (there or _is_by(state, deed))
    if deed.day < (state.first_confirmed or ""):
        return False
    if state.place is not None:
        return there and _is_by(state, deed)
    if state.object is None or not _is_by(state, deed):
        return False
    return any(akin(state.object, each) for each in deed.targets)


def _is_by(state: State, deed: _Deed) -> bool:
    """Whether one of those who planned it did it."""
    return state.subject is not None and any(akin(state.subject, each) for each in deed.doers if not each.generic)


def _planned_day(state: State) -> str | None:
    planned = state.version.record.get("planned")
    return planned[0] if planned and planned[2] == "day" else None


def _near(one: str, other: str) -> bool:
    return abs(date.fromisoformat(one) - date.fromisoformat(other)) <= timedelta(days=SLACK)


# --- what the store holds


def _last_told(connection: Connection, plans: Sequence[State], known: str) -> dict[str, str]:
    """For each plan, when it was last told, in whatever words, that they plan something there."""
    there = {state.version.place for state in plans if state.version.place}
    wanted = select(states.c.place, states.c.record["subject"], states.c.record["support"]).where(
        states.c.predicate == PLAN, states.c.place.in_(there), states.c.known_from < known
    )
    told: dict[str, list[tuple[Party, str]]] = defaultdict(list)
    for place, subject, support in connection.execute(wanted) if there else ():
        last = max((each[4] for each in support[1] if each[4] < known), default="")
        told[place].append((Party(*subject), last))
    return {state.version.id: max([_own(state, known), *_others(state, told)]) for state in plans}


def _own(state: State, known: str) -> str:
    return max((each[4] for each in state.version.record["support"][1] if each[4] < known), default="")


def _others(state: State, told: Mapping[str, Iterable[tuple[Party, str]]]) -> Iterator[str]:
    for party, last in told.get(state.version.place or "", ()):
        if state.subject and akin(party, state.subject):
            yield last


@dataclass(frozen=True, slots=True)
class _Span:
    """Moments between which something became known, both excluded."""

    since: str
    until: str

    def holds(self, known: Any) -> ColumnElement[bool]:
        """Whether it did, by a column."""
        return and_(known > self.since, known < self.until)


def _deeds(connection: Connection, plans: Sequence[State], span: _Span) -> list[_Deed]:
    """What is told to have happened, known later than the earliest of the plans, that may be one of them."""
    labels = {state.label for state in plans}
    types = [*(each for each, label in BY_TYPE.items() if label in labels), *ENDING]
    found: dict[int, _Deed] = {}
    for wanted in _ways(connection, plans, span):
        facts = select(*_FACTS).where(wanted, claims.c.type.in_(types), *_deciding())
        for row in connection.execute(facts.order_by(claims.c.known.desc(), claims.c.id).limit(MOST)):
            day = row.valid_from or row.known[:10]
            found[row.n] = _Deed(row.id, row.type, row.status, row.known, day, row.trigger)
    newest = sorted(found.items(), key=lambda each: each[1].id)
    newest.sort(key=lambda each: each[1].known, reverse=True)
    deeds = dict(newest[:MOST])
    _add_parties(connection, deeds)
    return list(deeds.values())


def _ways(connection: Connection, plans: Sequence[State], span: _Span) -> Iterator[ColumnElement[bool]]:
    """The conditions on claims that may tell of one of the plans: each is looked up by what is rarest in it."""
    who = _doers(connection, plans)
    where = sorted({s.version.place for s in plans if s.version.place})
    whom = sorted({s.version.object for s in plans if s.version.object and not s.version.place})
    days = sorted({day for s in plans if (planned := _planned_day(s)) for day in _around(planned)})
    mine = exists().where(claim_actors.c.claim == claims.c.n, among(claim_actors.c.actor, who))
    there = _of(claim_places, claim_places.c.place, where, span)
    on_day = claims.c.valid_from.in_(days)
    if where:
        yield claims.c.n.in_(there) & (or_(mine, on_day) if days else mine)
    if whom:
        yield claims.c.n.in_(_of(claim_actors, claim_actors.c.actor, whom, span)) & mine
    if days:
        then = select(_THEN.c.n).where(_THEN.c.valid_from.in_(days), span.holds(_THEN.c.known))
        yield claims.c.n.in_(then) & mine


def _of(table: Any, column: Any, ids: Sequence[str], span: _Span) -> Select[tuple[int]]:
    """The claims that name one of some actors or places, the newest."""
    named = select(table.c.claim).where(column.in_(ids), span.holds(table.c.known))
    return named.order_by(table.c.known.desc(), table.c.claim.desc()).limit(LOOKED)


_THEN = claims.alias()
_FACTS = (
    claims.c.n, claims.c.id, claims.c.type, claims.c.status, claims.c.known, claims.c.valid_from,
    claims.c.record["trigger"]["text"].as_string().label("trigger"),
)  # fmt: skip


def _deciding() -> Iterator[ColumnElement[bool]]:
    yield claims.c.status.in_((HELD, CALLED_OFF))
    yield claims.c.confidence >= LEAST
    yield ~claims.c.historical
    yield standing(claims.c.recorded, claims.c.retired, None)
    yield ~is_rejected()


def _around(day: str) -> Iterator[str]:
    at = date.fromisoformat(day)
    return ((at + timedelta(days=shift)).isoformat() for shift in range(-SLACK, SLACK + 1))


def _doers(connection: Connection, plans: Sequence[State]) -> list[str]:
    """Who plans, and those who act for the same states."""
    subjects = {state.subject for state in plans if state.subject}
    codes = {code for each in subjects if (code := serves(each))}
    found = {each.id for each in subjects}
    for row in connection.execute(select(actors).where(actors.c.country.in_(codes))) if codes else ():
        if serves(Party(row.id, row.name, row.country, row.sector)) in codes:
            found.add(row.id)
    return sorted(found)


def _add_parties(connection: Connection, found: Mapping[int, _Deed]) -> None:
    if some := list(found):
        taking: Any = select(claim_actors.c.claim, claim_actors.c.role, actors).join(actors).where(
            among(claim_actors.c.claim, some), claim_actors.c.role.in_(("actor", "recipient"))
        )  # fmt: skip
        for row in connection.execute(taking):
            deed = found[row.claim]
            side = deed.doers if row.role == "actor" else deed.targets
            side.append(Party(row.id, row.name, row.country, row.sector))
        for row in connection.execute(select(claim_places).where(among(claim_places.c.claim, some))):
            found[row.claim].places.add(row.place)
