from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from dateline.feeds import keeping
from dateline.feeds.moments import to_iso
from dateline.feeds.politeness import Robots
from dateline.feeds.records import Entry, Feed, Parsed, Quiet, Waiting
from dateline.store import Store
from dateline.store.tables import feed_entries

NOW = 1_500_000_000.0
URL = "https://a.example/f"


def entry(n: int, **more: object) -> Entry:
    known = {"guid": f"g{n}", "link": f"https://a.example/{n}", "title": f"T{n}", "text": f"Text {n}.",
             "published": f"2017-03-09T10:0{n}:00Z"}  # fmt: skip
    return Entry(**known | more)  # type: ignore[arg-type]


def keep(store: Store, *entries: Entry, url: str = URL, now: float = NOW) -> keeping.News:
    with store.writing() as connection:
        keeping.name_feeds(connection, [url])
        feed = keeping.load_feeds(connection)[url]
        news = keeping.keep_answer(connection, feed, Parsed("rss20", entries=entries), now, first=False, most=100)
        keeping.save_feed(connection, replace(feed, shares_guids=news.shares_guids))
    return news


def waiting(store: Store, *urls: str) -> list[Waiting]:
    with store.reading() as connection:
        return keeping.load_waiting(connection, set(urls or [URL]), ())


def settle_all(store: Store) -> None:
    with store.reading() as connection:
        found = keeping.load_waiting(connection, set(keeping.load_feeds(connection)), ())
    with store.writing() as connection:
        for each in found:
            keeping.settle(connection, each, "taken")


def test_feed_is_kept_as_it_is(store: Store) -> None:
    quiet = Quiet(60, frozenset({3}), frozenset({"sunday"}))
    feed = Feed(url=URL, address=f"{URL}2", kind="rss20", title="T\0", etag='"x"', quiet=quiet, asked=to_iso(NOW),
                failures=2, problem="why")  # fmt: skip
    with store.writing() as connection:
        keeping.name_feeds(connection, [URL])
        keeping.save_feed(connection, feed)
        assert keeping.load_feeds(connection) == {URL: replace(feed, title="T\ufffd")}


def test_new_entries_wait_the_oldest_first(store: Store) -> None:
    assert keep(store, entry(2), entry(1)).new == 2
    assert [each.entry for each in waiting(store)] == [entry(1), entry(2)]


def test_entries_that_are_known_do_not_wait_again(store: Store) -> None:
    keep(store, entry(1))
    settle_all(store)
    assert keep(store, entry(1), entry(2)).new == 1
    assert [each.entry.guid for each in waiting(store)] == ["g2"]


def test_newer_version_of_an_entry_waits_with_the_same_dispatch(store: Store) -> None:
    keep(store, entry(1))
    (before,) = waiting(store)
    settle_all(store)
    news = keep(store, entry(1, title="New", updated="2017-03-09T11:00:00Z"))
    (after,) = waiting(store)
    assert (news.new, len(news.changed), after.document) == (0, 1, before.document)
    assert after.entry.title == "New"


def test_older_version_that_a_cache_brings_back_is_passed_over(store: Store) -> None:
    keep(store, entry(1, updated="2017-03-09T11:00:00Z"))
    settle_all(store)
    assert keep(store, entry(1)).changed == ()
    assert waiting(store) == []


def test_entry_that_changed_while_it_was_coded_waits_on(store: Store) -> None:
    keep(store, entry(1))
    (before,) = waiting(store)
    keep(store, entry(1, text="Other text."))
    with store.writing() as connection:
        keeping.settle(connection, before, "taken")
    assert [each.entry.text for each in waiting(store)] == ["Other text."]


def test_entry_that_two_feeds_tell_of_is_one_dispatch(store: Store) -> None:
    keep(store, entry(1))
    keep(store, entry(1, guid="other"), url="https://a.example/other")
    assert len(waiting(store, URL, "https://a.example/other")) == 1


def test_newer_version_that_another_feed_tells_of_waits(store: Store) -> None:
    keep(store, entry(1))
    keep(store, entry(1, guid="other", updated="2017-03-09T12:00:00Z"), url="https://a.example/other")
    found = waiting(store, URL, "https://a.example/other")
    assert len({each.document for each in found}) == 1
    assert len(found) == 2


def test_feed_that_shares_guids_loses_nothing_then_and_later(store: Store) -> None:
    shared = [entry(n, guid="1", link="https://a.example/") for n in (1, 2, 3)]
    assert keep(store, *shared[:2]).new == 2
    assert keep(store, shared[2]).new == 1
    assert keep(store, *shared).new == 0
    assert len({each.document for each in waiting(store)}) == 3


def test_guid_that_is_used_again_for_something_else_is_another_entry(store: Store) -> None:
    keep(store, entry(1))
    assert keep(store, entry(2, guid="g1")).new == 1
    assert keep(store, entry(2, guid="g1")).new == 0


def test_entry_put_off_waits_until_then(store: Store) -> None:
    keep(store, entry(1))
    (one,) = waiting(store)
    with store.writing() as connection:
        keeping.put_off(connection, one, to_iso(NOW + 60), "the server answered 500")
    (again,) = waiting(store)
    assert (again.due, again.attempts) == (to_iso(NOW + 60), 1)


def test_live_blog_goes_on(store: Store) -> None:
    keep(store, entry(1))
    (one,) = waiting(store)
    with store.writing() as connection:
        keeping.settle(connection, one, "taken", again=to_iso(NOW + 60))
    (again,) = waiting(store)
    assert again.goes_on
    with store.writing() as connection:
        keeping.settle(connection, again, "taken")
    assert waiting(store) == []


def test_what_was_settled_keeps_no_text(store: Store) -> None:
    keep(store, entry(1))
    settle_all(store)
    with store.reading() as connection:
        assert connection.execute(select(feed_entries.c.entry, feed_entries.c.status)).all() == [(None, "taken")]


def test_feeds_that_a_list_no_longer_names_are_left_until_it_does(store: Store) -> None:
    def status(*named: str) -> dict[str, str]:
        with store.writing() as connection:
            keeping.name_feeds(connection, named, parent="https://a.example/list")
            return {url: feed.status for url, feed in keeping.load_feeds(connection).items()}

    one, two = "https://a.example/1", "https://a.example/2"
    assert status(one, two) == {one: "live", two: "live"}
    assert status(two) == {one: "left", two: "live"}
    assert status(one) == {one: "live", two: "left"}


def test_feeds_come_with_those_that_lists_among_them_name(store: Store) -> None:
    with store.writing() as connection:
        keeping.name_feeds(connection, ["https://a.example/list", "https://b.example/f"])
        keeping.name_feeds(connection, ["https://a.example/1"], parent="https://a.example/list")
        assert set(keeping.load_feeds(connection, ["https://a.example/list"])) == {
            "https://a.example/list",
            "https://a.example/1",
        }


def test_dead_feed_is_revived(store: Store) -> None:
    with store.writing() as connection:
        keeping.name_feeds(connection, [URL])
        keeping.save_feed(connection, Feed(url=URL, address="https://b.example/", status="dead", failures=9))
        keeping.revive(connection, [URL])
        feed = keeping.load_feeds(connection)[URL]
    assert (feed.status, feed.failures) == ("live", 0)


def test_robots_and_pauses_of_hosts_are_kept(store: Store) -> None:
    robots, unreadable = Robots("User-agent: *", NOW + 9), Robots("", NOW + 9, readable=False)
    with store.writing() as connection:
        keeping.save_host(connection, "https://a.example", None, NOW + 1)
        keeping.save_host(connection, "https://a.example", robots, NOW + 2)
        keeping.save_host(connection, "https://a.example", None, NOW + 3)
        keeping.save_host(connection, "https://b.example", unreadable, NOW + 1)
        found = keeping.load_hosts(connection)
    assert found == {"https://a.example": (robots, NOW + 3), "https://b.example": (unreadable, NOW + 1)}


def test_text_that_no_database_holds_is_cleaned(store: Store) -> None:
    keep(store, entry(1, title="a\0b", text="half \ud800"))
    assert waiting(store)[0].entry.title == "a\ufffdb"
