"""Ask for the situation: every state that held on a day, as could be known at a moment.

    asked = Asked.of(connection, at="2017-11-01", known="2017-12-31", place="Raqqa")
    for state in situation(connection, asked):
        print(state.to_dict())

A day's situation is a look-up among the rows of `states`. What the store itself had recorded by a moment is asked of
that store, made anew in memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, false, or_, select

from dateline.situation.evidence import Party
from dateline.situation.fates import with_fate
from dateline.situation.parties import register, serves
from dateline.situation.states import StateVersion
from dateline.situation.version_rows import VERSION, read_states
from dateline.situation.views import State
from dateline.store.among import among
from dateline.store.moments import checked_day, end_of_knowledge
from dateline.store.naming import Meant, actor_meant, place_meant
from dateline.store.past import as_recorded
from dateline.store.tables import actors, places, states

PLAN = "plan"
SYMMETRIC = ("allied_with",)

FAINT = 0.05  # confidence below which it is no use to presume that a state held before it was told of


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked. Ids are of actors and places in the store; None asks for any, an empty tuple for none.

    `known` is the first moment that is not known any more.
    """

    at: str
    known: str
    recorded: str | None = None
    predicates: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    actors: tuple[str, ...] | None = None
    subjects: tuple[str, ...] | None = None
    objects: tuple[str, ...] | None = None
    places: tuple[str, ...] | None = None
    countries: tuple[str, ...] = ()
    label: str | None = None
    least: float = 0.0  # confidence
    most: int | None = None  # states that are looked at, the surest by their rows; None asks for all

    @classmethod
    def of(
        cls,
        connection: Connection,
        *,
        at: str,
        known: str,
        recorded: str | None = None,
        actor: str | None = None,
        subject: str | None = None,
        object: str | None = None,
        place: str | None = None,
        members: bool = False,
        predicates: Sequence[str] = (),
        statuses: Sequence[str] = (),
        label: str | None = None,
        least: float = 0.0,
        most: int | None = None,
    ) -> Asked:
        """What a user asks by names.

        Args:
            connection: The store.
            at: The day in the world; of a month or a year, the last one.
            known: The day, or moment, up to whose end dispatches count.
            recorded: The same of when this store took them in.
            actor: A name, alias or id of a party on either side.
            subject: The same of who does it.
            object: The same of whom it is done to.
            place: A name or id; of a country, also what lies in it.
            members: Whether an actor stands for its parts as well.
            predicates: Which predicates; all where none is given.
            statuses: The same of statuses.
            label: Words of a title.
            least: The confidence from which states are given.
            most: How many states are looked at, the surest first; all where it is not given.

        Raises:
            InputError: a date is none.
        """
        there = place_ids(connection, place) if place else None
        return cls(
            at=checked_day(at),
            known=end_of_knowledge(known),
            recorded=end_of_knowledge(recorded) if recorded else None,
            actors=actor_ids(connection, actor, members) if actor else None,
            subjects=actor_ids(connection, subject, members) if subject else None,
            objects=actor_ids(connection, object, members) if object else None,
            places=there.ids if there else None,
            countries=_countries(connection, there.ids) if there else (),
            predicates=tuple(predicates),
            statuses=tuple(statuses),
            label=label,
            least=least,
            most=most,
        )


def situation(connection: Connection, asked: Asked) -> list[State]:
    """The states that are asked for: those told of before those presumed, the surest first."""
    if asked.recorded:
        with as_recorded(connection, asked.recorded) as then:
            return situation(then, replace(asked, recorded=None))
    seen = _found(connection, asked)
    shown = [
        state
        for state in with_fate(connection, seen, asked.known)
        if state.confidence >= max(asked.least, FAINT if state.presumed else 0)
    ]
    shown = _without_namesakes([state for state in shown if not asked.statuses or state.status in asked.statuses])
    return sorted(_with_rivals(connection, shown, asked), key=_rank)


def _rank(state: State) -> tuple[Any, ...]:
    return state.presumed, -state.confidence, state.version.key, state.version.id


def _found(connection: Connection, asked: Asked) -> list[State]:
    rows = connection.execute(select(*VERSION).where(*_chosen(connection, asked)))
    found = read_states(rows, asked.at, asked.known)
    return [state for state in found if _has_label(state.version, asked)]


def _chosen(connection: Connection, asked: Asked) -> Iterable[ColumnElement[bool]]:
    """The conditions on rows; where not all are wanted, these are found first, in the indexes alone."""
    if asked.most is None or asked.label is not None:
        return _conditions(asked)
    found: set[tuple[float, int]] = set()
    for conditions in _looked_up(asked):
        surest = select(states.c.confidence, states.c.n).where(*conditions)
        rows = connection.execute(surest.order_by(states.c.confidence.desc(), states.c.n).limit(asked.most))
        found.update((-row.confidence, row.n) for row in rows)
    return [among(states.c.n, [n for _, n in sorted(found)[: asked.most]])]


def _looked_up(asked: Asked) -> Iterator[list[ColumnElement[bool]]]:
    """The conditions in as many parts as there are indexes to look them up in."""
    if asked.actors is not None:
        rest = list(_conditions(replace(asked, actors=None)))
        yield from ([end.in_(asked.actors), *rest] for end in (states.c.subject, states.c.object))
    elif asked.places is not None:
        rest = list(_conditions(replace(asked, places=None)))
        yield [states.c.place.in_(asked.places), *rest]
        yield [states.c.country.in_(asked.countries), *rest]
    else:
        yield list(_conditions(asked))


def _conditions(asked: Asked) -> Iterator[ColumnElement[bool]]:
    yield and_(states.c.known_from < asked.known, or_(states.c.known_to.is_(None), states.c.known_to >= asked.known))
    yield or_(states.c.valid_from.is_(None), states.c.valid_from <= asked.at)
    yield or_(states.c.valid_to.is_(None), states.c.valid_to > asked.at)
    if asked.predicates:
        yield states.c.predicate.in_(asked.predicates)
    if asked.actors is not None:
        yield or_(states.c.subject.in_(asked.actors), states.c.object.in_(asked.actors))
    turned = states.c.predicate.in_(SYMMETRIC)
    if asked.subjects is not None:
        yield or_(states.c.subject.in_(asked.subjects), turned & states.c.object.in_(asked.subjects))
    if asked.objects is not None:
        yield or_(states.c.object.in_(asked.objects), turned & states.c.subject.in_(asked.objects))
    if asked.places is not None:
        inside = states.c.country.in_(asked.countries) if asked.countries else false()
        yield or_(states.c.place.in_(asked.places), inside)


def _has_label(version: StateVersion, asked: Asked) -> bool:
    """Whether every word of a title that is asked for is in the state's."""
    if asked.label is None:
        return True
    label = (version.record["label"] or "").casefold().replace("-", " ").split()
    return all(word in label for word in asked.label.casefold().replace("-", " ").split())


def _without_namesakes(found: Sequence[State]) -> list[State]:
    """Without sieges by nobody where somebody is told to lay them."""
    named = {(s.version.predicate, s.version.place, s.version.object) for s in found if s.subject}
    return [s for s in found if s.subject or (s.version.predicate, s.version.place, s.version.object) not in named]


def _with_rivals(connection: Connection, found: Iterable[State], asked: Asked) -> Iterator[State]:
    """States with the claims of those who are said to have the same at the same time."""
    shown = list(found)
    keys = sorted({state.version.key for state in shown if state.rivals})
    if not keys:
        yield from shown
        return
    wanted = replace(asked, actors=None, subjects=None, objects=None)
    chosen = select(*VERSION).where(states.c.key.in_(keys), *_conditions(wanted))
    claims: dict[tuple[str, str], tuple[str, ...]] = defaultdict(tuple)
    for other in read_states(connection.execute(chosen), asked.at, asked.known):
        if other.subject:
            claims[other.version.key, other.subject.id] += other.said.claims
    for state in shown:
        if not state.rivals:
            yield state
            continue
        of_rivals = (claims[state.version.key, rival.id] for rival in state.rivals)
        yield replace(state, rival_claims=tuple(dict.fromkeys(claim for each in of_rivals for claim in each)))


# --- names


def actor_ids(connection: Connection, name: str, members: bool = False) -> tuple[str, ...]:
    """The actors of the store that a name stands for, of a state also who acts for it; with `members` also parts."""
    ids = actor_meant(connection, name).ids
    return tuple(dict.fromkeys((*ids, *_bodies(connection, ids), *(_parts(ids) if members else ()))))


def place_ids(connection: Connection, name: str) -> Meant:
    """The places of the store that a name stands for."""
    return place_meant(connection, name)


def _parts(wholes: Iterable[str]) -> Iterator[str]:
    targets = set(wholes)
    for entry in register().entries.values():
        if any(link.kind in ("part-of", "wing-of") and link.target in targets for link in entry.lineage):
            yield entry.id


def _bodies(connection: Connection, ids: Iterable[str]) -> Iterator[str]:
    """Those who act for the states among some actors: governments, armies, heads of state."""
    entries = (register().get(ident) for ident in ids)
    codes = {entry.country for entry in entries if entry and entry.kind in ("state", "territory") and entry.country}
    for row in connection.execute(select(actors).where(actors.c.country.in_(codes)).order_by(actors.c.id)):
        if serves(Party(row.id, row.name, row.country, row.sector)) in codes:
            yield row.id


def _countries(connection: Connection, ids: Sequence[str]) -> tuple[str, ...]:
    """The codes of those places that are countries."""
    chosen = select(places.c.country).where(places.c.id.in_(ids), places.c.kind == "country")
    return tuple(code for code in connection.scalars(chosen.distinct()) if code)
