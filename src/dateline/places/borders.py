"""Where two countries meet, as well as label points and lists of neighbours can tell."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.places.gazetteer import Candidate
from dateline.places.geometry import Point, distance_km
from dateline.world import load_world

LEAST_KM = 50.0  # around any point on a border
BEYOND_KM = 100.0  # how far outside a country's circle a place may lie that is near its border


@dataclass(frozen=True, slots=True)
class BorderPoint:
    """A point on or near a border, and how far around it the true one may lie."""

    lat: float
    lon: float
    radius_km: float


def share_border(country: Candidate, place: Candidate) -> bool:
    """Whether a place is a country's land neighbour, or lies in one within reach of the country."""
    world = load_world()
    mine, other = world.by_alpha2.get(country.country or ""), world.by_alpha2.get(place.country or "")
    if mine is None or other is None or other.alpha3 not in mine.neighbours:
        return False
    apart = distance_km((country.lat, country.lon), (place.lat, place.lon))
    return place.kind == "country" or apart < 1.5 * country.radius_km + BEYOND_KM


def border_point(country: Candidate, place: Candidate) -> BorderPoint:
    """A point on the border of a country and a place beyond it: a town there is a better one than any of ours."""
    if place.kind != "country":
        return BorderPoint(place.lat, place.lon, LEAST_KM)
    a, b = (country.lat, country.lon), (place.lat, place.lon)
    lat, lon = _on_the_way(a, b, country.radius_km / max(1.0, country.radius_km + place.radius_km))
    return BorderPoint(lat, lon, round(max(LEAST_KM, distance_km(a, b) / 2), 1))


def _on_the_way(a: Point, b: Point, share: float) -> Point:
    width = (b[1] - a[1] + 540) % 360 - 180
    return round(a[0] + (b[0] - a[0]) * share, 5), round((a[1] + width * share + 540) % 360 - 180, 5)
