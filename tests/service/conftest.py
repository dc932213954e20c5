"""The small desk, served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import desk_sample
import pytest
from client import TestClient
from served import serving


@pytest.fixture(scope="session")
def desk_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with the small desk, which nobody changes."""
    return desk_sample.fill(tmp_path_factory.mktemp("desk") / "desk.db")


@pytest.fixture(scope="session")
def desk(desk_file: str) -> Iterator[TestClient]:
    """A client of the small desk, which nobody changes."""
    with serving(desk_file) as client:
        yield client


@pytest.fixture
def own_desk(tmp_path: Path) -> str:
    """A store with the small desk of one's own."""
    return desk_sample.fill(tmp_path / "own.db")
