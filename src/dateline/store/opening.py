"""Open a store: a SQLite file, or a PostgreSQL database by URL.

    with Store.open("desk.db") as store, store.writing() as connection:
        ...

One process writes at a time, many read; a writer that finds another at work waits. Readers see the last committed
state. A transaction either happened wholly or not at all, whatever kills the process.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

from dateline.errors import InputError, RunError
from dateline.store.tables import metadata

WAIT = 60  # seconds for another writer
_URL = re.compile(r"^[a-z][a-z0-9+]*://")
_WRITES = "dateline_writes"


class Store:
    """A store that is open. `url` names it without a password."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.url = engine.url.render_as_string(hide_password=True)

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> Store:
        """Open a store, bring its tables up to date, and make it where it is not there.

        Args:
            where: A path, or a URL that SQLAlchemy understands (postgresql+psycopg://user@host/name).
            create: Whether a file that is not there is made.

        Raises:
            InputError: there is no such store, or it is none.
            RunError: it cannot be reached or written.
        """
        engine = _engine(str(where), create)
        metadata.create_all(engine)
        return cls(engine)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes; it is committed at the end, or undone when something is raised."""
        with self.engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store throughout."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _engine(where: str, create: bool) -> Engine:
    url = make_url(where) if _URL.match(where) else make_url(f"sqlite:///{Path(where).expanduser()}")
    if url.get_backend_name() == "sqlite":
        if not create and url.database and not Path(url.database).exists():
            raise InputError("E-STORE", f"there is no store {url.database}; `dateline add` makes one")
        return _sqlite(create_engine(url, connect_args={"timeout": WAIT}))
    if url.get_backend_name() == "postgresql":
        return create_engine(url.set(drivername="postgresql+psycopg"))
    raise RunError("E-STORE", f"a store is a SQLite file or a PostgreSQL URL, not {url.get_backend_name()}")


def _sqlite(engine: Engine) -> Engine:
    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # transactions begin where SQLAlchemy says so, not where Python's driver does
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -65536"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
