"""What users ask of a store, as conditions on its claims.

    Filters(types=("ASSAULT",), places=(("gn:172955",),), first="2017-10-01", last="2017-11-01")

A claim whose sentence gives no time counts on the day its dispatch was published, unless it tells of the past.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select

from dateline.errors import InputError
from dateline.judgements.effective import is_rejected
from dateline.store.moments import after as day_after
from dateline.store.moments import checked_day, end_of_knowledge, first_day
from dateline.store.search import matching_sentences
from dateline.store.tables import claim_actors, claim_places, claims, documents, incident_claims, incidents, places

Condition: TypeAlias = ColumnElement[bool]
SPOKEN = ("actor", "recipient")  # the roles of who takes part; a source only speaks
MOST_EAST, MOST_NORTH = 180.0, 90.0


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees; `west` is greater than `east` where it crosses the 180th meridian."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def parse(cls, text: str) -> Box:
        """A box from "W,S,E,N".

        Raises:
            InputError: it is none.
        """
        try:
            west, south, east, north = (float(each) for each in text.split(","))
        except ValueError:
            raise InputError("E-BOX", f"“{text}” is no box; give west,south,east,north such as 38,34,41,37") from None
        if not (abs(west) <= MOST_EAST and abs(east) <= MOST_EAST and -MOST_NORTH <= south <= north <= MOST_NORTH):
            raise InputError("E-BOX", f"“{text}” is no box: west,south,east,north in degrees, south below north")
        return cls(west, south, east, north)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What claims must be; what is empty asks nothing.

    Each of `actors`, `sources` and `places` is a group of ids for one name that was asked for; all names must be met.
    `first`, `last` are days, half-open; `known`, `recorded` the first moments after what was known, or recorded;
    `known_since` is the first moment that counts.
    `text` is a query for full text (see `store/text_query.py`), `documents` are rows.
    """

    types: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    actors: tuple[tuple[str, ...], ...] = ()
    roles: tuple[str, ...] = ()
    sources: tuple[tuple[str, ...], ...] = ()
    places: tuple[tuple[str, ...], ...] = ()
    country: str | None = None
    box: Box | None = None
    first: str | None = None
    last: str | None = None
    known: str | None = None
    known_since: str | None = None
    recorded: str | None = None
    publishers: tuple[str, ...] = ()
    min_confidence: float = 0.0
    text: str | None = None
    documents: tuple[int, ...] | None = None
    disputed: bool = False
    min_sources: int = 0

    def of_claims_only(self) -> Filters:
        """The filters without those that incidents answer by themselves, as a whole."""
        return replace(self, types=(), statuses=(), first=None, last=None, disputed=False, min_sources=0)

    @property
    def asks_of_claims(self) -> bool:
        """Whether anything is asked of claims besides the time at which they are looked at."""
        return replace(self, known=None, known_since=None, recorded=None) != Filters()


def asked_days(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """The days from one that users name to another, half-open.

    Raises:
        InputError: one is no date, or they are the wrong way round.
    """
    first = first_day(since) if since and checked_day(since) else None
    last = day_after(until) if until and checked_day(until) else None
    if first and last and first >= last:
        raise InputError("E-DATE", f"{since} is after {until}; give the earlier day first")
    return first, last


def asked_moment(cut: str | None) -> str | None:
    """The first moment that is not known any more on a day that users name.

    Raises:
        InputError: it is no date.
    """
    return end_of_knowledge(cut) if cut else None


def claim_conditions(connection: Connection, asked: Filters) -> list[Condition]:
    """The conditions on rows of `claims`."""
    text = [claims.c.sentence.in_(matching_sentences(connection, asked.text))] if asked.text else []
    return [*as_of(asked), *_plain(asked), *_who(asked), *_where(asked), *_of_incident(asked), *text]


def as_of(asked: Filters) -> Iterator[Condition]:
    """Which claims counted at the time at which the store is looked at; what people reject counts no more."""
    yield standing(claims.c.recorded, claims.c.retired, asked.recorded)
    if asked.recorded is None:
        yield ~is_rejected()
    yield from _known(claims.c.known, asked)


def _known(known: Any, asked: Filters) -> Iterator[Condition]:
    if asked.known:
        yield known < asked.known
    if asked.known_since:
        yield known >= asked.known_since


def standing(recorded: Any, retired: Any, at: str | None) -> Condition:
    """Whether a row counted just before a moment; without one, whether it counts."""
    if at is None:
        return retired.is_(None)  # type: ignore[no-any-return]
    return and_(recorded < at, or_(retired.is_(None), retired >= at))


def _plain(asked: Filters) -> Iterator[Condition]:
    for column, values in (
        (claims.c.type, asked.types),
        (claims.c.kind, asked.kinds),
        (claims.c.status, asked.statuses),
    ):
        if values:
            yield column.in_(values)
    if asked.min_confidence:
        yield claims.c.confidence >= asked.min_confidence
    if asked.documents is not None:
        yield claims.c.document.in_(asked.documents) if asked.documents else false()
    if asked.publishers:
        yield claims.c.document.in_(select(documents.c.n).where(published_by(asked.publishers)))
    if asked.first or asked.last:
        yield in_days(asked.first, asked.last)


def published_by(publishers: Sequence[str]) -> Condition:
    """Whether a document is one of these outlets', letter case of ASCII aside: SQLite folds no other."""
    folded = func.lower(documents.c.publisher).in_([name.lower() for name in publishers])
    return or_(folded, documents.c.publisher.in_(publishers))


def in_days(first: str | None, last: str | None) -> Condition:
    """Whether a claim's time overlaps days; without a time, whether its dispatch was published on one of them."""
    begins, ends, known = claims.c.valid_from, claims.c.valid_to, claims.c.known
    timed = or_(begins.is_not(None), ends.is_not(None))
    untimed = and_(begins.is_(None), ends.is_(None), claims.c.historical.is_(False))
    if first:
        timed = and_(timed, or_(ends.is_(None), ends > first))
        untimed = and_(untimed, known >= first)
    if last:
        timed = and_(timed, or_(begins.is_(None), begins < last))
        untimed = and_(untimed, known < last)
    return or_(timed, untimed)


def _who(asked: Filters) -> Iterator[Condition]:
    roles = asked.roles or SPOKEN
    for ids in asked.actors:
        yield _has_actor(ids, roles, asked)
    for ids in asked.sources:
        yield _has_actor(ids, ("source",), asked)


def _has_actor(ids: Sequence[str], roles: Sequence[str], asked: Filters) -> Condition:
    named = (claim_actors.c.actor.in_(ids), claim_actors.c.role.in_(roles))
    return claims.c.n.in_(select(claim_actors.c.claim).where(*named, *_known(claim_actors.c.known, asked)))


def _where(asked: Filters) -> Iterator[Condition]:
    for ids in asked.places:
        there = (claim_places.c.place.in_(ids), *_known(claim_places.c.known, asked))
        yield claims.c.n.in_(select(claim_places.c.claim).where(*there))
    if asked.country:
        joined = claim_places.join(places, claim_places.c.place == places.c.id)
        yield claims.c.n.in_(select(claim_places.c.claim).select_from(joined).where(places.c.country == asked.country))
    if asked.box:
        yield claims.c.n.in_(select(claim_places.c.claim).where(in_box(claim_places.c, asked.box)))


def _of_incident(asked: Filters) -> Iterator[Condition]:
    """Whether accounts of its incident disagree, and how many sources tell of it."""
    wanted: list[Condition] = [incidents.c.disputed] if asked.disputed else []
    if asked.min_sources > 1:
        wanted.append(incidents.c.sources >= asked.min_sources)
    if wanted:
        joined = incident_claims.join(incidents, incident_claims.c.incident == incidents.c.id)
        yield claims.c.n.in_(select(incident_claims.c.claim).select_from(joined).where(*wanted))


def nth_known(connection: Connection, asked: Filters, nth: int) -> str | None:
    """When the nth newest mention was known of the actor or place that is asked for; None where none is, or fewer are.

    What is newer is looked at first: of somebody whom a hundred thousand claims name, few are wanted at once.
    """
    if asked.actors:
        known = claim_actors.c.known
        chosen = select(known).where(claim_actors.c.actor.in_(asked.actors[0]))
        chosen = chosen.where(claim_actors.c.role.in_(asked.roles or SPOKEN))
    elif asked.places:
        known = claim_places.c.known
        chosen = select(known).where(claim_places.c.place.in_(asked.places[0]))
    else:
        return None
    chosen = chosen.where(*_known(known, asked)).order_by(known.desc()).limit(1).offset(nth)
    return connection.execute(chosen).scalar()


def in_box(point: Any, box: Box) -> Condition:
    """Whether a row with `lat` and `lon` lies in a box."""
    inside = point.lat.between(box.south, box.north)
    if box.west <= box.east:
        return and_(inside, point.lon.between(box.west, box.east))
    return and_(inside, or_(point.lon >= box.west, point.lon <= box.east))
