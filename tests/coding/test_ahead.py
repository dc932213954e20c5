"""Running ahead keeps order and bounds, hands errors over, and stops with its consumer."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from dateline.coding.ahead import ahead


def test_ahead_keeps_order() -> None:
    assert list(ahead(iter(range(50)), 2)) == list(range(50))


def test_ahead_makes_no_more_than_its_limit_beforehand() -> None:
    made: list[int] = []

    def items() -> Iterator[int]:
        for i in range(100):
            made.append(i)
            yield i

    stream = ahead(items(), 2)
    assert next(stream) == 0
    time.sleep(0.05)
    assert len(made) <= 5
    stream.close()


def test_ahead_raises_where_the_item_would_have_come() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    stream = ahead(items(), 2)
    assert next(stream) == 1
    with pytest.raises(ValueError, match="broken"):
        next(stream)


def test_ahead_ends_its_thread_when_nobody_listens() -> None:
    stream = ahead(iter(range(1000)), 1)
    next(stream)
    stream.close()
    deadline = time.monotonic() + 5
    while any(t.name == "dateline-ahead" for t in threading.enumerate()) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(t.name == "dateline-ahead" for t in threading.enumerate())
