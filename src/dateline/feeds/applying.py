"""What an answer does to a feed: the store is brought up to date in one transaction, and what is worth telling told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from dateline.feeds import faring, keeping
from dateline.feeds.asking import Outcome
from dateline.feeds.keeping import News
from dateline.feeds.records import Feed, Parsed
from dateline.feeds.settings import Settings
from dateline.feeds.telling import Told
from dateline.feeds.waits import retry_after

_UNCHANGED = 304


@dataclass(frozen=True, slots=True)
class Fared:
    """How a feed fares after an answer, and what the answer brought."""

    feed: Feed
    news: News = News()  # noqa: RUF009  # it is frozen
    tells: tuple[Told, ...] = ()

    @property
    def is_well(self) -> bool:
        """Whether it answered as a feed does."""
        return self.feed.failures == 0


def take_answer(
    connection: Connection, feed: Feed, outcome: Outcome, now: float, settings: Settings, others: Mapping[str, Feed]
) -> Fared:
    """Keep what a feed answered.

    Args:
        connection: A transaction that writes.
        feed: As it was.
        outcome: What was answered.
        now: The moment.
        settings: How feeds are watched.
        others: All feeds that are watched.
    """
    news = News()
    if isinstance(outcome.parsed, Parsed):
        first = feed.succeeded is None
        news = keeping.keep_answer(connection, feed, outcome.parsed, now, first=first, most=settings.most_entries)
        if outcome.parsed.feeds or feed.kind in keeping.LISTS:
            keeping.name_feeds(connection, outcome.parsed.feeds[: settings.most_feeds], parent=feed.url)
    after = _after(feed, outcome, now, settings)
    after = replace(after, shares_guids=after.shares_guids or news.shares_guids)
    if after.failures == 0 and outcome.ask.moved:
        after = _moved(after, outcome.ask.moved, others)
    keeping.save_feed(connection, after)
    return Fared(after, news, tuple(_tells(feed, after, outcome, settings)))


def _after(feed: Feed, outcome: Outcome, now: float, settings: Settings) -> Feed:
    reply = outcome.reply
    if isinstance(outcome.parsed, Parsed):
        return faring.answered(feed, outcome.parsed, reply.headers, now, settings)
    if reply.status == _UNCHANGED:
        return faring.unchanged(feed, reply.headers, now, settings)
    if reply.status == faring.GONE:
        return faring.gone(feed, now)
    reason = outcome.parsed.reason if outcome.parsed else reply.words()
    return faring.failed(feed, reason, now, settings, retry_after(reply.headers, now))


def _moved(feed: Feed, address: str, others: Mapping[str, Feed]) -> Feed:
    """The feed where it lies from now on; where another one is asked there already, once is enough."""
    twin = next((each for each in others.values() if each.url != feed.url and each.address == address), None)
    if twin is not None and twin.status == "live":
        return replace(feed, status="dead", problem=f"it has moved to {address}, which is watched as {twin.url}")
    return faring.moved(feed, address)


def _tells(before: Feed, after: Feed, outcome: Outcome, settings: Settings) -> Iterator[Told]:
    if after.status == "dead":
        yield Told("dead", after.url, f"is no longer asked: {after.problem}")
    elif after.failures:
        yield Told("failed", after.url, f"failed ({after.failures} in a row): {after.problem}; "
                   f"it is asked again after {after.not_before}")  # fmt: skip
    elif before.failures:
        yield Told("back", after.url, f"answers again, after {before.failures} failures")
    if after.address != before.address and not after.failures:
        yield Told("moved", after.url, f"has moved for good to {after.address}; it is asked there from now on, "
                   "and your list should say so")  # fmt: skip
    if after.shares_guids and not before.shares_guids:
        yield Told("odd", after.url, "gives several entries the same guid; they are told apart by link and title")
    if isinstance(outcome.parsed, Parsed):
        yield from _odd(before, after, outcome.parsed, settings)


def _odd(before: Feed, after: Feed, parsed: Parsed, settings: Settings) -> Iterator[Told]:
    if after.problem and after.problem != before.problem and after.status != "dead":
        yield Told("odd", after.url, after.problem)
    if len(parsed.entries) > settings.most_entries:
        yield Told(
            "odd", after.url, f"has {len(parsed.entries):,} entries; the first {settings.most_entries:,} are taken"
        )
    if parsed.feeds and before.kind is None:
        yield Told("list", after.url, f"names {len(parsed.feeds):,} feeds")
    if len(parsed.feeds) > settings.most_feeds:
        yield Told("odd", after.url, f"names more than {settings.most_feeds:,} feeds; the first ones are watched")
    if not parsed.entries and not parsed.feeds and before.kind is None:
        yield Told("odd", after.url, "is a feed without entries")
