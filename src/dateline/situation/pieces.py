"""Make a piece of evidence from a claim."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records import Claim, Status
from dateline.situation.evidence import Effect, Evidence, Figure, Party, Spot, key_of
from dateline.situation.parties import is_person
from dateline.situation.titles import office
from dateline.situation.when import Days
from dateline.store.rows import actor_id

BY_PUBLICATION = "publication"


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with the moment at which it was known, the days it speaks of, and the unit that vouches for it."""

    claim: Claim
    known: str
    days: Days
    unit: str


def piece(
    told: Told,
    predicate: str,
    effect: Effect,
    *,
    subject: Party | None = None,
    object: Party | None = None,
    place: Spot | None = None,
    label: str | None = None,
    status: Status = "actual",
    valid_from: str | None = None,
    valid_to: str | None = None,
    figures: tuple[Figure, ...] = (),
    part: bool = False,
    epithet: bool = False,
    key: str | None = None,
    on: str | None = None,
    planned: tuple[str | None, str | None, str] | None = None,
) -> Evidence:
    """Evidence from what its claim says; the key is made where none is given."""
    claim, days = told.claim, told.days
    return Evidence(
        key=key or _key(predicate, subject, object, place, label),
        predicate=predicate,
        effect=effect,
        status=status,
        on=on or days.on,
        planned=planned,
        known=told.known,
        confidence=claim.confidence,
        claim=claim.id,
        document=claim.document.id,
        unit=told.unit,
        subject=subject,
        object=object,
        place=place,
        label=label,
        valid_from=valid_from,
        valid_to=valid_to,
        precision=days.precision,
        rule=days.rule,
        figures=figures,
        sources=tuple(dict.fromkeys(actor_id(each) for each in claim.sources)),
        outlet=claim.document.publisher,
        part=part,
        epithet=epithet,
    )


def _key(predicate: str, subject: Party | None, object: Party | None, place: Spot | None, label: str | None) -> str:
    """What is decided together: of what one party at a time has, and of sieges, whoever is told to have it."""
    if predicate == "besieges" and place is not None:
        return key_of(predicate, None, None, place, None)
    if predicate == "holds" and object is not None and is_person(object):
        return key_of(predicate, None, object, None, None)
    if predicate == "role" and object is not None and (single := office(label, object)):
        return key_of(predicate, None, object, None, single)
    return key_of(predicate, subject, object, place, label)
