from __future__ import annotations

import threading
from collections.abc import Callable

from dateline.service.caching import Cache
from dateline.service.snapshots import Snapshot


class Clock:
    """Seconds that pass when somebody works."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def made(clock: Clock, seconds: float) -> tuple[Snapshot[str], list[str]]:
    versions = ["1"]

    def make() -> str:
        clock.now += seconds
        return f"of {versions[0]}"

    return Snapshot(make, lambda: versions[0], clock), versions


def test_what_is_quickly_made_is_never_old() -> None:
    snapshot, versions = made(Clock(), 0.01)
    assert snapshot.get("1").value == "of 1"
    versions[0] = "2"
    assert snapshot.get("2").value == "of 2"


def test_what_takes_long_rests_before_it_is_made_anew() -> None:
    clock = Clock()
    snapshot, versions = made(clock, 1.0)
    snapshot.get("1")
    versions[0] = "2"
    assert snapshot.get("2").version == "1"
    clock.now += 2.0
    assert snapshot.get("2").value == "of 2"


def test_what_is_being_made_holds_up_nobody() -> None:
    clock, begun, go_on = Clock(), threading.Event(), threading.Event()
    times: list[int] = []

    def make() -> int:
        times.append(1)
        clock.now += 1.0
        if len(times) > 1:
            begun.set()
            assert go_on.wait(10)
        return len(times)

    snapshot = Snapshot(make, lambda: str(len(times)), clock)
    assert snapshot.get("0").value == 1
    clock.now += 5.0
    maker = threading.Thread(target=lambda: snapshot.get("new"))
    maker.start()
    assert begun.wait(10)
    assert snapshot.get("new").value == 1
    go_on.set()
    maker.join(10)
    assert snapshot.get("1").value == 2


def test_cache_makes_a_thing_once_for_a_version() -> None:
    cache, times = Cache(), list[int]()
    make: Callable[[], int] = lambda: times.append(1) or len(times)  # type: ignore[func-returns-value]  # noqa: E731
    assert [cache.get("1", "a", make), cache.get("1", "a", make), cache.get("2", "a", make)] == [1, 1, 2]


def test_cache_keeps_nothing_that_failed() -> None:
    cache, answers = Cache(), [ValueError(), 7]

    def make() -> object:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    try:
        cache.get("1", "a", make)
    except ValueError:
        assert cache.get("1", "a", make) == 7
