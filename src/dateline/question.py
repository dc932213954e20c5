"""What is asked of a store, with names and dates as users write them. Light to import: no database is needed to ask."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Names may be ids, a country a code or a name; days are inclusive; a box is west,south,east,north."""

    types: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    country: str | None = None
    box: str | None = None
    since: str | None = None
    until: str | None = None
    known: str | None = None
    recorded: str | None = None
    publishers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    text: str | None = None
    min_confidence: float = 0.0
    disputed: bool = False
    min_sources: int = 0
