"""An incident's record: the best values, all the values, and who disagrees.

    status     what was last known of it: planned, then held; disputed where one denies what another tells
    place      the most exact that is told, of those the one that most sources tell
    from, to   the shortest time that is told, inclusive as in a claim
    actors     who is named; kinds of people where nobody is

Everything follows from the claims, in the order in which they were known.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.linking.logistic import settings
from dateline.linking.parties import compare_parties
from dateline.linking.sources import count_sources
from dateline.linking.tolls import contradictions, tolls, voice
from dateline.linking.traits import Party, Spot, Traits
from dateline.store.moments import day_interval

EXACTNESS = ("exact", "city", "area", "district", "region", "country", "continent")
_TOLD = ("actual", "negated")


@dataclass(frozen=True, slots=True)
class Tie:
    """A link between two claims of an incident."""

    score: float
    reasons: Sequence[str]


Ties = Mapping[tuple[int, int], Tie]


@functools.lru_cache(maxsize=50_000)
def incident_id(first: str) -> str:
    """The id of an incident, by its earliest claim's."""
    return "i-" + hashlib.sha256(json.dumps(["incident.v1", first]).encode()).hexdigest()[:20]


def incident_row(group: Sequence[Traits], ties: Ties, copied: Iterable[tuple[int, int]]) -> dict[str, Any]:
    """The row of an incident.

    Args:
        group: Its claims, in their order.
        ties: The links among them.
        copied: Pairs of documents of which one copies the other.
    """
    documents = {each.document: each for each in group}
    time, place = _best_time(group), _best_place(group)
    first, last = day_interval(time[0], time[1]) if time else (None, None)
    disputes = _disputes(group)
    record = {
        "id": incident_id(group[0].id),
        "type": _type(group),
        "modes": _ranked(each.modes for each in group),
        "contexts": _ranked(each.contexts for each in group),
        "status": _status(group),
        "historical": all(each.historical for each in group),
        "actors": _parties(group, "actors"),
        "recipients": _parties(group, "recipients"),
        "place": _place(place) if place else None,
        "from": time[0] if time else None,
        "to": time[1] if time else None,
        "precision": time[2] if time else None,
        "quantities": tolls(group),
        "claims": [each.id for each in group],
        "documents": list(dict.fromkeys(each.document_id for each in group)),
        "outlets": sorted({each.origin for each in group if each.origin}),
        "sources": count_sources({n: each.origin for n, each in documents.items()}, copied),
        "first_known": group[0].known,
        "last_known": group[-1].known,
        "confidence": max(each.confidence for each in group),
        "disputed": bool(disputes),
        "disputes": disputes,
        "reasons": [f"no sentence tells its {name}" for name, value in (("time", time), ("place", place)) if not value],
    }
    if len(group) > 1:
        record |= {
            "statuses": _statuses(group),
            "places": [_place(spot) for spot in {spot.id: spot for each in group for spot in each.places}.values()],
            "times": _times(group),
            "links": _strongest(group, ties),
        }
    same = ("id", "type", "status", "first_known", "last_known", "sources", "disputed")
    return {
        **{name: record[name] for name in same},
        "valid_from": first,
        "valid_to": last,
        "place": place.id if place else None,
        "claims": len(group),
        "documents": len(documents),
        "record": record,
    }


def _type(group: Sequence[Traits]) -> str:
    """The type that most sources tell; a plan that came to pass has the type of what was done."""
    done = [each for each in group if each.status == "actual"] or group
    return _most((each.type, voice(each)) for each in done)


def _status(group: Sequence[Traits]) -> str:
    """What most sources say of its having happened; where none says so, whether it is planned."""
    told = [each for each in group if each.status in _TOLD]
    if told:
        return _most((each.status, voice(each)) for each in told)
    return "future" if any(each.status == "future" for each in group) else "hypothetical"


def _most(said: Iterable[tuple[str, str]]) -> str:
    """The value with most voices; among equals the one that was said first."""
    voices: dict[str, set[str]] = {}
    for value, by in said:
        voices.setdefault(value, set()).add(by)
    return max(voices, key=lambda value: len(voices[value]))


def _ranked(values: Iterable[Collection[str]]) -> list[str]:
    return [value for value, _ in Counter(each for some in values for each in some).most_common()]


def _statuses(group: Sequence[Traits]) -> list[dict[str, Any]]:
    return [{"status": each.status, "as_of": each.known, "source": voice(each), "claim": each.id} for each in group]


def _parties(group: Sequence[Traits], side: str) -> list[dict[str, Any]]:
    """Who is told to have acted or received, with how many voices; kinds of people only where nobody is named."""
    voices: dict[str, set[str]] = {}
    found: dict[str, Party] = {}
    for each in group:
        for party in getattr(each, side):
            found[party.id] = party
            voices.setdefault(party.id, set()).add(voice(each))
    chosen = [party for party in found.values() if party.named] or list(found.values())
    ordered = sorted(chosen, key=lambda party: -len(voices[party.id]))
    return [{"id": party.id, "name": party.name, "voices": len(voices[party.id])} for party in ordered]


def _best_place(group: Sequence[Traits]) -> Spot | None:
    spots = [(spot, voice(each)) for each in group for spot in each.places]
    if not spots:
        return None
    exactness = min(_rank(spot) for spot, _ in spots)
    best = _most((spot.id, by) for spot, by in spots if _rank(spot) == exactness)
    return next(spot for spot, _ in spots if spot.id == best and _rank(spot) == exactness)


def _rank(spot: Spot) -> int:
    return EXACTNESS.index(spot.precision) if spot.precision in EXACTNESS else len(EXACTNESS)


def _place(spot: Spot) -> dict[str, Any]:
    return {name: getattr(spot, name) for name in Spot.__dataclass_fields__}


def _best_time(group: Sequence[Traits]) -> tuple[str | None, str | None, str] | None:
    times = [(each.time, each.days[1] - each.days[0], voice(each)) for each in group if each.time and each.days]
    if not times:
        return next((each.time for each in group if each.time), None)
    if len(times) == 1:
        return times[0][0]
    shortest = min(length for _, length, _ in times)
    best = _most((json.dumps(time), by) for time, length, by in times if length == shortest)
    first, last, precision = json.loads(best)
    return first, last, precision


def _times(group: Sequence[Traits]) -> list[dict[str, Any]]:
    told = {each.time: each for each in reversed(group) if each.time}
    return [
        {"from": time[0], "to": time[1], "precision": time[2], "as_of": each.known, "claim": each.id}
        for time, each in reversed(told.items())
    ]


def _disputes(group: Sequence[Traits]) -> list[dict[str, Any]]:
    if len(group) == 1:
        return []
    return [*_disputed_status(group), *_disputed_actors(group), *contradictions(group)]


def _disputed_status(group: Sequence[Traits]) -> list[dict[str, Any]]:
    told = [each for each in group if each.status in _TOLD]
    if len({each.status for each in told}) < len(_TOLD) or len({voice(each) for each in told}) == 1:
        return []
    return [{"about": "status", "values": _statuses(told)}]


def _disputed_actors(group: Sequence[Traits]) -> list[dict[str, Any]]:
    """Claims of different voices that name different doers."""
    if _type(group) in settings("symmetric")["types"]:
        return []
    by: dict[tuple[str, tuple[Party, ...]], list[Traits]] = {}
    for each in group:
        who = tuple(party for party in each.actors if party.named)
        if who and each.status == "actual":
            by.setdefault((voice(each), who), []).append(each)
    pairs = itertools.combinations(by, 2)
    against = {said for a, b in pairs if a[0] != b[0] and compare_parties(a[1], b[1]) == "different" for said in (a, b)}
    if not against:
        return []
    values = [(each, said) for said in against for each in by[said]]
    told = [
        {"actors": [p.id for p in who], "as_of": each.known, "source": source, "claim": each.id}
        for each, (source, who) in sorted(values, key=lambda value: value[0].order)
    ]
    return [{"about": "actors", "values": told}]


def _strongest(group: Sequence[Traits], ties: Ties) -> list[dict[str, Any]]:
    """For each claim but the first, what ties it most to the others; nothing where only people joined it."""
    ids = {each.n: each.id for each in group}
    own: dict[int, list[tuple[Tie, str]]] = {}
    for (a, b), tie in ties.items():
        own.setdefault(a, []).append((tie, ids[b]))
        own.setdefault(b, []).append((tie, ids[a]))
    found = []
    for each in group[1:]:
        best = min(own.get(each.n, ()), key=lambda one: (-one[0].score, one[1]), default=None)
        score, reasons = (best[0].score, list(best[0].reasons)) if best else (1.0, ["a person's judgement"])
        found.append({"claim": each.id, "other": best[1] if best else None, "score": score, "reasons": reasons})
    return found
