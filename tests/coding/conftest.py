from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.places.place_rows import write_small

from dateline.places import Gazetteer


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    """The small gazetteer of the places' tests."""
    found = Gazetteer.open(write_small(tmp_path_factory.mktemp("gazetteer") / "small.sqlite"))
    yield found
    found.close()
