"""What the conductor knows: feeds, entries that wait, hosts and their robots.txt, and what is under way.

It is all in the store too, but for what is under way: that is asked for again when the program was stopped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from sqlalchemy import Connection

from dateline.feeds import faring, keeping
from dateline.feeds.addresses import host_of, origin_of
from dateline.feeds.applying import take_answer
from dateline.feeds.asking import Outcome
from dateline.feeds.moments import from_iso, to_iso
from dateline.feeds.politeness import Robots, after, read_robots
from dateline.feeds.records import Feed, Waiting
from dateline.feeds.replies import Reply, next_hop
from dateline.feeds.schedule import NEVER, Ask, Host, State, is_due
from dateline.feeds.settings import Settings
from dateline.feeds.telling import Round, Told
from dateline.feeds.waits import retry_after

_Key = tuple[str, str | int]
_RELOAD = 1.0  # seconds between looks at what waits in the store


class Board:
    """The conductor's knowledge. Only its thread touches it."""

    def __init__(self, settings: Settings, *, once: bool) -> None:
        self.coding: set[int] = set()  # entries whose documents are with the coder
        self.running = 0
        self._settings = settings
        self._once = once
        self._roots: Collection[str] = ()
        self._feeds: dict[str, Feed] = {}
        self._waiting: dict[int, Waiting] = {}
        self._hosts: dict[str, Host] = {}
        self._robots: dict[str, Robots] = {}
        self._under_way: set[_Key] = set()
        self._hops: dict[_Key, Ask] = {}  # where an answer sent on to
        self._asked: set[str] = set()  # feeds, in this run
        self.is_stale = True  # there may be entries in the store that wait and are not known here
        self._reloaded = 0.0
        self._round = Round()

    # --- what is known

    def load(self, connection: Connection, urls: Collection[str]) -> None:
        """Learn what the store knows of these feeds, and of all hosts."""
        self._roots = urls
        self._feeds = keeping.load_feeds(connection, urls)
        for origin, (robots, free) in keeping.load_hosts(connection).items():
            name = host_of(origin)
            self._hosts[name] = Host(max(free, self._hosts.get(name, Host()).free))
            if robots is not None:
                self._robots[origin] = robots

    def refill(self, connection: Connection, now: float) -> None:
        """Learn of entries that wait, if there may be new ones."""
        if self.is_stale and (now - self._reloaded >= _RELOAD or not self._waiting):
            known = {*self._waiting, *self.coding}
            for waiting in keeping.load_waiting(connection, self._feeds.keys(), known):
                self._waiting[waiting.n] = waiting
            self.is_stale, self._reloaded = False, now

    def state(self, room: int) -> State:
        """What the schedule is made of."""
        robots = {origin: each.until for origin, each in self._robots.items()}
        return State(asks=list(self._asks()), hosts=self._hosts, robots=robots, running=self.running, room=room)

    def is_idle(self, now: float) -> bool:
        """Whether there is nothing to do for the moment."""
        return not (self._under_way or self.coding or self.is_stale or is_due(self.state(1), now) or any(self.whole(1)))

    def whole(self, most: int) -> Sequence[Waiting]:
        """Entries that need no page, as many as there is room for."""
        free = (each for each in self._waiting.values() if not self._needs_page(each) and each.n not in self.coding)
        return list(islice(free, max(0, most)))

    def entry_of(self, ask: Ask) -> Waiting | None:
        """The entry to whose page a request goes."""
        return self._waiting.get(ask.key) if ask.what == "page" and isinstance(ask.key, int) else None

    def refusal(self, ask: Ask) -> Reply | None:
        """The reply to a request that robots.txt does not let us make."""
        robots = self._robots.get(origin_of(ask.url))
        if ask.what == "robots" or robots is None or robots.allows(ask.url):
            return None
        name = host_of(ask.url)
        if robots.readable:
            return Reply(status=0, code="E-ROBOTS", reason=f"the robots.txt of {name} does not let it be fetched")
        return Reply(status=0, code="E-FETCH-REACH", reason=f"the robots.txt of {name} cannot be had for the moment")

    def _asks(self) -> Iterator[Ask]:
        """All that is to be asked for, now or later, and is not under way."""
        robots = {origin for what, origin in (*self._under_way, *self._hops) if what == "robots"}
        yield from (ask for key, ask in self._hops.items() if key not in self._under_way and ask.what == "robots")
        for ask in (*self._feed_asks(), *self._page_asks()):
            ask = self._hops.get((ask.what, ask.key), ask)
            if (ask.what, ask.key) not in self._under_way and origin_of(ask.url) not in robots:
                yield ask

    def _feed_asks(self) -> Iterator[Ask]:
        for feed in self._feeds.values():
            if feed.status == "live" and not (self._once and feed.url in self._asked):
                due = faring.due(feed, self._settings, once=self._once)
                yield Ask(what="feed", key=feed.url, url=feed.address, due=due, etag=feed.etag, modified=feed.modified)

    def _page_asks(self) -> Iterator[Ask]:
        for waiting in self._waiting.values():
            if self._needs_page(waiting) and waiting.n not in self.coding:
                url = (waiting.entry.link or "").partition("#")[0]
                yield Ask(what="page", key=waiting.n, url=url, due=from_iso(waiting.due))

    def _needs_page(self, waiting: Waiting) -> bool:
        return self._settings.pages and waiting.entry.link is not None and not waiting.entry.whole

    # --- what happens

    def begin(self, connection: Connection, ask: Ask, now: float) -> None:
        """A request is about to be made: its host is busy, and is not free for a while even if we are killed now."""
        name, origin = host_of(ask.url), origin_of(ask.url)
        host = self._hosts.get(name, Host())
        self._hosts[name] = replace(host, busy=True, last=host.last if ask.what == "robots" else ask.what)
        self._under_way.add((ask.what, ask.key))
        self.running += 1
        keeping.save_host(connection, origin, None, now + self._pause(origin))

    def end(self, connection: Connection, outcome: Outcome, now: float) -> None:
        """A request was answered, or could not be made."""
        ask, reply = outcome.ask, outcome.reply
        name, origin = host_of(ask.url), origin_of(ask.url)
        self.running -= 1
        pause = self._pause(origin)
        self._hosts[name] = after(self._hosts.get(name, Host()), reply, pause, now, self._settings)
        keeping.save_host(connection, origin, None, self._hosts[name].free)

    def follow(self, outcome: Outcome, now: float) -> Reply | None:
        """Go on where an answer sends to, and return nothing; or the reply that stands for its leading nowhere."""
        hop = next_hop(outcome.ask, outcome.reply, self._settings)
        if isinstance(hop, str):
            return Reply(status=0, code="E-FETCH-REDIRECT", reason=hop)
        key: _Key = (outcome.ask.what, outcome.ask.key)
        self._under_way.discard(key)
        self._hops[key] = replace(hop, due=now)
        return None

    def take(self, connection: Connection, outcome: Outcome, now: float) -> Sequence[Told]:
        """Keep what an outcome means for its feed or entry; what is returned is worth telling."""
        key: _Key = (outcome.ask.what, outcome.ask.key)
        self._under_way.discard(key)
        self._hops.pop(key, None)
        match outcome.ask.what:
            case "feed":
                return self._take_feed(connection, outcome, now)
            case "page":
                self._take_page(connection, outcome, now)
            case "robots":
                self._take_robots(connection, outcome, now)
        return ()

    def settled(self, n: int) -> None:
        """The documents of an entry were taken in; it may have changed meanwhile, or go on."""
        self.coding.discard(n)
        self._waiting.pop(n, None)
        self.is_stale = True

    def end_round(self, wake: float) -> Round:
        """What was done since the last round."""
        done, self._round = self._round, Round()
        done.next_due = None if wake == NEVER else wake
        done.waiting = sum(1 for each in self._waiting.values() if not each.goes_on)
        return done

    def _take_feed(self, connection: Connection, outcome: Outcome, now: float) -> Sequence[Told]:
        feed = self._feeds[str(outcome.ask.key)]
        fared = take_answer(connection, feed, outcome, now, self._settings, self._feeds)
        self._asked.add(feed.url)
        self._feeds[feed.url] = fared.feed
        self.is_stale = self.is_stale or bool(fared.news.new or fared.news.changed)
        for n in set(fared.news.changed) - self.coding:
            if ("page", n) not in self._under_way:
                self._waiting.pop(n, None)
        if feed.kind in keeping.LISTS or fared.feed.kind in keeping.LISTS:
            self._feeds = keeping.load_feeds(connection, self._roots)
        self._count_feed(fared.is_well, outcome.reply.status, fared.news.new, len(fared.news.changed))
        return fared.tells

    def _count_feed(self, is_well: bool, status: int, new: int, changed: int) -> None:
        self._round.asked += 1
        self._round.failed += not is_well
        self._round.unchanged += is_well and status == 304
        self._round.new += new
        self._round.changed += changed

    def _take_page(self, connection: Connection, outcome: Outcome, now: float) -> None:
        self._round.pages += 1
        waiting = self.entry_of(outcome.ask)
        if waiting is None or outcome.made is not None:
            return
        reply = outcome.reply
        wait = max(self._settings.page_back_off(waiting.attempts + 1), retry_after(reply.headers, now))
        until = to_iso(now + min(wait, self._settings.longest_wait))
        keeping.put_off(connection, waiting, until, reply.words())
        self._waiting.pop(waiting.n)
        self.is_stale = True

    def _take_robots(self, connection: Connection, outcome: Outcome, now: float) -> None:
        """Keep a robots.txt; the pause that it asks for begins with its own answer."""
        origin = str(outcome.ask.key)
        self._robots[origin] = read_robots(outcome.reply, now, self._settings)
        host = self._hosts.get(host_of(origin), Host())
        self._hosts[host_of(origin)] = replace(host, free=max(host.free, now + self._pause(origin)))
        keeping.save_host(connection, origin, self._robots[origin], self._hosts[host_of(origin)].free)

    def _pause(self, origin: str) -> float:
        robots = self._robots.get(origin)
        return min(max(self._settings.pause, robots.delay() if robots else 0.0), self._settings.longest_wait)
