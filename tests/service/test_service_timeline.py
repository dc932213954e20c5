from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from client import TestClient
from shapes import PREFIX

from dateline.service.days import beginnings, day_number, fitting_bucket, iso, last_day


def timeline(client: TestClient, asked: str = "") -> Any:
    return client.get(f"{PREFIX}/timeline?{asked}").json()


def test_counts_by_month(desk: TestClient) -> None:
    told = timeline(desk, "bucket=month")
    september, october = told["items"]
    assert (september["from"], september["to"]) == ("2017-09-01", "2017-09-30")
    assert (september["incidents"], september["claims"], september["documents"]) == (1, 1, 1)
    assert (october["incidents"], october["claims"], october["documents"]) == (4, 5, 5)
    assert [each["told"]["incidents"] for each in (september, october)] == [1, 2]
    assert told["undated"] == 3


def test_what_is_only_known_to_the_month_is_vague_among_days(desk: TestClient) -> None:
    assert sum(each["vague"] for each in timeline(desk, "bucket=day")["items"]) == 1
    assert sum(each["vague"] for each in timeline(desk, "bucket=month")["items"]) == 0


def test_filters_hold_for_all_counts(desk: TestClient) -> None:
    told = timeline(desk, "bucket=year&actor=islamic-state&type=ASSAULT")
    (year,) = told["items"]
    assert (year["incidents"], year["claims"], year["documents"]) == (1, 2, 2)


def test_documents_of_an_outlet_count_without_claims(desk: TestClient) -> None:
    (year,) = timeline(desk, "bucket=year&publisher=The%20Courier")["items"]
    assert year["documents"] == 3


def test_nothing_is_counted_that_was_not_known(desk: TestClient) -> None:
    (year,) = timeline(desk, "bucket=year&known=2017-09-30")["items"]
    assert (year["incidents"], year["claims"], year["documents"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("bucket", "first", "last"),
    [
        ("day", "2016-02-29", "2016-02-29"),
        ("week", "2016-02-29", "2016-03-06"),
        ("month", "2016-02-01", "2016-02-29"),
        ("year", "2016-01-01", "2016-12-31"),
    ],
)
def test_buckets_begin_and_end_as_the_calendar_has_it(bucket: Any, first: str, last: str) -> None:
    (begin,) = beginnings(np.array([day_number("2016-02-29")]), bucket)
    assert (iso(begin), iso(last_day(int(begin), bucket))) == (first, last)


@pytest.mark.parametrize(("length", "bucket"), [(100, "day"), (800, "week"), (3_000, "month"), (30_000, "year")])
def test_fitting_buckets_are_not_too_many(length: int, bucket: str) -> None:
    days = np.concatenate((np.arange(length), [-40_000]))  # one that is far off changes nothing
    assert fitting_bucket(days) == bucket
