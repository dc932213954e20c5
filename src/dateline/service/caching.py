"""Keeps what was made of one state of the store for the requests that follow, and forgets it at the next state."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")
MOST = 256  # things that are kept


class Cache:
    """Safe to use from several threads; what two ask for at once is made once. At most `most` things are kept."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[threading.Lock, list[Any]]] = OrderedDict()
        self._version = ""

    def get(self, version: str, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` makes of the store's state of a version."""
        making, made = self._slot(version, key)
        with making:
            if not made:
                made.append(make())
        return cast(T, made[0])

    def _slot(self, version: str, key: Hashable) -> tuple[threading.Lock, list[Any]]:
        with self._lock:
            if version != self._version:
                self._kept.clear()
                self._version = version
            slot = self._kept.setdefault(key, (threading.Lock(), []))
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return slot
