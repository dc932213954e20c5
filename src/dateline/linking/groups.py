"""Things that are joined pair by pair (union-find)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Thing = TypeVar("Thing", bound=Hashable)


class Groups(Generic[Thing]):
    """Groups of things; each is alone at first."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self._above = {thing: thing for thing in things}

    def __len__(self) -> int:
        return sum(thing == above for thing, above in self._above.items())

    def join(self, a: Thing, b: Thing) -> None:
        """Make one group of the groups of two things."""
        self._above[self.top(a)] = self.top(b)

    def top(self, thing: Thing) -> Thing:
        """The thing that stands for a thing's group."""
        while self._above[thing] != thing:
            self._above[thing] = thing = self._above[self._above[thing]]
        return thing

    def members(self) -> list[list[Thing]]:
        """The groups, in the order of the things."""
        found: dict[Thing, list[Thing]] = {}
        for thing in self._above:
            found.setdefault(self.top(thing), []).append(thing)
        return list(found.values())
