"""The times of a whole document, each told from the one before."""

import pytest

from dateline.mentions.timeline import Timeline, is_narrative
from dateline.mentions.times import find_times

FALL_OF_2022 = ["2021-05", "2022-02-24", "2022-03-03"]


def starts(text: str, published: str | None) -> list[str | None]:
    expressions = find_times(text)
    timeline = Timeline(published, expressions)
    return [timeline.resolve(expression, "past").from_ for expression in expressions]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("On 5 June 2014 it began. The next day it fell.", "2014-06-30", ["2014-06-05", "2014-06-06"]),
        ("In May 2021 it was planned. On 24 February 2022 it began. By 3 March it fell.", "2023-08-30", FALL_OF_2022),
        ("On 3 March they met. In April 2016 they left.", None, ["2016-03-03", "2016-04"]),
        ("On 3 March they met. They left on Tuesday.", "2017-03-09", ["2017-03-03", "2017-03-07"]),
    ],
)
def test_timeline_resolves_in_reading_order(text, published, expected):
    assert starts(text, published) == expected


def test_timeline_reads_a_dispatch_with_a_look_back_as_a_dispatch():
    text = "In June 2014 the city fell. On 3 March troops entered it, officials said on Tuesday."
    assert not is_narrative("2017-03-09", find_times(text))
    assert starts(text, "2017-03-09") == ["2014-06", "2017-03-03", "2017-03-07"]


@pytest.mark.parametrize(
    ("text", "narrative"),
    [
        ("By June 2012 and in early 2013 it grew. Between 3 and 5 March it fell.", True),
        ("In 1970, 2000 and 2004 it grew. In June it fell.", False),
        ("In June 2012 and in early 2013 it grew. On Friday it fell.", False),
        ("In June 2017 it grew. In May 2017 it fell.", False),
    ],
)
def test_timeline_tells_a_narrative_by_far_dates_and_no_day_of_its_own(text, narrative):
    assert is_narrative("2017-08-30", find_times(text)) is narrative
