"""What every request works with: the store, the settings, and what was made of the store's present state."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Connection

from dateline.service.caching import Cache
from dateline.service.settings import Settings
from dateline.service.versions import version_reader
from dateline.store import Store


class ServedDesk:
    """A store that is served, for all threads.

    `version` tells its present state from others. `making` lets as many downloads be made at once as may be.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self.cache = Cache()
        self.making = threading.BoundedSemaphore(settings.exports)
        self.version, self._unwatch = version_reader(store)

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees one state of the store throughout."""
        return self.store.reading()

    def close(self) -> None:
        """Let go of the store."""
        self._unwatch()
        self.store.close()


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
