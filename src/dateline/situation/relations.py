"""What a claim of a relation says of a state."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.records import Actor, Claim, Place
from dateline.situation.evidence import Effect, Evidence, Figure, Party, Spot
from dateline.situation.parties import bare_spot, is_area, is_namesake, party, spot
from dateline.situation.pieces import Told, piece
from dateline.situation.titles import title
from dateline.situation.when import Days
from dateline.situation.wording import is_named_by, is_passive
from dateline.situation.words import stems, words

OF_PLACES = frozenset({"capital_of", "population"})  # predicates whose subject is a place
ALONE = frozenset({"strength"})
LABELLED = frozenset({"role"})
AROUND = 40  # letters around a place in which words say that a part of it is meant


@dataclass(frozen=True, slots=True)
class _Ends:
    """Who and where of one piece."""

    subject: Party | None
    object: Party | None
    place: Spot | None


def of_relation(told: Told) -> Iterator[Evidence]:
    """The evidence of a relation, a piece for each pair of its parties."""
    claim = told.claim
    figures = tuple(Figure(q.value, q.low, q.high, q.unit, q.change) for q in claim.quantities)
    for ends in _pairs(claim):
        effect, since, until = _course(claim, told.days)
        yield piece(
            told,
            claim.type,
            effect,
            subject=ends.subject,
            object=ends.object,
            place=ends.place,
            label=_label(claim),
            status=claim.status,
            valid_from=since,
            valid_to=until,
            figures=figures,
            part=ends.place is not None and is_part(claim, ends.place),
            epithet=bool(words("cues", "epithets").search(claim.trigger.text)),
        )

        if (
            claim.type == "designates"
            and claim.status == "actual"
            and stems("hostile", "words").search(_wording(claim))
        ):
            yield piece(
                told, "opposes", effect, subject=ends.subject, object=ends.object, valid_from=since, valid_to=until
            )


def _wording(claim: Claim) -> str:
    """A designation in words; where the claim has no label, those of its sentence."""
    return claim.label or claim.sentence.text


def _label(claim: Claim) -> str | None:
    """What tells one office from another; of other relations the wording decides nothing."""
    return title(claim) if claim.type in LABELLED else None


def _course(claim: Claim, days: Days) -> tuple[Effect, str | None, str | None]:
    """The effect, since when, and until when."""
    if claim.status == "negated":
        ended = days.past or (days.end is not None and days.first is None) or _says_ended(claim)
        return ("ends", None, days.end or days.first or days.told) if ended else ("holds", None, None)
    if days.past:
        return "holds", days.first, min(days.end or days.told, days.told)
    return "holds", days.first if days.since else None, None


def _says_ended(claim: Claim) -> bool:
    at = claim.trigger.start - claim.sentence.start
    around = claim.sentence.text[max(0, at - AROUND) : at + len(claim.trigger.text)]
    return bool(words("cues", "ended").search(around))


def _pairs(claim: Claim) -> Iterator[_Ends]:
    subjects = _parties(claim.actors)
    objects = _parties(claim.recipients)
    places = list(dict.fromkeys(found for each in claim.places if (found := _place(claim, each))))
    if claim.type in OF_PLACES:
        of: list[Party | None] = [*objects] or [None]
        yield from (_Ends(None, o, p) for p in places[:1] for o in of)
    elif claim.type in ALONE:
        yield from (_Ends(s, None, None) for s in subjects[:1])
    elif claim.type in ("controls", "present_in"):
        pairs = itertools.product(subjects, whole(places))
        yield from (_Ends(s, None, p) for s, p in pairs if not is_namesake(s, p))
    elif claim.type == "besieges":
        yield from _sieges(subjects, objects, places)
    else:
        yield from (_Ends(s, o, None) for s, o in itertools.product(subjects, objects) if s.id != o.id)


def _place(claim: Claim, place: Place) -> Spot | None:
    """The place that a relation is about: "near the stronghold of X" says who holds X itself."""
    return spot(place) or (bare_spot(place) if claim.type == "controls" and is_named_by(claim, place) else None)


def _sieges(subjects: list[Party], objects: list[Party], places: list[Spot]) -> Iterator[_Ends]:
    besiegers: list[Party | None] = [*subjects] or [None]
    if places:
        yield from (_Ends(s, None, p) for s, p in itertools.product(besiegers, places))
    else:
        yield from (_Ends(s, o, None) for s, o in itertools.product(besiegers, objects))


def _parties(actors: tuple[Actor, ...]) -> list[Party]:
    return list(dict.fromkeys(found for each in actors if (found := party(each))))


def whole(places: list[Spot]) -> list[Spot]:
    """Not the country that a town is said to lie in."""
    near = [each for each in places if not is_area(each)]
    return near or places


def is_part(claim: Claim, place: Spot) -> bool:
    """Whether the words around a place say that a part of it is meant."""
    found = next((each for each in claim.places if (each.name or each.text) == place.name), None)
    if found is None or (spot(found) is None and is_passive(claim, found)):
        return False  # "south of X, which was captured" is about the whole
    if (found.precision == "region" and place.kind == "country") or _holds_less(claim, found):
        return True
    begin = found.start - claim.sentence.start
    named = claim.kind == "relation" and is_named_by(claim, found)  # "a suburb of the stronghold of X"
    first = claim.trigger.end - claim.sentence.start if named else max(0, begin - AROUND)
    before = re.split("[,;:]", claim.sentence.text[first : max(0, begin)])[-1]
    return bool(words("gain", "parts").search(before + found.text.removesuffix(place.name)))


def _holds_less(claim: Claim, place: Place) -> bool:
    """Whether places without a name in it are what is meant: "several villages in the province"."""
    return any(
        each.id is None and each.kind == "described" and each.end <= place.start and claim.trigger.end <= each.start
        for each in claim.places
    )
