"""The watcher against a web that is a table, by the machine's clock, with short pauses."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.cli.cli_fakes import FakeCoder
from tests.feeds.hostile import article, item, rss, text, whole

from dateline.feeds import keeping
from dateline.feeds.asking import Reader
from dateline.feeds.replies import Reply
from dateline.feeds.schedule import Ask
from dateline.feeds.settings import Settings
from dateline.feeds.telling import Round, Told
from dateline.feeds.watcher import Watcher
from dateline.reading import ReadOptions
from dateline.records import Coded
from dateline.store import Store
from dateline.store.tables import documents

FEED = "https://a.example/feed"
QUICK = Settings(every=0.05, pause=0.01, again=0.01, attempts=3)
Page = Reply | Callable[[Ask], Reply]


def ok(body: bytes | str, **headers: str) -> Reply:
    return Reply(status=200, body=body.encode() if isinstance(body, str) else body, headers=headers)


class Web:
    """Pages by address, and what was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[Ask] = []

    def __call__(self, ask: Ask) -> Reply:
        self.asked.append(ask)
        found = self.pages.get(ask.url, Reply(status=404))
        return found if isinstance(found, Reply) else found(ask)

    def count(self, path: str) -> int:
        return sum(ask.url.endswith(path) for ask in self.asked)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "desk.db") as opened:
        yield opened


def run(
    store: Store, web: Web, *urls: str, settings: Settings = QUICK, seconds: float | None = None
) -> list[Told | Round]:
    """Watch feeds once, or for some seconds, and code what comes."""
    tells: list[Told | Round] = []
    urls = urls or (FEED,)
    with store.writing() as connection:
        keeping.name_feeds(connection, urls)
    end = {"once": True} if seconds is None else {"until": time.time() + seconds}
    watcher = Watcher(store, Reader(web, ReadOptions(), settings), time.time, tells.append, **end)
    try:
        watcher.start(urls)
        for found in FakeCoder().pipe(watcher.documents()):
            if isinstance(found, Coded):
                watcher.settle(found, "fake")
            else:
                watcher.settle_without(found)
    finally:
        watcher.close()
    return tells


def texts(store: Store, *, live: bool = True) -> list[str]:
    which = documents.c.retired.is_(None) if live else documents.c.retired.is_not(None)
    with store.reading() as connection:
        return list(connection.scalars(select(documents.c.text).where(which).order_by(documents.c.n)))


def told_of(tells: list[Told | Round]) -> list[str]:
    return [each.what for each in tells if isinstance(each, Told)]


def test_watcher_takes_whole_entries_and_asks_for_the_pages_of_others(desk: Store) -> None:
    web = Web()
    web.pages[FEED] = ok(rss([item("/1", "w", guid="1", content=whole("zqa1v1z")), item("/2", "w", guid="2")]))
    web.pages["https://a.example/2"] = ok(article("zqa2v1z"))
    run(desk, web)
    assert sorted("zqa1v1z" in each for each in texts(desk)) == [False, True]
    assert sorted(ask.url for ask in web.asked) == ["https://a.example/2", FEED, "https://a.example/robots.txt"]


def test_watcher_takes_nothing_twice_when_it_is_run_again(desk: Store) -> None:
    web = Web()
    web.pages[FEED] = ok(rss([item("/1", "w", guid="1", content=whole("zqa1v1z"))]))
    run(desk, web)
    run(desk, web)
    assert web.count("/feed") == 2
    assert len(texts(desk)) == 1


def test_watcher_asks_with_the_validators_of_the_last_answer(desk: Store) -> None:
    web = Web()
    web.pages[FEED] = lambda ask: Reply(status=304) if ask.etag == '"x"' else ok(rss([item("/1", "w")]), etag='"x"')
    run(desk, web)
    tells = run(desk, web)
    assert [ask.etag for ask in web.asked if ask.what == "feed"] == [None, '"x"']
    assert next(each for each in tells if isinstance(each, Round)).unchanged == 1


def test_watcher_supersedes_with_the_newer_version_known_when_it_was_published(desk: Store) -> None:
    def version(n: int, updated: str) -> Reply:
        body = f"<id>1</id><title>T</title><published>2017-03-09T10:00:00Z</published><updated>{updated}</updated>"
        content = f"<content type='text'>{' '.join(text(f'zqa1v{n}z'))}</content>"
        return ok(f"<feed xmlns='http://www.w3.org/2005/Atom'><entry>{body}{content}</entry></feed>")

    web = Web()
    web.pages[FEED] = version(1, "2017-03-09T10:00:00Z")
    run(desk, web)
    web.pages[FEED] = version(2, "2017-03-10T10:00:00Z")
    run(desk, web)
    (now,), (before,) = texts(desk), texts(desk, live=False)
    assert "zqa1v2z" in now
    assert "zqa1v1z" in before
    with desk.reading() as connection:
        rows = connection.execute(select(documents.c.published, documents.c.known).order_by(documents.c.n)).all()
    assert [tuple(row) for row in rows] == [
        ("2017-03-09T10:00:00+00:00", "2017-03-09T10:00:00Z"),
        ("2017-03-09T10:00:00+00:00", "2017-03-10T10:00:00Z"),
    ]


def test_watcher_remembers_where_a_feed_moved_for_good(desk: Store) -> None:
    web = Web()
    web.pages[FEED] = Reply(status=301, headers={"location": "https://b.example/new"})
    web.pages["https://b.example/new"] = ok(rss([item("/1", "w", guid="1")]))
    assert "moved" in told_of(run(desk, web))
    run(desk, web)
    assert (web.count("a.example/feed"), web.count("b.example/new")) == (1, 2)
    assert web.count("b.example/robots.txt") == 1


def test_watcher_does_not_remember_where_a_feed_lies_for_now(desk: Store) -> None:
    web = Web()
    web.pages[FEED] = Reply(status=302, headers={"location": "/now"})
    web.pages["https://a.example/now"] = ok(rss([item("/1", "w", guid="1")]))
    assert "moved" not in told_of(run(desk, web))
    run(desk, web)
    assert (web.count("/feed"), web.count("/now")) == (2, 2)


def test_watcher_leaves_a_feed_that_moved_to_one_that_is_watched(desk: Store) -> None:
    web = Web()
    web.pages["https://a.example/old"] = Reply(status=301, headers={"location": "/feed"})
    web.pages[FEED] = ok(rss([item("/1", "w", guid="1", content=whole("zqa1v1z"))]))
    assert told_of(run(desk, web, FEED, "https://a.example/old")) == ["dead"]
    assert len(texts(desk)) == 1


def test_watcher_asks_no_more_for_what_is_gone(desk: Store) -> None:
    web = Web()
    web.pages[FEED] = Reply(status=410)
    assert told_of(run(desk, web)) == ["dead"]
    run(desk, web)
    assert web.count("/feed") == 1


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(status=302, headers={"location": "/feed"}), "in a circle"),
        (Reply(status=302, headers={"location": "gopher://x"}), "none of the web"),
        (Reply(status=500), "answered 500"),
        (Reply(status=0, code="E-FETCH-TIME", reason="too slow"), "too slow"),
        (ok("<html><body>Hello</body></html>"), "a web page and no feed"),
        (ok(""), "empty"),
    ],
)
def test_watcher_tells_why_a_feed_failed_and_when_it_is_back(desk: Store, reply: Reply, words: str) -> None:
    web = Web()
    web.pages[FEED] = reply
    (told,) = (each for each in run(desk, web) if isinstance(each, Told))
    assert told.what == "failed"
    assert words in told.words
    web.pages[FEED] = ok(rss([item("/1", "w", guid="1", content=whole("zqa1v1z"))]))
    time.sleep(1.1)  # moments are kept to the second
    assert told_of(run(desk, web)) == ["back"]


def test_watcher_asks_for_nothing_that_robots_forbid(desk: Store) -> None:
    web = Web()
    web.pages["https://a.example/robots.txt"] = ok("User-agent: *\nDisallow: /private")
    web.pages[FEED] = ok(rss([item("/private/1", "w", guid="1", summary=" ".join(text("zqa1v1z")[:1]))]))
    run(desk, web)
    assert web.count("/private/1") == 0
    assert len(texts(desk)) == 1


def test_watcher_asks_a_host_for_nothing_when_its_robots_cannot_be_had(desk: Store) -> None:
    web = Web()
    web.pages["https://a.example/robots.txt"] = Reply(status=503)
    assert told_of(run(desk, web)) == ["failed"]
    assert web.count("/feed") == 0


def test_watcher_tries_a_page_again_and_then_takes_the_summary(desk: Store) -> None:
    web = Web()
    web.pages[FEED] = ok(rss([item("/1", "w", guid="1", summary=" ".join(text("zqa1v1z")[:1]))]))
    web.pages["https://a.example/1"] = Reply(status=503)
    run(desk, web, seconds=6)
    assert web.count("/1") == QUICK.attempts
    assert len(texts(desk)) == 1


def test_watcher_reads_lists_of_feeds(desk: Store) -> None:
    web = Web()
    outlines = "<outline xmlUrl='https://b.example/f'/><outline xmlUrl='https://c.example/f'/>"
    web.pages[FEED] = ok(f"<opml><body>{outlines}</body></opml>")
    web.pages["https://b.example/f"] = ok(rss([item("/1", "w", guid="1", content=whole("zqb1v1z"))]))
    web.pages["https://c.example/f"] = ok(rss([item("/1", "w", guid="1", content=whole("zqc1v1z"))]))
    run(desk, web)
    assert len(texts(desk)) == 2


def test_watcher_keeps_each_host_to_one_request_at_a_time(desk: Store) -> None:
    busy: Counter[str] = Counter()
    most: Counter[str] = Counter()

    def slow(ask: Ask) -> Reply:
        host = ask.url.split("/")[2]
        busy[host] += 1
        most[host] = max(most[host], busy[host])
        most["all"] = max(most["all"], sum(busy.values()))
        time.sleep(0.05)
        busy[host] -= 1
        return ok(article("zqa1v1z"))

    web = Web()
    urls = [f"https://{name}.example/feed" for name in "abcd"]
    for url in urls:
        web.pages[url] = ok(rss([item(f"/{n}", f"w{n}", guid=str(n)) for n in range(4)]))
        for n in range(4):
            web.pages[url.replace("feed", str(n))] = slow
    run(desk, web, *urls)
    assert {most[f"{name}.example"] for name in "abcd"} == {1}
    assert most["all"] > 1


def test_watcher_goes_on_when_a_feed_breaks_its_reader(desk: Store) -> None:
    def broken(ask: Ask) -> Reply:
        raise RuntimeError("what is this")

    web = Web()
    web.pages[FEED] = broken
    web.pages["https://b.example/f"] = ok(rss([item("/1", "w", guid="1", content=whole("zqb1v1z"))]))
    (told,) = (each for each in run(desk, web, FEED, "https://b.example/f") if isinstance(each, Told))
    assert "RuntimeError" in told.words
    assert len(texts(desk)) == 1


def test_watcher_raises_what_makes_the_store_unusable(desk: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(keeping, "save_host", full)
    with pytest.raises(OSError, match="no room"):
        run(desk, Web())


def test_watcher_without_pages_takes_what_the_feed_has(desk: Store) -> None:
    web = Web()
    web.pages[FEED] = ok(rss([item("/1", "w", guid="1", summary=" ".join(text("zqa1v1z")[:1]))]))
    run(desk, web, settings=Settings(every=0.05, pause=0.01, pages=False))
    assert len(texts(desk)) == 1
    assert web.count("/1") == 0
