from __future__ import annotations

import pytest

from dateline.feeds.identity import Twin, digest, dispatch_id, page_id, recognise, shares_guids, version
from dateline.feeds.records import Entry, Known

FEED = "https://a.example/f"


def entry(guid: str | None = None, link: str | None = None, title: str | None = None, **more: str) -> Entry:
    return Entry(guid=guid, link=link and f"https://a.example/{link}", title=title, **more)  # type: ignore[arg-type]


def known(n: int, like: Entry) -> Known:
    return Known(n=n, feed=FEED, guid=like.guid, link=like.link, title=like.title, document=f"d{n}",
                 digest=digest(like), version=version(like))  # fmt: skip


def found(entries: list[Entry], *before: Entry) -> list[int | None]:
    """The numbers of the known entries that entries are."""
    seen = recognise(entries, [known(n, each) for n, each in enumerate(before, 1)])
    return [each.known.n if each.known else None for each in seen]


@pytest.mark.parametrize(
    ("now", "before", "same"),
    [
        (entry("g", "1", "T"), entry("g", "1", "T"), True),
        (entry("g", "1", "New title"), entry("g", "1", "T"), True),
        (entry("g", "new-link", "T"), entry("g", "1", "T"), True),
        (entry("g", "2", "Other"), entry("g", "1", "T"), False),
        (entry("g2", "1", "T"), entry("g", "1", "T"), False),
        (entry(None, "1", "New title"), entry(None, "1", "T"), True),
        (entry(None, "2", "T"), entry(None, "1", "T"), False),
        (entry(None, None, "T"), entry(None, None, "T"), True),
        (entry(None, None, "U"), entry(None, None, "T"), False),
    ],
)
def test_recognise(now: Entry, before: Entry, same: bool) -> None:
    assert found([now], before) == [1 if same else None]


def test_recognise_takes_an_entry_that_comes_twice_once() -> None:
    assert found([entry("g", "1", "T"), entry("g", "1", "T")]) == [None]
    assert found([entry(None, "1", "T"), entry(None, "1", "T")]) == [None]


def test_recognise_tells_entries_that_share_a_link_by_their_titles() -> None:
    both = [entry(None, "front", "A"), entry(None, "front", "B")]
    assert found(both) == [None, None]
    assert found(both, *both) == [1, 2]
    assert found([entry(None, "front", "C"), *both], *both) == [None, 1, 2]
    assert found([entry(None, "front", "B")], *both) == [2]


@pytest.mark.parametrize(
    ("entries", "shares"),
    [
        ([entry("1", "a", "A"), entry("1", "b", "B")], True),
        ([entry("1", "front", "A"), entry("1", "front", "B")], True),
        ([entry("1", "a", "A"), entry("1", "a", "A")], False),
        ([entry("1", "a", "A"), entry("2", "b", "B")], False),
        ([entry(None, "a", "A"), entry(None, "b", "B")], False),
    ],
)
def test_shares_guids(entries: list[Entry], shares: bool) -> None:
    assert shares_guids(entries) is shares


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/1", "http://A.example/1", True),
        ("https://a.example/1?utm_source=rss&id=3", "https://a.example/1?id=3", True),
        ("https://a.example/1#xtor=RSS-1", "https://a.example/1", True),
        ("https://a.example/1?id=3", "https://a.example/1?id=4", False),
        ("https://a.example/live#post-1", "https://a.example/live#post-2", False),
    ],
)
def test_page_id(one: str, other: str, same: bool) -> None:
    assert (page_id(one) == page_id(other)) is same


def test_dispatch_id_is_that_of_the_page_whatever_feed_tells_of_it() -> None:
    told = entry("g", "1", "T")
    assert dispatch_id(told, FEED, []) == dispatch_id(told, "https://a.example/other", [Twin("x", "T")])
    assert dispatch_id(told, FEED, []) == dispatch_id(told, FEED, [Twin("g", "Another title")])


def test_dispatch_id_tells_entries_that_share_a_page() -> None:
    ids = {dispatch_id(entry(None, "front", title), FEED, [Twin(None, "A")]) for title in "ABC"}
    assert len(ids) == 3


def test_dispatch_id_without_a_link_hangs_on_the_feed() -> None:
    told = entry("1")
    assert dispatch_id(told, FEED, []) != dispatch_id(told, "https://b.example/f", [])


def test_digest_and_version_follow_what_is_said() -> None:
    first = entry("g", "1", "T", published="2017-03-09T10:00:00+03:00")
    second = entry("g", "1", "T", published="2017-03-09T10:00:00+03:00", updated="2017-03-09T12:00:00+03:00")
    assert digest(first) != digest(second)
    assert (version(first), version(second)) == ("2017-03-09T07:00:00Z", "2017-03-09T09:00:00Z")
    assert version(entry("g", published="2017-03-09")) is None
