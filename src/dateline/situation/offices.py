"""Who leaves an office: by resignation, dismissal, overthrow or death, as an event of the same sentence tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.records import Actor, Claim
from dateline.situation.when import change_day, days_of
from dateline.situation.words import stems
from dateline.store.rows import StoredClaim

LEAST = 0.5  # confidence from which an event ends a term
RESIGN = "resign"


@dataclass(frozen=True, slots=True)
class Leaving:
    """The first day of no longer being in office."""

    day: str
    precision: str
    rule: str


def leaving(sentence: Iterable[StoredClaim]) -> Mapping[str, Leaving]:
    """The persons who leave what they are, by their ids."""
    found: dict[str, Leaving] = {}
    for stored in sentence:
        days = days_of(stored.claim, stored.known)
        for person in _leavers(stored.claim):
            if person.id and (days.dated or not stored.claim.historical):
                found.setdefault(person.id, Leaving(change_day(days), days.precision, days.rule))
    return found


def _leavers(claim: Claim) -> tuple[Actor, ...]:
    if claim.kind != "event" or claim.status != "actual" or claim.confidence < LEAST:
        return ()
    if RESIGN in claim.modes or stems("office", "resigns").search(claim.trigger.text):
        return claim.actors or claim.recipients
    if stems("office", "removes").search(claim.trigger.text) and not _is_aimed(claim):
        return claim.recipients
    return ()


def _is_aimed(claim: Claim) -> bool:
    """Whether somebody is only shot at: "fired at", "fired on"."""
    rest = claim.sentence.text[claim.trigger.end - claim.sentence.start :].split(maxsplit=1)
    return bool(rest) and rest[0].lower() in ("at", "on", "upon", "into")
