"""Import GeoNames dumps into a gazetteer of the user's own, which lies over the one that ships with the package.

    allCountries.txt, XX.txt, cities500.txt ...   places: 19 columns
    admin1CodesASCII.txt, admin2Codes.txt         names of divisions: "SY.04<TAB>Raqqa<TAB>Raqqa<TAB>172956"
    alternateNames.txt, alternateNamesV2.txt      more names of places

Files may be plain or zipped; what they are is told by their columns. Countries are left out: their names, adjectives
and claimants are ours. Data by GeoNames, CC BY 4.0.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import InputError, RunError
from dateline.places.kinds import kind_of_feature, seat_of_feature
from dateline.places.storage import Row, Writer
from dateline.places.usable import town_radius, usable
from dateline.places.variants import division_core

Progress = Callable[[str, int], None]  # the file's name, and how many of its lines are read
STEP = 20_000  # lines between two reports
LONGEST_LINE = 100_000
NOT_NAMES = frozenset({"link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "phon", "piny"})
RADII = {"admin1": 80.0, "admin2": 25.0, "district": 10.0, "river": 100.0, "region": 80.0, "mountains": 60.0,
         "lake": 10.0, "sea": 300.0, "ocean": 2000.0, "desert": 150.0, "gulf": 50.0, "island": 10.0, "islands": 30.0,
         "valley": 20.0, "continent": 2500.0}  # fmt: skip
REMEDY = "give GeoNames files as download.geonames.org has them: allCountries.zip, IQ.zip, admin1CodesASCII.txt"
_DIVISION = re.compile(r"[A-Z]{2}(\.[^.\t]+){1,2}")


@dataclass(slots=True)
class Imported:
    """What an import brought."""

    places: int = 0
    divisions: int = 0
    names: int = 0
    skipped: int = 0
    files: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Source:
    """A table in a file, or in a member of a zip file."""

    path: Path
    member: str | None
    sort: str  # places, divisions, names

    @property
    def name(self) -> str:
        return f"{self.path.name}/{self.member}" if self.member else self.path.name


def import_geonames(paths: Sequence[Path], out: Path, progress: Progress | None = None) -> Imported:
    """Read GeoNames files into the gazetteer `out`, which appears whole or not at all.

    Raises:
        InputError: A file is missing, or is not of GeoNames; or none of them holds places.
        RunError: `out` cannot be written.
    """
    sources = [source for path in paths for source in _sources(path)]
    if not any(source.sort == "places" for source in sources):
        raise InputError("E-GEONAMES", f"there are no places in what was given; {REMEDY}")
    imported = Imported(files=[source.name for source in sources])
    report = progress or (lambda name, lines: None)
    with _writer(out) as writer:
        for sort, read in (("places", _read_places), ("divisions", _read_divisions), ("names", _read_names)):
            for source in (each for each in sources if each.sort == sort):
                read(source, writer, imported, report)
        if not imported.places:
            raise InputError("E-GEONAMES", f"no place in {', '.join(imported.files)} could be used; {REMEDY}")
    return imported


@contextmanager
def _writer(out: Path) -> Iterator[Writer]:
    """A writer to a file beside `out`, which takes its place in the end."""
    beside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        writer = Writer(beside)
    except OSError as error:
        raise RunError("E-OUTPUT", f"{out} cannot be written ({error.strerror or error}); name another file") from error
    try:
        yield writer
        writer.close({"source": "GeoNames, CC BY 4.0"})
        beside.replace(out)
    except BaseException:
        writer.discard()
        raise


def _sources(path: Path) -> Iterator[_Source]:
    if not path.is_file():
        raise InputError("E-GEONAMES", f"{path} is not a file; {REMEDY}")
    members: list[str | None] = [None]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            members = [n for n in package.namelist() if n.endswith(".txt") and "readme" not in n.lower()]
    for member in members:
        sort = _sort(path, member)
        if sort:
            yield _Source(path, member, sort)
        elif member is None:
            raise InputError("E-GEONAMES", f"{path} has not the columns of a GeoNames file; {REMEDY}")


def _sort(path: Path, member: str | None) -> str | None:
    """What a table holds, by the columns of its first line."""
    for columns in _rows(path, member):
        if len(columns) == 19 and columns[0].isdigit():
            return "places"
        if len(columns) == 4 and _DIVISION.fullmatch(columns[0]):
            return "divisions"
        if 4 <= len(columns) <= 10 and columns[0].isdigit() and columns[1].isdigit():
            return "names"
        return None
    return None


def _rows(path: Path, member: str | None) -> Iterator[list[str]]:
    """The lines of a table, each cut into its columns; comments and blank lines are left out."""
    try:
        with _open(path, member) as lines:
            while line := lines.readline(LONGEST_LINE):
                if line.strip() and not line.startswith("#"):
                    yield line.rstrip("\r\n").split("\t")
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile, RuntimeError, EOFError) as error:
        raise InputError("E-GEONAMES", f"{path} cannot be read ({error}); download it again") from error


@contextmanager
def _open(path: Path, member: str | None) -> Iterator[io.TextIOBase]:
    if member is None:
        with path.open(encoding="utf-8-sig", newline="\n") as lines:
            yield lines
        return
    with zipfile.ZipFile(path) as package, package.open(member) as data:
        yield io.TextIOWrapper(data, encoding="utf-8-sig", newline="\n")


def _counted(source: _Source, report: Progress) -> Iterator[list[str]]:
    count = 0
    for count, columns in enumerate(_rows(source.path, source.member), 1):
        if count % STEP == 0:
            report(source.name, count)
        yield columns
    report(source.name, count)


def _read_places(source: _Source, writer: Writer, imported: Imported, report: Progress) -> None:
    def rows() -> Iterator[Row]:
        for columns in _counted(source, report):
            row = read_place(columns)
            imported.skipped += row is None
            if row is not None:
                yield row

    imported.places += writer.add(rows())


def read_place(columns: Sequence[str]) -> Row | None:
    """A line of a dump as a place; None when it is broken, of no use for news, or a country."""
    if len(columns) != 19 or not columns[0].isdigit():
        return None
    try:
        lat, lon, people = float(columns[4]), float(columns[5]), int(columns[14] or 0)
    except ValueError:
        return None
    kind = kind_of_feature(columns[6], columns[7], people)
    known = abs(lat) <= 90 and abs(lon) <= 180 and people >= 0
    if kind is None or kind == "country" or not known or not usable(columns[1]):
        return None
    admin1, admin2 = columns[10] if columns[10] not in ("", "00") else None, columns[11] or None
    alternates = columns[3].split(",") if columns[3] else []
    return Row(
        n=int(columns[0]), name=columns[1], kind=kind, lat=lat, lon=lon, country=columns[8] or None, admin1=admin1,
        admin2=admin2 if kind != "admin1" else None, population=people, fame=len(alternates),
        slug=_slug(kind, columns[8], admin1, admin2), seat=seat_of_feature(columns[7]),
        radius=RADII.get(kind) or town_radius(people),
        names=tuple(_place_names(columns[1], columns[2], alternates, kind)),
    )  # fmt: skip


def _place_names(name: str, ascii_name: str, alternates: Iterable[str], kind: str) -> Iterator[tuple[str, str]]:
    yield name, "name"
    yield ascii_name, "name"
    core = division_core(name.lower()) if kind.startswith("admin") else None
    if core:
        yield core, "short"
    yield from ((alternate, "alternate") for alternate in alternates if usable(alternate))


def _slug(kind: str, country: str, admin1: str | None, admin2: str | None) -> str | None:
    """Divisions have the ids that they have in the shipped gazetteer."""
    if kind == "admin1" and country and admin1:
        return f"adm1-{country}-{admin1}"
    if kind == "admin2" and country and admin1 and admin2:
        return f"adm2-{country}-{admin1}-{admin2}"
    return None


def _read_divisions(source: _Source, writer: Writer, imported: Imported, report: Progress) -> None:
    """Give divisions their English names; those that the dump lacks get the middle of their towns as their point."""
    middles = writer.middles()
    for code, name, ascii_name, number in (c for c in _counted(source, report) if len(c) == 4):
        parts = code.split(".", 2)
        if not (number.isdigit() and _DIVISION.fullmatch(code) and usable(name)):
            continue
        kind = "admin1" if len(parts) == 2 else "admin2"
        names = tuple(_place_names(name, ascii_name, (), kind))
        if writer.has(int(number)):
            writer.add_names(int(number), names)
        elif middle := middles.get(tuple(parts)):
            lat, lon, people = middle
            row = Row(
                n=int(number), name=name, kind=kind, lat=lat, lon=lon, country=parts[0], admin1=parts[1],
                admin2=parts[2] if len(parts) > 2 else None, population=people, radius=RADII[kind],
                slug=_slug(kind, parts[0], parts[1], parts[2] if len(parts) > 2 else None), names=names,
            )  # fmt: skip
            imported.divisions += writer.add([row])


def _read_names(source: _Source, writer: Writer, imported: Imported, report: Progress) -> None:
    for columns in _counted(source, report):
        if len(columns) < 4 or columns[2] in NOT_NAMES or not usable(columns[3]) or not columns[1].isdigit():
            continue
        if writer.has(int(columns[1])):
            writer.add_names(int(columns[1]), [(columns[3], "alternate")])
            imported.names += 1
