"""A pytest plugin (see pyproject.toml): what every test shares. No conftest: folders below import theirs by name."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True, scope="session")
def no_layers_of_the_developer(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests see what ships, whatever actors and places lie in the developer's own folder."""
    empty: Path = tmp_path_factory.mktemp("home")
    patch = pytest.MonkeyPatch()
    patch.setenv("DATELINE_HOME", str(empty))
