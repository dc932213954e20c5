from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dateline.feeds.records import Quiet
from dateline.feeds.waits import fresh_for, next_allowed, not_skipped, retry_after

NOON = datetime(2017, 3, 9, 12, 30, tzinfo=UTC).timestamp()  # a Thursday
HOUR = 3600.0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "public, max-age=600"}, 600),
        ({"cache-control": "max-age=600", "age": "200"}, 400),
        ({"cache-control": "max-age=600", "age": "900"}, 0),
        ({"cache-control": "no-cache, max-age=600"}, 0),
        ({"cache-control": "max-age=later"}, 0),
        ({"expires": "Thu, 09 Mar 2017 13:30:00 GMT", "date": "Thu, 09 Mar 2017 12:30:00 GMT"}, HOUR),
        ({"expires": "0"}, 0),
        ({"date": "Thu, 09 Mar 2017 12:00:00 GMT"}, 0),
    ],
)
def test_fresh_for(headers: dict[str, str], seconds: float) -> None:
    assert fresh_for(headers, NOON) == seconds


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120), ("Thu, 09 Mar 2017 12:31:00 GMT", 60), ("Thu, 09 Mar 2017 11:31:00 GMT", 0), ("soon", 0), ("", 0)],
)
def test_retry_after(header: str, seconds: float) -> None:
    assert retry_after({"retry-after": header}, NOON) == seconds


@pytest.mark.parametrize(
    ("quiet", "hours"),
    [
        (Quiet(), 0),
        (Quiet(hours=frozenset({11})), 0),
        (Quiet(hours=frozenset({12, 13})), 1.5),
        (Quiet(days=frozenset({"thursday"})), 11.5),
        (Quiet(hours=frozenset({0}), days=frozenset({"thursday", "friday"})), 36.5),
        (Quiet(hours=frozenset(range(24))), 0),
    ],
    ids=["none", "another hour", "two hours", "the day", "days and an hour", "every hour there is"],
)
def test_not_skipped(quiet: Quiet, hours: float) -> None:
    assert not_skipped(NOON, quiet) == NOON + hours * HOUR


def test_next_allowed_heeds_the_longer_wish_up_to_a_bound() -> None:
    assert next_allowed({"cache-control": "max-age=60"}, Quiet(300), NOON, 1000) == NOON + 300
    assert next_allowed({"cache-control": "max-age=600"}, Quiet(300), NOON, 1000) == NOON + 600
    assert next_allowed({"cache-control": "max-age=9999999999"}, Quiet(), NOON, 1000) == NOON + 1000
