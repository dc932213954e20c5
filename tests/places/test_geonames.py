from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import InputError, RunError
from dateline.places import Gazetteer
from dateline.places.geonames import import_geonames, read_place


def line(n: int, name: str, feature: str = "P.PPL", **cells: object) -> str:
    """A line of a GeoNames dump."""
    columns = [""] * 19
    sort, code = feature.split(".")
    columns[:9] = [str(n), name, name, "", "34.45", "40.96", sort, code, "SY"]
    columns[10], columns[14] = "07", "0"
    places = {"alternates": 3, "lat": 4, "lon": 5, "country": 8, "admin1": 10, "admin2": 11, "people": 14}
    for cell, value in cells.items():
        columns[places[cell]] = str(value)
    return "\t".join(columns)


DUMP = "\n".join(
    (
        line(1, "Baghuz", alternates="Al Bāghūz,baghwz,الباغوز,Baghouz"),
        line(2, "Hajin", people=38_000, lat=34.69, lon=40.83),
        line(3, "Euphrates", "H.STM", lat=34.0, lon=41.0),
        line(4, "Syria", "A.PCLI", admin1="00"),
        line(5, "Al Hajin School", "S.SCH"),
        line(6, "Deir ez-Zor Governorate", "A.ADM1", lat=35.0, lon=40.5),
        "broken\tline",
        line(7, "Bad", lat="north"),
        line(8, "Sūsah", admin1="", lat=34.5, lon=40.95),
    )
)
Import = Callable[..., Gazetteer]


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """Imports files given by name and content and opens the result."""

    def do_import(**files: str) -> Gazetteer:
        paths = []
        for name, content in files.items():
            paths.append(tmp_path / f"{name}.txt")
            paths[-1].write_text(content, encoding="utf-8")
        import_geonames(paths, tmp_path / "out.sqlite")
        return Gazetteer.open(tmp_path / "out.sqlite")

    return do_import


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Baghuz", "gn:1"),
        ("Baghouz", "gn:1"),
        ("Hajin", "gn:2"),
        ("Euphrates", "gn:3"),
        ("Susah", "gn:8"),
        ("Deir ez-Zor province", "dl:adm1-SY-07"),
    ],
)
def test_places_of_a_dump(imported: Import, name: str, place: str) -> None:
    assert imported(SY=DUMP).find(name)[0].id == place


@pytest.mark.parametrize("name", ["Syria", "Al Hajin School", "Bad", "baghwz"])
def test_what_is_left_out(imported: Import, name: str) -> None:
    assert not [c for c in imported(SY=DUMP).find(name) if c.how in ("name", "alternate")] or name == "baghwz"


def test_division_names_go_to_the_dump_s_divisions(imported: Import) -> None:
    gazetteer = imported(SY=DUMP, admin1CodesASCII="SY.07\tDeir Alzor\tDeir Alzor\t6")
    assert gazetteer.find("Deir Alzor")[0].id == "dl:adm1-SY-07"


def test_divisions_that_a_dump_lacks_follow_from_towns(imported: Import) -> None:
    towns = (
        line(2, "Hajin", people=38_000, lat=34.0, lon=40.0)
        + "\n"
        + line(9, "Mayadin", people=40_000, lat=35.0, lon=41.0)
    )
    place = imported(cities500=towns, codes="SY.07\tDeir ez-Zor\tDeir ez-Zor\t170792").division("SY", "07")
    assert place is not None
    assert (place.lat, place.lon, place.population) == (34.5, 40.5, 78_000)


def test_alternate_names(imported: Import) -> None:
    rows = "1\t2\ten\tHajeen Town\n2\t2\tlink\thttps://example.org\n3\t2\tar\tهجين\n4\t999\ten\tNowhere\n"
    gazetteer = imported(SY=DUMP, alternateNamesV2=rows)
    assert gazetteer.find("Hajeen Town")[0].how == "alternate"
    assert gazetteer.find("Nowhere") == ()


def test_zip_file(tmp_path: Path) -> None:
    path = tmp_path / "SY.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("readme.txt", "read me")
        package.writestr("SY.txt", DUMP)
    result = import_geonames([path], tmp_path / "out.sqlite")
    assert (result.places, result.skipped, result.files) == (5, 4, ["SY.zip/SY.txt"])


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    (tmp_path / "SY.txt").write_text(DUMP, encoding="utf-8")
    import_geonames([tmp_path / "SY.txt"], tmp_path / "out.sqlite", lambda name, lines: told.append((name, lines)))
    assert told == [("SY.txt", 9)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "not the columns"),
        ("a,b,c\n", "not the columns"),
        ("\x00\x01" * 100, "not the columns"),
        ("x" * 500_000, "not the columns"),
        ("SY.07\tDeir ez-Zor\tDeir ez-Zor\t170792\n", "no places"),
        (line(5, "School", "S.SCH"), "could be used"),
    ],
)
def test_files_of_no_use(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "file.txt").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        import_geonames([tmp_path / "file.txt"], tmp_path / "out.sqlite")
    assert not (tmp_path / "out.sqlite").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_bytes(b"\xff\xfe\xff" * 50)
    with pytest.raises(InputError, match="cannot be read"):
        import_geonames([tmp_path / "file.txt"], tmp_path / "out.sqlite")


def test_missing_dump(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not a file"):
        import_geonames([tmp_path / "none.txt"], tmp_path / "out.sqlite")


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "SY.txt").write_text(DUMP, encoding="utf-8")
    with pytest.raises(RunError, match="cannot be written"):
        import_geonames([tmp_path / "SY.txt"], tmp_path / "SY.txt" / "out.sqlite")


def test_an_old_import_stays_when_a_new_one_fails(imported: Import, tmp_path: Path) -> None:
    imported(SY=DUMP).close()
    before = (tmp_path / "out.sqlite").read_bytes()
    with pytest.raises(InputError):
        import_geonames([tmp_path / "none.txt"], tmp_path / "out.sqlite")
    assert (tmp_path / "out.sqlite").read_bytes() == before


@pytest.mark.parametrize("cells", [{"lat": "91"}, {"lon": "1e9"}, {"people": "-5"}, {"lat": "nan"}])
def test_impossible_values(cells: dict[str, str]) -> None:
    assert read_place(line(1, "Baghuz", **cells).split("\t")) is None
