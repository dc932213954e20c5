"""Bad input through the whole program with the real reader: one line each, and nothing lost of the rest."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Dateline, Ended

GOOD = "Rebels attacked the town."
PAGE = "<!doctype html><html><head><title>x</title></head><body><nav><a href='/'>Home</a></nav></body></html>"


def rows(*lines: str) -> bytes:
    return "".join(line + "\n" for line in lines).encode("utf-8")


def row(index: int) -> str:
    return json.dumps({"id": f"d{index}", "text": GOOD})


def ids(ended: Ended) -> list[str]:
    return [json.loads(line)["document"]["id"] for line in ended.out.splitlines()]


BAD_FILES = {
    "empty file": ("a.txt", b""),
    "blank file": ("a.txt", b" \n\t\r\n"),
    "binary": ("a.txt", bytes(range(256)) * 40),
    "page without an article": ("a.html", PAGE.encode()),
    "line of 50 MB": ("a.txt", b"x" * 50_000_000),
    "row without text": ("a.jsonl", rows('{"id": "a"}')),
    "no JSON": ("a.jsonl", rows("{")),
    "JSON too deep": ("a.jsonl", rows("[" * 100_000)),
    "table without a text column": ("a.csv", b"id,body\n1,x\n"),
    "broken Parquet": ("a.parquet", b"PAR1" + b"\0" * 50),
}


@pytest.mark.parametrize(("name", "content"), BAD_FILES.values(), ids=BAD_FILES)
def test_hostile_file_alone_is_one_line_and_code_2(
    dateline: Dateline, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    ended = dateline("code", tmp_path / name)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("dateline: [E-")
    assert ended.err.count("\n") == 1
    assert len(ended.err) < 1_100


@pytest.mark.parametrize(("name", "content"), BAD_FILES.values(), ids=BAD_FILES)
def test_hostile_file_among_good_ones_costs_nothing_else(
    dateline: Dateline, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / "good.jsonl").write_bytes(rows(row(1)))
    (tmp_path / name).write_bytes(content)
    ended = dateline("code", tmp_path / name, tmp_path / "good.jsonl")
    assert (ended.code, ids(ended)) == (1, ["d1"])
    assert "Traceback" not in ended.err


def test_hostile_missing_file_is_one_line(dateline: Dateline, tmp_path: Path) -> None:
    ended = dateline("code", tmp_path / "none\x1b[2J.txt")
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert "[E-FILE]" in ended.err
    assert "\x1b" not in ended.err


def test_hostile_line_7_of_10_leaves_the_other_nine(dateline: Dateline, tmp_path: Path) -> None:
    lines = [row(index) for index in range(1, 11)]
    lines[6] = '{"id": "d7", "text": "cut'
    (tmp_path / "news.jsonl").write_bytes(rows(*lines))
    ended = dateline("code", tmp_path / "news.jsonl")
    assert ended.code == 1
    assert ids(ended) == [f"d{index}" for index in (1, 2, 3, 4, 5, 6, 8, 9, 10)]
    assert "news.jsonl:7" in ended.err


def test_hostile_bytes_that_are_no_utf8_are_coded_all_the_same(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Caf\xe9 owners \xff\x96 all of them \x96 attacked the town." * 3)
    ended = dateline("code", tmp_path / "a.txt")
    assert ended.code == 0
    assert ended.out


def test_hostile_date_of_a_row_is_reported_and_the_row_coded(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(rows(json.dumps({"id": "d1", "text": GOOD, "published": "soonish"})))
    ended = dateline("code", tmp_path / "a.jsonl")
    assert (ended.code, ids(ended)) == (0, ["d1"])
    assert "soonish" in ended.err


@pytest.mark.parametrize("make_path", [lambda folder: folder, lambda folder: folder / "none"])
def test_hostile_folder_without_files_is_one_line(
    dateline: Dateline, tmp_path: Path, make_path: Callable[[Path], Path]
) -> None:
    ended = dateline("code", make_path(tmp_path))
    assert (ended.code, ended.err.count("\n")) == (2, 1)


def test_hostile_text_never_steers_the_terminal(dateline: Dateline, tmp_path: Path) -> None:
    text = "\x1b]0;owned\x07 [red]Rebels[/red] \u202e attacked \x9b2J the town."
    (tmp_path / "a.jsonl").write_bytes(
        rows(json.dumps({"id": text, "text": text, "title": text}), '{"id": "\\u001b[2J"}')
    )
    for name in ("table", "jsonl", "csv", "geojson", "conllu"):
        ended = dateline("code", tmp_path / "a.jsonl", "--format", name, "--explain")
        assert ended.code == 1
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(ended.out + ended.err), name
