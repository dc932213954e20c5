"""The countries of Natural Earth, as the package world-atlas 2.0.2 has them at 1:50 million (`data/`).

Natural Earth draws borders as they are held, not as they are claimed; where the line is disputed, this is no verdict.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

CREDIT = "Base map: Natural Earth; borders as held, no verdict on claims."

Ring = NDArray[np.float64]  # points x (longitude, latitude) in degrees


@dataclass(frozen=True, slots=True)
class Area:
    """A country's land."""

    name: str
    path: Path

    def meets(self, west: float, east: float, south: float, north: float) -> bool:
        """Whether some of it may lie in a box."""
        box = self.path.get_extents()
        return bool(box.x1 >= west and box.x0 <= east and box.y1 >= south and box.y0 <= north)

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a point lies in it."""
        return bool(self.path.contains_point((longitude, latitude)))


@lru_cache(maxsize=1)
def countries() -> tuple[Area, ...]:
    """Every country."""
    packed = (resources.files("dateline.plots") / "data" / "countries-50m.json.gz").read_bytes()
    topology = json.loads(gzip.decompress(packed))
    arcs = _arcs(topology)
    shapes = topology["objects"]["countries"]["geometries"]
    return tuple(Area(shape["properties"]["name"], _path(shape, arcs)) for shape in shapes if shape.get("arcs"))


def country_at(longitude: float, latitude: float) -> Area | None:
    """The country in which a point lies."""
    return next((area for area in countries() if area.holds(longitude, latitude)), None)


def _arcs(topology: dict[str, Any]) -> list[Ring]:
    """Lines in degrees; TopoJSON holds them as steps on a grid."""
    scale, origin = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    return [np.cumsum(np.array(arc), axis=0) * scale + origin for arc in topology["arcs"]]


def _path(shape: dict[str, Any], arcs: Sequence[Ring]) -> Path:
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    rings = [_ring(ring, arcs) for polygon in polygons for ring in polygon]
    return Path.make_compound_path(*(Path(ring, closed=True) for ring in rings))


def _ring(indices: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """A ring; one that crosses the date line goes on beyond 180 degrees."""
    ring = np.concatenate(list(_pieces(indices, arcs)))
    ring[:, 0] = np.unwrap(ring[:, 0], period=360)
    if ring[:, 0].min() < -180:
        ring[:, 0] += 360
    return ring


def _pieces(indices: Sequence[int], arcs: Sequence[Ring]) -> Iterator[Ring]:
    """The lines of a ring; ~n is line n backwards, and each begins where the one before ended."""
    for position, index in enumerate(indices):
        line = arcs[index] if index >= 0 else arcs[~index][::-1]
        yield line[1:] if position else line
