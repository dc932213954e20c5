"""Days and moments as text that sorts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dateline.errors import InputError
from dateline.store.filters import asked_days
from dateline.store.moments import checked_day, end_of_knowledge, moment


def test_moments_of_early_years_sort_before_later_ones() -> None:
    assert moment(datetime(999, 1, 2, 3, 4, 5, tzinfo=UTC)) == "0999-01-02T03:04:05Z"


@pytest.mark.parametrize(
    ("asked", "first_unknown"),
    [
        ("2017", "2018-01-01T00:00:00Z"),
        ("2017-10", "2017-11-01T00:00:00Z"),
        ("2017-10-15", "2017-10-16T00:00:00Z"),
        ("2017-10-15T12:00+02:00", "2017-10-15T10:00:01Z"),
        ("0999-01-01T00:00:00", "0999-01-01T00:00:01Z"),
        ("9999-12-31", "9999-12-31T00:00:00Z"),
    ],
)
def test_knowledge_ends_with_what_is_asked(asked: str, first_unknown: str) -> None:
    assert end_of_knowledge(asked) == first_unknown


@pytest.mark.parametrize(
    "asked",
    ["soon", "2017-13", "2017-02-30", "2017-W05-1", "2017-10-15garbage", "2017-1", "10000-01-01", "٢٠١٧-10-15"],
)
def test_what_is_no_date_is_refused(asked: str) -> None:
    for check in (checked_day, end_of_knowledge, lambda cut: asked_days(cut, None), lambda cut: asked_days(None, cut)):
        with pytest.raises(InputError, match="E-DATE"):
            check(asked)


@pytest.mark.parametrize("asked", ["9999-12-31T23:59:59", "0001-01-01T00:00+14:00"])
def test_moments_beyond_the_calendar_are_refused(asked: str) -> None:
    with pytest.raises(InputError, match="E-DATE"):
        end_of_knowledge(asked)
