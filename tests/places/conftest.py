from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from place_rows import write_small

from dateline.places import Gazetteer, Located, PlaceContext, Toponym, locate

LocateIn = Callable[..., list[Located]]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    """The small gazetteer."""
    gazetteer = Gazetteer.open(write_small(tmp_path_factory.mktemp("gazetteer") / "small.sqlite"))
    yield gazetteer
    gazetteer.close()


@pytest.fixture(scope="session")
def shipped() -> Iterator[Gazetteer]:
    """The gazetteer that ships with the package."""
    gazetteer = Gazetteer.open()
    yield gazetteer
    gazetteer.close()


@pytest.fixture
def locate_in(small: Gazetteer) -> LocateIn:
    """Locates names in a text, each where it first stands."""

    def locate_names(text: str, *names: str, gazetteer: Gazetteer = small, **facts: object) -> list[Located]:
        toponyms = [Toponym(name, text.index(name), text.index(name) + len(name)) for name in names]
        return locate(toponyms, PlaceContext(text, **facts), gazetteer)  # type: ignore[arg-type]

    return locate_names
