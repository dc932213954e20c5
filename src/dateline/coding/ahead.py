"""Run a generator a little ahead of its consumer, in a thread of its own."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
WAIT = 0.1  # seconds between looks at whether anybody still listens


def ahead(items: Iterable[T], limit: int) -> Iterator[T]:
    """The items in order; up to `limit` are made before they are asked for.

    An error in making an item is raised where that item would have come. When the consumer stops, so does the thread,
    after the item that it is making.
    """
    ready: queue.Queue[tuple[bool, T | BaseException | None]] = queue.Queue(limit)
    stopped = threading.Event()

    def put(entry: tuple[bool, T | BaseException | None]) -> bool:
        while not stopped.is_set():
            try:
                ready.put(entry, timeout=WAIT)
            except queue.Full:
                continue
            return True
        return False

    def make() -> None:
        try:
            for item in items:
                if not put((True, item)):
                    return
            put((False, None))
        except BaseException as error:  # handed over, to be raised in the consumer's thread
            put((False, error))

    # A daemon, since it may wait for standard input when the program is stopped.
    threading.Thread(target=make, name="dateline-ahead", daemon=True).start()
    try:
        while True:
            more, item = ready.get()
            if more:
                yield item  # type: ignore[misc]
            elif isinstance(item, BaseException):
                raise item
            else:
                return
    finally:
        stopped.set()
