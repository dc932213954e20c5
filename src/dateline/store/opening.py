"""Open a store: a SQLite file, or a PostgreSQL database by URL.

    with Store.open("desk.db") as store, store.writing() as connection:
        ...

One process writes at a time, many read; a writer that finds another at work waits. Readers see the last committed
state. A transaction either happened wholly or not at all, whatever kills the process.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine

from dateline.errors import InputError, RunError
from dateline.store import migrating
from dateline.store.engines import (
    MEMORY,
    WRITES,
    is_read_only,
    make_engine,
    make_migrating_engine,
    store_url,
    take_turn,
)
from dateline.store.errors import store_errors

_ONE_STATE: dict[str, dict[str, Any]] = {
    "sqlite": {},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


class Store:
    """A store that is open. `name` is its path, or its URL without a password."""

    def __init__(self, engine: Engine, name: str, *, read_only: bool = False) -> None:
        self.engine = engine
        self.name = name
        self.read_only = read_only

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> Store:
        """Open a store, bring its tables up to date, and make it where it is not there.

        Args:
            where: A path, or a URL: postgresql://user@host/name.
            create: Whether a store that is not there is made.

        Raises:
            InputError: there is no such store, it is none, or a newer Dateline made it.
            RunError: it cannot be reached, read or brought up to date.
        """
        url = store_url(str(where))
        name = _name(url)
        if not create:
            _check_there(url)
        store = cls(make_engine(url), name, read_only=is_read_only(url))
        try:
            with store_errors(name):
                store._bring_up_to_date(url, create)
        except BaseException:
            store.close()
            raise
        return store

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes; it is committed at the end, or undone when something is raised.

        Raises:
            RunError: the store is full, damaged, read-only, or another program keeps it busy.
        """
        if self.read_only:
            raise _not_writable(self.name)
        with (
            store_errors(self.name),
            self.engine.connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            take_turn(connection)
            yield connection

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store throughout; it waits for no writer.

        Raises:
            RunError: the store is damaged or cannot be reached.
        """
        options = _ONE_STATE[self.engine.dialect.name]
        with (
            store_errors(self.name),
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _bring_up_to_date(self, url: URL, create: bool) -> None:
        with self.reading() as connection:
            if migrating.check(connection, self.name, create=create):
                return
        if self.read_only:
            raise _not_writable(self.name)
        engine = self.engine if url.database == MEMORY else make_migrating_engine(url)
        try:
            migrating.upgrade(engine, self.name, create=create)
        finally:
            if engine is not self.engine:
                engine.dispose()
                self.engine.dispose()  # its connection knows the tables as they were


def _name(url: URL) -> str:
    return url.database or MEMORY if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def _check_there(url: URL) -> None:
    if url.get_backend_name() == "sqlite" and url.database != MEMORY and not Path(url.database or "").exists():
        raise InputError("E-STORE", f"there is no store {url.database}; `dateline add` makes one")


def _not_writable(name: str) -> RunError:
    return RunError("E-STORE-READ-ONLY", f"the store {name} may be read and not written, or its folder may not; "
                    "ask for write permission on both, or use a copy")  # fmt: skip
