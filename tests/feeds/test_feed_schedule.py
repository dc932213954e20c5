from __future__ import annotations

import pytest

from dateline.feeds.schedule import NEVER, Ask, Host, State, is_due, plan
from dateline.feeds.settings import Settings

SETTINGS = Settings(workers=3)
NOW = 1000.0


def feed(host: str, path: str = "", due: float = 0.0) -> Ask:
    return Ask(what="feed", key=host + path, url=f"https://{host}/{path}", due=due)


def page(host: str, n: int = 1, due: float = 0.0) -> Ask:
    return Ask(what="page", key=n, url=f"https://{host}/page/{n}", due=due)


def state(*asks: Ask, hosts: dict[str, Host] | None = None, **more: int) -> State:
    known = {f"https://{name}.example": NEVER for name in "abcdefgh"}
    return State(asks=asks, hosts=hosts or {}, robots=known, **more)


def started(given: State) -> list[str]:
    return [ask.url for ask in plan(given, NOW, SETTINGS).start]


def test_plan_asks_each_host_for_one_thing() -> None:
    asks = (feed("a.example"), feed("a.example", "2"), feed("b.example"))
    assert started(state(*asks)) == ["https://a.example/", "https://b.example/"]


def test_plan_leaves_a_busy_host_alone() -> None:
    given = state(feed("a.example"), hosts={"a.example": Host(busy=True)})
    assert plan(given, NOW, SETTINGS) == plan(state(), NOW, SETTINGS)


def test_plan_waits_until_the_pause_of_a_host_is_over() -> None:
    chosen = plan(state(feed("a.example"), hosts={"a.example": Host(free=NOW + 5)}), NOW, SETTINGS)
    assert (chosen.start, chosen.wake) == ((), NOW + 5)


def test_plan_wakes_for_the_next_that_is_due() -> None:
    chosen = plan(state(feed("a.example", due=NOW + 60), feed("b.example", due=NOW + 30)), NOW, SETTINGS)
    assert (chosen.start, chosen.wake) == ((), NOW + 30)


def test_plan_with_nothing_to_ask_never_wakes() -> None:
    assert plan(state(), NOW, SETTINGS).wake == NEVER


def test_plan_asks_for_what_is_due_longest_first() -> None:
    assert started(state(page("a.example", 1, due=9.0), page("a.example", 2, due=3.0))) == ["https://a.example/page/2"]


@pytest.mark.parametrize(("last", "next_one"), [("page", "https://a.example/"), ("feed", "https://a.example/page/1")])
def test_plan_asks_a_host_for_feeds_and_pages_in_turn(last: str, next_one: str) -> None:
    given = state(page("a.example"), feed("a.example"), hosts={"a.example": Host(last=last)})  # type: ignore[arg-type]
    assert started(given) == [next_one]


@pytest.mark.parametrize("last", ["page", "feed"])
def test_plan_lets_no_host_idle_for_the_sake_of_turns(last: str) -> None:
    hosts = {"a.example": Host(last=last)}  # type: ignore[arg-type]
    assert started(state(page("a.example"), hosts=hosts)) == ["https://a.example/page/1"]
    assert started(state(feed("a.example"), hosts=hosts)) == ["https://a.example/"]


def test_plan_starts_no_more_than_there_are_workers() -> None:
    asks = [feed(f"{name}.example") for name in "abcdef"]
    assert len(started(state(*asks))) == 3
    assert len(started(state(*asks, running=2))) == 1


def test_plan_asks_for_no_page_that_there_is_no_room_for() -> None:
    asks = (page("a.example", 1), page("b.example", 2), feed("c.example"))
    assert started(state(*asks, room=0)) == ["https://c.example/"]
    assert started(state(*asks, room=1)) == ["https://c.example/", "https://a.example/page/1"]


@pytest.mark.parametrize("until", [0.0, NOW], ids=["unknown", "stale"])
def test_plan_asks_for_robots_first(until: float) -> None:
    given = State(asks=[feed("a.example")], hosts={}, robots={"https://a.example": until})
    (ask,) = plan(given, NOW, SETTINGS).start
    assert (ask.what, ask.url, ask.key) == ("robots", "https://a.example/robots.txt", "https://a.example")


def test_plan_takes_ports_and_schemes_of_a_host_for_one() -> None:
    asks = (
        Ask(what="feed", key="1", url="https://a.example:8443/"),
        Ask(what="feed", key="2", url="http://A.example/"),
    )
    robots = {"https://a.example:8443": NEVER, "http://a.example": NEVER}
    assert len(plan(State(asks=asks, hosts={}, robots=robots), NOW, SETTINGS).start) == 1


def test_plan_is_the_same_for_the_same_state() -> None:
    given = state(*[page(f"{name}.example", n) for n, name in enumerate("abcdef")], room=2)
    assert plan(given, NOW, SETTINGS) == plan(given, NOW, SETTINGS)


def test_is_due_looks_past_hosts_that_must_wait() -> None:
    assert is_due(state(feed("a.example"), hosts={"a.example": Host(free=NOW + 9)}), NOW)
    assert not is_due(state(feed("a.example", due=NOW + 1)), NOW)
