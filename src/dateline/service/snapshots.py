"""What is made of a whole store and takes a while: kept until the store changes.

What is quickly made is never old. What takes longer is given as it was while the next is being made, and made anew only
after a rest, so that a writer who adds without pause stops no reader; whoever gets it sees that it is stale.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
QUICK = 0.1  # seconds for which whoever asks waits
REST = 2.0  # times as long as making it takes that nothing is made anew


@dataclass(frozen=True, slots=True)
class Taken(Generic[T]):
    """What was made, of which version of the store."""

    value: T
    version: str


class Snapshot(Generic[T]):
    """Makes a thing of the store and keeps it. Safe to use from several threads.

    Args:
        make: Makes the thing.
        version: Gives the store's version.
        clock: Seconds that only grow.
    """

    def __init__(
        self, make: Callable[[], T], version: Callable[[], str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._make = make
        self._version = version
        self._clock = clock
        self._making = threading.Lock()
        self._taken: Taken[T] | None = None
        self._took = 0.0
        self._done = 0.0

    def get(self, version: str) -> Taken[T]:
        """The thing of this version or a later one; where that takes long and was just done, the one that there is."""
        taken = self._taken
        if taken is not None and (taken.version == version or self._is_kept()):
            return taken
        # Who comes while it is being made takes what there is; the first to come has nothing to take.
        waits = taken is None or self._took <= QUICK
        if not self._making.acquire(blocking=waits) and taken is not None:
            return taken
        try:
            if self._taken is None or self._taken.version != version:
                self._taken = self._timed()
            return self._taken
        finally:
            self._making.release()

    def _is_kept(self) -> bool:
        """Whether it takes long and was made a moment ago."""
        return self._took > QUICK and self._clock() - self._done < REST * self._took

    def _timed(self) -> Taken[T]:
        version, begin = self._version(), self._clock()
        value = self._make()
        self._done = self._clock()
        self._took = self._done - begin
        return Taken(value, version)
