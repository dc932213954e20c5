"""What every request works with: the store, the settings, and what was made of the store's present state."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy import Connection, Engine, event

from dateline.actors import load_register
from dateline.places import Gazetteer
from dateline.service.caching import Cache
from dateline.service.errors import ProblemError
from dateline.service.overview import Overview
from dateline.service.settings import Settings
from dateline.service.versions import version_reader
from dateline.store import Store

KEPT = 8_192  # KiB of the store's file that a connection keeps


class ServedDesk:
    """A store that is served, for all threads.

    `version` tells its present state from others. `making` lets as many downloads be made at once as may be.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        keep_less(store.engine)
        self.store = store
        self.settings = settings
        self.cache = Cache()
        self.making = threading.BoundedSemaphore(settings.exports)
        self.version, self._unwatch = version_reader(store)
        self.overview = Overview(store, self.version)
        self.gazetteer = Gazetteer.open()
        self._radii: dict[str, float | None] = {}

    def warm(self) -> None:
        """Load what the first readers would have to wait for."""
        load_register()
        self.overview.warm()

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees one state of the store throughout."""
        return self.store.reading()

    def radius_of(self, place: str | None) -> float | None:
        """The radius of a place of the gazetteer, in kilometres; None where it is not known."""
        if place is None:
            return None
        if place not in self._radii:
            found = self.gazetteer.by_id(place)
            self._radii[place] = (found.radius_km or None) if found else None
        return self._radii[place]

    def refuse_past(self, recorded: str | None, what: str) -> None:
        """See that a view of all that there is is not asked for as the store once stood.

        Raises:
            ProblemError: it is.
        """
        if recorded:
            raise ProblemError(
                400,
                "E-PAST",
                f"{what} shows the store as it is, and not as it stood on {recorded}",
                remedy="leave `recorded` out; `known` takes what was published by a day",
            )

    def close(self) -> None:
        """Let go of the store."""
        self._unwatch()
        self.gazetteer.close()
        self.store.close()


def keep_less(engine: Engine) -> None:
    """Let each of many reading connections keep less of the file in memory: the system keeps it for all of them."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        connection.execute(f"PRAGMA cache_size = -{KEPT}")

    engine.dispose()  # what was connected before


def desk_of(request: Request) -> ServedDesk:
    """The desk that the application serves."""
    desk: ServedDesk = request.app.state.desk
    return desk


def version_of(request: Request) -> str:
    """The version that the answer's tag is of; it is no newer than what is read afterwards."""
    version: str = request.state.version
    return version


DeskHere = Annotated[ServedDesk, Depends(desk_of)]
Version = Annotated[str, Depends(version_of)]
