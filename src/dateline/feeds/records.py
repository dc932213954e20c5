"""What travels through the watching of feeds.

    answer -> Parsed (entries, or feeds that a list names) -> Entry -> documents

Words that are easy to confuse:
  feed      what is asked again and again: RSS, Atom, JSON Feed, a sitemap of news, or a list of such
  entry     what a feed says of one dispatch; it may hold the whole of it, or only a summary and a link
  page      where the link of an entry leads
  guid      what a feed calls an entry by; some use one for several
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

FeedStatus = Literal["live", "dead", "left"]
EntryStatus = Literal["waiting", "taken", "failed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one dispatch.

    `text` is plain, and `whole` says whether it is the dispatch or only a summary of it. `published` and `updated`
    are ISO 8601 as far as the feed gives them. `notes` say what had to be assumed.
    """

    guid: str | None
    link: str | None
    title: str | None
    text: str = ""
    whole: bool = False
    published: str | None = None
    updated: str | None = None
    publisher: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quiet:
    """When a feed asks not to be asked: for so many seconds after an answer, in hours of the day and on days (UTC)."""

    seconds: float = 0.0
    hours: frozenset[int] = frozenset()
    days: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A feed as it was read. `feeds` are those that a list or an index names."""

    kind: str
    title: str | None = None
    entries: tuple[Entry, ...] = ()
    feeds: tuple[str, ...] = ()
    quiet: Quiet = field(default_factory=Quiet)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoFeed:
    """Why an answer is no feed."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed and how it fares; a row of the store's `feeds`, see there. Moments are UTC, as the store writes them."""

    url: str
    address: str
    parent: str | None = None
    status: FeedStatus = "live"
    kind: str | None = None
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    quiet: Quiet = field(default_factory=Quiet)
    asked: str | None = None
    succeeded: str | None = None
    not_before: str | None = None
    failures: int = 0
    failing_since: str | None = None
    problem: str | None = None
    shares_guids: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An entry that was seen before; a row of the store's `feed_entries` without what the feed said."""

    n: int
    feed: str
    guid: str | None
    link: str | None
    title: str | None
    document: str
    digest: str
    version: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An entry whose dispatch is still to be taken in, or to be looked at again (a live blog, `goes_on`)."""

    n: int
    feed: str
    document: str
    entry: Entry
    seen: str
    due: str | None = None
    attempts: int = 0
    goes_on: bool = False
    first: bool = False  # whether its feed was asked for the first time when it was seen


def entry_to_dict(entry: Entry) -> dict[str, Any]:
    """An entry as the store keeps it."""
    return {name: getattr(entry, name) for name in Entry.__slots__} | {"notes": list(entry.notes)}


def entry_from_dict(data: dict[str, Any]) -> Entry:
    """The entry whose `entry_to_dict` is `data`."""
    return Entry(**{name: data[name] for name in Entry.__slots__} | {"notes": tuple(data["notes"])})
