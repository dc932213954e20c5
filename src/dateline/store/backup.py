"""Copy a store while others read and write it: a file that appears whole or not at all.

A SQLite store is copied page by page, as it was when the copy began; the copy is a store. A PostgreSQL database is
written by `pg_dump` in its custom format; `pg_restore --dbname=NAME FILE` brings it back.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import URL, Connection

from dateline.errors import InputError, RunError
from dateline.store.errors import store_errors
from dateline.store.opening import Store

Progress = Callable[[int, int], None]  # pages done, pages in all; pg_dump does not say
_PAGES = 2_000  # copied between two calls of the progress function


def backup(store: Store, target: Path, *, replace: bool = False, progress: Progress = lambda done, total: None) -> None:
    """Copy a store into a file.

    Args:
        store: The store.
        target: The file to make.
        replace: Whether a file of that name is replaced.
        progress: Called with the pages that are done and the pages there are.

    Raises:
        InputError: the file is there already, is the store itself, or its folder is missing.
        RunError: it cannot be written, or there is no pg_dump.
    """
    _check(store, target, replace)
    copy = _copy if store.engine.dialect.name == "sqlite" else _dump
    with _appearing(target) as partial:
        copy(store, partial, progress)


def _check(store: Store, target: Path, replace: bool) -> None:
    if not target.absolute().parent.is_dir():
        raise InputError("E-OUTPUT", f"there is no folder {target.absolute().parent}; make it first")
    if target.is_dir():
        raise InputError("E-OUTPUT", f"{target} is a folder; give the name of a file in it")
    if not target.exists():
        return
    if Path(store.name).exists() and target.samefile(store.name):
        raise InputError("E-OUTPUT", f"{target} is the store itself; give another name for its backup")
    if not replace:
        raise InputError("E-OUTPUT", f"{target} is there already; give another name, or say that it may be replaced")


@contextlib.contextmanager
def _appearing(target: Path) -> Iterator[Path]:
    """A file beside the target that takes its place when all went well, and is gone when it did not."""
    partial = target.with_name(f"{target.name}.{os.getpid()}.partial")
    try:
        with store_errors(str(target)):
            yield partial
        with open(partial, "rb") as written:
            os.fsync(written.fileno())
        partial.replace(target)
    except OSError as error:
        raise RunError("E-OUTPUT", f"{target} cannot be written: {error.strerror}") from error
    finally:
        for rest in (partial, *(partial.with_name(partial.name + end) for end in ("-journal", "-wal", "-shm"))):
            rest.unlink(missing_ok=True)


def _copy(store: Store, partial: Path, progress: Progress) -> None:
    with store.reading() as connection, contextlib.closing(sqlite3.connect(partial)) as copy:
        source = _driver(connection)
        source.execute("SELECT 1 FROM sqlite_master").fetchone()  # from here on this connection sees one state
        source.backup(copy, pages=_PAGES, progress=lambda _, left, total: progress(total - left, total))


def _driver(connection: Connection) -> sqlite3.Connection:
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def _dump(store: Store, partial: Path, progress: Progress) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise RunError("E-STORE", "a backup of a PostgreSQL store needs pg_dump "
                       "(Debian: apt-get install postgresql-client)")  # fmt: skip
    url = store.engine.url
    shown = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query).render_as_string()
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}  # not where other users of the machine see it
    progress(0, 1)
    done = subprocess.run(
        [program, "--format=custom", f"--file={partial}", f"--dbname={shown}"],
        env={**os.environ, **secret}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RunError("E-STORE", f"pg_dump could not copy {store.name}: {_first_line(done.stderr)}")
    progress(1, 1)


def _first_line(said: str) -> str:
    return said.strip().partition("\n")[0]
