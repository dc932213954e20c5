from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from place_rows import write_small

from dateline.errors import RunError
from dateline.places import Gazetteer
from dateline.places.gazetteer import division_id
from dateline.places.storage import Row, Writer


@pytest.mark.parametrize(
    ("name", "place", "how"),
    [
        ("Mosul", "gn:3", "name"),
        ("mosul", "gn:3", "name"),
        ("Raqqa", "gn:1", "alternate"),
        ("Raqa", "gn:1", "fuzzy"),
        ("La.", "dl:adm1-US-LA", "abbreviation"),
        ("Syrian", "gn:163843", "adjective"),
        ("Rapides", "dl:adm2-US-LA-079", "short"),
        ("Homs province", "dl:adm1-SY-11", "name"),
        ("Province of Homs", "dl:adm1-SY-11", "name"),
        ("the city of Mosul", "gn:3", "variant"),
        ("Mosul's", "gn:3", "name"),
    ],
)
def test_find(small: Gazetteer, name: str, place: str, how: str) -> None:
    first = small.find(name)[0]
    assert (first.id, first.how) == (place, how)


@pytest.mark.parametrize("name", ["", " ", "Nowhere at all", "\x00\x1b[31m", "x" * 100_000, "'" * 50, "حمص"])
def test_find_nothing(small: Gazetteer, name: str) -> None:
    assert small.find(name) == ()


def test_find_gives_all_places_of_a_name(small: Gazetteer) -> None:
    assert {c.id for c in small.find("Alexandria")} == {"gn:4", "gn:5", "gn:6"}


def test_a_province_is_not_a_town(small: Gazetteer) -> None:
    assert all(c.kind == "admin1" for c in small.find("Homs governorate"))


def test_candidate_fields(small: Gazetteer) -> None:
    place = small.by_id("gn:1")
    assert place is not None
    assert (place.name, place.kind, place.country, place.admin1, place.admin2) == (
        "Ar Raqqah",
        "city",
        "SY",
        "04",
        "172956",
    )
    assert (place.lat, place.lon, place.population, place.radius_km) == (35.95, 39.01, 531_952, 10.0)
    assert (place.seat, place.fame, place.precision) == (2, 40, "city")


@pytest.mark.parametrize("place_id", ["gn:999", "gn:x", "dl:none", "", "Q61"])
def test_unknown_id(small: Gazetteer, place_id: str) -> None:
    assert small.by_id(place_id) is None


def test_division_by_codes(small: Gazetteer) -> None:
    louisiana = small.division("US", "LA")
    assert louisiana is not None
    assert louisiana.name == "Louisiana"
    assert division_id("US", "LA", "079") == "dl:adm2-US-LA-079"


def test_later_file_wins(small: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "own.sqlite"
    writer = Writer(path)
    mosul = Row(n=3, name="Mosul", kind="city", lat=36.0, lon=43.0, country="IQ", names=(("Mosul", "name"),))
    baghuz = Row(n=77, name="Baghuz", kind="village", lat=34.45, lon=40.96, names=(("Baghuz", "name"),))
    writer.add([mosul, baghuz])
    writer.close({})
    layered = Gazetteer([*small.paths, path])
    assert [c.lat for c in layered.find("Mosul")] == [36.0]
    assert layered.find("Baghuz")[0].id == "gn:77"
    place = layered.by_id("gn:3")
    assert place is not None
    assert place.lat == 36.0
    assert layered.find("Homs")[0].name == "Homs"
    layered.close()


def test_imports_lie_over_the_shipped_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    (tmp_path / "gazetteers").mkdir()
    path = write_small(tmp_path / "gazetteers" / "mine.sqlite")
    gazetteer = Gazetteer.open()
    assert gazetteer.paths[-1] == path
    assert len(gazetteer.paths) == 2
    gazetteer.close()


def test_several_threads_may_read(small: Gazetteer) -> None:
    answers: list[int] = []

    def look() -> None:
        answers.extend(len(small._find("Alexandria" if i % 2 else "Tripoli")) for i in range(50))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 200
    assert set(answers) == {2, 3}


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="is missing"):
        Gazetteer.open(tmp_path / "none.sqlite")


def test_file_that_is_no_gazetteer(tmp_path: Path) -> None:
    path = tmp_path / "text.sqlite"
    path.write_text("not a database, but long enough to be read as one " * 40)
    with pytest.raises(RunError, match="no gazetteer"):
        Gazetteer.open(path)


def test_file_of_another_version(tmp_path: Path) -> None:
    path = write_small(tmp_path / "old.sqlite")
    with sqlite3.connect(path) as file:
        file.execute("UPDATE facts SET value = '0' WHERE name = 'format'")
    file.close()
    with pytest.raises(RunError, match="another version"):
        Gazetteer.open(path)


def test_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    assert write_small(tmp_path / "a").read_bytes() == write_small(tmp_path / "b").read_bytes()


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Raqqa", "SY", 35.95, 39.01),
        ("Kiev", "UA", 50.45, 30.52),
        ("Kyiv", "UA", 50.45, 30.52),
        ("Kobani", "SY", 36.89, 38.35),
        ("Deir Ezzor", "SY", 35.34, 40.14),
    ],
)
def test_shipped_spellings(shipped: Gazetteer, name: str, country: str, lat: float, lon: float) -> None:
    assert any(
        c.country == country and abs(c.lat - lat) < 0.2 and abs(c.lon - lon) < 0.2 and c.kind in ("city", "town")
        for c in shipped.find(name)
    )


def test_shipped_file_is_small() -> None:
    from dateline.places.gazetteer import SHIPPED

    assert SHIPPED.stat().st_size <= 40_000_000
