"""The tables of states, bodies, kinds and titles hold together: ids, codes, neighbours, claims, names borne by one."""

import csv
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib import resources

import pytest

from dateline.actors.entries import KINDS, OFFICES, SECTORS
from dateline.actors.spelling import name_key
from dateline.world.cells import WEAK, parse_dated, split

STATUSES = {"member", "observer", "territory", "former"}

Row = dict[str, str]


def rows_of(package: str, path: str) -> list[Row]:
    with (resources.files(package) / path).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


COUNTRIES = rows_of("dateline.world", "countries.csv")
PATTERNS = rows_of("dateline.world", "patterns.csv")
KIND_ROWS = rows_of("dateline.actors", "data/kinds.csv")
TITLES = rows_of("dateline.actors", "data/titles.csv")
LIVING = [row for row in COUNTRIES if row["status"] != "former"]


def words(cell: str) -> Iterator[str]:
    """The entries of a list without the sector of a seat."""
    return (entry.split("=")[0] for entry in split(cell))


def strong(row: Row, columns: Iterable[str]) -> set[str]:
    """The keys that a row's columns give unmarked; a name that is repeated with `~` is weak everywhere."""
    entries = [word for column in columns for word in (words(row[column]) if column != "name" else [row["name"]])]
    weak = {name_key(word) for word in entries if word.startswith(WEAK)}
    return {name_key(word) for word in entries if not word.startswith(WEAK)} - weak


def shared(rows: Iterable[Row], columns: Iterable[str], ident: str = "id") -> dict[str, list[str]]:
    """The keys that more than one row gives unmarked."""
    bearers = defaultdict(list)
    for row in rows:
        for key in strong(row, columns):
            bearers[key].append(row[ident])
    return {key: ids for key, ids in bearers.items() if len(ids) > 1}


def repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(v for v in values if v).items() if count > 1]


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        pytest.param(COUNTRIES, "id", id="countries-id"),
        pytest.param(COUNTRIES, "name", id="countries-name"),
        pytest.param(COUNTRIES, "alpha3", id="countries-alpha3"),
        pytest.param(COUNTRIES, "alpha2", id="countries-alpha2"),
        pytest.param(PATTERNS, "id_suffix", id="patterns"),
        pytest.param(KIND_ROWS, "id", id="kinds"),
    ],
)
def test_tables_give_each_key_once(rows: list[Row], column: str) -> None:
    assert repeated(row[column] for row in rows) == []


def test_countries_hold_every_member_and_observer() -> None:
    counts = Counter(row["status"] for row in COUNTRIES)
    assert set(counts) == STATUSES
    assert (counts["member"], counts["observer"]) == (193, 2)


@pytest.mark.parametrize("row", COUNTRIES, ids=[row["id"] for row in COUNTRIES])
def test_countries_row_is_whole(row: Row) -> None:
    assert row["name"].strip()
    assert row["status"] in STATUSES
    assert [len(row["alpha3"]), len(row["alpha2"])] in ([3, 2], [3, 0], [0, 0])
    assert -90 <= float(row["lat"]) <= 90
    assert -180 <= float(row["lon"]) <= 180
    assert 0 < float(row["radius_km"]) < 2700
    assert all(seat.split("=")[1] in SECTORS for seat in split(row["seats"]) if "=" in seat)
    assert not row["existed"] or parse_dated(f"existed {row['existed']}")[0].value == "existed"
    assert not any(word.startswith(WEAK) for word in split(row["people"]))


def test_countries_members_have_codes_capital_and_adjective() -> None:
    bare = [
        row["id"]
        for row in COUNTRIES
        if row["status"] in ("member", "observer")
        and not all(row[column] for column in ("alpha3", "alpha2", "capital", "adjectives"))
    ]
    assert bare == []


def test_countries_neighbours_are_symmetric() -> None:
    near = {row["alpha3"]: set(split(row["neighbours"])) for row in LIVING if row["alpha3"]}
    one_sided = [(a, b) for a, others in near.items() for b in others if a not in near.get(b, ())]
    assert one_sided == []


@pytest.mark.parametrize("column", ["neighbours", "claimants"])
def test_countries_refer_to_known_ones(column: str) -> None:
    known = {row["alpha3"] for row in COUNTRIES}
    own = {row["id"] for row in COUNTRIES if not row["alpha3"]} if column == "claimants" else set()
    unknown = [(row["id"], code) for row in COUNTRIES for code in split(row[column]) if code not in known | own]
    assert unknown == []


@pytest.mark.parametrize(
    ("ident", "claimants"),
    [
        ("crimea", {"UKR", "RUS"}),
        ("kashmir", {"IND", "PAK", "CHN"}),
        ("golan-heights", {"SYR", "ISR"}),
        ("taiwan", {"TWN", "CHN"}),
        ("kosovo", {"XKX", "SRB"}),
        ("western-sahara", {"MAR", "ESH"}),
        ("falkland-islands", {"GBR", "ARG"}),
        ("gibraltar", {"GBR", "ESP"}),
        ("south-ossetia", {"GEO", "south-ossetia"}),
    ],
)
def test_countries_disputed_carry_all_claimants(ident: str, claimants: set[str]) -> None:
    assert next(set(split(row["claimants"])) for row in COUNTRIES if row["id"] == ident) == claimants


@pytest.mark.parametrize(
    "columns",
    [("name", "aliases"), ("adjectives",), ("people",), ("seats",), ("name", "aliases", "adjectives", "people")],
    ids="+".join,
)
def test_countries_unmarked_word_names_one(columns: tuple[str, ...]) -> None:
    assert shared(COUNTRIES, columns) == {}


def test_countries_capitals_and_seats_name_one_of_the_living() -> None:
    assert shared(LIVING, ("capital", "seats")) == {}


def test_countries_seats_do_not_repeat_the_capital() -> None:
    states = [row for row in COUNTRIES if row["status"] in ("member", "observer")]
    assert [row["id"] for row in states if strong(row, ["capital"]) & strong(row, ["seats"])] == []


def test_patterns_rows_are_whole() -> None:
    for row in PATTERNS:
        wordings = split(row["words"])
        assert row["kind"] in KINDS, row["id_suffix"]
        assert row["sector"] in SECTORS, row["id_suffix"]
        assert row["name"] in wordings, row["id_suffix"]
        assert all(("{adj}" in word) != ("{name}" in word) for word in wordings), row["id_suffix"]


def test_kinds_rows_are_whole() -> None:
    for row in KIND_ROWS:
        assert row["name"].strip(), row["id"]
        assert row["kind"] in KINDS, row["id"]
        assert row["sector"] in SECTORS, row["id"]


@pytest.mark.parametrize(
    ("rows", "ident"), [pytest.param(KIND_ROWS, "id", id="kinds"), pytest.param(PATTERNS, "id_suffix", id="patterns")]
)
def test_tables_give_each_wording_to_one_row(rows: list[Row], ident: str) -> None:
    assert shared(rows, ["words"], ident) == {}


def test_patterns_and_kinds_agree_where_they_share_an_id() -> None:
    kinds = {row["id"]: row["sector"] for row in KIND_ROWS}
    shared_ids = [row for row in PATTERNS if row["id_suffix"] in kinds]
    assert [row["id_suffix"] for row in shared_ids if row["sector"] != kinds[row["id_suffix"]]] == []


def test_titles_name_offices_of_the_vocabulary() -> None:
    offices = {row["office"].partition("@")[0] for row in TITLES if row["office"]}
    assert offices - OFFICES == set()


def test_titles_give_a_wording_one_office_in_a_state() -> None:
    pairs = ((split(row["words"]), split(row["countries"]) or [""]) for row in TITLES)
    uses = [f"{name_key(word)} {code}" for names, codes in pairs for word, code in itertools.product(names, codes)]
    assert repeated(uses) == []


def test_titles_are_limited_to_known_states() -> None:
    known = {row["alpha3"] for row in LIVING}
    assert [code for row in TITLES for code in split(row["countries"]) if code not in known] == []
