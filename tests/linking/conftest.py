"""An empty store, in SQLite, and in both databases where a test takes `either`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.conftest import postgres, postgres_store
from tests.store.conftest import store as either

from dateline.store import Store

__all__ = ["either", "postgres", "postgres_store"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with Store.open(tmp_path / "desk.db") as opened:
        yield opened
