"""What an event leaves that lasts: a place changes hands, people are held, troops stay, sanctions bind, plans stand."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator

from dateline.records import Actor, Claim, Place
from dateline.situation.evidence import Evidence, Figure, Party, Spot
from dateline.situation.parties import bare_spot, fights, is_body, is_person, party, spot
from dateline.situation.pieces import Told, piece
from dateline.situation.plans import of_plan
from dateline.situation.relations import is_part, whole
from dateline.situation.when import change_day
from dateline.situation.wording import (
    is_after_to,
    is_directly_after,
    is_done,
    is_left,
    is_object,
    is_passive,
    is_robbed,
    is_subject,
    says_to,
    sentence_has,
)  # fmt: skip
from dateline.situation.words import stems

LEAST = 0.5  # confidence from which an event changes who holds what
PEOPLE_TAKEN = frozenset({"arrest", "abduct"})
TROOPS = frozenset({"troops", "fighters", "people", "other"})


def of_event(told: Told) -> Iterator[Evidence]:
    """The evidence of an event; of most there is none."""
    claim = told.claim
    if claim.status in ("future", "hypothetical") or claim.type in ("AGREE", "THREATEN"):
        yield from of_plan(told)
    elif claim.status == "actual" and claim.confidence >= LEAST and (told.days.dated or not claim.historical):
        for rule in _RULES.get(claim.type, ()):
            yield from rule(told)


# --- places


def _captured(told: Told) -> Iterator[Evidence]:
    claim = told.claim
    if not _triggers(claim, "gain", "verbs") or _takes_people(claim):
        return
    for place in _places(claim, is_object):
        yield from _gained(told, _captors(claim), place)
        yield from (_lost(told, loser, place) for loser in _robbed(claim))


def _ousted(told: Told) -> Iterator[Evidence]:
    claim = told.claim
    if not _triggers(claim, "gain", "ousts"):
        return
    losers = _parties(claim.recipients)
    for place in _places(claim, is_left):
        yield from (_lost(told, loser, place) for loser in losers)
        yield from _gained(told, _parties(claim.actors), place) if losers else ()


def _fell(told: Told) -> Iterator[Evidence]:
    claim = told.claim
    if not _triggers(claim, "gain", "falls"):
        return
    for place in _places(claim, is_subject):
        winners = _parties(claim.actors) if says_to(claim) else []
        yield from _gained(told, winners, place) if winners else [_lost(told, None, place)]


def _gave_up(told: Told) -> Iterator[Evidence]:
    claim = told.claim
    if not _triggers(claim, "gain", "losses"):
        return
    losers, winners = _loser_and_winner(claim)
    for place in _places(claim, lambda c, p: is_object(c, p) or is_passive(c, p)):
        yield from (_lost(told, loser, place) for loser in losers)
        yield from _gained(told, winners, place)


def _loser_and_winner(claim: Claim) -> tuple[list[Party], list[Party]]:
    """Of "X lost Y to Z": who stands behind "to" has it."""
    winners = [each for each in (*claim.actors, *claim.recipients) if is_after_to(claim, each)]
    losers = [each for each in (*claim.actors, *claim.recipients) if each not in winners]
    if winners:
        return _parties(losers), _parties(winners)
    return _parties(claim.recipients or claim.actors), (
        _parties(claim.actors) if claim.recipients and says_to(claim) else []
    )


def _left(told: Told) -> Iterator[Evidence]:
    claim = told.claim
    if "release" in claim.modes or "resign" in claim.modes:
        return
    meant = is_directly_after if _triggers(claim, "leave", "object") else is_left
    for leaver, place in itertools.product(_parties(claim.actors), _places(claim, meant)):
        yield _lost(told, leaver, place)
        yield piece(told, "present_in", "ends", subject=leaver, place=place, valid_to=change_day(told.days))


def _gained(told: Told, winners: Iterable[Party], place: Spot) -> Iterator[Evidence]:
    part = is_part(told.claim, place)
    winner = None
    for winner in winners:
        yield piece(
            told, "controls", "begins", subject=winner, place=place, valid_from=change_day(told.days), part=part
        )  # fmt: skip
    if winner is not None and not part:
        yield _turned(told, "besieges", True, place=place)


def _lost(told: Told, loser: Party | None, place: Spot) -> Evidence:
    part = is_part(told.claim, place)
    return piece(told, "controls", "ends", subject=loser, place=place, valid_to=change_day(told.days), part=part)


def _besieged(told: Told) -> Iterator[Evidence]:
    claim = told.claim
    if not _triggers(claim, "siege", "words"):
        return
    over = bool(stems("siege", "ends").search(claim.trigger.text))
    subjects: list[Party | None] = [*_parties(claim.actors)] or [None]
    for subject, place in itertools.product(subjects, _places(claim)):
        yield _turned(told, "besieges", over, subject=subject, place=place)


def _siege_lifted(told: Told) -> Iterator[Evidence]:
    if sentence_has(told.claim, "siege", "words") and _triggers(told.claim, "siege", "ends"):
        for place in _places(told.claim):
            yield _turned(told, "besieges", True, place=place)


def _deployed(told: Told) -> Iterator[Evidence]:
    claim = told.claim
    if "troops" not in claim.modes:
        return
    if claim.places and not any(_is_goal(claim, place) for place in claim.places):
        for subject, place in itertools.product(_parties(claim.actors), _places(claim)[:1]):
            yield _turned(told, "present_in", True, subject=subject, place=place)
        return
    figures = tuple(Figure(q.value, q.low, q.high, q.unit, q.change) for q in claim.quantities if q.unit in TROOPS)
    since = change_day(told.days)
    for subject, place in itertools.product(_parties(claim.actors), _places(claim, _is_goal)[:1]):
        yield piece(told, "present_in", "begins", subject=subject, place=place, valid_from=since, figures=figures)


def _is_goal(claim: Claim, place: Place) -> bool:
    return place.relation != "from"


# --- people, bodies, offices


def _took_people(told: Told) -> Iterator[Evidence]:
    claim = told.claim
    taken = PEOPLE_TAKEN & set(claim.modes) or (_triggers(claim, "hold", "begins") and _takes_people(claim))
    if taken:
        for captor, captive in itertools.product(_captors_of_people(claim), _parties(claim.recipients)):
            if captor is None and not is_person(captive):
                continue
            if captor is None or captor.id != captive.id:
                yield _turned(told, "holds", False, subject=captor, object=captive, figures=_figures(claim))


def _captors_of_people(claim: Claim) -> list[Party | None]:
    """Those who take people; nobody where none is named: "he was captured"."""
    return [*_parties(claim.actors)] or [None]


def _released(told: Told) -> Iterator[Evidence]:
    claim = told.claim
    if "release" in claim.modes:
        for captor, captive in itertools.product(_captors_of_people(claim), _parties(claim.recipients)):
            if captor is not None or is_person(captive):
                yield _turned(told, "holds", True, subject=captor, object=captive)


def _armed(told: Told) -> Iterator[Evidence]:
    """Arms, training and air cover for those who fight: a backing."""
    claim = told.claim
    if not stems("aid", "military").search(claim.trigger.text) and not sentence_has(claim, "aid", "arms"):
        return
    for backer, backed in itertools.product(_parties(claim.actors), _parties(claim.recipients)):
        if fights(backed) and not backer.generic and backer.id != backed.id:
            yield piece(told, "backs", "holds", subject=backer, object=backed)


def _sanctioned(told: Told) -> Iterator[Evidence]:
    claim = told.claim
    over = claim.type in ("CONCEDE", "RETREAT") or bool(stems("sanction", "ends").search(claim.trigger.text))
    if stems("sanction", "words").search(claim.trigger.text) or (over and sentence_has(claim, "sanction", "words")):
        for actor, target in itertools.product(_parties(claim.actors), _parties(claim.recipients)):
            yield _turned(told, "sanctions", over, subject=actor, object=target)


def _expelled(told: Told) -> Iterator[Evidence]:
    claim = told.claim
    if "expel" in claim.modes and _triggers(claim, "member", "expels") and not claim.places:
        for body, member in itertools.product(_parties(claim.actors), _parties(claim.recipients)):
            if not member.generic:
                yield _turned(told, "member_of", True, subject=member, object=body)


def _turned(told: Told, predicate: str, over: bool, **ends: object) -> Evidence:
    """Evidence of a beginning or an end."""
    day = change_day(told.days)
    times = {"valid_to": day} if over else {"valid_from": day}
    return piece(told, predicate, "ends" if over else "begins", **ends, **times)  # type: ignore[arg-type]


# --- what the rules share


def _captors(claim: Claim) -> list[Party]:
    """Who takes a place: armed bodies before single people who are named with them."""
    robbed = _robbed(claim)
    taking = [each for each in _parties(claim.actors) if each not in robbed]
    bodies = [each for each in taking if is_body(each)]
    return bodies or taking


def _robbed(claim: Claim) -> list[Party]:
    """From whom a place is taken, as its words say: "captured Y from X", "captured X's town of Y"."""
    return _parties(each for each in (*claim.actors, *claim.recipients) if is_robbed(claim, each))


def _triggers(claim: Claim, table: str, name: str) -> bool:
    """Whether the trigger is a word of a list, and tells of something done."""
    return stems(table, name).search(claim.trigger.text) is not None and is_done(claim)


def _takes_people(claim: Claim) -> bool:
    """Whether people are taken, and no place."""
    return bool(claim.recipients) and not any(is_object(claim, place) for place in claim.places)


def _parties(actors: Iterable[Actor]) -> list[Party]:
    return list(dict.fromkeys(found for each in actors if (found := party(each))))


def _places(claim: Claim, meant: Callable[[Claim, Place], bool] = lambda claim, place: True) -> list[Spot]:
    """The places that are meant; not the country that a town among them is said to lie in."""
    found = [place for each in claim.places if meant(claim, each) and (place := spot(each) or _of_clause(claim, each))]
    return whole(list(dict.fromkeys(found)))


def _of_clause(claim: Claim, place: Place) -> Spot | None:
    """The place itself where a clause of its own is about it: "south of X, which was captured"."""
    return bare_spot(place) if is_passive(claim, place) else None


def _figures(claim: Claim) -> tuple[Figure, ...]:
    return tuple(Figure(q.value, q.low, q.high, q.unit, q.change) for q in claim.quantities)


_RULES: dict[str, tuple[Callable[[Told], Iterator[Evidence]], ...]] = {
    "ASSAULT": (_captured, _ousted, _fell, _gave_up, _took_people, _besieged),
    "RETREAT": (_left, _released, _siege_lifted, _sanctioned),
    "COERCE": (_besieged, _took_people, _captured),
    "MOBILIZE": (_deployed,),
    "SANCTION": (_sanctioned, _expelled),
    "CONCEDE": (_siege_lifted, _sanctioned),
    "AID": (_armed,),
}
