from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from dateline.reading import ReadOptions, read
from dateline.reading.warc import read_archive
from dateline.records import Document, Failure

ARTICLE = """<html><head><title>Attack {n}</title></head><body><article><p>Rebels attacked the town of Kidal on Friday
and seized the barracks there, the army said in a statement.</p><p>The government said that it had sent more troops to
the north of the country, and that they would arrive soon.</p></article></body></html>"""
CUT = "its compressed data is broken"


def record(body: bytes, kind: str = "response", length: object = None, media: str = "application/http") -> bytes:
    told = len(body) if length is None else length
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://x.org/{kind}\r\nWARC-Date: 2017-03-10T01:02:03Z\r\n"
    )
    return f"{head}Content-Type: {media}\r\nContent-Length: {told}\r\n\r\n".encode() + body + b"\r\n\r\n"


def answer(body: bytes, media: str = "text/html", more: str = "", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}\r\n".encode() + body


def page(n: int, length: object = None) -> bytes:
    return record(answer(ARTICLE.format(n=n).encode()), length=length)


def told(data: bytes, start: int = 0, stop: int | None = None, **options: object) -> list[str]:
    """Titles of documents, codes and reasons of failures."""
    found = read_archive(io.BytesIO(data), "x", ReadOptions(**options), start, stop)  # type: ignore[arg-type]
    return [f"{each.code}: {each.reason}" if isinstance(each, Failure) else str(each.title) for each in found]


def only(data: bytes, **options: object) -> Document | Failure:
    (found,) = read_archive(io.BytesIO(data), "x.warc", ReadOptions(**options))  # type: ignore[arg-type]
    return found


def test_warc_a_page_becomes_a_document_with_its_address_and_the_day_of_fetching() -> None:
    found = only(page(1))
    assert isinstance(found, Document)
    assert (found.title, found.url, found.published) == ("Attack 1", "http://x.org/response", "2017-03-10")
    assert found.id.startswith("d-")


def test_warc_records_about_the_archive_are_passed_over() -> None:
    others = [record(b"software: x\r\n", kind, media="text/x") for kind in ("warcinfo", "metadata")]
    assert told(b"".join([others[0], record(b"GET / HTTP/1.1\r\n\r\n", "request"), page(1), others[1]])) == ["Attack 1"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (record(answer(b"\x89PNG\r\n\x1a\n\0\0", "image/png")), "E-BINARY: it is image/png, no page"),
        (record(answer(b"\0\1\2\3" * 100)), "E-BINARY: it is binary"),
        (record(answer(b"", status="404 Not Found")), "E-RECORD: the server answered with status 404"),
        (record(answer(b"")), "E-EMPTY: it is empty"),
        (record(b"no answer"), "E-RECORD: it is no answer of a server"),
        (record(b"", "revisit"), "E-RECORD: it only says that a page had not changed"),
        (record(answer(b"<p>" + b"x" * 9_000_000)), "E-LONG: it is longer than"),
        (record(answer(gzip.compress(bytes(9_000_000)), more="Content-Encoding: gzip\r\n")), "E-LONG: its body"),
        (record(answer(b"\x1b\x01", more="Content-Encoding: br\r\n")), "E-RECORD: it is packed as “br”"),
        (record(answer("Der Präsident sagte am Freitag, dass die Truppen nicht in die Stadt kommen. ".encode() * 9,
                       "text/plain")), "E-LANGUAGE: it is not in English"),
    ],
    ids=["picture", "bytes", "missing", "empty", "no answer", "revisit", "long", "bomb", "brotli", "German"],
)  # fmt: skip
def test_warc_a_record_without_an_article_says_why(data: bytes, reason: str) -> None:
    (found,) = told(data)
    assert found.startswith(reason)


BROKEN = {
    "length too short": page(0, length=50),
    "length too long": page(0, length=99_999),
    "length no number": page(0, length="many"),
    "garbage": b"garbage\r\nand more of it\r\n",
    "long": record(answer(b"x" * 9_000_000)),
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_warc_a_broken_record_costs_itself_alone(broken: bytes, packed: bool) -> None:
    records = [page(1), broken, page(2)]
    before, why, after = told(b"".join(map(gzip.compress, records) if packed else records))
    assert (before, after) == ("Attack 1", "Attack 2")
    assert why.startswith(("E-RECORD", "E-LONG"))


def test_warc_damaged_compression_costs_its_record_alone() -> None:
    packed = [gzip.compress(page(n)) for n in range(4)]
    packed[1] = packed[1][:80] + bytes(8) + packed[1][88:]
    assert [each.split(" (")[0] for each in told(b"".join(packed))] == [
        "Attack 0",
        f"E-RECORD: {CUT}",
        "Attack 2",
        "Attack 3",
    ]
    assert told(b"".join(packed[2:])[:-20])[-1] == "E-RECORD: it is cut off: the file ends within it"


@pytest.mark.parametrize("size", [37, 200, 1_000, 100_000])
def test_warc_parts_of_an_archive_together_give_the_whole(size: int) -> None:
    packed = [gzip.compress(page(n)) for n in range(5)]
    packed[2] = packed[2][:80] + bytes(8) + packed[2][88:]
    packed.insert(4, gzip.compress(b"garbage\r\n"))
    data = b"".join([*packed, b"tail"])
    starts = range(0, len(data), size)
    assert [each for start in starts for each in told(data, start, min(start + size, len(data)))] == told(data)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1250", "cp1251",
     "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859-1",
     "iso8859-2", "iso8859-5", "iso8859-7", "iso8859-9", "iso8859-15", "koi8-r", "koi8-u", "mac-roman",
     "cp437", "cp850", "cp866", "shift_jis", "euc-jp", "iso2022-jp", "gb2312", "gbk",
     "gb18030", "big5", "euc-kr",],
)  # fmt: skip
def test_warc_pages_in_many_encodings_are_read(encoding: str) -> None:
    found = only(record(answer(ARTICLE.format(n=1).encode(encoding), f"text/html; charset={encoding}")))
    assert isinstance(found, Document)
    assert found.text.startswith("Rebels attacked the town of Kidal")


def test_warc_packing_of_bodies_is_undone() -> None:
    body = ARTICLE.format(n=1).encode()
    chunks = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (100, body[:100], len(body) - 100, body[100:])
    packed = answer(gzip.compress(body), more="Content-Encoding: gzip\r\n")
    joined = answer(chunks, more="Transfer-Encoding: chunked\r\n")
    only_said = answer(body, more="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n")
    assert told(b"".join(map(record, (packed, joined, only_said)))) == ["Attack 1"] * 3


def test_warc_is_read_like_other_files(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(page(1)))
    (tmp_path / "b.warc").write_bytes(page(2))
    (tmp_path / "unnamed").write_bytes(gzip.compress(page(3)))
    titles = [each.title for each in read([str(tmp_path)], ReadOptions()) if isinstance(each, Document)]
    assert titles == ["Attack 1", "Attack 2", "Attack 3"]
