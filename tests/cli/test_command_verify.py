"""`dateline verify` and `dateline backup`."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from asked_samples import fill
from conftest import Dateline


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return fill(tmp_path / "desk.db")


def test_verify_finds_a_store_whole(dateline: Dateline, db: Path) -> None:
    ended = dateline("verify", "--db", db)
    assert (ended.code, ended.out, ended.err) == (0, "", f"dateline: {db} is whole\n")


def test_verify_lists_problems(dateline: Dateline, db: Path) -> None:
    connection = sqlite3.connect(db)
    with connection:
        connection.execute("UPDATE sentences SET start = start + 1 WHERE position = 0")
    connection.close()
    ended = dateline("verify", "--db", db)
    assert ended.code == 3
    assert "offset: first: sentence 0 is not at" in ended.out
    assert "problem" in ended.err


def test_backup_copies_a_store(dateline: Dateline, db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert dateline("backup", copy, "--db", db).code == 0
    assert dateline("claims", "--db", copy).out == dateline("claims", "--db", db).out


def test_backup_replaces_only_when_asked(dateline: Dateline, db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("mine")
    ended = dateline("backup", copy, "--db", db)
    assert (ended.code, copy.read_text()) == (2, "mine")
    assert dateline("backup", copy, "--db", db, "--replace").code == 0
    assert copy.read_bytes().startswith(b"SQLite")
