"""States and territories: names, adjectives, seats of government, label points, who claims what.

The table is `countries.csv`, written for Dateline; codes are ISO 3166-1.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from dateline.world.cells import Names, parse_names, read_table, split


@dataclass(frozen=True, slots=True)
class Country:
    """A state, or a territory whose status is disputed or dependent.

    `seats` maps the metonyms of its government to a PLOVER sector ("the Pentagon": MIL). `lat`, `lon` are a label
    point in degrees; `radius_km` is that of a circle of the same area. `claimants` are alpha-3 codes.
    """

    id: str
    name: str
    alpha3: str | None
    alpha2: str | None
    status: str
    names: Names
    adjectives: Names
    people: tuple[str, ...]
    capital: str | None
    seats: Mapping[str, str]
    lat: float
    lon: float
    radius_km: float
    claimants: tuple[str, ...]
    neighbours: tuple[str, ...]

    @property
    def disputed(self) -> bool:
        """Whether several states claim it."""
        return len(self.claimants) > 1


@dataclass(frozen=True, slots=True)
class World:
    """All countries, by id and by code."""

    countries: tuple[Country, ...]
    by_id: Mapping[str, Country]
    by_alpha3: Mapping[str, Country]
    by_alpha2: Mapping[str, Country]

    def alpha2(self, alpha3: str | None) -> str | None:
        """The two-letter code of a three-letter one."""
        country = self.by_alpha3.get(alpha3 or "")
        return country.alpha2 if country else None

    def alpha3(self, alpha2: str | None) -> str | None:
        """The three-letter code of a two-letter one."""
        country = self.by_alpha2.get(alpha2 or "")
        return country.alpha3 if country else None


@functools.cache
def load_world() -> World:
    """The world that ships with the package."""
    text = (resources.files("dateline.world") / "countries.csv").read_text(encoding="utf-8")
    return make_world(read_table(text))


def make_world(rows: Iterable[Mapping[str, str]]) -> World:
    """Build the world from the rows of a table."""
    countries = tuple(_country(row) for row in rows)
    living = sorted(countries, key=lambda c: c.status == "former", reverse=True)  # a code goes to who bears it now
    return World(
        countries,
        {c.id: c for c in countries},
        {c.alpha3: c for c in living if c.alpha3},
        {c.alpha2: c for c in living if c.alpha2},
    )


def _country(row: Mapping[str, str]) -> Country:
    seats = {name: sector or "GOV" for name, _, sector in (seat.partition("=") for seat in split(row["seats"]))}
    return Country(
        id=row["id"],
        name=row["name"],
        alpha3=row["alpha3"] or None,
        alpha2=row["alpha2"] or None,
        status=row["status"],
        names=parse_names(row["aliases"]),
        adjectives=parse_names(row["adjectives"]),
        people=tuple(split(row["people"])),
        capital=row["capital"] or None,
        seats=seats,
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        radius_km=float(row["radius_km"]),
        claimants=tuple(split(row["claimants"])),
        neighbours=tuple(split(row["neighbours"])),
    )
