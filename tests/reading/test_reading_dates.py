from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.reading import parse_published
from dateline.reading.dates import Day, iso_published, nearest_year, parse_day


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # ISO 8601, cut to what is known
        ("2017", "2017"),
        ("2017-03", "2017-03"),
        ("2017-03-09", "2017-03-09"),
        (" 2017/03/09\n", "2017-03-09"),
        ("2017-3-9", "2017-03-09"),
        ("20170309", "2017-03-09"),
        ("20170309140500", "2017-03-09T14:05:00"),
        ("2017-03-09T14:05", "2017-03-09T14:05"),
        ("2017-03-09 14:05:06", "2017-03-09T14:05:06"),
        ("2017-03-09T14:05Z", "2017-03-09T14:05+00:00"),
        ("2017-03-09T14:05:00.123456Z", "2017-03-09T14:05:00+00:00"),
        ("2017-03-09T14:05:00+03:00", "2017-03-09T14:05:00+03:00"),
        ("2017-03-09T14:05-0730", "2017-03-09T14:05-07:30"),
        ("20170309T140500Z", "2017-03-09T14:05:00+00:00"),
        # RFC 2822 and the Unix date command
        ("Thu, 09 Mar 2017 14:05:00 GMT", "2017-03-09T14:05:00+00:00"),
        ("Thu, 9 Mar 2017 14:05:00 +0000 (UTC)", "2017-03-09T14:05:00+00:00"),
        ("9 Mar 2017 14:05 -0500", "2017-03-09T14:05-05:00"),
        ("Thu Mar  9 14:05:00 EST 2017", "2017-03-09T14:05:00-05:00"),
        # English
        ("March 9, 2017", "2017-03-09"),
        ("MARCH 9, 2017", "2017-03-09"),
        ("9 Mar 2017 10:30 GMT", "2017-03-09T10:30+00:00"),
        ("Thursday 9 March 2017", "2017-03-09"),
        ("9th of March 2017", "2017-03-09"),
        ("Sept. 9, 2017, 2:05 PM", "2017-09-09T14:05"),
        ("9 March 2017 at 2:05 p.m. EST", "2017-03-09T14:05-05:00"),
        ("12:00 am March 9, 2017", "2017-03-09T00:00"),
        ("March 9, 2017 12pm", "2017-03-09T12:00"),
        ("9 March 2017 1405 GMT", "2017-03-09T14:05+00:00"),
        ("9 March 2017, 14.05 hrs", "2017-03-09T14:05"),
        ("9 March 2017 (14:05 BST)", "2017-03-09T14:05+01:00"),
        ("9\u00a0March\u00a02017 – 14:05", "2017-03-09T14:05"),
        ("09MAR2017", "2017-03-09"),
        ("March 2017", "2017-03"),
        ("2017 March", "2017-03"),
        ("May 2017", "2017-05"),
        # Ahead of UTC is ahead, whatever POSIX thinks of the sign
        ("9 March 2017 14:05 GMT+3", "2017-03-09T14:05+03:00"),
        ("9 March 2017 14:05 UTC+5:30", "2017-03-09T14:05+05:30"),
        # Zones with several meanings leave the time without an offset
        ("9 March 2017 14:05 IST", "2017-03-09T14:05"),
        ("9 March 2017 14:05 ET", "2017-03-09T14:05"),
        # Numbers that can be read in one way only
        ("31/12/2017", "2017-12-31"),
        ("12/31/2017", "2017-12-31"),
        ("5.5.2017", "2017-05-05"),
        ("29 February 2016", "2016-02-29"),
    ],
)
def test_parse_published_reads(value: str, expected: str) -> None:
    assert parse_published(value) == expected


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "empty"),
        ("soon", "no day, month"),
        ("yesterday", "no day, month"),
        ("Thursday", "no day, month"),
        ("March 9", "no day, month"),
        ("10:30", "no day, month"),
        ("9 Mar 17", "no day, month"),
        ("9 mars 2017", "no day, month"),
        ("2017-W10", "no day, month"),
        ("03/09/2017", "which of 3 and 9"),
        ("3.9.2017", "which of 3 and 9"),
        ("1489068300", "bare number"),
        ("1489068300000", "bare number"),
        ("201703", "bare number"),
        ("2017-02-29", "no day 29"),
        ("Feb 30 2017", "no day 30"),
        ("2017-13-01", "month 13"),
        ("2017-13", "month 13"),
        ("0001-01-01", "year"),
        ("9999-12-31", "year"),
        ("3017", "year"),
        ("2017-03-09T25:00", "time of day"),
        ("2017-03-09 13:00 pm", "time of day"),
        ("2017-03-09T14:05+99:00", "offset"),
        ("2017-03-09 2018-04-10", "more than a date"),
        ("9 March 2017, Reuters", "more than a date"),
        ("The war of 9 March 2017", "more than a date"),
        ("٩ March 2017", "more than a date"),
        ("9 March 2017 " * 40, "more than a date"),
    ],
)
def test_parse_published_refuses_with_reason_and_remedy(value: str, why: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_published(value)
    assert why in caught.value.message
    assert "write it as 2017" in caught.value.message
    assert caught.value.code == "E-DATE"
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    "hostile", ["9 " * 500_000, "9" * 1_000_000, "March " * 100_000, " " * 1_000_000, "(" * 100_000]
)
def test_parse_published_refuses_megabytes_at_once(hostile: str) -> None:
    with pytest.raises(InputError):
        parse_published(hostile)


@given(st.text(max_size=40) | st.text(alphabet="0123456789 -/.:,TZ+MarchSepGMTpm()", max_size=40))
@settings(max_examples=150, deadline=None)
def test_parse_published_answers_or_refuses_anything(value: str) -> None:
    try:
        read = parse_published(value)
    except InputError:
        return
    assert parse_published(read) == read


@given(st.datetimes(min_value=datetime(1800, 1, 1), max_value=datetime(2199, 12, 31)), st.integers(-14 * 4, 14 * 4))
@settings(max_examples=100, deadline=None)
def test_parse_published_keeps_every_iso_moment(moment: datetime, quarters: int) -> None:
    value = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=15 * quarters))).isoformat()
    assert parse_published(value) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2017, 3, 9), "2017-03-09"),
        (datetime(2017, 3, 9, 14, 5), "2017-03-09T14:05:00"),
        (datetime(2017, 3, 9, 14, 5, 6, 7, timezone(timedelta(hours=3))), "2017-03-09T14:05:06+03:00"),
        ("9 March 2017", "2017-03-09"),
    ],
)
def test_iso_published_takes_dates(value: str | date, expected: str) -> None:
    assert iso_published(value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("March 9", Day(None, 3, 9)),
        ("Mar. 9", Day(None, 3, 9)),
        ("9 March", Day(None, 3, 9)),
        ("9 MARCH 2017", Day(2017, 3, 9)),
        ("March 9, 2017", Day(2017, 3, 9)),
        ("3 JAN 90", Day(1990, 1, 3)),
        ("3 Jan '04", Day(2004, 1, 3)),
        ("Feb 29", Day(None, 2, 29)),
        ("Feb 30", None),
        ("29 Feb 2017", None),
        ("9", None),
        ("May", None),
        ("March", None),
        ("marching 9", None),
        ("9 March 0017", None),
    ],
)
def test_parse_day_reads_datelines(text: str, expected: Day | None) -> None:
    assert parse_day(text) == expected


@pytest.mark.parametrize(
    ("day", "published", "expected"),
    [
        (Day(None, 3, 9), "2017-03-10T08:00+00:00", "2017-03-09"),
        (Day(None, 12, 31), "2018-01-01", "2017-12-31"),
        (Day(None, 1, 1), "2017-12-31", "2018-01-01"),
        (Day(None, 12, 20), "2018-01", "2017-12-20"),
        (Day(None, 3, 9), "2017", "2017-03-09"),
        (Day(None, 2, 29), "2017-03-01", "2016-02-29"),
        (Day(None, 2, 29), "2018-03-01", None),
        (Day(None, 2, 29), "2017", None),
        (Day(2004, 5, 12), "2017-03-10", "2004-05-12"),
        (Day(2004, 5, 12), None, "2004-05-12"),
        (Day(None, 5, 12), None, None),
    ],
)
def test_nearest_year_dates_by_publication(day: Day, published: str | None, expected: str | None) -> None:
    assert nearest_year(day, published) == expected
