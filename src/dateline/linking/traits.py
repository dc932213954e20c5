"""What of a claim is compared and summed up, small enough to be loaded by the hundred.

The store keeps it beside the claim (`incident_claims.traits`): it is a pure function of the claim and of its document's
origin.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from dateline.linking.deeds import deeds_of
from dateline.linking.terms import Ranked, leveled, ranked, words_of
from dateline.records import Actor, Claim, Place, Quantity
from dateline.store.rows import StoredClaim, actor_id, place_id

KEPT = 16  # terms of a sentence
_NAME = re.compile(r"(?:[A-Z][\w.'’-]+(?: (?:of|the|and|al|de|bin))* ?)+")


@dataclass(frozen=True, slots=True)
class Party:
    """An actor of a claim; `named` unless it is a kind of people, a pronoun or a description."""

    id: str
    name: str
    named: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a claim; `relation` says how the happening lies to it."""

    id: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    kind: str | None
    precision: str | None
    relation: str | None


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity of a claim."""

    text: str
    unit: str
    value: float | None
    low: float | None
    high: float | None
    change: str | None


@dataclass(frozen=True, slots=True)
class Traits:
    """A claim as it is compared. `time` is (from, to, precision), inclusive and cut to what is known."""

    n: int
    id: str
    document: int
    document_id: str
    known: str
    sentence: int
    type: str
    status: str
    historical: bool
    confidence: float
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    places: tuple[Spot, ...]
    time: tuple[str | None, str | None, str] | None
    days: tuple[int, int] | None  # of the time, counted, half-open; None where an end is open or unknown
    amounts: tuple[Amount, ...]
    attributed: tuple[Party, ...]
    origin: str | None
    deeds: tuple[str, ...]
    terms: dict[str, float]
    day: int  # of `known`, counted

    @property
    def order(self) -> tuple[str, str]:
        """What claims are ordered by: never by their rows."""
        return self.known, self.id

    def to_json(self) -> list[Any]:
        """As the store keeps it: the values in the order of the fields, without the row number."""
        nested = {name: [_values(each) for each in getattr(self, name)] for name in _NESTED}
        return [nested[name] if name in nested else getattr(self, name) for name in _NAMES]


def traits_of(stored: StoredClaim, origin: str | None) -> Traits:
    """The traits of a claim; `origin` is whom its document comes from."""
    claim = stored.claim
    time = claim.time
    return Traits(
        n=stored.n,
        id=claim.id,
        document=stored.document,
        document_id=claim.document.id,
        known=stored.known,
        sentence=claim.sentence.index,
        type=claim.type,
        status=claim.status,
        historical=claim.historical,
        confidence=claim.confidence,
        modes=claim.modes,
        contexts=claim.contexts,
        actors=_parties(claim.actors),
        recipients=_parties(claim.recipients),
        places=tuple(_spot(place) for place in claim.places),
        time=(time.from_, time.to, time.precision) if time else None,
        days=_days(stored),
        amounts=tuple(_amount(quantity) for quantity in claim.quantities),
        attributed=_parties(claim.sources),
        origin=origin,
        deeds=deeds_of(claim.trigger.text),
        terms=_terms(claim),
        day=date.fromisoformat(stored.known[:10]).toordinal(),
    )


def traits_from_json(n: int, document: int, told: list[Any]) -> Traits:
    """What `to_json` gave; row numbers are the store's."""
    values = dict(zip(_NAMES, told, strict=True))
    for name, kind in (
        ("actors", Party),
        ("recipients", Party),
        ("attributed", Party),
        ("places", Spot),
        ("amounts", Amount),
    ):
        values[name] = tuple(kind(*each) for each in values[name])
    for name in ("modes", "contexts", "deeds"):
        values[name] = tuple(values[name])
    for name in ("time", "days"):
        values[name] = tuple(values[name]) if values[name] else None
    return Traits(n=n, document=document, **values)


def _terms(claim: Claim) -> dict[str, float]:
    """What the sentence says besides: its parties, places, time and trigger are compared by themselves."""
    said = [claim.trigger.text, claim.time.text if claim.time else ""]
    for named in (*claim.actors, *claim.recipients):
        said += (named.text, named.name or "")
    for place in claim.places:
        said += (place.text, place.name or "")
    told = {word for each in said for word in _name_words(each)}
    others = (term for term in _sentence_terms(claim.sentence.text) if term[1] not in told)
    return leveled(list(itertools.islice(others, KEPT)))


@functools.lru_cache(maxsize=20_000)
def _name_words(text: str) -> tuple[str, ...]:
    """The words of a name, which is told again and again."""
    return tuple(words_of(text))


@functools.lru_cache(maxsize=64)
def _sentence_terms(text: str) -> list[Ranked]:
    """The terms of a sentence, which often makes several claims."""
    return ranked(words_of(text))


def _parties(actors: tuple[Actor, ...]) -> tuple[Party, ...]:
    return tuple({actor_id(actor): _party(actor) for actor in actors}.values())


def _party(actor: Actor) -> Party:
    name = actor.name or actor.text
    known = not actor.id.startswith("kind:") if actor.id else _NAME.fullmatch(name) is not None
    return Party(actor_id(actor), name, known)


def _spot(place: Place) -> Spot:
    name = place.name or place.text
    return Spot(place_id(place), name, place.country, place.lat, place.lon, place.kind, place.precision, place.relation)


def _amount(quantity: Quantity) -> Amount:
    return Amount(quantity.text, quantity.unit, quantity.value, quantity.low, quantity.high, quantity.change)


def _days(stored: StoredClaim) -> tuple[int, int] | None:
    if not stored.valid_from or not stored.valid_to:
        return None
    return date.fromisoformat(stored.valid_from).toordinal(), date.fromisoformat(stored.valid_to).toordinal()


def _values(record: Party | Spot | Amount) -> list[Any]:
    return [getattr(record, name) for name in record.__slots__]


_NAMES = tuple(f.name for f in fields(Traits) if f.name not in ("n", "document"))
_NESTED = frozenset(("actors", "recipients", "attributed", "places", "amounts"))
