"""What watching has to say while it goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

What = Literal["failed", "dead", "moved", "odd", "back", "list"]


@dataclass(frozen=True, slots=True)
class Told:
    """Something that happened to a feed: it failed, is no longer asked, moved, is odd, answers again, names others."""

    what: What
    feed: str
    words: str


@dataclass(slots=True)
class Round:
    """What was asked and what came of it, from one moment with nothing to do to the next."""

    asked: int = 0
    unchanged: int = 0
    failed: int = 0
    new: int = 0
    changed: int = 0
    pages: int = 0
    waiting: int = 0  # entries that could not be had yet
    next_due: float | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked at all."""
        return not self.asked and not self.pages


Tell = Callable[[Told | Round], None]
