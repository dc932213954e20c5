"""Stores in both databases: a test that takes `store` or `where` runs once for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.postgres import MISSING, Server, programs, running_server

from dateline.store import Store
from dateline.store.tables import metadata

BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server."""
    if programs() is None:
        pytest.skip(MISSING)
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_store(postgres: Server) -> Iterator[Store]:
    """A store that tests use in turn: a database of its own for each of them takes longer than the test."""
    with Store.open(postgres.new_database()) as store:
        yield store


@pytest.fixture(params=BOTH)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The path or URL of a store that is not made yet."""
    if request.param == "sqlite":
        return str(tmp_path / "desk.db")
    server: Server = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture(params=BOTH)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    if request.param == "sqlite":
        with Store.open(tmp_path / "desk.db") as opened:
            yield opened
    else:
        opened = request.getfixturevalue("postgres_store")
        with opened.writing() as connection:
            connection.execute(text(f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY CASCADE"))
        yield opened
