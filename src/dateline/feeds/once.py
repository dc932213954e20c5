"""A feed read once, for `dateline add`: its entries are dispatches, and nothing of it is remembered.

Pages are asked for one after the other, as politely as when feeds are watched: robots.txt is heeded, and each host is
left alone between two requests for as long as it asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from dateline.feeds.addresses import host_of, origin_of
from dateline.feeds.asking import Job, Reader
from dateline.feeds.dispatches import Dispatch
from dateline.feeds.identity import Twin, dispatch_id, page_id, recognise, shares_guids
from dateline.feeds.keeping import LISTS
from dateline.feeds.moments import to_iso
from dateline.feeds.parse import Answer, parse
from dateline.feeds.politeness import Robots, read_robots
from dateline.feeds.records import Entry, NoFeed, Waiting
from dateline.feeds.replies import Reply, next_hop
from dateline.feeds.schedule import Ask
from dateline.records import Document, Failure

Sleep = Callable[[float], None]


def read_feed(answer: Answer, reader: Reader, now: float, sleep: Sleep) -> Iterator[Document | Failure]:
    """The dispatches of a feed, the oldest first, lazily.

    Args:
        answer: What its address answered.
        reader: What asks for pages and reads them; one try is all that a page has.
        now: The moment.
        sleep: Waits for so many seconds.
    """
    settings = replace(reader.settings, attempts=1)
    reader = replace(reader, settings=settings)
    found = parse(answer, recent_from=to_iso(max(0.0, now - settings.recent)))
    if isinstance(found, NoFeed):
        yield Failure(answer.url, "E-FEED", found.reason)
    elif found.kind in LISTS:
        yield Failure(answer.url, "E-FEED", f"it is a list of {len(found.feeds):,} feeds; `dateline watch` takes it")
    elif not found.entries:
        yield Failure(answer.url, "E-EMPTY", "it is a feed without entries")
    else:
        visitor = _Visitor(reader, now, sleep)
        for waiting in reversed(_entries(found.entries[: settings.most_entries], answer.url, now)):
            yield from (each.document for each in visitor.visit(waiting))


def _entries(entries: tuple[Entry, ...], feed: str, now: float) -> list[Waiting]:
    """The entries with the ids that they have when the feed is watched."""
    plain = [replace(each, guid=None) for each in entries] if shares_guids(entries) else list(entries)
    found: list[Waiting] = []
    tellers: dict[str, list[Twin]] = {}
    for number, seen in enumerate(recognise(plain, ())):
        entry = seen.entry
        twins = tellers.get(page_id(entry.link), []) if entry.link else []
        document = dispatch_id(entry, feed, twins)
        tellers.setdefault(document, []).append(Twin(entry.guid, entry.title))
        found.append(Waiting(n=number, feed=feed, document=document, entry=entry, seen=to_iso(now), first=True))
    return found


@dataclass(slots=True)
class _Visitor:
    """Goes to the pages of entries."""

    reader: Reader
    now: float
    sleep: Sleep
    robots: dict[str, Robots] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)  # hosts

    def visit(self, waiting: Waiting) -> tuple[Dispatch, ...]:
        """The documents of an entry."""
        link = waiting.entry.link
        if waiting.entry.whole or link is None or not self.reader.settings.pages:
            return self.reader.without_page(waiting).dispatches
        ask = Ask(what="page", key=waiting.n, url=link.partition("#")[0])
        reply = self._reply(ask)
        while reply.is_redirect:
            hop = next_hop(ask, reply, self.reader.settings)
            if isinstance(hop, str):
                reply = Reply(status=0, code="E-FETCH-REDIRECT", reason=hop)
            else:
                ask, reply = hop, self._reply(hop)
        made = self.reader.conclude(Job(ask, waiting, self.now), reply).made
        return made.dispatches if made else ()

    def _reply(self, ask: Ask) -> Reply:
        """What a page answers, or that robots.txt does not let it be asked for."""
        origin = origin_of(ask.url)
        if origin not in self.robots:
            asked = self._asked(Ask(what="robots", key=origin, url=f"{origin}/robots.txt"))
            self.robots[origin] = read_robots(asked, self.now, self.reader.settings)
        if not self.robots[origin].allows(ask.url):
            return Reply(status=0, code="E-ROBOTS", reason=f"the robots.txt of {host_of(ask.url)} does not let it be "
                         "fetched, or cannot be had")  # fmt: skip
        return self._asked(ask)

    def _asked(self, ask: Ask) -> Reply:
        host, robots = host_of(ask.url), self.robots.get(origin_of(ask.url))
        if host in self.asked:
            self.sleep(max(self.reader.settings.pause, robots.delay() if robots else 0.0))
        self.asked.add(host)
        return self.reader.asker(ask)
