"""Who counts as a party of a state, and who is of one side: part and whole, a state and its arms.

`akin` asks the register alone, so that it is the same whatever the store holds.
"""

from __future__ import annotations

import dataclasses
import functools

from dateline.actors import ActorRegister, load_register
from dateline.actors.entries import Entry
from dateline.records import Actor, Place
from dateline.situation.evidence import Party, Spot
from dateline.store.rows import place_id

STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
ARMED = frozenset({"REB", "UAF", "OPP", "PRM", "CRM", "PTY"})
VAGUE = frozenset(
    {"forces", "people", "fighters", "troops", "soldiers", "coalition", "army", "armed-groups", "civilians"}
)
UNLISTED = "new:"  # before the id of a name that the register does not have
AREAS = frozenset(
    ("country", "continent", "sea", "ocean", "admin1", "admin2", "province", "region", "river", "desert", "mountains",
     "gulf", "peninsula", "border", "district", "county", "valley", "plain", "island", "islands", "road")
)  # fmt: skip
THERE = frozenset(
    {"in", "of", "from", "to", "into", "inside", "at", "against", "on", "for", "such as", "including", None}
)


@functools.cache
def register() -> ActorRegister:
    """The register, looked for on the disk once."""
    return load_register()


def bare_spot(place: Place) -> Spot | None:
    """The named place, however the happening lies to it."""
    return spot(dataclasses.replace(place, relation="in", precision=None))


def party(actor: Actor) -> Party | None:
    """The party that an actor stands for; None where nobody can be told from others ("they")."""
    if actor.id is None:
        return None
    return Party(actor.id, actor.name or actor.text, actor.country, actor.sector)


def spot(place: Place) -> Spot | None:
    """The place itself; None where something near it or nothing that has a name is meant."""
    if place.kind == "described" or place.relation not in THERE or place.precision in ("area", "offset"):
        return None
    if place.id is None and place.name is None and not place.text[:1].isupper():
        return None
    return Spot(place_id(place), place.name or place.text, place.country, place.lat, place.lon, place.kind)


def is_body(one: Party) -> bool:
    """Whether it is a state, an armed group or another body that the register knows, and no single person."""
    entry = register().get(one.id)
    return entry is not None and entry.kind != "person"


def is_person(one: Party) -> bool:
    """Whether it is a single person: one whom the register has, or a name of the text that it does not know."""
    entry = register().get(one.id)
    return entry.kind == "person" if entry is not None else one.id.startswith(UNLISTED)


def fights(one: Party) -> bool:
    """Whether it is armed, or a body for whom others fight."""
    return one.sector in ARMED or one.sector == "MIL"


def is_same(one: Party, other: Party) -> bool:
    """Whether two parties are one."""
    return one.id == other.id


def is_namesake(one: Party, place: Spot) -> bool:
    """Whether a party is only the place by another look: "the enclave of Afrin" is not Afrin's."""
    return one.name.casefold() == place.name.casefold()


def is_area(place: Spot) -> bool:
    """Whether a place is so large that several may hold parts of it at a time."""
    return place.kind in AREAS


@functools.lru_cache(maxsize=50_000)
def akin(one: Party, other: Party) -> bool:
    """Whether two parties are on one side as far as names tell: no opponents for a place that both are said to hold."""
    if one.id == other.id:
        return True
    if one.generic or other.generic:
        return _may_be(one, other)
    return _related(one.id, other.id) or _one_state(one, other)


def _may_be(one: Party, other: Party) -> bool:
    """Whether a kind of people may be those whom a name means."""
    if one.country and other.country and one.country != other.country and not _is_vague(one) and not _is_vague(other):
        return False
    return _side(one) is None or _side(other) is None or _side(one) == _side(other)


def _is_vague(one: Party) -> bool:
    return one.generic and one.id.removeprefix("kind:") in VAGUE


def _side(one: Party) -> str | None:
    if _is_vague(one) or one.sector is None:
        return None
    return "state" if one.sector in STATE else "armed" if one.sector in ARMED else None


def _related(one: str, other: str) -> bool:
    """Part and whole, or parts of one whole."""
    mine, others = _wholes(one), _wholes(other)
    return bool(mine & others)


@functools.lru_cache(maxsize=50_000)
def _wholes(ident: str) -> frozenset[str]:
    """The actor and what it is a part of, by any number of steps."""
    found, ahead = {ident}, [ident]
    while ahead:
        entry = register().get(ahead.pop())
        links = entry.lineage if entry else ()
        fresh = {link.target for link in links if link.kind in ("part-of", "wing-of", "merged-into")} - found
        found |= fresh
        ahead += fresh
    return frozenset(found)


def _one_state(one: Party, other: Party) -> bool:
    """A state, its army, its president: by country and sector."""
    mine, others = serves(one), serves(other)
    return mine is not None and mine == others


@functools.lru_cache(maxsize=50_000)
def serves(one: Party) -> str | None:
    """The country whose state a party is or acts for: its government, army, head."""
    entry = register().get(one.id)
    if entry is None:
        return one.country if one.sector in STATE else None
    if entry.kind in ("armed-group", "coalition", "igo", "party", "movement") or _is_of_another(entry):
        return None
    return entry.country if one.sector in STATE or entry.kind in ("state", "territory") else None


def _is_of_another(entry: Entry) -> bool:
    """An army that belongs to somebody other than its country's government."""
    return any(link.kind in ("part-of", "wing-of") for link in entry.lineage)
