"""A small gazetteer: a few places with names that others bear too."""

from __future__ import annotations

from pathlib import Path

from dateline.places.storage import Row, Writer

TOWNS = (
    (1, "Ar Raqqah", "city", "SY", "04", "172956", 35.95, 39.01, 531_952, 40, 2, "Raqqa;Rakka"),
    (2, "Homs", "city", "SY", "11", None, 34.73, 36.72, 775_404, 60, 2, "Ḩimş;Hims"),
    (3, "Mosul", "city", "IQ", "15", None, 36.34, 43.13, 1_739_800, 80, 2, "Al Mawşil"),
    (4, "Alexandria", "city", "EG", "06", None, 31.20, 29.92, 5_263_542, 120, 2, "Al Iskandariyah"),
    (5, "Alexandria", "town", "US", "LA", "079", 31.31, -92.45, 47_889, 16, 1, ""),
    (6, "Alexandria", "city", "US", "VA", None, 38.80, -77.05, 159_467, 30, 0, ""),
    (7, "Pineville", "town", "US", "LA", "079", 31.32, -92.43, 14_555, 8, 0, ""),
    (8, "Tripoli", "city", "LY", "77", None, 32.89, 13.19, 1_150_989, 110, 3, "Tarabulus"),
    (9, "Tripoli", "city", "LB", "09", None, 34.43, 35.84, 229_398, 60, 2, "Trablous"),
    (10, "Beirut", "city", "LB", "04", None, 33.89, 35.50, 1_916_100, 120, 3, "Bayrut"),
    (11, "Palmyra", "town", "SY", "11", None, 34.56, 38.28, 51_015, 30, 0, "Tadmur"),
    (12, "Sinjar", "town", "IQ", "15", None, 36.32, 41.88, 38_294, 20, 0, "Shingal"),
    (13, "Nineveh", "village", "US", "IN", None, 39.36, -86.09, 900, 4, 0, ""),
    (14, "Donetsk", "city", "UA", "05", None, 48.02, 37.80, 901_645, 90, 2, ""),
)
AREAS = (
    (6252001, None, "United States", "country", "US", None, None, 39.8, -98.5, 3 * 10**8, 1700, "US;U.S.", "American"),
    (163843, None, "Syria", "country", "SY", None, None, 35.0, 38.5, 18_000_000, 240, "", "Syrian;Syrians"),
    (99237, None, "Iraq", "country", "IQ", None, None, 33.0, 44.0, 38_000_000, 370, "", "Iraqi"),
    (272103, None, "Lebanon", "country", "LB", None, None, 33.8, 35.8, 6_800_000, 58, "", "Lebanese"),
    (357994, None, "Egypt", "country", "EG", None, None, 27.0, 30.0, 98_000_000, 560, "", "Egyptian"),
    (298795, None, "Turkey", "country", "TR", None, None, 39.0, 35.0, 82_000_000, 500, "Türkiye", "Turkish"),
    (614540, None, "Georgia", "country", "GE", None, None, 42.0, 43.5, 3_700_000, 150, "", "Georgian"),
    (-11, "adm1-US-LA", "Louisiana", "admin1", "US", "LA", None, 31.0, -92.0, 4_600_000, 200, "", ""),
    (-12, "adm1-US-GA", "Georgia", "admin1", "US", "GA", None, 32.75, -83.5, 10_600_000, 220, "", ""),
    (-13, "adm1-SY-11", "Homs", "admin1", "SY", "11", None, 34.4, 37.6, 1_800_000, 90, "", ""),
    (-14, "adm1-IQ-15", "Nineveh", "admin1", "IQ", "15", None, 36.2, 42.3, 3_000_000, 90, "Ninawa", ""),
    (-15, "adm2-US-LA-079", "Rapides Parish", "admin2", "US", "LA", "079", 31.2, -92.5, 62_000, 30, "", ""),
    (-16, "abkhazia", "Abkhazia", "region", None, None, None, 43.05, 41.0, 245_000, 53, "", "Abkhaz"),
)  # fmt: skip


def rows() -> list[Row]:
    """The places of the small gazetteer."""
    return [*map(_town, TOWNS), *map(_area, AREAS)]


def _town(town: tuple[object, ...]) -> Row:
    n, name, kind, country, admin1, admin2, lat, lon, people, fame, seat, alternates = town
    named = ((name, "name"), *((each, "alternate") for each in str(alternates).split(";") if each))
    return Row(
        n=n, name=name, kind=kind, lat=lat, lon=lon, country=country, admin1=admin1, admin2=admin2,
        population=people, radius=10, fame=fame, seat=seat, names=named,
        claimants="UKR;RUS" if name == "Donetsk" else None,
    )  # type: ignore[arg-type]  # fmt: skip


def _area(area: tuple[object, ...]) -> Row:
    n, slug, name, kind, country, admin1, admin2, lat, lon, people, radius, alternates, adjectives = area
    named = [(name, "name"), *((each, "alternate") for each in str(alternates).split(";") if each)]
    named += [(each, "adjective") for each in str(adjectives).split(";") if each]
    if slug == "adm1-US-LA":
        named.append(("La.", "abbreviation"))
    if slug == "adm2-US-LA-079":
        named.append(("Rapides", "short"))
    return Row(
        n=n, slug=slug, name=name, kind=kind, lat=lat, lon=lon, country=country, admin1=admin1, admin2=admin2,
        population=people, radius=radius, fame=200 if kind == "country" else 10, names=tuple(named),
        claimants="GEO;abkhazia" if slug == "abkhazia" else None,
    )  # type: ignore[arg-type]  # fmt: skip


def write_small(path: Path) -> Path:
    """Write the small gazetteer to a file."""
    writer = Writer(path)
    writer.add(rows())
    writer.close({"source": "tests"})
    return path
