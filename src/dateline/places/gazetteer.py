"""Look places up by name or id.

    gazetteer = Gazetteer.open()
    gazetteer.find("Raqqa")[0].id      # "gn:172955"

A gazetteer is a list of files that lie over each other: the one that ships with the package, then those that
`dateline import-gazetteer` made. Where two hold the same id the later one counts.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from dateline.errors import RunError
from dateline.home import layers
from dateline.places.kinds import DIVISIONS, PlacePrecision, precision_of
from dateline.places.names import fuzzy_key, normalise, similarity
from dateline.places.storage import FORMAT, HOW, SCALE
from dateline.places.variants import division_core, variants

How = Literal["name", "alternate", "short", "abbreviation", "adjective", "variant", "fuzzy"]
SHIPPED = Path(__file__).parent / "data" / "gazetteer.sqlite"
LEAST_ALIKE = 0.65  # below it a name with the same fuzzy key is another name
LEAST_ALIKE_COUNTRY = 0.9  # countries are spelled in few ways, and a great name draws small ones to it
SHORTEST_FUZZY = 4  # letters of a name that may match by its fuzzy key
DEMONYM_ENDINGS = frozenset({"i", "is", "an", "ans", "ian", "ians", "n", "ns", "ese", "er", "ers", "ite", "ites"})
MOST_FUZZY = 8  # candidates that match by fuzzy key only; the most populous are kept
_COLUMNS = "p.n, slug, name, kind, country, admin1, admin2, lat, lon, population, radius, fame, seat, claimants"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    `country` is ISO 3166-1 alpha-2; `admin1`, `admin2` are GeoNames' codes inside it. `radius_km` is that of a circle
    about as large as the place. `seat` is 3 for a country's capital, 2 and 1 for those of its divisions. `fame` counts
    its names in all languages. `how` says how the name matched and `alike` (0 to 1) how well.
    """

    id: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    population: int
    radius_km: float
    fame: int = 0
    seat: int = 0
    claimants: tuple[str, ...] = ()
    how: How = "name"
    alike: float = 1.0

    @property
    def precision(self) -> PlacePrecision:
        """How exactly it names a spot."""
        return precision_of(self.kind)


class Gazetteer:
    """Places by name and by id. Safe to use from several threads."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = tuple(paths)
        self._files = [_open(path) for path in self.paths]
        self._lock = threading.Lock()
        self.find = lru_cache(maxsize=4096)(self._find)

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """The gazetteer at `path`, or the shipped one with the user's imports over it.

        Raises:
            RunError: A file is missing or cannot be read.
        """
        return cls([path] if path else [SHIPPED, *imported_files()])

    def _find(self, name: str) -> tuple[Candidate, ...]:
        """The places that a name may mean: exact matches first, then variants of the name, then look-alikes."""
        norm = normalise(name)
        if not norm:
            return ()
        found = self._exact_and_fuzzy(norm)
        if not any(c.how != "fuzzy" for c in found):
            found = [*self._variants(norm), *found]
        return tuple(found)

    def by_id(self, place_id: str) -> Candidate | None:
        """The place with this id."""
        value: int | str
        if place_id.startswith("gn:") and place_id[3:].isdigit():
            where, value = "p.n = ?", int(place_id[3:])
        elif place_id.startswith("dl:"):
            where, value = "slug = ?", place_id[3:]
        else:
            return None
        for file in reversed(self._files):
            with self._lock:
                row = file.execute(f"SELECT {_COLUMNS} FROM places p WHERE {where}", (value,)).fetchone()
            if row:
                return _candidate(row, "name", 1.0)
        return None

    def division(self, country: str, admin1: str, admin2: str | None = None) -> Candidate | None:
        """The division with these codes."""
        return self.by_id(division_id(country, admin1, admin2))

    def close(self) -> None:
        """Close the files."""
        for file in self._files:
            file.close()

    def _exact_and_fuzzy(self, norm: str) -> list[Candidate]:
        best: dict[str, Candidate] = {}
        for row in self._rows(fuzzy_key(norm)):
            candidate = _match(norm, row)
            if candidate is not None and _better(candidate, best.get(candidate.id)):
                best[candidate.id] = candidate
        return _ordered(best.values())

    def _variants(self, norm: str) -> list[Candidate]:
        for variant, kinds in variants(norm):
            exact = [c for c in self._exact_and_fuzzy(variant) if c.how != "fuzzy" and (not kinds or c.kind in kinds)]
            if exact:
                return [replace(c, how="variant") for c in exact]
        core = division_core(norm)
        if core:
            return [c for c in self._exact_and_fuzzy(core) if c.kind in DIVISIONS]
        return []

    def _rows(self, key: str) -> Iterable[tuple[Any, ...]]:
        """Rows of all files; those of an earlier file are hidden by the same place in a later one."""
        rows: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        for file in self._files:
            with self._lock:
                found = file.execute(
                    f"SELECT {_COLUMNS}, norm, how FROM names JOIN places p USING (n) WHERE fuzzy = ?", (key,)
                ).fetchall()
            ids = {(row[0], row[1]) if row[1] is None else (0, row[1]) for row in found}
            rows = {k: v for k, v in rows.items() if k[0] not in ids}
            rows |= {((row[0], row[1]) if row[1] is None else (0, row[1]), row[-2]): row for row in found}
        return rows.values()


def division_id(country: str, admin1: str, admin2: str | None = None) -> str:
    """The id of a division, made from its GeoNames codes."""
    return f"dl:adm2-{country}-{admin1}-{admin2}" if admin2 else f"dl:adm1-{country}-{admin1}"


def imported_files() -> list[Path]:
    """The user's imported gazetteers, in the order of their names."""
    return layers("gazetteers")


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise RunError("E-GAZETTEER", f"{path} is missing; install dateline again, or import the gazetteer again")
    try:
        file = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        found = file.execute("SELECT value FROM facts WHERE name = 'format'").fetchone()
    except sqlite3.Error as error:
        raise RunError("E-GAZETTEER", f"{path} is no gazetteer ({error}); import it again or remove it") from error
    if not found or found[0] != str(FORMAT):
        raise RunError("E-GAZETTEER", f"{path} was made by another version of dateline; import it again or remove it")
    return file


def _match(norm: str, row: tuple[Any, ...]) -> Candidate | None:
    if row[-2] == norm:
        return _candidate(row, HOW[row[-1]], 1.0)
    if row[-1] == HOW.index("adjective") or len(norm) < SHORTEST_FUZZY:
        return None
    if _may_be_demonym(norm, row[-2]):
        return None
    alike = similarity(norm, row[-2])
    least = LEAST_ALIKE_COUNTRY if row[3] == "country" else LEAST_ALIKE
    return _candidate(row, "fuzzy", alike) if alike >= least else None


def _may_be_demonym(norm: str, name: str) -> bool:
    """Whether a look-alike is the name with an ending for its people: "baghdadi" and "bagdad"."""
    if norm.startswith(name) and norm[len(name) :] in DEMONYM_ENDINGS:
        return True
    return norm.endswith("i") and name[-1] not in "aeiouyh"


def _candidate(row: tuple[Any, ...], how: How, alike: float) -> Candidate:
    n, slug, name, kind, country, admin1, admin2, lat, lon, population, radius, fame, seat, claimants = row[:14]
    return Candidate(
        id=f"dl:{slug}" if slug else f"gn:{n}", name=name, kind=kind, country=country, admin1=admin1, admin2=admin2,
        lat=lat / SCALE, lon=lon / SCALE, population=population, radius_km=float(radius), fame=fame, seat=seat,
        claimants=tuple(claimants.split(";")) if claimants else (), how=how, alike=alike,
    )  # fmt: skip


def _better(new: Candidate, old: Candidate | None) -> bool:
    return old is None or _rank(new) < _rank(old)


def _rank(candidate: Candidate) -> tuple[int, float]:
    order = (*HOW, "variant", "fuzzy")
    return order.index(candidate.how), -candidate.alike


def _ordered(candidates: Iterable[Candidate]) -> list[Candidate]:
    exact = [c for c in candidates if c.how != "fuzzy"]
    fuzzy = sorted((c for c in candidates if c.how == "fuzzy"), key=lambda c: (-c.alike, -c.population, c.id))
    exact.sort(key=lambda c: (_rank(c), -c.population, c.id))
    return exact + fuzzy[:MOST_FUZZY]
