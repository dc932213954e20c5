from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.feeds.faring import answered, due, failed, gone, moved, unchanged
from dateline.feeds.moments import from_iso, to_iso
from dateline.feeds.records import Feed, Parsed, Quiet
from dateline.feeds.settings import DAY, Settings

NOW = 1_500_000_000.0
SETTINGS = Settings(every=900.0)
FEED = Feed(url="https://a.example/f", address="https://a.example/f")


def test_feed_that_was_never_asked_is_due() -> None:
    assert due(FEED, SETTINGS, once=False) == 0.0


def test_feed_that_answered_is_due_after_the_interval() -> None:
    feed = answered(FEED, Parsed("rss20", "T"), {"etag": '"x"', "last-modified": "y"}, NOW, SETTINGS)
    assert due(feed, SETTINGS, once=False) == NOW + 900
    assert due(feed, SETTINGS, once=True) <= NOW
    assert (feed.etag, feed.modified, feed.title, feed.succeeded) == ('"x"', "y", "T", to_iso(NOW))


def test_feed_is_due_when_its_server_says_and_that_holds_for_once_too() -> None:
    feed = answered(FEED, Parsed("rss20", quiet=Quiet(3600)), {}, NOW, SETTINGS)
    assert due(feed, SETTINGS, once=True) == NOW + 3600


def test_feed_that_did_not_change_keeps_what_it_asked_for() -> None:
    feed = answered(FEED, Parsed("rss20", quiet=Quiet(3600)), {"etag": '"x"'}, NOW, SETTINGS)
    later = unchanged(feed, {}, NOW + 5000, SETTINGS)
    assert (later.etag, due(later, SETTINGS, once=True)) == ('"x"', NOW + 8600)


def test_feed_that_fails_is_asked_less_and_less() -> None:
    feed, waits = FEED, []
    for _ in range(9):
        feed = failed(feed, "why", NOW, SETTINGS)
        waits.append(due(feed, SETTINGS, once=False) - NOW)
    assert waits == [900, 1800, 3600, 7200, 14400, 28800, 57600, DAY, DAY]
    assert (feed.problem, feed.status) == ("why", "live")


def test_feed_that_fails_heeds_retry_after() -> None:
    assert due(failed(FEED, "why", NOW, SETTINGS, wait=5000), SETTINGS, once=True) == NOW + 5000
    assert due(failed(FEED, "why", NOW, SETTINGS, wait=10**9), SETTINGS, once=True) == NOW + DAY


def test_feed_that_failed_often_and_long_is_dead_and_not_before() -> None:
    feed = FEED
    for _ in range(12):
        feed = failed(feed, "why", NOW, SETTINGS)
    assert feed.status == "live"
    assert failed(feed, "why", NOW + 4 * DAY, SETTINGS).status == "dead"
    assert failed(replace(FEED, failing_since=to_iso(NOW)), "why", NOW + 9 * DAY, SETTINGS).status == "live"


def test_feed_that_answers_again_is_well() -> None:
    feed = unchanged(failed(FEED, "why", NOW, SETTINGS), {}, NOW, SETTINGS)
    assert (feed.failures, feed.failing_since, feed.problem) == (0, None, None)


def test_feed_that_is_gone_is_dead_at_once() -> None:
    assert gone(FEED, NOW).status == "dead"


def test_feed_that_moved_is_asked_where_it_lies_until_that_fails() -> None:
    feed = moved(FEED, "https://b.example/g")
    assert (feed.url, feed.address) == (FEED.url, "https://b.example/g")
    for _ in range(3):
        feed = failed(feed, "why", NOW, SETTINGS)
    assert feed.address == FEED.url


@pytest.mark.parametrize("etag", ["x" * 600, "é", "a\r\nb"])
def test_validators_that_cannot_be_sent_back_are_not_kept(etag: str) -> None:
    assert answered(FEED, Parsed("rss20"), {"etag": etag}, NOW, SETTINGS).etag is None


def test_moments_are_rounded_up() -> None:
    assert from_iso(to_iso(NOW + 0.2)) == NOW + 1
