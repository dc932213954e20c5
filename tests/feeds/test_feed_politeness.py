from __future__ import annotations

import pytest

from dateline.feeds.politeness import Robots, after, read_robots
from dateline.feeds.replies import Reply
from dateline.feeds.schedule import Host
from dateline.feeds.settings import DAY, Settings

NOW = 1000.0
SETTINGS = Settings()
RULES = "User-agent: other\nDisallow: /\n\nUser-agent: *\nCrawl-delay: 7\nDisallow: /private/\nAllow: /private/open"


def robots(status: int, body: str = "", **headers: str) -> Robots:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return read_robots(Reply(status=status, body=body.encode(), headers=named), NOW, SETTINGS)


@pytest.mark.parametrize(
    ("path", "allowed"), [("/", True), ("/private/1", False), ("/private/open", True), ("/privat", True)]
)
def test_robots_allows(path: str, allowed: bool) -> None:
    assert robots(200, RULES).allows(f"https://a.example{path}") is allowed


def test_robots_for_us_alone() -> None:
    assert not robots(200, "User-agent: Dateline\nDisallow: /").allows("https://a.example/x")


@pytest.mark.parametrize(
    ("body", "delay"),
    [(RULES, 7), ("User-agent: *\nRequest-rate: 1/30", 30), ("User-agent: *\nCrawl-delay: soon", 0), ("", 0)],
)
def test_robots_delay(body: str, delay: float) -> None:
    assert robots(200, body).delay() == delay


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_robots_that_there_are_none_of_allow_all(status: int) -> None:
    found = robots(status)
    assert found.allows("https://a.example/x")
    assert found.until == NOW + DAY


@pytest.mark.parametrize("status", [0, 429, 500, 503])
def test_robots_that_cannot_be_had_forbid_all_for_a_while(status: int) -> None:
    found = robots(status)
    assert not found.allows("https://a.example/x")
    assert NOW < found.until <= NOW + 900
    assert robots(status, retry_after="3600").until == NOW + 3600


def test_robots_that_may_not_be_asked_for_forbid_nothing() -> None:
    reply = Reply(status=0, code="E-FETCH-ADDRESS", reason="it is not public")
    assert read_robots(reply, NOW, SETTINGS).allows("https://a.example/x")


@pytest.mark.parametrize("rubbish", ["<html><body>Not found</body></html>", "\0\0\0", "x" * 1_000_000, ":::\n" * 1000])
def test_robots_of_rubbish_allow_all(rubbish: str) -> None:
    assert robots(200, rubbish).allows("https://a.example/x")


def test_host_rests_after_an_answer() -> None:
    assert after(Host(busy=True, failures=3), Reply(status=200), 5.0, NOW, SETTINGS) == Host(NOW + 5)
    assert after(Host(busy=True), Reply(status=404), 5.0, NOW, SETTINGS) == Host(NOW + 5)


def test_host_that_fails_rests_longer_each_time() -> None:
    host, waits = Host(), []
    for _ in range(4):
        host = after(host, Reply(status=503), 1.0, NOW, SETTINGS)
        waits.append(host.free - NOW)
    assert waits == [2, 4, 8, 16]
    assert after(host, Reply(status=200), 1.0, NOW, SETTINGS).failures == 0


def test_host_that_names_a_time_gets_it_within_bounds() -> None:
    assert after(Host(), Reply(status=429, headers={"retry-after": "300"}), 1.0, NOW, SETTINGS).free == NOW + 300
    assert after(Host(), Reply(status=503, headers={"retry-after": "9" * 9}), 1.0, NOW, SETTINGS).free == NOW + DAY
