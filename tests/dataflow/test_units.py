from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline.dataflow.inputs import find_inputs, folder_columns
from dateline.dataflow.options import BatchOptions
from dateline.dataflow.slices import read_slice
from dateline.dataflow.units import SMALLEST, plan, unit_size
from dateline.errors import InputError
from dateline.reading import ReadOptions
from dateline.records import Document, Failure


def told(**options: Any) -> dict[str, Any]:
    return BatchOptions(inputs=("x",), out="y", **options).decisive()


def texts(source: Path, **options: Any) -> list[str]:
    """The texts (or codes of failures) of all units, in order."""
    decisive = told(**options)
    units = plan(find_inputs([str(source)], "elsewhere"), decisive)
    items = [item for unit in units for part in unit.slices for item in read_slice(part, decisive)]
    return [item.code if isinstance(item, Failure) else item.text for item in items]


def rows(count: int) -> list[dict[str, str]]:
    return [{"id": f"d{k}", "text": f"Rebels attacked town {k} — again."} for k in range(count)]


@pytest.mark.parametrize("size", [1, 7, 64, 500, 10_000])
def test_units_json_lines_are_cut_at_line_ends(tmp_path: Path, size: int) -> None:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows(20)]
    lines.insert(7, "no json")
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = texts(tmp_path / "a.jsonl", unit_bytes=size)
    wanted = [row["text"] for row in rows(20)]
    assert found == [*wanted[:7], "E-JSON", *wanted[7:]]


def test_units_parquet_is_cut_at_row_groups(tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(rows(20)), tmp_path / "a.parquet", row_group_size=3)
    (whole,) = plan(find_inputs([str(tmp_path)], "elsewhere"), told(unit_bytes=10**6))
    units = plan(find_inputs([str(tmp_path)], "elsewhere"), told(unit_bytes=300))
    assert len(units) > len([whole])
    assert texts(tmp_path, unit_bytes=300) == [row["text"] for row in rows(20)]


@pytest.mark.parametrize("ending", [".csv", ".jsonl.gz", ".csv.gz"])
def test_units_other_files_stay_whole(tmp_path: Path, ending: str) -> None:
    if "csv" in ending:
        data = "id,text\n" + "".join(f'{row["id"]},"{row["text"]}"\n' for row in rows(20))
    else:
        data = "".join(json.dumps(row) + "\n" for row in rows(20))
    packed = gzip.compress(data.encode()) if ending.endswith(".gz") else data.encode()
    (tmp_path / f"a{ending}").write_bytes(packed)
    assert len(plan(find_inputs([str(tmp_path)], "elsewhere"), told(unit_bytes=50))) == 1
    assert texts(tmp_path, unit_bytes=50) == [row["text"] for row in rows(20)]


def test_units_json_in_other_encodings_stays_whole(tmp_path: Path) -> None:
    data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(20))
    (tmp_path / "a.jsonl").write_text(data, encoding="utf-16")
    (tmp_path / "b.jsonl").write_text(data, encoding="cp1252")
    assert texts(tmp_path, unit_bytes=50) == [row["text"] for row in rows(20)] * 2


def test_units_small_files_are_gathered(tmp_path: Path) -> None:
    for k in range(10):
        (tmp_path / f"{k}.txt").write_text("x" * 10, encoding="utf-8")
    units = plan(find_inputs([str(tmp_path)], "elsewhere"), told(unit_bytes=35))
    assert [len(unit.slices) for unit in units] == [3, 3, 3, 1]
    assert [unit.size for unit in units] == [30, 30, 30, 10]


def test_units_are_small_enough_for_many_workers_and_large_enough_for_few_files() -> None:
    assert unit_size(0) == SMALLEST
    assert unit_size(10**8) < 10**6
    assert unit_size(10**12) == 8 << 20


def test_slices_a_broken_file_is_a_failure_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 but no more")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Rebels attacked."}\n' * 9)[:-12])
    (tmp_path / "c.txt").write_text("Rebels attacked.", encoding="utf-8")
    found = texts(tmp_path)
    assert found[0] == "E-FILE"
    assert "E-FILE" in found[1:-1]
    assert found[-1] == "Rebels attacked."


def test_slices_names_of_folders_give_columns(tmp_path: Path) -> None:
    folder = tmp_path / "publisher=Radio%20North" / "date=2017-03-09" / "desk=__HIVE_DEFAULT_PARTITION__"
    folder.mkdir(parents=True)
    own = '{"text": "Rebels attacked.", "publisher": "AFP"}\n'
    (folder / "a.jsonl").write_text('{"text": "Rebels attacked."}\n' + own, encoding="utf-8")
    decisive = told(reading=ReadOptions(keep=True))
    (unit,) = plan(find_inputs([str(tmp_path)], "elsewhere"), decisive)
    first, second = (item for item in read_slice(unit.slices[0], decisive) if isinstance(item, Document))
    assert (first.publisher, first.published, second.publisher) == ("Radio North", "2017-03-09", "AFP")
    assert first.extra == {"desk": None}
    assert folder_columns(str(folder / "a.jsonl"))["desk"] is None


def test_inputs_are_listed_once_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden", "_SUCCESS"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = find_inputs([str(tmp_path / "*.txt"), str(tmp_path)], "elsewhere")
    assert [Path(file.path).name for file in found] == ["a.txt", "b.txt"]


def test_inputs_by_url(tmp_path: Path) -> None:
    import fsspec

    store = fsspec.filesystem("memory")
    store.pipe("/news/a.txt", b"Rebels attacked.")
    store.pipe("/news/deep/b.txt", b"Troops attacked.")
    try:
        decisive = told()
        units = plan(find_inputs(["memory://news"], str(tmp_path)), decisive)
        found = [item for unit in units for part in unit.slices for item in read_slice(part, decisive)]
        assert [item.text for item in found if isinstance(item, Document)] == ["Rebels attacked.", "Troops attacked."]
    finally:
        store.rm("/news", recursive=True)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("-", "standard input cannot be read twice"),
        ("{tmp}/absent", "there is no .*absent; check the name"),
        ("{tmp}/*.pdf", "there is no file in"),
        ("{tmp}", "is also an input"),
        ("nowhere://x", "cannot be read: .*check the scheme"),
    ],
)
def test_inputs_say_what_is_wrong(tmp_path: Path, given: str, said: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=said):
        find_inputs([given.format(tmp=tmp_path)], str(tmp_path / "out"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"engine": "spark"}, '"spark" is no engine; use local or ray'),
        ({"address": "x:1"}, "add --engine ray"),
        ({"workers": 0}, "0 workers cannot code"),
        ({"unit_bytes": 0}, "a work unit of 0 bytes"),
    ],
)
def test_options_say_what_is_wrong(options: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        BatchOptions(inputs=("x",), out="y", **options)
