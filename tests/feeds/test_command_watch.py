from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.cli.cli_fakes import DIGEST, FakeCoder
from tests.feeds.hostile import Answer, Web, article, item, rss, serving, whole

from dateline.cli import run
from dateline.cli.command_watch import duration
from dateline.cli.session import Session
from dateline.store import Store

Ended = tuple[int, str, str]
Dateline = Callable[..., Ended]


@pytest.fixture
def dateline(capsys: pytest.CaptureFixture[str]) -> Dateline:
    """Runs a command line with a fake coder and the machine's clock."""

    def call(*arguments: object) -> Ended:
        session = Session(load=lambda viewpoint=None: FakeCoder(), digest=lambda: DIGEST)
        code = run([str(argument) for argument in arguments], session)
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def web() -> Iterator[Web]:
    found = Web(tick=1000.0)
    site = found.site("good")
    site.pages["/feed"] = lambda headers: Answer(
        rss([item("/1", "w", guid="1", content=whole("zqgood1v1z")), item("/2", "w", guid="2")]).encode()
    )
    site.pages["/2"] = lambda headers: Answer(article("zqgood2v1z"), kind="text/html")
    site.pages["/list"] = lambda headers: Answer(f"# feeds\n{site.url()}\n".encode(), kind="text/plain")
    with serving(found):
        yield found


QUICK = ("--once", "--pause", "0.01s", "--allow-address", "127.0.0.0/8")


def test_watch_takes_in_what_a_feed_tells(dateline: Dateline, web: Web, tmp_path: Path) -> None:
    db = tmp_path / "desk.db"
    code, out, err = dateline("watch", web.sites["good"].url(), "--db", db, *QUICK)
    assert (code, out) == (0, "")
    assert "1 feed asked (0 unchanged, 0 failed); 2 new and 0 changed entries; 1 page asked; 2 added" in err
    code, out, _ = dateline("documents", "--db", db, "--format", "jsonl")
    assert len(out.splitlines()) == 2


def test_watch_without_feeds_goes_on_with_those_it_knows(dateline: Dateline, web: Web, tmp_path: Path) -> None:
    db = tmp_path / "desk.db"
    dateline("watch", web.sites["good"].url(), "--db", db, *QUICK)
    code, _, err = dateline("watch", "--db", db, *QUICK)
    assert code == 0
    assert "1 feed asked" in err
    assert "nothing added" in err


@pytest.mark.parametrize("kind", ["opml", "lines", "address"])
def test_watch_takes_lists(dateline: Dateline, web: Web, tmp_path: Path, kind: str) -> None:
    url = web.sites["good"].url()
    path = tmp_path / "feeds"
    path.write_text(f'<opml><body><outline xmlUrl="{url}"/></body></opml>' if kind == "opml" else f"{url}\n")
    source = web.sites["good"].url("/list") if kind == "address" else path
    code, _, err = dateline("watch", source, "--db", tmp_path / "desk.db", *QUICK)
    assert code == 0
    assert "2 added" in err


def test_watch_status_lists_feeds(dateline: Dateline, web: Web, tmp_path: Path) -> None:
    db = tmp_path / "desk.db"
    dateline("watch", web.sites["good"].url(), web.sites["good"].url("/none"), "--db", db, *QUICK)
    code, out, _ = dateline("watch", "--status", "--db", db, "--format", "jsonl")
    good, bad = (json.loads(line) for line in out.splitlines())
    assert code == 0
    assert (good["status"], good["kind"], good["taken"], good["failures"]) == ("live", "rss20", 2, 0)
    assert (bad["failures"], bad["problem"], bad["succeeded"]) == (1, "the server answered 404", None)
    assert good["due"] > good["succeeded"]
    assert "answered 404" in dateline("watch", "--status", "--db", db, "--format", "table")[1]


def test_watch_ends_as_add_does(dateline: Dateline, web: Web, tmp_path: Path) -> None:
    db, url, none = tmp_path / "desk.db", web.sites["good"].url(), web.sites["good"].url("/none")
    assert dateline("watch", none, "--db", db, *QUICK)[0] == 2
    assert dateline("watch", url, none, "--db", tmp_path / "other.db", *QUICK)[0] == 1


def test_watch_asks_no_private_address_unless_told(dateline: Dateline, web: Web, tmp_path: Path) -> None:
    code, _, err = dateline("watch", web.sites["good"].url(), "--db", tmp_path / "desk.db", "--once")
    assert code == 2
    assert "--allow-address" in err
    assert web.log == []


def test_watch_ends_when_its_time_is_over(dateline: Dateline, web: Web, tmp_path: Path) -> None:
    options = ("--for", "3s", "--pause", "0.01s", "--allow-address", "127.0.0.0/8")
    code, _, err = dateline("watch", web.sites["good"].url(), "--db", tmp_path / "desk.db", *options)
    assert code == 0
    assert "2 read, 2 added" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "no feed is named"),
        (("nowhere.opml",), "is no address of a feed"),
        (("ftp://a.example/f",), "is no address of a feed"),
        (("https://a.example/f", "--once", "--for", "3s"), "leave out --for"),
        (("https://a.example/f", "--every", "soon"), "is no duration"),
        (("https://a.example/f", "--allow-address", "home"), "is no address or network"),
    ],
)
def test_watch_refuses_what_cannot_be_meant(
    dateline: Dateline, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    db = tmp_path / "desk.db"
    Store.open(db).close()
    code, _, err = dateline("watch", *arguments, "--db", db)
    assert code == 2
    assert words in err


def test_watch_takes_no_feed_for_a_list(dateline: Dateline, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(rss([item("https://a.example/1", "w")]))
    assert "is itself a feed" in dateline("watch", path, "--db", tmp_path / "desk.db")[2]


@pytest.mark.parametrize(("written", "seconds"), [("90s", 90), ("10m", 600), ("2h", 7200), ("1d", 86400), ("15", 900)])
def test_duration(written: str, seconds: float) -> None:
    assert duration(None, None, written) == seconds  # type: ignore[arg-type]


def test_add_takes_the_entries_of_a_feed_that_watch_then_knows(dateline: Dateline, web: Web, tmp_path: Path) -> None:
    db, url = tmp_path / "desk.db", web.sites["good"].url()
    code, _, err = dateline("add", url, "--db", db, "--allow-address", "127.0.0.0/8")
    assert code == 0
    assert "2 read, 2 added" in err
    assert "2 unchanged" in dateline("watch", url, "--db", db, *QUICK)[2]


def test_help_loads_nothing_that_only_watching_needs() -> None:
    needed = "{'feedparser', 'protego', 'httpx', 'dateline.feeds'}"
    check = f"import sys, dateline.cli; sys.exit(bool({needed} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", check]).returncode == 0
