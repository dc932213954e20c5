from __future__ import annotations

from collections.abc import Iterator

import pytest
from sites import Site, open_site


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as found:
        yield found
