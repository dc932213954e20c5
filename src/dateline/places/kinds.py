"""What kinds of place there are, and how exactly each names a spot.

`precision` is one of
  exact      the spot itself is named: a crossing, a bridge, a base, a camp, a hill, a village
  city       a town or city: its label point, the happening anywhere in it
  district   part of a city, a second-level division, a valley, an island: some tens of kilometres
  region     a first-level division or a region of that size; rivers, deserts, ranges
  country    a country's label point
  continent  larger than a country: continents, oceans, "the Middle East"
An expression may add `offset` (so many kilometres from a place) and `area` (around, between, along); see expressions.
"""

from __future__ import annotations

from typing import Literal

PlacePrecision = Literal["exact", "city", "district", "region", "country", "continent", "offset", "area"]

CITY, TOWN = 100_000, 5_000  # people from which on a populated place is one
POPULATED = frozenset({"city", "town", "village", "neighbourhood"})
DIVISIONS = frozenset({"admin1", "admin2", "province", "district", "county"})

PRECISIONS: dict[str, PlacePrecision] = {
    "country": "country",
    "continent": "continent",
    "sea": "continent",
    "ocean": "continent",
    **dict.fromkeys(
        ("admin1", "province", "region", "river", "desert", "mountains", "gulf", "peninsula", "border"), "region"
    ),
    **dict.fromkeys(
        ("admin2", "district", "county", "neighbourhood", "lake", "valley", "plain", "island", "islands", "strait"),
        "district",
    ),
    **dict.fromkeys(("canal", "field", "forest", "road"), "district"),
    **dict.fromkeys(("city", "town"), "city"),
    **dict.fromkeys(
        ("village", "crossing", "camp", "base", "airport", "port", "dam", "bridge", "site", "mountain"), "exact"
    ),
}

_FEATURES: dict[str, str] = {
    **dict.fromkeys(("PCL", "PCLI", "PCLD", "PCLF", "PCLS", "PCLIX", "TERR"), "country"),
    **dict.fromkeys(("ADM1", "ADM1H"), "admin1"),
    **dict.fromkeys(("ADM2", "ADM2H"), "admin2"),
    **dict.fromkeys(("ADM3", "ADM4", "ADM5", "ADMD"), "district"),
    **dict.fromkeys(("PPLX",), "neighbourhood"),
    **dict.fromkeys(("STM", "STMI", "STMS", "STMM", "WAD", "STMX", "WADX"), "river"),
    **dict.fromkeys(("LK", "LKS", "LGN", "RSV", "LKI"), "lake"),
    **dict.fromkeys(("SEA",), "sea"),
    **dict.fromkeys(("OCN",), "ocean"),
    **dict.fromkeys(("GULF", "BAY", "BAYS", "BGHT", "SD", "INLT", "FJD"), "gulf"),
    **dict.fromkeys(("STRT", "CHN"), "strait"),
    **dict.fromkeys(("CNL",), "canal"),
    **dict.fromkeys(("MT", "HLL", "PK", "VLC"), "mountain"),
    **dict.fromkeys(("MTS", "HLLS", "PLAT", "RDGE"), "mountains"),
    **dict.fromkeys(("DSRT", "ERG"), "desert"),
    **dict.fromkeys(("VAL", "VALS"), "valley"),
    **dict.fromkeys(("PLN", "PLNS"), "plain"),
    **dict.fromkeys(("PEN", "CAPE"), "peninsula"),
    **dict.fromkeys(("ISL", "ISLET", "ATOL"), "island"),
    **dict.fromkeys(("ISLS",), "islands"),
    **dict.fromkeys(("CONT",), "continent"),
    **dict.fromkeys(("RGN", "RGNE", "RGNH", "AREA", "ZN", "PRK", "RESN", "RES"), "region"),
    **dict.fromkeys(("AIRP", "AIRF", "AIRB", "AIRH"), "airport"),
    **dict.fromkeys(("MILB", "INSM", "NVB"), "base"),
    **dict.fromkeys(("CMPRF", "CMP", "CMPLA"), "camp"),
    **dict.fromkeys(("PRT", "HBR"), "port"),
    **dict.fromkeys(("DAM",), "dam"),
    **dict.fromkeys(("BDG",), "bridge"),
    **dict.fromkeys(("OILF", "GASF"), "field"),
    **dict.fromkeys(("FRST",), "forest"),
    **dict.fromkeys(("PSTB", "CSTM", "PASS"), "crossing"),
}
_SEATS = {"PPLC": 3, "PPLG": 3, "PPLA": 2, "PPLA2": 1}


def populated_kind(population: int) -> str:
    """City, town or village."""
    return "city" if population >= CITY else "town" if population >= TOWN else "village"


def kind_of_feature(feature_class: str, code: str, population: int) -> str | None:
    """The kind of a GeoNames feature; None for those that news does not name as places."""
    if feature_class == "P" and code not in _FEATURES:
        return None if code in ("PPLH", "PPLQ", "PPLCH") and not population else populated_kind(population)
    return _FEATURES.get(code)


def seat_of_feature(code: str) -> int:
    """Of what a populated place is the seat: 3 a country, 2 a first-level division, 1 a second-level one, else 0."""
    return _SEATS.get(code, 0)


def precision_of(kind: str) -> PlacePrecision:
    """How exactly a place of this kind names a spot."""
    return PRECISIONS.get(kind, "district")
