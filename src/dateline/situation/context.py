"""Who is meant by a kind of people, where their sentence says for whom they fight: "forces loyal to the president"."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.records import Actor, Claim, Place
from dateline.situation.parties import register
from dateline.situation.words import stems

FOR = frozenset({"backs", "member_of"})  # whose subject stands with, or belongs to, the object
ORGANS = frozenset({"COP", "JUD"})  # bodies of the state in whose country they act
KIND = "kind:"


def meant(sentence: Iterable[Claim]) -> Mapping[str, Actor]:
    """The named parties for whom kinds of people act, by the words that name the kind, as a sentence's claims say."""
    found: dict[str, Actor] = {}
    told = sorted(sentence, key=lambda each: each.id)
    for claim in told:
        if claim.kind == "relation" and claim.type in FOR and claim.status == "actual" and len(claim.actors) == 1:
            target = next((each for each in claim.recipients if _is_named(each)), None)
            if target is not None and _is_kind(claim.actors[0]):
                found.setdefault(claim.actors[0].text, target)
    found.update(_whose(told))
    return found


def _whose(told: Sequence[Claim]) -> Iterator[tuple[str, Actor]]:
    """Troops that are counted, and whose they are: "the republic has 500 troops in X"."""
    there = [claim for claim in told if claim.type == "present_in" and claim.status == "actual" and claim.actors]
    for counted, named in itertools.permutations(there, 2):
        same = {place.id for place in counted.places} & {place.id for place in named.places} - {None}
        if same and counted.quantities and _is_kind(counted.actors[0]) and _is_named(named.actors[0]):
            yield counted.actors[0].text, named.actors[0]


def held(sentence: Iterable[Claim]) -> Mapping[str, tuple[Place, ...]]:
    """The places that somebody is said to hold or to have held, by the holder's id."""
    found: dict[str, tuple[Place, ...]] = {}
    for claim in sorted(sentence, key=lambda each: each.id):
        if claim.type == "controls" and claim.status != "hypothetical":
            found.update({each.id: claim.places for each in claim.actors if each.id})
    return found


def with_held(claim: Claim, places: Mapping[str, tuple[Place, ...]]) -> Claim:
    """A rout that names no place, with what its sentence says that the losers held: "who held X, were pushed out"."""
    if claim.kind != "event" or claim.places or not stems("gain", "ousts").search(claim.trigger.text):
        return claim
    lost = next((places[each.id] for each in claim.recipients if each.id and each.id in places), ())
    return dataclasses.replace(claim, places=lost)


def with_meant(claim: Claim, named: Mapping[str, Actor]) -> Claim:
    """An event or a presence with those in the place of kinds of people among its actors."""
    if (claim.kind != "event" and claim.type != "present_in") or not any(
        _is_kind(each) and each.text in named for each in claim.actors
    ):
        return claim
    actors = tuple(_instead(each, named) for each in claim.actors)
    return dataclasses.replace(claim, actors=actors)


def with_state(claim: Claim) -> Claim:
    """An event with the state itself for police and courts of whom only where they act is told."""
    here = {place.country for place in claim.places if place.country}
    if claim.kind != "event" or len(here) != 1 or not any(_is_organ(each) for each in claim.actors):
        return claim
    country = register().world.by_alpha2.get(next(iter(here)))
    state = register().get(country.id) if country is not None else None
    if state is None:
        return claim
    actors = tuple(
        dataclasses.replace(each, id=state.id, name=state.name, country=state.country) if _is_organ(each) else each
        for each in claim.actors
    )
    return dataclasses.replace(claim, actors=actors)


def _is_organ(actor: Actor) -> bool:
    return _is_kind(actor) and actor.country is None and actor.sector in ORGANS


def _instead(actor: Actor, named: Mapping[str, Actor]) -> Actor:
    other = named.get(actor.text) if _is_kind(actor) else None
    if other is None:
        return actor
    return dataclasses.replace(actor, id=other.id, name=other.name, country=other.country, sector=other.sector)


def _is_kind(actor: Actor) -> bool:
    return actor.id is not None and actor.id.startswith(KIND)


def _is_named(actor: Actor) -> bool:
    return actor.id is not None and not actor.id.startswith(KIND)
