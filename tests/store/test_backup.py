from __future__ import annotations

import shutil
import sqlite3
import subprocess
import threading
from pathlib import Path

import pytest
from sqlalchemy import select
from store_samples import CODER, RECORDED, coded
from tests.postgres import Server, programs

from dateline.errors import InputError, RunError
from dateline.store import Store
from dateline.store import backup as backing_up
from dateline.store.backup import backup
from dateline.store.tables import documents
from dateline.store.verify import verify
from dateline.store.writer import add


@pytest.fixture
def desk(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "desk.db")
    add(store, coded("bridge"), CODER, RECORDED)
    return store


def held(where: str | Path) -> list[str]:
    with Store.open(where, create=False) as store, store.reading() as connection:
        return sorted(connection.execute(select(documents.c.id)).scalars())


def test_backup_is_a_store(desk: Store, tmp_path: Path) -> None:
    backup(desk, tmp_path / "copy.db")
    assert held(tmp_path / "copy.db") == ["bridge"]
    with Store.open(tmp_path / "copy.db") as copy:
        assert verify(copy) == []


def test_backup_tells_how_far_it_is(desk: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backing_up, "_PAGES", 10)
    told: list[tuple[int, int]] = []
    backup(desk, tmp_path / "copy.db", progress=lambda done, total: told.append((done, total)))
    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_backup_holds_what_was_there_when_it_began(
    desk: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backing_up, "_PAGES", 10)
    texts = iter(range(1000))

    def write_meanwhile(done: int, total: int) -> None:
        ident = f"later-{next(texts)}"
        writing = threading.Thread(target=lambda: add(desk, coded(ident, f"Dispatch {ident} came."), CODER, RECORDED))
        writing.start()
        writing.join()

    backup(desk, tmp_path / "copy.db", progress=write_meanwhile)
    assert held(tmp_path / "copy.db") == ["bridge"]
    assert len(held(desk.name)) > 2


def test_backup_replaces_a_file_only_when_told(desk: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(InputError, match="is there already"):
        backup(desk, target)
    assert target.read_text() == "precious"
    backup(desk, target, replace=True)
    assert held(target) == ["bridge"]


def test_backup_never_replaces_the_store_itself(desk: Store) -> None:
    with pytest.raises(InputError, match="is the store itself"):
        backup(desk, Path(desk.name), replace=True)


@pytest.mark.parametrize("target", ["missing/copy.db", "."])
def test_backup_needs_a_place(desk: Store, tmp_path: Path, target: str) -> None:
    with pytest.raises(InputError, match=r"\[E-OUTPUT\]"):
        backup(desk, tmp_path / target)


def test_backup_that_is_stopped_leaves_nothing(desk: Store, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup(desk, tmp_path / "copy.db", progress=stop)
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == []


def test_backup_on_a_full_disk_says_so(desk: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    monkeypatch.setattr(backing_up, "_copy", fill)
    with pytest.raises(RunError, match="E-STORE-FULL"):
        backup(desk, tmp_path / "copy.db")


# --- PostgreSQL


def test_backup_of_postgresql_can_be_brought_back(postgres: Server, tmp_path: Path) -> None:
    programs_folder = programs()
    assert programs_folder is not None
    if shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not on the path (Debian: apt-get install postgresql-client)")
    url, restored = postgres.new_database(), postgres.new_database()
    with Store.open(url) as store:
        add(store, coded("bridge"), CODER, RECORDED)
        backup(store, tmp_path / "copy.dump")
    command = [programs_folder / "pg_restore", f"--dbname={restored}", tmp_path / "copy.dump"]
    subprocess.run(command, check=True)
    assert held(restored) == ["bridge"]
    with Store.open(restored) as store:
        assert verify(store) == []


def test_backup_of_postgresql_names_what_it_lacks(
    postgres_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RunError, match="apt-get install postgresql-client"):
        backup(postgres_store, tmp_path / "copy.dump")


def test_backup_of_postgresql_that_fails_says_why(
    postgres_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pg_dump").write_text("#!/bin/sh\necho 'version mismatch' >&2\nexit 1\n")
    (tmp_path / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RunError, match=r"could not copy .*: version mismatch"):
        backup(postgres_store, tmp_path / "copy.dump")
    assert list(tmp_path.glob("copy*")) == []
