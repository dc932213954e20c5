"""Connections to the two databases, set up as the store needs them.

SQLite: write-ahead log, so that readers never wait for the writer; every commit is on the disk when it returns;
foreign keys. PostgreSQL: by URL, with psycopg. Writers take turns in both.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from dateline.errors import InputError

WAIT = 60  # seconds for another writer
POOLED = 16  # connections that are kept: to open one costs more than most questions do
REACH = 10  # seconds for a server to answer
WRITES = "dateline_writes"  # the execution option of a connection that is going to write
MEMORY = ":memory:"
_URL = re.compile(r"^[a-zA-Z][a-zA-Z0-9+]*://")
write_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
_TURN = 0x64617465_6C696E65  # PostgreSQL's advisory lock that a writer holds: "dateline" in ASCII
_PRAGMAS = (
    "synchronous = FULL",
    "cache_size = -65536",
    "wal_autocheckpoint = 8000",  # pages of the log before they go into the file: few times much is the quicker
)
_PAUSE = 0.02  # seconds between attempts to switch a new file to its write-ahead log


def store_url(where: str) -> URL:
    """The URL of a store that a user names by path or by URL.

    Raises:
        InputError: it is neither a path nor the URL of a database that can hold a store.
    """
    if not _URL.match(where):
        return URL.create("sqlite", database=where if where == MEMORY else str(Path(where).expanduser()))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        raise InputError("E-STORE", "this URL of a store cannot be read; it should look like "
                         "postgresql://user@host:5432/name") from None  # fmt: skip
    if url.get_backend_name() == "sqlite":
        return url.set(drivername="sqlite")
    if url.get_backend_name() in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise InputError("E-STORE", f"a store is a SQLite file or a PostgreSQL URL, not {url.get_backend_name()}")


def make_engine(url: URL) -> Engine:
    """The engine of a store.

    Raises:
        InputError: the driver is not installed, or the file's folder is not there.
    """
    return _postgresql(url) if url.get_backend_name() == "postgresql" else _sqlite(url, foreign_keys=True)


def make_migrating_engine(url: URL) -> Engine:
    """The same without foreign keys in SQLite, where rebuilding a table would delete what refers to it."""
    return _postgresql(url) if url.get_backend_name() == "postgresql" else _sqlite(url, foreign_keys=False)


def is_read_only(url: URL) -> bool:
    """Whether a store is a file that may be read and not written."""
    path = _file(url)
    return path is not None and path.exists() and not (os.access(path, os.W_OK) and os.access(_folder(path), os.W_OK))


def take_turn(connection: Connection) -> None:
    """Wait until no other transaction writes; SQLite did when the transaction began."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})


def _file(url: URL) -> Path | None:
    if url.get_backend_name() != "sqlite" or not url.database or url.database == MEMORY:
        return None
    return Path(url.database)


def _folder(path: Path) -> Path:
    return path.absolute().parent


def _postgresql(url: URL) -> Engine:
    wait = {"options": f"-c lock_timeout={WAIT * 1000}", "connect_timeout": REACH}
    arguments = {name: value for name, value in wait.items() if name not in url.query}
    try:
        return create_engine(url, connect_args=arguments, pool_pre_ping=True, json_serializer=write_json)
    except ModuleNotFoundError:
        raise InputError("E-EXTRA", "a store in PostgreSQL needs: pip install 'dateline[postgres]'") from None


def _sqlite(url: URL, *, foreign_keys: bool) -> Engine:
    path = _file(url)
    if path is not None and not _folder(path).is_dir():
        raise InputError("E-STORE", f"there is no folder {_folder(path)} for the store {path.name}; make it first")
    if path is not None and path.is_dir():
        raise InputError(
            "E-STORE", f"{path} is a folder; give the name of a file in it, such as {path / 'dateline.db'}"
        )
    if path is None:
        engine = create_engine(url, json_serializer=write_json)
    elif is_read_only(url):
        engine = create_engine("sqlite://", creator=lambda: _read_only(path), poolclass=NullPool)
    else:
        engine = create_engine(url, connect_args={"timeout": WAIT}, json_serializer=write_json, pool_size=POOLED)
    return _prepared(engine, foreign_keys)


def _read_only(path: Path) -> sqlite3.Connection:
    # Without a log there is nothing to read beside the file; with one, its index must be read or made.
    still = not os.access(_folder(path), os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
    address = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if still else ''}"
    return sqlite3.connect(address, uri=True, timeout=WAIT, check_same_thread=False)


def _prepared(engine: Engine, foreign_keys: bool) -> Engine:
    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # transactions begin where SQLAlchemy says so, not where Python's driver does
        _use_log(connection)
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _use_log(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log. SQLite does not wait when several do that at once, so this does."""
    for _ in range(int(WAIT / _PAUSE)):
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
            return
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname not in ("SQLITE_BUSY", "SQLITE_LOCKED"):
                raise
            time.sleep(_PAUSE)
