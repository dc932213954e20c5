from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from store_samples import CODER, RECORDED, coded
from tests.postgres import Server

from dateline.errors import InputError, RunError
from dateline.store import Store
from dateline.store.errors import store_errors
from dateline.store.tables import actors, documents
from dateline.store.writer import add


def complaint(code: int, name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("said the database\nat length")
    error.sqlite_errorcode, error.sqlite_errorname = code, name
    return error


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("SQLITE_FULL", RunError, "E-STORE-FULL"),
        ("SQLITE_IOERR_WRITE", RunError, "E-STORE-FULL"),
        ("SQLITE_IOERR_READ", RunError, "E-STORE-DAMAGED"),
        ("SQLITE_CORRUPT_INDEX", RunError, "E-STORE-DAMAGED"),
        ("SQLITE_BUSY_SNAPSHOT", RunError, "E-STORE-BUSY"),
        ("SQLITE_READONLY_DBMOVED", RunError, "E-STORE-READ-ONLY"),
        ("SQLITE_CANTOPEN", RunError, "E-STORE-REACH"),
        ("SQLITE_NOTADB", InputError, "E-STORE"),
    ],
)
def test_errors_of_sqlite_have_a_remedy(name: str, kind: type[RunError], code: str) -> None:
    with pytest.raises(kind) as raised, store_errors("desk.db"):
        raise complaint(1, name)
    assert raised.value.code == code
    assert "desk.db" in str(raised.value)
    assert "at length" not in str(raised.value)


def test_errors_that_are_our_mistakes_pass_through(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing() as connection:
        connection.execute(actors.insert(), [{"id": "a", "name": "A"}, {"id": "a", "name": "B"}])


def test_full_disk_says_so_and_loses_nothing(tmp_path: Path) -> None:
    with Store.open(tmp_path / "desk.db") as store:
        add(store, coded("bridge"), CODER, RECORDED)
        with store.reading() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()
            connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(RunError) as raised:
            add(store, coded("long", "A word. " * 5_000), CODER, RECORDED)
        assert raised.value.code == "E-STORE-FULL"
        assert "make room and run this again" in str(raised.value)
    with Store.open(tmp_path / "desk.db") as store:
        with store.reading() as connection:
            assert connection.execute(select(documents.c.id)).scalars().all() == ["bridge"]
            assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
        add(store, coded("talks"), CODER, RECORDED)


def test_damaged_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with Store.open(path) as store:
        add(store, coded("long", "A word. " * 2_000), CODER, RECORDED)
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    with pytest.raises(RunError, match="E-STORE-DAMAGED"), Store.open(path) as store, store.reading() as connection:
        connection.execute(select(func.count(documents.c.text))).scalar_one()


def test_lost_connection_says_so(postgres: Server) -> None:
    with Store.open(postgres.new_database()) as store, Store.open(postgres.url("postgres")) as other:
        with pytest.raises(RunError) as raised:
            lose_connection(store, other)
        assert raised.value.code == "E-STORE-REACH"
        with store.reading() as connection:
            assert connection.execute(select(documents.c.id)).all() == []


def lose_connection(store: Store, other: Store) -> None:
    """Read from a store while another ends the connection."""
    with store.reading() as connection:
        backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with other.writing() as killing:
            killing.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": backend})
        connection.execute(select(documents.c.id))


def test_halves_of_characters_are_refused(store: Store) -> None:
    with pytest.raises(InputError, match="E-CHARACTERS"), store.reading() as connection:
        connection.execute(select(actors).where(actors.c.name == "a\udcff"))


@pytest.mark.parametrize("name", ["a\0b", "".join(str(n) for n in range(9_000))])
def test_names_that_a_database_cannot_hold_are_refused(postgres_store: Store, name: str) -> None:
    with pytest.raises(InputError, match="E-STORE-VALUE"), postgres_store.writing() as connection:
        connection.execute(actors.insert(), [{"id": name, "name": "A"}])
