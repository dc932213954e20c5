"""Incidents on the map: those that lie together at a zoom as one, so that 100,000 of them stay a few hundred features.

Spots are joined by a grid that is as fine as the zoom. What is only known to lie in an area is joined with what lies in
the same area and never with spots, so that no label point of a country passes for a town.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dateline.places.kinds import POPULATED
from dateline.service.days import Ints
from dateline.service.incident_columns import IncidentColumns, Mask, SpotOfMap
from dateline.store.filters import Box

SPOTS = ("exact", "city", "offset")  # precisions that name a spot; other ones name areas, unless they are of a town
TILE = 512  # pixels of the world at zoom 0
CELL = 64  # pixels within which incidents are drawn as one
MOST = 1_500  # features; a grid that gives more is made coarser
COARSEST = 0.0
POLE = 85.0511  # degrees to which the projection goes

RadiusOf = Callable[[str | None], float | None]
Feature = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Grouped:
    """Incidents of a view by group: `members` are positions, `group` says of each in which group it is."""

    members: Ints
    group: Ints
    sizes: Ints


def in_view(columns: IncidentColumns, met: Mask, box: Box | None) -> tuple[Ints, int]:
    """The positions of those that lie in a box, and how many of all have no point."""
    placed = met & ~np.isnan(columns.lat)[columns.spot]
    unplaced = int(met.sum() - placed.sum())
    if box is not None:
        placed &= _inside(columns, box)[columns.spot]
    return np.flatnonzero(placed), unplaced


def _inside(columns: IncidentColumns, box: Box) -> Mask:
    lat, lon = columns.lat, columns.lon
    between = (lon >= box.west) & (lon <= box.east) if box.west <= box.east else (lon >= box.west) | (lon <= box.east)
    return np.asarray((lat >= box.south) & (lat <= box.north) & between, np.bool_)


def grouped(columns: IncidentColumns, members: Ints, zoom: float) -> Grouped:
    """Those that lie together at a zoom; further out where there would be too many groups."""
    spots = columns.spot[members]
    while True:
        cells = _cells(columns, zoom)[spots]
        _, group, sizes = np.unique(cells, return_inverse=True, return_counts=True)
        if len(sizes) <= MOST or zoom <= COARSEST:
            return Grouped(members, group, sizes)
        zoom = max(COARSEST, zoom - 1)


def _cells(columns: IncidentColumns, zoom: float) -> Ints:
    """For each spot the number of its cell; of an area, a number below zero that it shares with nothing else."""
    across = max(1, int(TILE * 2**zoom / CELL))
    lat = np.radians(np.clip(np.nan_to_num(columns.lat), -POLE, POLE))
    x = (np.nan_to_num(columns.lon) + 180) / 360
    y = (1 - np.arcsinh(np.tan(lat)) / np.pi) / 2
    cells = (y * across).astype(np.int64) * (across + 1) + (x * across).astype(np.int64)
    areas = np.array([is_area(spot) for spot in columns.spots], np.bool_)
    return np.where(areas, -1 - _alike(columns.spots, _place_of), cells)


def _alike(spots: Sequence[SpotOfMap], part: Callable[[SpotOfMap], Any]) -> Ints:
    """A number for each spot, the same for those of which a part is the same."""
    found: dict[Any, int] = {}
    return np.array([found.setdefault(part(spot), len(found)) for spot in spots], np.int64)


def _place_of(spot: SpotOfMap) -> Any:
    return spot.id, spot.lat, spot.lon


def is_area(spot: SpotOfMap) -> bool:
    """Whether an area is named rather than a spot; what is part of a town, or around it, is drawn at the town."""
    return spot.precision is not None and spot.precision not in SPOTS and spot.kind not in POPULATED


def clusters(columns: IncidentColumns, found: Grouped, radius_of: RadiusOf) -> Iterator[Feature]:
    """The groups of several incidents as features, the largest first."""
    several = np.flatnonzero(found.sizes > 1)
    if not len(several):
        return
    number = len(found.sizes)
    types = _counts(found.group, columns.type[found.members], number, len(columns.types))
    statuses = _counts(found.group, columns.status[found.members], number, len(columns.statuses))
    disputed = np.bincount(found.group, columns.disputed[found.members], number).astype(int)
    ends = _Ends(columns, found)
    for k in several[np.argsort(-found.sizes[several], kind="stable")]:
        yield {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": ends.middle(k)},
            "properties": {
                "cluster": True,
                "count": int(found.sizes[k]),
                "by_type": _named(columns.types, types[k]),
                "by_status": _named(columns.statuses, statuses[k]),
                "disputed": int(disputed[k]),
                "bbox": ends.box(k),
                **_where(ends.only_spot(k), radius_of),
            },
        }


class _Ends:
    """Where the members of each group lie: the middle, the box, and the spot that all share."""

    def __init__(self, columns: IncidentColumns, found: Grouped) -> None:
        spots, number = columns.spot[found.members], len(found.sizes)
        self._columns = columns
        self._lat, self._lon = columns.lat[spots], columns.lon[spots]
        order = np.argsort(found.group, kind="stable")
        starts = np.concatenate(([0], np.cumsum(found.sizes)[:-1]))
        self._low = [np.minimum.reduceat(each[order], starts) for each in (self._lon, self._lat)]
        self._high = [np.maximum.reduceat(each[order], starts) for each in (self._lon, self._lat)]
        self._mean = [np.bincount(found.group, each, number) / found.sizes for each in (self._lon, self._lat)]
        self._first = spots[order][starts]
        self._one_place, self._one_precision = (
            np.minimum.reduceat(each[order], starts) == np.maximum.reduceat(each[order], starts)
            for each in (_alike(columns.spots, part)[spots] for part in (_place_of, lambda spot: spot.precision))
        )

    def middle(self, k: int) -> list[float]:
        return [round(float(each[k]), 5) for each in self._mean]

    def box(self, k: int) -> list[float]:
        return [round(float(each[k]), 5) for each in (*self._low, *self._high)]

    def only_spot(self, k: int) -> SpotOfMap | None:
        """The place at which all lie; its precision only where all are as exact."""
        spot = self._columns.spots[int(self._first[k])]
        if not self._one_place[k]:
            return None
        return spot if self._one_precision[k] else replace(spot, precision=None)


def _counts(group: Ints, codes: Ints, groups: int, kinds: int) -> Ints:
    flat = np.bincount(group * kinds + codes, minlength=groups * kinds)
    return flat.reshape(groups, kinds)


def _named(table: Sequence[str | None], counts: Ints) -> dict[str, int]:
    """Counts by name, the most first; what is there as known then has codes of its own for the same names."""
    found: dict[str, int] = {}
    for code in np.flatnonzero(counts):
        name = table[int(code)] or "untyped"
        found[name] = found.get(name, 0) + int(counts[code])
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def singles(found: Grouped) -> Ints:
    """The positions of those that lie alone."""
    alone: Ints = found.members[found.sizes[found.group] == 1]
    return alone


def single(columns: IncidentColumns, at: int, record: dict[str, Any], radius_of: RadiusOf) -> Feature:
    """An incident that lies alone, as a feature."""
    spot = columns.spots[columns.spot[at]]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [spot.lon, spot.lat]},
        "properties": {
            "cluster": False,
            "id": record["id"],
            "type": record["type"],
            "status": record["status"],
            "disputed": record["disputed"],
            "sources": record["sources"],
            "label": label(record),
            "from": record["from"],
            "to": record["to"],
            **_where(spot, radius_of),
        },
    }


def _where(spot: SpotOfMap | None, radius_of: RadiusOf) -> dict[str, Any]:
    if spot is None:
        return {"place": None, "name": None, "precision": None, "radius_km": None, "area": False}
    return {
        "place": spot.id,
        "name": spot.name,
        "precision": spot.precision,
        "radius_km": radius_of(spot.id),
        "area": is_area(spot),
    }


def label(record: dict[str, Any]) -> str:
    """Who to whom; an ellipsis stands for a side that nobody names."""
    left, right = (", ".join(each["name"] for each in record[side]) for side in ("actors", "recipients"))
    if right:
        return f"{left or '…'} → {right}"
    return left or record.get("title") or ""


def box_of_view(text: str) -> Box | None:
    """The box of a view of a map, which may be drawn round the world; None where it shows all of it.

    Raises:
        InputError: it is no box.
    """
    west, south, east, north = _four(text)
    if east - west >= 360:
        return Box(-180.0, south, 180.0, north)
    return Box.parse(f"{_wrapped(west)},{max(-90.0, south)},{_wrapped(east)},{min(90.0, north)}")


def _four(text: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(each) for each in text.split(","))
    except ValueError:
        Box.parse(text)
        raise
    if not all(map(np.isfinite, (west, south, east, north))):
        Box.parse("none")
    return west, south, east, north


def _wrapped(lon: float) -> float:
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180
