"""Plans: what is told as coming, weighed or feared, and of which family of happenings it is."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from dateline.records import Claim, Status
from dateline.situation.evidence import Evidence, Figure, Party, Spot
from dateline.situation.parties import bare_spot, is_area, party
from dateline.situation.pieces import Told, piece
from dateline.situation.relations import whole
from dateline.situation.words import families, stems

FUTURE: Status = "future"
LEAST = 0.35  # confidence from which something counts as a plan
BY_TYPE = {
    "CONSULT": "meeting", "ASSAULT": "force", "MOBILIZE": "deployment", "RETREAT": "withdrawal", "AID": "aid",
}  # fmt: skip
FORCE = frozenset({"violence", "territory"})  # modes of a threat
AHEAD = 60  # letters after a threat in which what is threatened is named
MOST = 3  # places that one plan is for
PLANNED = frozenset({*BY_TYPE, "AGREE", "THREATEN", "COOPERATE", "CONCEDE"})


def family_of(claim: Claim) -> str:
    """The family of a happening: by its type, else by the words of its trigger; else the type itself."""
    by_words = _family_in(claim.trigger.text, claim.type)
    if claim.type == "THREATEN":
        at = claim.trigger.end - claim.sentence.start
        return (
            "force" if FORCE & set(claim.modes) else _family_in(claim.trigger.text + claim.sentence.text[at:][:AHEAD])
        )
    if claim.type in ("CONCEDE", "AGREE", "THREATEN", "COOPERATE"):
        return by_words
    return BY_TYPE.get(claim.type) or by_words


def _family_in(text: str, otherwise: str = "THREATEN") -> str:
    """The family of which a word stands first in a text."""
    found = [(match.start(), name) for name in families() if (match := stems("plan", name).search(text))]
    return min(found)[1] if found else otherwise.lower()


def of_plan(told: Told) -> Iterator[Evidence]:
    """The evidence that something is planned, weighed or feared, for each of those who would do it."""
    claim = told.claim
    if claim.type not in PLANNED or claim.confidence < LEAST or not _is_ahead(told):
        return
    family = family_of(claim)
    places = _goals(claim)
    objects = [target for each in claim.recipients if (target := party(each))]
    actors = dict.fromkeys(actor for each in claim.actors if (actor := party(each)))
    goals: list[Spot | None] = [*places] or [None]
    for actor, place in itertools.product(actors, goals):
        yield _plan(told, family, actor, objects[0] if objects else None, place)


def _goals(claim: Claim) -> list[Spot]:
    """The places that a plan is for, towns before the country that they lie in; not where it sets out from."""
    named = [(each, place) for each in claim.places if (place := bare_spot(each))]
    to = [place for each, place in named if each.relation != "from"]
    goals = to if any(not is_area(place) for place in to) else [place for _, place in named]
    return [*dict.fromkeys(whole(goals))][:MOST]


def _is_ahead(told: Told) -> bool:
    """Whether it is still to come: of words spoken already, what they promise, on a day to come, or threaten."""
    if told.claim.status != "actual":
        return True
    days = told.days
    return told.claim.type == "THREATEN" or (days.first is not None and days.first > days.told)


def _plan(told: Told, family: str, actor: Party, target: Party | None, place: Spot | None) -> Evidence:
    days = told.days
    day = days.first if days.dated and days.precision == "day" else None
    goal = place.id if place else target.id if target else ""
    return piece(
        told,
        "plan",
        "holds",
        subject=actor,
        object=target,
        place=place,
        label=family,
        status=FUTURE if told.claim.status == "actual" else told.claim.status,
        on=days.told,
        planned=(days.first, days.end, days.precision) if days.dated else None,
        figures=tuple(Figure(q.value, q.low, q.high, q.unit, q.change) for q in told.claim.quantities),
        key="|".join(["plan", family, actor.id, goal, day or ""]).rstrip("|"),
    )
