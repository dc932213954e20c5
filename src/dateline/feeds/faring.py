"""How a feed fares: what becomes of it after each answer. Pure functions of the feed, the answer and the moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dateline.feeds.moments import from_iso, to_iso
from dateline.feeds.records import Feed, Parsed, Quiet
from dateline.feeds.settings import Settings
from dateline.feeds.waits import next_allowed

GONE: Final = 410
_BACK_AFTER: Final = 3  # failures at a new address until the old one is tried again
_LONGEST: Final = 500  # letters of an ETag or of a problem; servers send longer ones to no good


def due(feed: Feed, settings: Settings, *, once: bool) -> float:
    """When a feed is to be asked next; `once` heeds only what its server asks for."""
    wanted = 0.0 if once or feed.asked is None or feed.failures else from_iso(feed.asked) + settings.every
    return max(wanted, from_iso(feed.not_before))


def answered(feed: Feed, parsed: Parsed, headers: Mapping[str, str], now: float, settings: Settings) -> Feed:
    """The feed after it answered with entries."""
    return replace(
        _well(feed, headers, parsed.quiet, now, settings),
        kind=parsed.kind[:40],
        title=parsed.title or feed.title,
        etag=_kept(headers.get("etag")),
        modified=_kept(headers.get("last-modified")),
        problem="; ".join(parsed.notes)[:_LONGEST] or None,
        quiet=parsed.quiet,
    )


def unchanged(feed: Feed, headers: Mapping[str, str], now: float, settings: Settings) -> Feed:
    """The feed after it answered that nothing changed."""
    return _well(feed, headers, feed.quiet, now, settings)


def failed(feed: Feed, reason: str, now: float, settings: Settings, wait: float = 0.0) -> Feed:
    """The feed after it could not be had; `wait` is how many seconds its server asks to wait.

    One that failed often and for long is dead: it is no longer asked.
    """
    since = feed.failing_since or to_iso(now)
    failures = feed.failures + 1
    dead = failures >= settings.dead_after and now - from_iso(since) >= settings.dead_span
    back = failures % _BACK_AFTER == 0
    return replace(
        feed,
        asked=to_iso(now),
        not_before=to_iso(now + max(settings.back_off(failures), min(wait, settings.longest_wait))),
        failures=failures,
        failing_since=since,
        problem=reason[:_LONGEST],
        status="dead" if dead else feed.status,
        address=feed.url if back else feed.address,
        etag=None if back and feed.address != feed.url else feed.etag,
        modified=None if back and feed.address != feed.url else feed.modified,
    )


def gone(feed: Feed, now: float) -> Feed:
    """The feed after its server said that it is gone for good."""
    return replace(feed, asked=to_iso(now), status="dead", problem="the server says that it is gone for good (410)",
                   failures=feed.failures + 1, failing_since=feed.failing_since or to_iso(now))  # fmt: skip


def moved(feed: Feed, address: str | None) -> Feed:
    """The feed at the address where it lies from now on."""
    return replace(feed, address=address) if address and address != feed.address else feed


def _well(feed: Feed, headers: Mapping[str, str], quiet: Quiet, now: float, settings: Settings) -> Feed:
    allowed = next_allowed(headers, quiet, now, settings.longest_wait)
    return replace(
        feed,
        asked=to_iso(now),
        succeeded=to_iso(now),
        not_before=to_iso(allowed) if allowed > now else None,
        failures=0,
        failing_since=None,
        problem=None,
    )


def _kept(header: str | None) -> str | None:
    """A validator as the server gave it; one that is over long is better not sent back."""
    return header if header and len(header) <= _LONGEST and header.isascii() and header.isprintable() else None
