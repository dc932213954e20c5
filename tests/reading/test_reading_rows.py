from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline.errors import InputError
from dateline.reading import ReadOptions, read
from dateline.records import Document, Failure

Write = Callable[[str, str | bytes], str]
ReadAll = Callable[..., list[Document | Failure]]

BODY = "The ministry said on Thursday that its forces had entered the city."
ROW = {
    "id": "n1",
    "text": BODY,
    "title": "Rebels leave",
    "published": "9 March 2017 14:05 GMT",
    "publisher": "The Paper",
    "url": "https://example.org/a",
    "section": "world",
}


def write_csv(path: Path, rows: list[dict[str, str]]) -> str:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def write_jsonl(path: Path, rows: list[dict[str, str]]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def write_parquet(path: Path, rows: list[dict[str, str]]) -> str:
    pq.write_table(pa.Table.from_pylist(rows), path)
    return str(path)


WRITERS = {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet}


def shape(results: list[Document | Failure]) -> list[str | None]:
    """Ids of documents and codes of failures, in order."""
    return [result.code if isinstance(result, Failure) else result.id for result in results]


@pytest.mark.parametrize("kind", WRITERS)
def test_rows_mean_the_same_in_every_format(tmp_path: Path, read_all: ReadAll, kind: str) -> None:
    path = WRITERS[kind](tmp_path / f"news.{kind}", [ROW, {**ROW, "id": "n2", "text": ""}, {**ROW, "id": "n3"}])
    results = read_all(path, keep=True)
    assert shape(results) == ["n1", "E-TEXT", "n3"]
    document = results[0]
    assert isinstance(document, Document)
    assert document.text == BODY
    assert document.title == "Rebels leave"
    assert document.published == "2017-03-09T14:05+00:00"
    assert document.publisher == "The Paper"
    assert document.url == "https://example.org/a"
    assert document.extra == {"section": "world"}
    assert document.notes == ()
    assert isinstance(results[1], Failure)
    assert results[1].where == f"{path}:{3 if kind == 'csv' else 2}"


@pytest.mark.parametrize("kind", WRITERS)
def test_rows_leave_other_columns_unless_told(tmp_path: Path, read_all: ReadAll, kind: str) -> None:
    (document,) = read_all(WRITERS[kind](tmp_path / f"news.{kind}", [ROW]))
    assert isinstance(document, Document)
    assert document.extra == {}


@pytest.mark.parametrize("kind", WRITERS)
def test_rows_without_a_text_column(tmp_path: Path, read_all: ReadAll, kind: str) -> None:
    (result,) = read_all(WRITERS[kind](tmp_path / f"news.{kind}", [{"id": "1", "body": BODY}]))
    assert isinstance(result, Failure)
    assert result.code == ("E-TEXT" if kind == "jsonl" else "E-COLUMNS")
    assert "`text`" in result.reason


@pytest.mark.parametrize("kind", WRITERS)
def test_rows_over_the_limit(tmp_path: Path, read_all: ReadAll, kind: str) -> None:
    path = WRITERS[kind](
        tmp_path / f"news.{kind}", [{"id": "1", "text": "🌍" * 50_001}, {"id": "2", "text": "🌍" * 50_000}]
    )
    assert shape(read_all(path, max_chars=50_000)) == ["E-LONG", "2"]


def test_rows_survive_a_bad_date(write: Write, read_all: ReadAll) -> None:
    path = write("a.jsonl", '{"text": "One.", "published": "soon"}\n{"text": "Two.", "published": 1489068300}\n')
    for result in read_all(path):
        assert isinstance(result, Document)
        assert result.published is None
        assert "cannot be read as a date" in result.notes[0]
        assert "no publication date" in result.notes[1]
    for result in read_all(path, published="2017-03-10"):
        assert isinstance(result, Document)
        assert result.published == "2017-03-10"
        assert "cannot be read as a date" in result.notes[0]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"date": "2017-03-09"}, "2017-03-09"),
        ({"published": None, "date": "2017-03-09"}, "2017-03-09"),
        ({"published": "", "date": "2017-03-09"}, "2017-03-09"),
        ({"published": "soon", "date": "2017-03-09"}, "2017-03-09"),
        ({"published": "2017", "date": "2017-03-09"}, "2017"),
        ({"Published": "2017"}, "2017"),
        ({"published": 2017}, "2017"),
        ({"published": 20170309}, "2017-03-09"),
        ({"published": float("nan")}, None),
        ({"published": ["2017"]}, None),
        ({"published": True}, None),
        ({}, None),
    ],
)
def test_rows_take_published_or_date(write: Write, read_all: ReadAll, fields: dict[str, object], expected: str) -> None:
    (result,) = read_all(write("a.jsonl", json.dumps({"text": "One.", **fields})))
    assert isinstance(result, Document)
    assert result.published == expected


def test_jsonl_bad_line_costs_one_dispatch(write: Write, read_all: ReadAll) -> None:
    lines = [json.dumps({"id": str(number), "text": BODY}) for number in range(1, 11)]
    lines[6] = lines[6][:30]
    path = write("news.jsonl", "\n".join(lines))
    results = read_all(path)
    assert shape(results) == ["1", "2", "3", "4", "5", "6", "E-JSON", "8", "9", "10"]
    assert isinstance(results[6], Failure)
    assert results[6].where == f"{path}:7"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"id": "1"}', "E-TEXT"),
        ('{"text": null}', "E-TEXT"),
        ('{"text": " "}', "E-TEXT"),
        ('{"text": 5}', "E-TEXT"),
        ('{"text": ["a"]}', "E-TEXT"),
        ("[]", "E-JSON"),
        ('[{"text": "a"}]', "E-JSON"),
        ("5", "E-JSON"),
        ("null", "E-JSON"),
        ("{", "E-JSON"),
        ("[", "E-JSON"),
        ('{"text": "a"} {"text": "b"}', "E-JSON"),
        ("{'text': 'a'}", "E-JSON"),
        ('{"text": ' + "[" * 200_000, "E-JSON"),
        ('{"a": ' * 200_000, "E-JSON"),
        ('{"text": "a", "n": ' + "9" * 10_000 + "}", "E-JSON"),
        ('{"text": "a\tb"}', "E-JSON"),
    ],
)
def test_jsonl_line_that_is_no_dispatch(write: Write, read_all: ReadAll, line: str, code: str) -> None:
    (result,) = read_all(write("a.jsonl", line), max_chars=1_000_000)
    assert isinstance(result, Failure)
    assert result.code == code
    assert len(result.reason) < 200


def test_jsonl_of_another_kind_of_json_fails_once(write: Write, read_all: ReadAll) -> None:
    (result,) = read_all(write("a.json", json.dumps([{"text": BODY}] * 50, indent=1)))
    assert isinstance(result, Failure)
    assert "jq" in result.reason


def test_jsonl_text_stays_as_it_is(write: Write, read_all: ReadAll) -> None:
    text = "\ufeffOne\r\ntwo\u2028three\rfour\u0085 \U0001f30d\x7f"
    (result,) = read_all(write("a.jsonl", json.dumps({"text": text}, ensure_ascii=False) + "\r\n"))
    assert isinstance(result, Document)
    assert result.text == text


def test_jsonl_replaces_lone_surrogates_one_for_one(write: Write, read_all: ReadAll) -> None:
    line = r'{"id": "a\udc00", "text": "One \ud800 two \ud83c\udf0d \u0000.", "title": "\udfff", "x": "\ud800"}'
    (result,) = read_all(write("a.jsonl", line), keep=True)
    assert isinstance(result, Document)
    assert result.text == "One \ufffd two \U0001f30d \ufffd."
    assert (result.id, result.title, result.extra) == ("a\ufffd", "\ufffd", {"x": "\ufffd"})


def test_jsonl_odd_bytes_cost_no_dispatch(write: Write, read_all: ReadAll) -> None:
    path = write(
        "a.jsonl", b'{"text": "Plain."}\n{"text": "The caf\xe9 \x96 and the other caf\xe9 were closed on Sunday."}\n'
    )
    plain, odd = read_all(path, published="2017")
    assert isinstance(plain, Document)
    assert isinstance(odd, Document)
    assert not any("guess" in note for note in plain.notes)
    assert odd.text == "The café – and the other café were closed on Sunday."
    assert any("guess" in note for note in odd.notes)


def test_jsonl_facts_of_the_wrong_kind_are_left_out_with_a_note(write: Write, read_all: ReadAll) -> None:
    (result,) = read_all(
        write("a.jsonl", '{"id": 7, "text": "One.", "title": ["T"], "publisher": {"a": 1}, "url": 1.5}')
    )
    assert isinstance(result, Document)
    assert (result.id, result.title, result.publisher, result.url) == ("7", None, None, None)
    assert sum("left out" in note for note in result.notes) == 3


@pytest.mark.parametrize(
    "content",
    [
        b"id,text\n1,One.\n2,Two.\n",
        b"id;text\n1;One.\n2;Two.\n",
        b"id\ttext\n1\tOne.\n2\tTwo.\n",
        b"\xef\xbb\xbfID , Text\r\n1,One.\r\n\r\n2,Two.\r\n",
        b"id,text\r1,One.\r2,Two.\r",
        "id,text\n1,One.\n2,Two.\n".encode("utf-16"),
        b'"id","text"\n"1","One."\n"2","Two."',
        b"id,text,,\n1,One.,,\n2,Two.,,,,\n",
        b"\n\nid,text\n1,One.\n2,Two.\n",
    ],
)
def test_csv_dialects(write: Write, read_all: ReadAll, content: bytes) -> None:
    results = read_all(write("a.csv", content))
    assert [(result.id, result.text) for result in results if isinstance(result, Document)] == [
        ("1", "One."),
        ("2", "Two."),
    ]
    assert len(results) == 2


def test_csv_quoted_text_keeps_delimiters_quotes_and_line_ends(write: Write, read_all: ReadAll) -> None:
    (first, second) = read_all(write("a.csv", b'text,id\n"One, ""two""\r\nthree\n",1\nFour,2\n'))
    assert isinstance(first, Document)
    assert first.text == 'One, "two"\r\nthree\n'
    assert shape([second]) == ["2"]


@pytest.mark.parametrize(
    ("bad", "codes"),
    [
        ('7,"One, two', ["E-ROW"]),
        ('7,"One" two"', ["E-ROW"]),
        ("7,One, two", ["E-ROW"]),
        ("7", ["E-ROW"]),
        ("7,", ["E-TEXT"]),
        ('7," "', ["E-TEXT"]),
        ('7,"One\ntwo" three', ["E-ROW", "E-ROW"]),
    ],
)
def test_csv_bad_row_costs_one_dispatch(write: Write, read_all: ReadAll, bad: str, codes: list[str]) -> None:
    rows = [f"{number},Text {number}." for number in range(1, 11)]
    rows[6] = bad
    path = write("a.csv", "\n".join(["id,text", *rows]))
    results = read_all(path)
    assert shape(results) == ["1", "2", "3", "4", "5", "6", *codes, "8", "9", "10"]
    assert isinstance(results[6], Failure)
    assert results[6].where == f"{path}:8"


def test_csv_of_nothing_but_quotes_ends(write: Write, read_all: ReadAll) -> None:
    results = read_all(write("a.csv", "id,text\n" + '"\n' * 2001 + "1,One.\n"))
    assert shape(results)[-1] == "1"
    assert len(results) <= 2002


def test_csv_leaves_the_process_limit_of_others_alone(write: Write, read_all: ReadAll) -> None:
    before = csv.field_size_limit(10_000_000)
    try:
        read_all(write("a.csv", "id,text\n1,One.\n"), max_chars=10)
        assert csv.field_size_limit() == 10_000_000
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize("header", ["a,b", "id,title,url", "text,text", "Text,text,id"])
def test_csv_header_without_one_text_column_fails_once(write: Write, read_all: ReadAll, header: str) -> None:
    assert shape(read_all(write("a.csv", header + "\n1,2,3\n1,2,3\n"))) == ["E-COLUMNS"]


def test_parquet_types(tmp_path: Path, read_all: ReadAll) -> None:
    moment = datetime(2017, 3, 9, 14, 5, tzinfo=UTC)
    table = pa.table(
        {
            "id": [1, 2, 3],
            "text": ["One.", None, "Three."],
            "published": [moment, moment, None],
            "date": [date(2017, 3, 9), None, date(2017, 3, 8)],
            "score": [0.5, float("nan"), float("nan")],
            "seen": [moment, moment, None],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    first, second, third = read_all(str(tmp_path / "a.parquet"), keep=True)
    assert isinstance(first, Document)
    assert isinstance(second, Failure)
    assert isinstance(third, Document)
    assert (first.id, first.published) == ("1", "2017-03-09T14:05:00+00:00")
    assert first.extra == {"score": 0.5, "seen": "2017-03-09T14:05:00+00:00", "date": "2017-03-09"}
    assert second.where.endswith("a.parquet:2")
    assert (third.published, third.extra) == ("2017-03-08", {"score": None, "seen": None})


def test_parquet_from_stdin_and_under_any_name(tmp_path: Path, read_all: ReadAll) -> None:
    path = tmp_path / "a.data"
    write_parquet(path, [ROW])
    assert shape(read_all(str(path))) == ["n1"]
    assert shape(list(read(["-"], ReadOptions(), io.BytesIO(path.read_bytes())))) == ["n1"]


@pytest.fixture
def no_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without pyarrow."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "pyarrow"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr("dateline.reading.parquet.find_spec", lambda name: None)


@pytest.mark.usefixtures("no_pyarrow")
@pytest.mark.parametrize(
    ("source", "options"), [("a.parquet", ReadOptions()), ("-", ReadOptions(input_format="parquet"))]
)
def test_parquet_names_the_extra_before_anything_is_read(source: str, options: ReadOptions) -> None:
    with pytest.raises(InputError) as caught:
        read([source], options)
    assert "pip install 'dateline[parquet]'" in caught.value.message


@pytest.mark.usefixtures("no_pyarrow")
def test_parquet_found_by_content_names_the_extra_and_the_rest_goes_on(write: Write, read_all: ReadAll) -> None:
    first, second = read_all(write("a.data", b"PAR1"), write("b.txt", BODY))
    assert isinstance(first, Failure)
    assert "pip install 'dateline[parquet]'" in first.reason
    assert isinstance(second, Document)
