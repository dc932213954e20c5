"""What the store keeps of feeds, so that watching can be stopped at any moment and goes on where it stopped.

An answer's entries and its ETag are kept in one transaction: what is not kept is asked for again. A dispatch and the
end of its entry's waiting are kept in one transaction too: none is lost, and none comes twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, func, select, update

from dateline.feeds.identity import Twin, digest, dispatch_id, page_id, recognise, shares_guids, version
from dateline.feeds.moments import from_iso, to_iso
from dateline.feeds.politeness import Robots
from dateline.feeds.records import (
    Entry,
    EntryStatus,
    Feed,
    Known,
    Parsed,
    Quiet,
    Waiting,
    entry_from_dict,
    entry_to_dict,
)
from dateline.reading.documents import clean
from dateline.store.rows import in_parts
from dateline.store.tables import feed_entries, feed_hosts, feeds
from dateline.store.upsert import insert_missing

MOST_WAITING: Final = 1_000  # entries that are held in memory at a time
LISTS: Final = ("opml", "list", "sitemap index")  # kinds of feeds that name others
_UNREADABLE: Final = "!"  # what is kept of a robots.txt that cannot be had for the moment


# --- feeds


def load_feeds(connection: Connection, urls: Collection[str] | None = None) -> dict[str, Feed]:
    """Feeds by URL, with those that lists among them name; all that there are when none are given."""
    rows = connection.execute(select(feeds).order_by(feeds.c.url)).all()
    found = {row.url: _feed(row) for row in rows}
    if urls is None:
        return found
    wanted = set(urls)
    while more := {feed.url for feed in found.values() if feed.parent in wanted} - wanted:
        wanted |= more
    return {url: feed for url, feed in found.items() if url in wanted}


def name_feeds(connection: Connection, urls: Iterable[str], parent: str | None = None) -> None:
    """See that these feeds are there; those that the same list named and names no longer are left."""
    urls = list(dict.fromkeys(urls))
    rows = [_feed_row(Feed(url=url, address=url, parent=parent)) for url in urls]
    insert_missing(connection, feeds, rows)
    for some in in_parts(urls):
        named = feeds.c.url.in_(some)
        connection.execute(update(feeds).where(named, feeds.c.status == "left").values(status="live"))
        if parent is None:  # what the user names is no longer a list's
            connection.execute(update(feeds).where(named).values(parent=None))
    if parent is not None:
        there = connection.scalars(select(feeds.c.url).where(feeds.c.parent == parent, feeds.c.status == "live"))
        for some in in_parts([url for url in there.all() if url not in set(urls)]):
            connection.execute(update(feeds).where(feeds.c.url.in_(some)).values(status="left"))


def revive(connection: Connection, urls: Collection[str]) -> None:
    """Ask dead feeds again, as if nothing had happened."""
    fresh = {"status": "live", "failures": 0, "failing_since": None, "not_before": None, "address": feeds.c.url}
    for some in in_parts(sorted(urls)):
        connection.execute(update(feeds).where(feeds.c.url.in_(some), feeds.c.status == "dead").values(**fresh))


def save_feed(connection: Connection, feed: Feed) -> None:
    """Keep how a feed fares."""
    row = _feed_row(feed)
    connection.execute(update(feeds).where(feeds.c.url == row.pop("url")).values(**row))


def _feed(row: Row[Any]) -> Feed:
    told = dict(row._mapping)
    quiet = told.pop("quiet") or {}
    hours, days = frozenset(quiet.get("hours", ())), frozenset(quiet.get("days", ()))
    return Feed(**told, quiet=Quiet(quiet.get("seconds", 0.0), hours, days))


def _feed_row(feed: Feed) -> dict[str, Any]:
    row = {name: getattr(feed, name) for name in Feed.__slots__}
    for name in ("title", "problem", "kind"):
        row[name] = clean(row[name]) if row[name] else None
    quiet = feed.quiet
    row["quiet"] = {"seconds": quiet.seconds, "hours": sorted(quiet.hours), "days": sorted(quiet.days)}
    return row


# --- entries


@dataclass(frozen=True, slots=True)
class News:
    """What an answer brought: entries that are new, and newer versions of some that are known."""

    new: int = 0
    changed: tuple[int, ...] = ()  # the entries' numbers
    shares_guids: bool = False


def keep_answer(connection: Connection, feed: Feed, parsed: Parsed, now: float, *, first: bool, most: int) -> News:
    """Keep what a feed answered: its entries that are new or changed wait from now on."""
    entries = [_kept(each) for each in parsed.entries[:most]]
    sharing = feed.shares_guids or shares_guids(entries)
    known = list(_known(connection, feed.url, entries))
    if sharing:
        entries = [replace(each, guid=None) for each in entries]
        known = [replace(each, guid=None) for each in known]
    seen = recognise(entries, known)
    new = [each for each in seen if each.known is None]
    changed = [(each.known, each.entry) for each in seen if each.known and _is_other(each.entry, each.known)]
    for each in reversed(new):  # feeds put the newest first, and dispatches come in as they were published
        _insert(connection, feed, each.entry, now, first=first)
    for old, entry in changed:
        _renew(connection, old, entry, now)
    return News(len(new), tuple(old.n for old, _ in changed), sharing)


def _known(connection: Connection, feed: str, entries: Sequence[Entry]) -> Iterator[Known]:
    """The entries of a feed that have a guid or a link in common with some."""
    columns = [feed_entries.c[name] for name in Known.__slots__]
    found: dict[int, Known] = {}
    for column, values in (
        (feed_entries.c.guid, {entry.guid for entry in entries if entry.guid}),
        (feed_entries.c.link, {entry.link for entry in entries if entry.link}),
        (feed_entries.c.title, {entry.title for entry in entries if entry.title and not entry.link}),
    ):
        for some in in_parts(sorted(values)):
            for row in connection.execute(select(*columns).where(feed_entries.c.feed == feed, column.in_(some))):
                found[row.n] = Known(**row._mapping)
    yield from found.values()


def _is_other(entry: Entry, known: Known) -> bool:
    """Whether an entry is another version of what is known, and no older one that a cache brought back."""
    told = version(entry)
    return digest(entry) != known.digest and not (told and known.version and told < known.version)


def _insert(connection: Connection, feed: Feed, entry: Entry, now: float, *, first: bool) -> None:
    tellers = _tellers(connection, page_id(entry.link)) if entry.link else []
    document = dispatch_id(entry, feed.url, [each.twin for each in tellers])
    is_told = any(each.document == document and each.covers(version(entry)) for each in tellers)
    row = {
        **_row(entry, now),
        "feed": feed.url,
        "document": document,
        "seen": to_iso(now),
        "status": "taken" if is_told else "waiting",
        "problem": "another feed told of it" if is_told else None,
        "due": None if is_told else to_iso(int(now)),
        "entry": None if is_told else entry_to_dict(entry) | {"first": first},
    }
    connection.execute(feed_entries.insert(), [row])


def _renew(connection: Connection, known: Known, entry: Entry, now: float) -> None:
    values = {**_row(entry, now), "status": "waiting", "problem": None,
              "entry": entry_to_dict(entry) | {"first": False}}  # fmt: skip
    connection.execute(update(feed_entries).where(feed_entries.c.n == known.n).values(**values))


def _row(entry: Entry, now: float) -> dict[str, Any]:
    return {"guid": entry.guid, "link": entry.link, "title": entry.title, "digest": digest(entry),
            "version": version(entry), "due": to_iso(int(now)), "attempts": 0}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Teller:
    """An entry of any feed, and the dispatch that it has told of."""

    twin: Twin
    document: str
    version: str | None
    status: str

    def covers(self, told: str | None) -> bool:
        """Whether it told of a version that is as new as this one."""
        is_new = told is None or (self.version is not None and self.version >= told)
        return is_new and self.status != "failed"


def _tellers(connection: Connection, document: str) -> list[_Teller]:
    columns = [feed_entries.c[name] for name in ("guid", "title", "document", "version", "status")]
    rows = connection.execute(select(*columns).where(feed_entries.c.document == document).limit(20))
    return [_Teller(Twin(row.guid, row.title), row.document, row.version, row.status) for row in rows]


def _kept(entry: Entry) -> Entry:
    """An entry as any database can hold it."""
    told = {name: clean(value) if isinstance(value, str) else value for name, value in entry_to_dict(entry).items()}
    return entry_from_dict(told | {"title": (told["title"] or "")[:1_000] or None})


# --- what waits


def load_waiting(connection: Connection, urls: Collection[str], but: Collection[int]) -> list[Waiting]:
    """The entries of some feeds that wait, and live blogs that go on; those due first come first, not all of many."""
    waits = feed_entries.c.due.is_not(None) & feed_entries.c.entry.is_not(None)
    wanted = select(feed_entries.c.n, feed_entries.c.feed).where(waits).order_by(feed_entries.c.due, feed_entries.c.n)
    fresh = [row.n for row in connection.execute(wanted) if row.feed in urls and row.n not in but]
    columns = [feed_entries.c[name] for name in ("n", "feed", "document", "entry", "seen", "due", "attempts", "status")]
    found: list[Waiting] = []
    for some in in_parts(fresh[: max(0, MOST_WAITING - len(but))]):
        found += map(_waiting, connection.execute(select(*columns).where(feed_entries.c.n.in_(some))))
    return found


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(
        n=row.n,
        feed=row.feed,
        document=row.document,
        entry=entry_from_dict(row.entry),
        seen=row.seen,
        due=row.due,
        attempts=row.attempts,
        goes_on=row.status == "taken",
        first=bool(row.entry.get("first")),
    )


def settle(
    connection: Connection, waiting: Waiting, status: EntryStatus, problem: str | None = None, again: str | None = None
) -> None:
    """Keep what became of an entry; a live blog is looked at `again` at a moment. One that changed since waits on."""
    values: dict[str, Any] = {"status": status, "problem": clean(problem)[:500] if problem else None, "due": again}
    if again is None:
        values["entry"] = None
    connection.execute(update(feed_entries).where(_as_it_was(waiting)).values(**values))


def put_off(connection: Connection, waiting: Waiting, until: str, problem: str) -> None:
    """Keep that an entry's page could not be had for the moment."""
    values = {"due": until, "attempts": waiting.attempts + 1, "problem": clean(problem)[:500]}
    connection.execute(update(feed_entries).where(_as_it_was(waiting)).values(**values))


def _as_it_was(waiting: Waiting) -> Any:
    """The entry, if no newer version of it has come since."""
    return and_(feed_entries.c.n == waiting.n, feed_entries.c.digest == digest(waiting.entry))


# --- hosts


def load_hosts(connection: Connection) -> dict[str, tuple[Robots | None, float]]:
    """By origin: its robots.txt, as far as that was read, and when it may be asked again."""
    found = {}
    for row in connection.execute(select(feed_hosts)):
        readable = row.robots != _UNREADABLE
        robots = Robots(row.robots if readable else "", from_iso(row.until), readable) if row.until else None
        found[row.origin] = (robots, from_iso(row.free))
    return found


def save_host(connection: Connection, origin: str, robots: Robots | None, free: float) -> None:
    """Keep the robots.txt of an origin, where one was read, and when it may be asked again."""
    insert_missing(connection, feed_hosts, [{"origin": origin, "free": to_iso(free)}])
    values: dict[str, Any] = {"free": to_iso(free)}
    if robots is not None:
        values |= {"robots": robots.text if robots.readable else _UNREADABLE, "until": to_iso(robots.until)}
    connection.execute(update(feed_hosts).where(feed_hosts.c.origin == origin).values(**values))


# --- for people


def entry_counts(connection: Connection) -> Mapping[str, Mapping[str, int]]:
    """By feed: how many entries there are, by what became of them."""
    counted = select(feed_entries.c.feed, feed_entries.c.status, func.count()).group_by(
        feed_entries.c.feed, feed_entries.c.status
    )
    found: dict[str, dict[str, int]] = {}
    for feed, status, count in connection.execute(counted):
        found.setdefault(feed, {})[status] = count
    return found
