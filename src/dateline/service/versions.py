"""What tells one state of a store from another: a short text that changes with every commit, whoever makes it.

It is read before the data that it vouches for: data may then be newer than it says, never older.
"""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Callable

from sqlalchemy import text

from dateline.store import Store
from dateline.store.engines import MEMORY
from dateline.store.errors import store_errors

ReadVersion = Callable[[], str]


def version_reader(store: Store) -> tuple[ReadVersion, Callable[[], None]]:
    """A function that gives the version, for any thread; and what closes it."""
    if store.engine.dialect.name == "postgresql":
        return _of_postgresql(store), lambda: None
    return _of_sqlite(store)


def _of_sqlite(store: Store) -> tuple[ReadVersion, Callable[[], None]]:
    """SQLite counts the commits of others for a connection that only looks; the count means nothing to another one."""
    if store.name == MEMORY:
        raise ValueError("a store in memory has no readers but its own")
    start, lock = secrets.token_hex(4), threading.Lock()
    with store_errors(store.name):
        watching = sqlite3.connect(store.name, check_same_thread=False, isolation_level=None)

    def version() -> str:
        with store_errors(store.name), lock:
            (count,) = watching.execute("PRAGMA data_version").fetchone()
        return f"{start}-{count:x}"

    return version, watching.close


def _of_postgresql(store: Store) -> ReadVersion:
    """Which transactions a snapshot sees."""

    def version() -> str:
        with store.reading() as connection:
            return str(connection.execute(text("SELECT pg_current_snapshot()")).scalar()).replace(":", "-")

    return version
