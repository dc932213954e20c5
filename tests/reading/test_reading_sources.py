from __future__ import annotations

import io
import itertools
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from dateline.reading import ReadOptions, read
from dateline.reading.streams import file_lines, open_stream
from dateline.records import Document, Failure

Write = Callable[[str, str | bytes], str]
ReadAll = Callable[..., list[Document | Failure]]

BODY = "The ministry said on Thursday that its forces had entered the northern districts of the city."


def only(results: list[Document | Failure]) -> Document:
    assert len(results) == 1
    assert isinstance(results[0], Document), results[0]
    return results[0]


def failure(results: list[Document | Failure]) -> Failure:
    assert len(results) == 1
    assert isinstance(results[0], Failure), results[0]
    assert "\n" not in results[0].reason
    return results[0]


def from_stdin(data: bytes, **options: object) -> list[Document | Failure]:
    return list(read(["-"], ReadOptions(**options), io.BytesIO(data)))  # type: ignore[arg-type]


def test_text_file_is_one_dispatch(write: Write, read_all: ReadAll) -> None:
    document = only(read_all(write("a.txt", f"Rebels leave\n\nBEIRUT (Reuters) - {BODY}\n"), published="2017-03-10"))
    assert document.title == "Rebels leave"
    assert document.publisher == "Reuters"
    assert document.published == "2017-03-10"
    assert document.text == f"Rebels leave\n\nBEIRUT (Reuters) - {BODY}\n"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_text_file_line_ends_become_lf(write: Write, read_all: ReadAll, end: str) -> None:
    document = only(read_all(write("a.txt", f"Rebels leave{end}{end}{BODY}{end}")))
    assert document.text == f"Rebels leave\n\n{BODY}\n"


@pytest.mark.parametrize(
    ("content", "options", "expected", "note"),
    [
        ("Café “no”".encode(), {}, "Café “no”", None),
        ("Café “no”".encode("utf-8-sig"), {}, "Café “no”", None),
        ("Café “no”".encode("utf-16"), {}, "Café “no”", None),
        (b"\xfe\xff" + "Café “no”".encode("utf-16-be"), {}, "Café “no”", None),
        ("Café “no”".encode("utf-32"), {}, "Café “no”", None),
        ("Café “no”".encode("utf-16-le"), {"encoding": "utf-16-le"}, "Café “no”", None),
        ("Café “no”".encode("cp1252"), {"encoding": "cp1252"}, "Café “no”", None),
        (("Café “no” " + BODY).encode("cp1252"), {}, "Café “no” " + BODY, "a guess: not UTF-8, read as cp1252"),
        ("Café señor ".encode() + b"\xff" + BODY.encode(), {}, "Café señor \ufffd" + BODY, "broken UTF-8"),
        (b"\xef\xbb\xbfCaf\xe9", {}, "Caf\ufffd", "replaced by U+FFFD"),
        (b"Caf\xe9", {"encoding": "utf-8"}, "Caf\ufffd", "replaced by U+FFFD"),
        (b"Stray \x81 byte. " + BODY.encode(), {}, None, "a guess"),
        (bytes(range(0xA0, 0x100)) * 20, {}, None, "a guess"),
    ],
)
def test_text_file_encodings(
    write: Write, read_all: ReadAll, content: bytes, options: dict[str, str], expected: str | None, note: str | None
) -> None:
    document = only(read_all(write("a.txt", content), published="2017", **options))
    assert expected is None or document.text == expected
    notes = [text for text in document.notes if "2017" not in text]
    assert (note is None and not notes) or any(note in text for text in notes if note)


@pytest.mark.parametrize(
    ("name", "content", "code", "reason"),
    [
        ("a.txt", b"", "E-EMPTY", "empty"),
        ("a.txt", b" \r\n\t ", "E-EMPTY", "empty"),
        ("a.txt", b"\xef\xbb\xbf", "E-EMPTY", "empty"),
        ("a.txt", b" " * 200_000, "E-EMPTY", "empty"),
        ("a.jsonl", b"", "E-EMPTY", "empty"),
        ("a.jsonl", b"\n\n \n", "E-EMPTY", "empty"),
        ("a.csv", b"", "E-COLUMNS", "text"),
        ("a.csv", b"id,text\n", "E-EMPTY", "no dispatch"),
        ("a.html", b"", "E-EMPTY", "empty"),
        ("a.parquet", b"", "E-FILE", "Parquet"),
        ("a.parquet", b"PAR1 broken PAR1", "E-FILE", "Parquet"),
        ("a.parquet", b"no such thing", "E-FILE", "Parquet"),
        ("a.txt", b"\x00\x01\x02\x03", "E-BINARY", "NUL"),
        ("a.jsonl", b"\x00\x01\x02\x03", "E-BINARY", "NUL"),
        ("a.csv", b"\x00\x01\x02\x03", "E-BINARY", "NUL"),
        ("a", bytes(range(1, 32)) * 50, "E-BINARY", "control characters"),
        ("a.txt", b"%PDF-1.7\n%\xe2\xe3", "E-BINARY", "PDF"),
        ("a.docx", b"PK\x03\x04 and more", "E-BINARY", "ZIP"),
        ("a.txt", rb"{\rtf1\ansi Hello}", "E-BINARY", "RTF"),
        ("a.jsonl.gz", b"\x1f\x8b\x08\x00", "E-BINARY", "gzip"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "E-BINARY", "PNG"),
    ],
)
def test_source_without_a_dispatch_has_a_reason(
    write: Write, read_all: ReadAll, name: str, content: bytes, code: str, reason: str
) -> None:
    path = write(name, content)
    found = failure(read_all(path))
    assert (found.where, found.code) == (path, code)
    assert reason in found.reason


def test_sources_go_on_after_a_failure(write: Write, read_all: ReadAll, tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.txt")
    results = read_all(write("a.txt", BODY), missing, write("b.bin", b"\0\0"), write("c.txt", BODY + " Again."))
    assert [type(result) for result in results] == [Document, Failure, Failure, Document]
    assert isinstance(results[1], Failure)
    assert (results[1].where, results[1].code) == (missing, "E-FILE")
    assert "no such file" in results[1].reason


@pytest.mark.parametrize("path", ["", "\0", "x" * 5000, "https://example.org/a.html", "a\nb", "\udcff"])
def test_source_names_that_cannot_be_opened(read_all: ReadAll, path: str) -> None:
    found = failure(read_all(path))
    assert found.code == "E-FILE"
    assert "\n" not in found.where
    found.where.encode()


def test_source_under_a_file_that_is_no_folder(write: Write, read_all: ReadAll) -> None:
    found = failure(read_all(write("a.txt", BODY) + "/b.txt"))
    assert (found.code, found.reason) == ("E-FILE", "it cannot be read: Not a directory")


def test_source_that_breaks_while_it_is_read(read_all: ReadAll) -> None:
    class Broken(io.RawIOBase):
        def read(self, size: int = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    results = list(read(["-"], ReadOptions(), cast(BinaryIO, Broken())))
    assert failure(results).reason == "it cannot be read: Input/output error"


def test_folder_gives_its_files_sorted(write: Write, read_all: ReadAll, tmp_path: Path) -> None:
    for name in ("d/b.txt", "d/a.txt", "d/sub/c.txt", "d/.hidden", "d/.git/x.txt"):
        write(name, f"{BODY} {name}")
    write("d/rows.jsonl", '{"text": "One."}\n{"text": "Two."}\n')
    texts = [result.text for result in read_all(str(tmp_path / "d")) if isinstance(result, Document)]
    assert texts == [f"{BODY} d/a.txt", f"{BODY} d/b.txt", "One.", "Two.", f"{BODY} d/sub/c.txt"]


def test_folder_passes_over_pipes_and_names_broken_links(write: Write, read_all: ReadAll, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    write("d/a.txt", BODY)
    os.mkfifo(folder / "pipe")
    (folder / "link").symlink_to("nowhere")
    (folder / "loop").symlink_to(folder)
    results = read_all(str(folder))
    assert [type(result) for result in results] == [Document, Failure]


def test_folder_without_files_has_a_reason(read_all: ReadAll, tmp_path: Path) -> None:
    assert failure(read_all(str(tmp_path))).code == "E-EMPTY"


def test_read_is_lazy(write: Write) -> None:
    path = write("a.txt", BODY)
    results = read(["missing.txt", path], ReadOptions())
    Path(path).write_text("Changed. " + BODY)
    assert isinstance(next(results), Failure)
    document = next(results)
    assert isinstance(document, Document)
    assert document.text.startswith("Changed.")


@pytest.mark.parametrize("line", [b'{"text": "One."}\n', b"id,text\n1,One.\n"])
def test_stdin_rows_come_as_soon_as_they_are_sent(line: bytes) -> None:
    class Feed(io.RawIOBase):
        """Sends a line at a time, and fails the test when more is asked for than was sent."""

        def __init__(self) -> None:
            self.sent = [line]

        def read(self, size: int = -1, /) -> bytes:
            return self.sent.pop(0)

    results = read(["-"], ReadOptions(), cast(BinaryIO, Feed()))
    assert cast(Document, next(results)).text == "One."


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b' \n {"text": "Rebels left."}', "Rebels left."),
        (b'\xef\xbb\xbf{"text": "Rebels left."}', "Rebels left."),
        (b"Rebels left.", "Rebels left."),
        (b"id,text\n1,Rebels left.\n", "Rebels left."),
        (b"text\tid\nRebels left.\t1\n", "Rebels left."),
        (b"In the text, rebels left.", "In the text, rebels left."),
        (b"<3 rebels left.", "<3 rebels left."),
        (f"<!DOCTYPE html><html><body><p>{BODY}</p></body></html>".encode(), BODY),
        (f"<p>{BODY}</p>".encode(), BODY),
        (f"<?xml version='1.0'?>\n<!-- a --><html><body><p>{BODY}</p></body></html>".encode("utf-16"), BODY),
    ],
)
def test_stdin_format_is_told_from_content(data: bytes, expected: str) -> None:
    document = only(from_stdin(data))
    assert document.text.strip() == expected


def test_stdin_can_be_told_its_format() -> None:
    assert only(from_stdin(b'{"text": "x"}', input_format="text")).text == '{"text": "x"}'


def test_stdin_failures_are_named() -> None:
    assert failure(from_stdin(b"")).where == "stdin"
    assert failure(from_stdin(b'{"text": ')).where == "stdin:1"


def test_stdin_is_left_open() -> None:
    stdin = io.BytesIO(b"Rebels left.")
    assert len(list(read(["-", "-"], ReadOptions(), stdin))) == 2
    assert not stdin.closed


def test_pages_saved_as_text_are_pages(write: Write, read_all: ReadAll) -> None:
    page = f"<!-- saved -->\n<html><head></head><body><p>{BODY}</p></body></html>"
    assert only(read_all(write("a.txt", page))).text == BODY


MEGABYTE = b"x" * 1_000_000
BIG = {
    "text": ("a.txt", [MEGABYTE] * 50, ["E-LONG"]),
    "page": ("a.html", [b"<html><body><p>", *[MEGABYTE] * 50], ["E-LONG"]),
    "jsonl": ("a.jsonl", [b'{"text": "', *[MEGABYTE] * 50, b'"}\n{"text": "One."}\n'], ["E-LONG", "One."]),
    "jsonl in utf-16": ("b.jsonl", [b"\xff\xfe", "{}".encode("utf-16-le"), *[b"x\0" * 500_000] * 50], ["E-LONG"]),
    "csv": ("a.csv", [b"text,id\n", *[MEGABYTE] * 50, b",1\nOne.,2\n"], ["E-LONG", "One."]),
    "csv with an open quote": (
        "b.csv",
        [b'text,id\n"', *[b"x" * 400_000 + b"\n"] * 4, b"One.,2\n"],
        ["E-LONG", "E-ROW", "E-ROW", "E-ROW", "One."],
    ),
}


@pytest.mark.parametrize(("name", "chunks", "expected"), BIG.values(), ids=BIG.keys())
def test_fifty_megabyte_lines_are_refused_within_bounds(
    tmp_path: Path, name: str, chunks: list[bytes], expected: list[str]
) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.writelines(chunks)
    tracemalloc.start()
    results = list(read([str(path)], ReadOptions(max_chars=100_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [result.code if isinstance(result, Failure) else result.text for result in results] == expected
    assert peak < 20_000_000
    reasons = [result.reason for result in results if isinstance(result, Failure) and result.code == "E-LONG"]
    assert all("100,000 characters" in reason and "max_chars" in reason for reason in reasons)


def test_rows_are_read_within_bounds() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1, /) -> bytes:
            return b'{"text": "Rebels left the town."}\n' * 1000

    results = read(["-"], ReadOptions(), cast(BinaryIO, Endless()))
    tracemalloc.start()
    count = sum(1 for _ in itertools.islice(results, 2000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2000
    assert peak < 2_000_000


@pytest.mark.parametrize(
    ("data", "encoding", "expected"),
    [
        (b"a\nb\r\n\nc", None, [(1, "a\n"), (2, "b\r\n"), (3, "\n"), (4, "c")]),
        (b"a\rb\r", None, [(1, "a\r"), (2, "b\r")]),
        (b"\xef\xbb\xbfa\nb", None, [(1, "a\n"), (2, "b")]),
        ("a\nb".encode("utf-16"), None, [(1, "a\n"), (2, "b")]),
        ("\ufeffa\nb".encode("utf-16-be"), "utf-16-be", [(1, "a\n"), (2, "b")]),
        (b"a" * 11 + b"\nb", None, [(1, None), (2, "b")]),
        (b"a" * 10 + b"\nb", None, [(1, "a" * 10 + "\n"), (2, "b")]),
        (b"b\n" + b"a" * 200_000, None, [(1, "b\n"), (2, None)]),
        (("a" * 11 + "\nb").encode("utf-16"), None, [(1, None), (2, "b")]),
        (b"a\x85b\x0cc\x1cd\n", "cp1252", [(1, "a…b\x0cc\x1cd\n")]),
    ],
)
def test_file_lines(data: bytes, encoding: str | None, expected: list[tuple[int, str | None]]) -> None:
    lines = file_lines(open_stream("x", io.BytesIO(data)), encoding, 10)
    assert [(line.number, line.text) for line in lines] == expected


def test_file_lines_guess_once_for_all() -> None:
    spanish = "El señor Peña dijo que la operación terminó en la mañana.\n"
    data = ("Plain.\n" + "ñ\n" + spanish * 20).encode("cp1252")
    lines = list(file_lines(open_stream("x", io.BytesIO(data)), None, 1000))
    assert len({note for line in lines for note in line.notes}) == 1
    assert not lines[0].notes
    assert {len(line.text or "") for line in lines[2:]} == {len(spanish)}
