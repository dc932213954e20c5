"""What to ask for now, and when to look again: a pure function of what is known and the moment.

A host is asked for one thing at a time, not before its pause is over, for feeds and pages in turn, what is due longest
first. Before anything else of an origin comes its robots.txt.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from dateline.feeds.addresses import host_of, origin_of
from dateline.feeds.settings import Settings

What = Literal["robots", "feed", "page"]
NEVER: Final = math.inf
_RANKS: Final[dict[What, int]] = {"robots": 0, "feed": 1, "page": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request to be made: for a feed (`key` is its URL), an entry's page (its number), an origin's robots.txt.

    `passed` are the addresses that sent on to this one. `moved` is where the first of them lies from now on, as far as
    all that were passed said so.
    """

    what: What
    key: str | int
    url: str
    due: float = 0.0
    etag: str | None = None
    modified: str | None = None
    passed: tuple[str, ...] = ()
    moved: str | None = None
    for_good: bool = True


@dataclass(frozen=True, slots=True)
class Host:
    """How a host is treated: not asked before `free` nor while it is `busy`; `failures` in a row.

    `last` is what it was asked for last. Feeds alone would leave no time for pages where the pauses are long, and
    pages alone would let a feed drop entries before it is read.
    """

    free: float = 0.0
    busy: bool = False
    failures: int = 0
    last: What = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All that decides what is asked. `robots` says until when that of an origin is known; `running` requests are
    under way, and for `room` more dispatches there is room before the coder."""

    asks: Iterable[Ask]
    hosts: Mapping[str, Host]
    robots: Mapping[str, float]
    running: int = 0
    room: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask for now, and the next moment at which there will be something, unless something happens before."""

    start: tuple[Ask, ...]
    wake: float = NEVER


def plan(state: State, now: float, settings: Settings) -> Plan:
    """Decide what to ask for."""
    first, wake = _first_of_each_host(state, now)
    start: list[Ask] = []
    pages = 0
    for ask in sorted(first, key=lambda each: (_RANKS[each.what], each.due)):
        if len(start) + state.running >= settings.workers:
            break
        if ask.what == "page":
            if pages >= state.room:
                continue
            pages += 1
        start.append(_robots_first(ask, state, now))
    return Plan(tuple(start), wake)


def is_due(state: State, now: float) -> bool:
    """Whether there is something to be asked for as soon as its host and the coder let it."""
    return any(ask.due <= now for ask in state.asks)


def _first_of_each_host(state: State, now: float) -> tuple[list[Ask], float]:
    """What each host that is free should be asked for, and when the next will be, or have something."""
    first: dict[str, Ask] = {}
    wake = NEVER
    for ask in state.asks:
        name = host_of(ask.url)
        host = state.hosts.get(name, Host())
        at = max(ask.due, host.free)
        if host.busy:
            continue
        if at > now:
            wake = min(wake, at)
        elif name not in first or _order(ask, host) < _order(first[name], host):
            first[name] = ask
    return list(first.values()), wake


def _order(ask: Ask, host: Host) -> tuple[bool, bool, float]:
    return ask.what != "robots", ask.what == host.last, ask.due


def _robots_first(ask: Ask, state: State, now: float) -> Ask:
    origin = origin_of(ask.url)
    if ask.what == "robots" or state.robots.get(origin, 0.0) > now:
        return ask
    return Ask(what="robots", key=origin, url=f"{origin}/robots.txt", due=ask.due)
