"""Plans: what is told as coming, weighed or feared, and of which family of happenings it is."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.records import Claim
from dateline.situation.evidence import Evidence, Figure, Party, Spot
from dateline.situation.parties import party, spot
from dateline.situation.pieces import Told, piece
from dateline.situation.words import families, stems

LEAST = 0.35  # confidence from which something counts as a plan
BY_TYPE = {
    "CONSULT": "meeting", "ASSAULT": "force", "MOBILIZE": "deployment", "RETREAT": "withdrawal", "AID": "aid",
}  # fmt: skip
PLANNED = frozenset({*BY_TYPE, "AGREE", "THREATEN", "COOPERATE", "CONCEDE"})


def family_of(claim: Claim) -> str:
    """The family of a happening: by its type, else by the words of its trigger; else the type itself."""
    by_words = next((name for name in families() if stems("plan", name).match(claim.trigger.text)), None)
    if claim.type in ("CONCEDE", "AGREE", "THREATEN", "COOPERATE"):
        return by_words or claim.type.lower()
    return BY_TYPE.get(claim.type) or by_words or claim.type.lower()


def of_plan(told: Told) -> Iterator[Evidence]:
    """The evidence that something is planned, weighed or feared, for each of those who would do it."""
    claim = told.claim
    if claim.type not in PLANNED or claim.confidence < LEAST:
        return
    family = family_of(claim)
    places = [place for each in claim.places if (place := spot(each))]
    objects = [target for each in claim.recipients if (target := party(each))]
    actors = dict.fromkeys(actor for each in claim.actors if (actor := party(each)))
    for actor in actors:
        yield _plan(told, family, actor, objects[0] if objects else None, places[0] if places else None)


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
        status=told.claim.status,
        valid_from=days.first if days.dated else None,
        valid_to=days.end if days.dated else None,
        figures=tuple(Figure(q.value, q.low, q.high, q.unit, q.change) for q in told.claim.quantities),
        key="|".join(["plan", family, actor.id, goal, day or ""]).rstrip("|"),
    )
