"""What counts as history: a time that ended more than a year before the dispatch."""

from __future__ import annotations

import pytest

from dateline.records import Time, is_historical


@pytest.mark.parametrize(
    ("first", "last", "published", "expected"),
    [
        ("2012", "2012", "2018-02-09", True),
        ("2017-03", "2017-03", "2018-02-09", False),
        ("2017-02-01", "2017-02-08", "2018-02-09", True),
        ("2012", None, "2018-02-09", False),  # "since 2012"
        (None, "2012", "2018-02-09", True),
        ("2012", "2012", None, False),
    ],
)
def test_historical_is_what_ended_long_ago(
    first: str | None, last: str | None, published: str | None, expected: bool
) -> None:
    assert is_historical(Time("then", 0, 4, first, last, "year", "test"), published) is expected


def test_historical_is_nothing_without_a_time() -> None:
    assert not is_historical(None, "2018-02-09")
