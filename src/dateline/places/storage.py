"""The gazetteer's file: a SQLite database of places and the keys of their names.

A file is written once and then only read. `places.n` is the GeoNames number, or a negative one for places of our
own, which `slug` names. `names` is ordered by fuzzy key, so that one range of it answers exact and fuzzy questions.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dateline.places.names import fuzzy_key, normalise

BaseHow = Literal["name", "alternate", "short", "abbreviation", "adjective"]
FORMAT = 1  # of the file; raise it when the tables change
PAGE = 4096
HOW: tuple[BaseHow, ...] = (
    "name",
    "alternate",
    "short",
    "abbreviation",
    "adjective",
)  # how a name belongs to a place, best first
SCALE = 100_000  # coordinates are stored as whole numbers
TABLES = """
CREATE TABLE places (n INTEGER PRIMARY KEY, slug TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT,
    admin1 TEXT, admin2 TEXT, lat INTEGER NOT NULL, lon INTEGER NOT NULL, population INTEGER NOT NULL,
    radius INTEGER NOT NULL, fame INTEGER NOT NULL, seat INTEGER NOT NULL, claimants TEXT);
CREATE TABLE names (fuzzy TEXT NOT NULL, norm TEXT NOT NULL, n INTEGER NOT NULL, how INTEGER NOT NULL,
    PRIMARY KEY (fuzzy, norm, n)) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
SLUGS = "CREATE UNIQUE INDEX slugs ON places (slug) WHERE slug IS NOT NULL"


@dataclass(slots=True)
class Row:
    """A place on its way into a file. `names` are pairs of a name and how it belongs to the place."""

    n: int
    name: str
    kind: str
    lat: float
    lon: float
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    radius: float = 0.0
    fame: int = 0  # how many names it has in all scripts and languages: what is known everywhere has many
    seat: int = 0
    slug: str | None = None
    claimants: str | None = None
    names: tuple[tuple[str, str], ...] = ()


class Writer:
    """Writes a gazetteer's file; the same rows in the same order give the same bytes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute(f"PRAGMA page_size = {PAGE}")
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.executescript(TABLES)
        self._db.execute("BEGIN")

    def add(self, rows: Iterable[Row]) -> int:
        """Add places with their names; one that is there already is replaced. Returns how many were given."""
        count = 0
        for row in rows:
            self._db.execute("INSERT OR REPLACE INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", _place(row))
            self.add_names(row.n, row.names)
            count += 1
        return count

    def add_names(self, n: int, names: Iterable[tuple[str, str]]) -> None:
        """Add names to a place, the best use of each."""
        keys: dict[str, int] = {}
        for name, how in names:
            norm, rank = normalise(name), HOW.index(how)
            if norm:
                keys[norm] = min(rank, keys.get(norm, rank))
        for norm, rank in keys.items():
            self._db.execute("INSERT OR IGNORE INTO names VALUES (?,?,?,?)", (fuzzy_key(norm), norm, n, rank))

    def has(self, n: int) -> bool:
        """Whether a place is there already."""
        return self._db.execute("SELECT 1 FROM places WHERE n = ?", (n,)).fetchone() is not None

    def middles(self) -> dict[tuple[str, ...], tuple[float, float, int]]:
        """Of every division code, the mean point of its places and the number of their people."""
        query = "SELECT {0}, avg(lat), avg(lon), sum(population) FROM places WHERE {1} GROUP BY {0}"
        towns = "kind IN ('city', 'town', 'village') AND country IS NOT NULL AND admin1 IS NOT NULL"
        found: dict[tuple[str, ...], tuple[float, float, int]] = {}
        for columns, where in (("country, admin1", towns), ("country, admin1, admin2", f"{towns} AND admin2 NOT NULL")):
            for *code, lat, lon, people in self._db.execute(query.format(columns, where)):
                found[tuple(code)] = (lat / SCALE, lon / SCALE, people)
        return found

    def close(self, facts: dict[str, str]) -> None:
        """Finish the file."""
        self._db.execute(SLUGS)
        everything = {"format": str(FORMAT), **facts}
        self._db.executemany("INSERT INTO facts VALUES (?,?)", sorted(everything.items()))
        self._db.execute("COMMIT")
        self._db.execute("VACUUM")
        self._db.close()

    def discard(self) -> None:
        """Give up: close and remove what was written."""
        self._db.close()
        self._path.unlink(missing_ok=True)


def _place(row: Row) -> tuple[object, ...]:
    return (
        row.n, row.slug, row.name, row.kind, row.country, row.admin1, row.admin2, round(row.lat * SCALE),
        round(row.lon * SCALE), row.population, round(row.radius), row.fame, row.seat, row.claimants,
    )  # fmt: skip
