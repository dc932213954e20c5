from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from cli_fakes import NOW, FakeCoder
from conftest import Dateline, Write
from tests.fetching.sites import open_site

from dateline.cli.adding import Tally
from dateline.errors import InputError
from dateline.records import Coded, Document
from dateline.store.writer import Added

ATTACK = "Rebels attacked the town. Nobody spoke."
QUIET = "It rained on the hills all day, and nothing else is known of it."


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture
def mixed(write: Write) -> Path:
    """Four rows: a claim, none, a row that fails, two claims."""
    texts = (ATTACK, QUIET, "An unreadable text.", f"{ATTACK} Jets surely attacked.")
    return write("mixed.jsonl", "".join(json.dumps({"id": f"d{i}", "text": t}) + "\n" for i, t in enumerate(texts)))


def rows(db: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(db)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_add_holds_dispatches_and_their_claims(dateline: Dateline, mixed: Path, db: Path) -> None:
    ended = dateline("add", mixed, "--db", db)
    assert (ended.code, ended.out) == (1, "")
    assert rows(db, "SELECT id FROM documents ORDER BY id") == [("d0",), ("d1",), ("d3",)]
    assert rows(db, "SELECT id, coder FROM claims ORDER BY id") == [
        ("d0-0", "fake"),
        ("d3-0", "fake"),
        ("d3-2", "fake"),
    ]


def test_add_says_what_became_of_each_dispatch(dateline: Dateline, mixed: Path, db: Path) -> None:
    lines = dateline("add", mixed, "--db", db).err.splitlines()
    assert lines[0] == "dateline: [E-FAKE] d2: it is unreadable"
    assert lines[1] == "dateline: no claims in d1: no sentence names a happening"
    assert lines[-1] == ("dateline: 4 read, 3 added, 0 unchanged, 0 superseded an older version, 1 failed; 3 claims")


def test_add_records_when_it_took_them_in(dateline: Dateline, mixed: Path, db: Path) -> None:
    dateline("add", mixed, "--db", db)
    assert rows(db, "SELECT DISTINCT recorded FROM documents") == [(NOW.strftime("%Y-%m-%dT%H:%M:%SZ"),)]


def test_add_codes_nothing_that_is_there(dateline: Dateline, write: Write, db: Path) -> None:
    path = write("a.txt", ATTACK)
    dateline("add", path, "--db", db)
    ended = dateline("add", path, "--db", db, coder=FakeCoder(breaks_after=0))
    assert ended.code == 0
    assert "1 read, 0 added, 1 unchanged" in ended.err


def test_add_codes_what_is_new_among_the_old(dateline: Dateline, write: Write, db: Path) -> None:
    first, second = write("a.txt", ATTACK), write("b.txt", QUIET)
    dateline("add", first, "--db", db)
    ended = dateline("add", first, second, "--db", db, coder=FakeCoder(breaks_after=2))
    assert "2 read, 1 added, 1 unchanged" in ended.err


def test_add_supersedes_an_older_version(dateline: Dateline, write: Write, db: Path) -> None:
    dateline("add", write("a.txt", ATTACK), "--db", db)
    ended = dateline("add", write("a.txt", f"{ATTACK} More came."), "--db", db)
    assert "0 added, 0 unchanged, 1 superseded an older version" in ended.err
    assert rows(db, "SELECT count(*), count(retired) FROM documents") == [(2, 1)]


def test_add_reads_standard_input(dateline: Dateline, db: Path, monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    with write("stdin", ATTACK).open("rb") as stream:
        monkeypatch.setattr("dateline.cli.command_code.standard_input", lambda: stream)
        assert "1 added" in dateline("add", "-", "--db", db).err


def test_add_writes_the_full_report(dateline: Dateline, mixed: Path, db: Path, tmp_path: Path) -> None:
    dateline("add", mixed, "--db", db)
    dateline("add", mixed, "--db", db, "--report", tmp_path / "report.jsonl")
    report = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text().splitlines()]
    assert [(line["where"], line["outcome"]) for line in report] == [
        ("d0", "unchanged"), ("d1", "unchanged"), ("d2", "failed"), ("d3", "unchanged"),
    ]  # fmt: skip


def test_add_is_quiet_when_asked(dateline: Dateline, mixed: Path, db: Path) -> None:
    ended = dateline("add", mixed, "--db", db, "--quiet")
    assert (ended.code, ended.err) == (1, "")


def test_add_keeps_what_was_added_on_an_interrupt(dateline: Dateline, mixed: Path, db: Path) -> None:
    ended = dateline("add", mixed, "--db", db, coder=FakeCoder(breaks_after=2, error=KeyboardInterrupt()))
    assert ended.code == 130
    assert ended.err.endswith(f"interrupted: 2 documents are in {db}; the same command again goes on from there\n")
    assert rows(db, "SELECT count(*) FROM documents") == [(2,)]


def test_add_goes_on_after_an_interrupt(dateline: Dateline, mixed: Path, db: Path) -> None:
    dateline("add", mixed, "--db", db, coder=FakeCoder(breaks_after=2, error=KeyboardInterrupt()))
    assert "1 added, 2 unchanged" in dateline("add", mixed, "--db", db).err


def test_add_keeps_what_was_added_when_the_coder_breaks(dateline: Dateline, mixed: Path, db: Path) -> None:
    ended = dateline("add", mixed, "--db", db, coder=FakeCoder(breaks_after=1))
    assert ended.code == 3
    assert "[E-BUG] RuntimeError: the coder broke" in ended.err
    assert rows(db, "SELECT count(*) FROM documents") == [(1,)]


def test_add_takes_the_store_from_the_environment(
    dateline: Dateline, mixed: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_DB", str(db))
    dateline("add", mixed)
    assert db.exists()


def test_add_makes_a_store_here_by_default(
    dateline: Dateline, mixed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATELINE_DB", raising=False)
    dateline("add", mixed)
    assert (tmp_path / "dateline.db").exists()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("ftp://example.org/story.txt", "only http and https can be fetched"),
        ("http://127.0.0.1/story.html", "not on the public internet"),
        ("https://a:b@example.org/", "holds a name or a password"),
        ("missing.txt", "missing.txt"),
    ],
)
def test_add_explains_what_it_cannot_read(dateline: Dateline, db: Path, source: str, words: str) -> None:
    ended = dateline("add", source, "--db", db)
    assert ended.code == 2
    assert words in ended.err


def test_add_fetches_a_page_and_keeps_its_address(dateline: Dateline, mixed: Path, db: Path) -> None:
    page = f"<html><head><title>A town</title></head><body><article><p>{ATTACK} {QUIET}</p></article></body></html>"
    with open_site() as site:
        url = site.page("/story.html", page.encode(), Content_Type="text/html; charset=utf-8")
        feed = site.page("/feed", b"<rss version='2.0'><channel></channel></rss>", Content_Type="application/rss+xml")
        arguments = ("add", mixed, url, feed, "--allow-address", "127.0.0.1", "--db", db)
        first, again = dateline(*arguments), dateline(*arguments)
    assert ("A town", url) in rows(db, "SELECT title, url FROM documents")
    assert "it is a feed without entries" in first.err
    assert first.err.splitlines()[-1].startswith("dateline: 6 read, 4 added")
    assert again.err.splitlines()[-1].startswith("dateline: 6 read, 0 added, 4 unchanged")


@pytest.mark.parametrize("arguments", [["--date", "soon"], ["--encoding", "klingon"], ["--nonsense"]])
def test_add_answers_a_wrong_option_with_one_line(
    dateline: Dateline, mixed: Path, db: Path, arguments: list[str]
) -> None:
    ended = dateline("add", mixed, "--db", db, *arguments)
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert not db.exists()


def test_add_says_when_there_is_nothing_to_add(dateline: Dateline, tmp_path: Path, db: Path) -> None:
    (tmp_path / "empty").mkdir()
    ended = dateline("add", tmp_path / "empty", "--db", db)
    assert ended.code == 2
    assert ended.err.count("\n") <= 2


def test_add_refuses_a_file_that_is_no_store(dateline: Dateline, mixed: Path) -> None:
    before = mixed.read_bytes()
    ended = dateline("add", mixed, "--db", mixed)
    assert ended.code in (2, 3)
    assert ended.err.startswith("dateline: [E-STORE]")
    assert ended.err.count("\n") == 1
    assert mixed.read_bytes() == before


def test_add_counts_what_the_database_cannot_hold_and_goes_on() -> None:
    def refuse(coded: Coded) -> Added:
        if coded.document.id == "b":
            raise InputError("E-STORE-VALUE", "too long")
        return Added(coded.document.id, "added", 0)

    tally = Tally()
    entries = [tally.take(Coded(Document(name, "Words."), (), ("no claim",)), refuse) for name in "abc"]
    assert [entry["outcome"] for entry in entries] == ["added", "failed", "added"]
    assert tally.exit_code == 1
