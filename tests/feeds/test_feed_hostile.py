"""A watch against sites that misbehave in every way, in a process that is killed again and again."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from tests.feeds.checking import impolite, lost, twice, words_in
from tests.feeds.hostile import RUBBISH, Web, hostile_web, opml

from dateline.feeds import keeping
from dateline.store import Store

ROOT = Path(__file__).parents[2]
PAUSE = 0.2
PUBLISHED = 6  # dispatches of a site
PATIENCE = 240  # seconds


@contextmanager
def watching(folder: Path, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A watch in a process of its own, with a coder that needs no model."""
    command = [
        sys.executable, "-m", "tests.feeds.fake_watch", "0.01", "watch", str(folder / "feeds.opml"), "--db",
        str(folder / "desk.db"), "--every", "1s", "--pause", f"{PAUSE}s", "--hosts", "16",
        "--allow-address", "127.0.0.0/8", *options,
    ]  # fmt: skip
    with open(folder / "said", "ab") as said:
        process = subprocess.Popen(command, cwd=ROOT, stderr=said, env=os.environ | {"PYTHONPATH": str(ROOT)})
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def wait_for(process: subprocess.Popen[bytes], folder: Path, web: Web, dispatches: int) -> None:
    """Wait until a store has so many of the dispatches that were told of."""
    end = time.time() + PATIENCE
    while time.time() < end and process.poll() is None:
        with suppress(sqlite3.OperationalError):  # the store is being made
            if len(words_in(folder / "desk.db")) >= dispatches:
                return
        time.sleep(0.1)
    raise AssertionError((folder / "said").read_text())


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Web, Path]]:
    """The sites after a watch that was killed three times, stopped with Ctrl-C once, and then went on to the end."""
    folder = tmp_path_factory.mktemp("hostile")
    with hostile_web(tick=1.0, most=PUBLISHED) as web:
        (folder / "feeds.opml").write_bytes(opml(web))
        for dispatches in (1, 10, 20):
            with watching(folder) as process:
                wait_for(process, folder, web, dispatches)
                process.send_signal(signal.SIGKILL)
        with watching(folder) as process:
            wait_for(process, folder, web, 30)
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 130
        with watching(folder) as process:
            wait_until_all_is_there(process, folder, web)
        yield web, folder


def wait_until_all_is_there(process: subprocess.Popen[bytes], folder: Path, web: Web) -> None:
    end = time.time() + PATIENCE
    while time.time() < end and process.poll() is None:
        if web.count(6) == PUBLISHED and len(web.told) >= EXPECTED and not lost(web.told, folder / "desk.db"):
            return
        time.sleep(0.2)


EXPECTED = 60  # versions of dispatches that are told of in all, or more: how many is a matter of when they are asked


def test_nothing_is_lost(run: tuple[Web, Path]) -> None:
    web, folder = run
    assert len(web.told) >= EXPECTED
    assert lost(web.told, folder / "desk.db") == []


def test_nothing_comes_twice(run: tuple[Web, Path]) -> None:
    assert twice(run[1] / "desk.db") == []


def test_all_sites_are_asked_politely(run: tuple[Web, Path]) -> None:
    assert list(impolite(run[0].log, PAUSE)) == []


def test_feeds_that_did_not_change_are_not_sent_again(run: tuple[Web, Path]) -> None:
    web, _ = run
    statuses = [each.status for each in web.log if each.host == web.sites["rss"].host and each.path == "/feed"]
    assert 304 in statuses


def test_each_site_fares_as_it_should(run: tuple[Web, Path]) -> None:
    web, folder = run
    with Store.open(folder / "desk.db") as store, store.reading() as connection:
        feeds = keeping.load_feeds(connection)
    by_name = {name: feeds[site.url()] for name, site in web.sites.items()}
    assert by_name["gone"].status == "dead"
    assert by_name["moved"].address == web.sites["moved"].url("/third")
    assert {name for name, feed in by_name.items() if feed.succeeded is None} == set(RUBBISH)
    reasons = {"page": "real.xml", "bomb": "larger", "circle": "circle", "forbidden": "robots.txt", "cut": "broke off",
               "unreadable": "robots.txt"}  # fmt: skip
    for name, words in reasons.items():
        assert words in (by_name[name].problem or ""), name


def test_every_agent_says_who_it_is(run: tuple[Web, Path]) -> None:
    assert {each.agent.partition("/")[0] for each in run[0].log} == {"dateline"}
