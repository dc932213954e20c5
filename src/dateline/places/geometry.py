"""Points on the globe: distances, bearings, moves, and the middle of many points."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

EARTH_KM = 6371.0088
Point = tuple[float, float]  # latitude, longitude in degrees


def distance_km(a: Point, b: Point) -> float:
    """The great-circle distance of two points."""
    lat_a, lat_b = math.radians(a[0]), math.radians(b[0])
    half_lat, half_lon = (lat_b - lat_a) / 2, math.radians(b[1] - a[1]) / 2
    h = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def move(point: Point, km: float, bearing: float) -> Point:
    """The point that lies `km` away in the direction `bearing`, in degrees clockwise from north."""
    lat, lon, angle, turn = math.radians(point[0]), math.radians(point[1]), km / EARTH_KM, math.radians(bearing)
    new_lat = math.asin(math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(turn))
    east = math.sin(turn) * math.sin(angle) * math.cos(lat)
    new_lon = lon + math.atan2(east, math.cos(angle) - math.sin(lat) * math.sin(new_lat))
    return round(math.degrees(new_lat), 5), round((math.degrees(new_lon) + 540) % 360 - 180, 5)


def unit_vector(point: Point) -> tuple[float, float, float]:
    """The point on the unit sphere."""
    lat, lon = math.radians(point[0]), math.radians(point[1])
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def mean_point(points: Iterable[Point]) -> Point:
    """The middle of points, also across the date line.

    Raises:
        ValueError: There is no point, or they have no middle.
    """
    vectors = [unit_vector(point) for point in points]
    x, y, z = (sum(axis) for axis in zip(*vectors, strict=True)) if vectors else (0.0, 0.0, 0.0)
    if math.hypot(x, y, z) < 1e-9:
        raise ValueError("no points, or points with no middle")
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def middle(points: Sequence[Point]) -> Point:
    """The centre of the area that points span: that of their convex hull, or their mean when they are few."""
    centre = mean_point(points)
    squeeze = max(0.05, math.cos(math.radians(centre[0])))
    flat = [(((lon - centre[1] + 540) % 360 - 180) * squeeze, lat - centre[0]) for lat, lon in points]
    x, y = _centroid(_hull(flat))
    return centre[0] + y, (centre[1] + x / squeeze + 540) % 360 - 180


def _hull(points: Iterable[Point]) -> list[Point]:
    """The convex hull of flat points, counter-clockwise (Andrew's monotone chain)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return _half_hull(ordered)[:-1] + _half_hull(ordered[::-1])[:-1]


def _half_hull(ordered: Sequence[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _centroid(polygon: Sequence[Point]) -> Point:
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(polygon, [*polygon[1:], *polygon[:1]], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if abs(area) < 1e-9:
        return sum(p[0] for p in polygon) / len(polygon), sum(p[1] for p in polygon) / len(polygon)
    return x / (3 * area), y / (3 * area)
