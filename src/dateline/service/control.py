"""Who is said to hold which place, as features of a map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from dateline.places.kinds import precision_of
from dateline.service.clusters import RadiusOf
from dateline.situation.evidence import Party, Spot
from dateline.situation.views import State
from dateline.store.filters import Box

PREDICATES = ("controls", "besieges")
Feature = dict[str, Any]


def control_features(found: Iterable[State], at: str, radius_of: RadiusOf) -> Iterator[Feature]:
    """The places that somebody is said to hold, or to besiege, on a day, by name; without those that have no point."""
    spots: dict[str, Spot] = {}
    by_place: dict[str, list[State]] = defaultdict(list)
    for state in found:
        if state.place and state.place.lat is not None and state.status == "actual":
            spots.setdefault(state.place.id, state.place)
            by_place[state.place.id].append(state)
    for place in sorted(spots.values(), key=lambda spot: (spot.name, spot.id)):
        yield _feature(place, by_place[place.id], at, radius_of)


def _feature(place: Spot, states: Sequence[State], at: str, radius_of: RadiusOf) -> Feature:
    held = [state for state in states if state.version.predicate == "controls"]
    sieges = [state for state in states if state.version.predicate == "besieges"]
    holders = [_holder(state, state.subject) for state in held if state.subject]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {
            "place": place.id,
            "name": place.name,
            "kind": place.kind,
            "precision": precision_of(place.kind) if place.kind else None,
            "radius_km": radius_of(place.id),
            "holders": holders,
            "besieged_by": [_holder(state, state.subject) for state in sieges if state.subject],
            "contested": any(state.contested for state in states),
            "disputed": any(state.disputed for state in held) or len({each["id"] for each in holders}) > 1,
            "stale_days": _stale(states, at),
        },
    }


def _holder(state: State, party: Party) -> dict[str, Any]:
    return {
        "id": party.id,
        "name": party.name,
        "country": party.country,
        "sector": party.sector,
        "state": state.version.id,
        "claims": state.said.count,
        "sources": state.said.sources,
        "since": state.version.valid_from,
        "since_precision": state.version.record["from_precision"],
        "confirmed": state.last_confirmed,
        "confidence": state.confidence,
        "presumed": state.presumed,
    }


def _stale(states: Sequence[State], at: str) -> int | None:
    """Days since the last word; none where the first word comes later."""
    words = [state.last_confirmed for state in states if state.last_confirmed and not state.presumed]
    if not words:
        return None
    return max(0, (date.fromisoformat(at) - date.fromisoformat(max(words))).days)


def inside(box: Box | None) -> Callable[[Feature], bool]:
    """Whether a feature lies in a box."""

    def lies(feature: Feature) -> bool:
        if box is None:
            return True
        lon, lat = feature["geometry"]["coordinates"]
        within = box.west <= lon <= box.east if box.west <= box.east else lon >= box.west or lon <= box.east
        return bool(within and box.south <= lat <= box.north)

    return lies
