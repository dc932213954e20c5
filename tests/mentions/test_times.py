"""Times: where they are found, what they resolve to, and what is none."""

import time as clock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.mentions.times import TimeExpression, find_times
from dateline.records import Time

PUBLISHED = "2017-03-09"  # a Thursday


def only(text: str) -> TimeExpression:
    found = find_times(text)
    assert len(found) == 1, [expression.text for expression in found]
    return found[0]


def resolved(text: str, direction: str = "past", published: str | None = PUBLISHED) -> Time:
    return only(text).resolve(published, direction)


@pytest.mark.parametrize(
    ("text", "span", "first", "last", "precision", "timex"),
    [
        ("They met on 9 March 2017.", "9 March 2017", "2017-03-09", "2017-03-09", "day", "2017-03-09"),
        ("They met on March 9, 2017.", "March 9, 2017", "2017-03-09", "2017-03-09", "day", "2017-03-09"),
        ("They met on the 9th of March, 2017.", "9th of March, 2017", "2017-03-09", "2017-03-09", "day", "2017-03-09"),
        ("They met on 2017-03-09.", "2017-03-09", "2017-03-09", "2017-03-09", "day", "2017-03-09"),
        ("They met on 22/3/2017.", "22/3/2017", "2017-03-22", "2017-03-22", "day", "2017-03-22"),
        ("They met on 3/22/2017.", "3/22/2017", "2017-03-22", "2017-03-22", "day", "2017-03-22"),
        ("They met on 22.3.2017.", "22.3.2017", "2017-03-22", "2017-03-22", "day", "2017-03-22"),
        ("They met on 9/3/2017.", "9/3/2017", "2017", "2017", "year", "2017"),
        ("Filed on Tues., Nov. 24, 2015.", "Tues., Nov. 24, 2015", "2015-11-24", "2015-11-24", "day", "2015-11-24"),
        ("In March 2015 they fled.", "March 2015", "2015-03", "2015-03", "month", "2015-03"),
        ("It fell in mid-2014.", "mid-2014", "2014", "2014", "year", "2014"),
        ("It began in 2014.", "2014", "2014", "2014", "year", "2014"),
        ("It began as early as 2009.", "2009", "2009", "2009", "year", "2009"),
        ("after the 2003 invasion", "2003", "2003", "2003", "year", "2003"),
        ("the war of the 1990s", "the 1990s", "1990", "1999", "decade", "199"),
        ("wars of the late 1980s", "late 1980s", "1987", "1989", "range", "198"),
        ("troops of the 19th century", "the 19th century", "1801", "1900", "range", "18"),
        ("In spring 2015 it fell.", "spring 2015", "2015-03", "2015-05", "season", "2015-SP"),
        ("the summer of 2017", "the summer of 2017", "2017-06", "2017-08", "season", "2017-SU"),
        ("exports in Q3 2016", "Q3 2016", "2016-07", "2016-09", "quarter", "2016-Q3"),
        ("in the first half of 2016", "the first half of 2016", "2016-01", "2016-06", "range", "2016-H1"),
        ("the first week of May 2016", "the first week of May 2016", "2016-05-01", "2016-05-07", "range", "2016-05"),
        ("after 9/11", "9/11", "2001-09-11", "2001-09-11", "day", "2001-09-11"),
        ("the September 11 attacks", "September 11", "2001-09-11", "2001-09-11", "day", "2001-09-11"),
        ("on Christmas Day 2016", "Christmas Day 2016", "2016-12-25", "2016-12-25", "day", "2016-12-25"),
    ],
)
def test_times_reads_full_dates(text, span, first, last, precision, timex):
    expression = only(text)
    found = expression.resolve(None)
    if expression.cue == "after":
        last, precision = None, "range"
    assert (found.text, found.from_, found.to, found.precision, found.timex) == (span, first, last, precision, timex)


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("They met on Thursday 9 March.", "2017-03-09", "2017-03-09"),
        ("A meeting on March 22.", "2016-03-22", "2017-03-22"),
        ("A meeting on 20 January.", "2017-01-20", "2018-01-20"),
        ("A meeting in October.", "2016-10", "2017-10"),
        ("A meeting in mid-March.", "2017-03", "2017-03"),
        ("A meeting on Thursday.", "2017-03-09", "2017-03-09"),
        ("A meeting on Wednesday.", "2017-03-08", "2017-03-15"),
        ("A meeting on Friday.", "2017-03-03", "2017-03-10"),
        ("A meeting on the 10th.", "2017-03-10", "2017-03-10"),
        ("A meeting on the 28th.", "2017-02-28", "2017-03-28"),
    ],
)
def test_times_takes_the_direction_of_the_sentence(text, past, future):
    assert resolved(text, "past").from_ == past
    assert resolved(text, "future").from_ == future


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2017-03-09", "2017-03-09"),
        ("earlier today", "2017-03-09", "2017-03-09"),
        ("this morning", "2017-03-09", "2017-03-09"),
        ("tonight", "2017-03-09", "2017-03-09"),
        ("yesterday", "2017-03-08", "2017-03-08"),
        ("last night", "2017-03-08", "2017-03-08"),
        ("overnight", "2017-03-08", "2017-03-09"),
        ("tomorrow", "2017-03-10", "2017-03-10"),
        ("the day before yesterday", "2017-03-07", "2017-03-07"),
        ("last Friday", "2017-03-03", "2017-03-03"),
        ("last Thursday", "2017-03-02", "2017-03-02"),
        ("next Monday", "2017-03-13", "2017-03-13"),
        ("Thursday last week", "2017-03-02", "2017-03-02"),
        ("Monday of this week", "2017-03-06", "2017-03-06"),
        ("Monday morning", "2017-03-06", "2017-03-06"),
        ("the early hours of Sunday", "2017-03-05", "2017-03-05"),
        ("last week", "2017-02-27", "2017-03-05"),
        ("this week", "2017-03-06", "2017-03-12"),
        ("over the weekend", "2017-03-04", "2017-03-05"),
        ("last weekend", "2017-03-04", "2017-03-05"),
        ("next month", "2017-04", "2017-04"),
        ("late last year", "2016", "2016"),
        ("a takeover last year of a rival", "2016", "2016"),
        ("later this year", "2017", "2017"),
        ("the end of the year", "2017", "2017"),
        ("last March", "2016-03", "2016-03"),
        ("next summer", "2017-06", "2017-08"),
        ("March last year", "2016-03", "2016-03"),
        ("three days ago", "2017-03-06", "2017-03-06"),
        ("two weeks ago", "2017-02-20", "2017-02-26"),
        ("more than a year ago", "2016", "2016"),
        ("two and a half years ago", "2014", "2014"),
        ("two days earlier", "2017-03-07", "2017-03-07"),
        ("in the past month", "2017-02", "2017-03"),
        ("over the last two years", "2015-03", "2017-03"),
        ("the past week", "2017-03-02", "2017-03-09"),
        ("in the last 24 hours", "2017-03-08", "2017-03-09"),
        ("in the next five years", "2017-03", "2022-03"),
        ("more than two and a half years after the start", "2014", "2014"),
    ],
)
def test_times_counts_from_publication(text, first, last):
    found = resolved(text)
    assert (found.from_, found.to) == (first, last)


def test_times_keeps_the_own_day_of_publication_whatever_its_zone():
    assert resolved("today", published="2017-03-09T23:30:00-08:00").from_ == "2017-03-09"


@pytest.mark.parametrize(
    ("text", "span", "first", "last"),
    [
        ("since 2011", "2011", "2011", None),
        ("since January", "January", "2017-01", None),
        ("from 2014 onwards", "2014 onwards", "2014", None),
        ("until 2018", "2018", None, "2018"),
        ("by the end of the year", "the end of the year", "2017", "2017"),
        ("from 20 January to 18 March 2018", "20 January to 18 March 2018", "2018-01-20", "2018-03-18"),
        ("from November to February 2016", "November to February 2016", "2015-11", "2016-02"),
        ("between 2003 and 2011", "2003 and 2011", "2003", "2011"),
        ("from 1973 until 1990", "1973 until 1990", "1973", "1990"),
        ("the 2003-2011 war", "2003-2011", "2003", "2011"),
        ("in 2014-15", "2014-15", "2014", "2015"),
        ("from 2011 to the present", "2011", "2011", "2011"),
        ("2011-present", "2011-present", "2011", "2017-03-09"),
        ("between 3 and 5 March", "3 and 5 March", "2017-03-03", "2017-03-05"),
        ("5-6 April 2016", "5-6 April 2016", "2016-04-05", "2016-04-06"),
        ("October 25–26, 2016", "October 25–26, 2016", "2016-10-25", "2016-10-26"),
        ("April 2012 through March 2013", "April 2012 through March 2013", "2012-04", "2013-03"),
        ("from Monday to Wednesday", "Monday to Wednesday", "2017-03-06", "2017-03-08"),
    ],
)
def test_times_reads_ranges_and_open_ends(text, span, first, last):
    found = resolved(text)
    assert (found.text, found.from_, found.to) == (span, first, last)


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("on Thursday", "XXXX-WXX-4"),
        ("on March 9", "XXXX-03-09"),
        ("in March", "XXXX-03"),
        ("yesterday", "PAST_REF"),
        ("next week", "FUTURE_REF"),
        ("in the past two weeks", "P2W"),
    ],
)
def test_times_without_publication_says_what_it_needs(text, timex):
    found = resolved(text, published=None)
    assert (found.from_, found.to, found.precision, found.timex) == (None, None, "unknown", timex)
    assert found.rule == "needs a publication date"


@pytest.mark.parametrize("published", ["2017", "2017-03", "no date", "2017-02-31", ""])
def test_times_does_not_guess_the_day_of_a_coarse_publication(published):
    assert resolved("yesterday", published=published).from_ is None


def test_times_uses_a_coarse_publication_as_far_as_it_goes():
    assert resolved("last year", published="2017").from_ == "2016"
    assert resolved("last month", published="2017-03").from_ == "2017-02"


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("for six months", "P6M"),
        ("a three-day visit", "P3D"),
        ("a 48-hour truce", "PT48H"),
        ("for years", "PXY"),
        ("in recent days", "PAST_REF"),
        ("in the coming weeks", "FUTURE_REF"),
        ("months ago", "PAST_REF"),
        ("every Friday", "XXXX-WXX-5"),
        ("daily", "P1D"),
        ("attacked at night", "TNI"),
    ],
)
def test_times_leaves_lengths_and_vague_times_unplaced(text, timex):
    found = resolved(text)
    assert (found.from_, found.to, found.timex) == (None, None, timex)


def test_times_reads_a_length_ahead_as_a_date_only_in_the_future():
    assert resolved("in ten days", "future").from_ == "2017-03-19"
    assert resolved("in ten days", "past").from_ is None


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("at 8 a.m. on Monday", "2017-03-06T08:00"),
        ("on Monday at 8:30 pm", "2017-03-06T20:30"),
        ("Monday, 0830 GMT", "2017-03-06T08:30"),
        ("yesterday at 14:30", "2017-03-08T14:30"),
        ("Thursday morning", "2017-03-09TMO"),
        ("the night of 25 July", "2016-07-25TNI"),
    ],
)
def test_times_keeps_the_hour_in_the_timex(text, timex):
    found = resolved(text)
    assert (found.timex, found.from_) == (timex, timex[:10])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the next day", "2014-06-11"),
        ("two weeks later", "2014-06-24"),
        ("a day earlier", "2014-06-09"),
        ("the same day", "2014-06-10"),
        ("the following year", "2015"),
        ("later that month", "2014-06"),
    ],
)
def test_times_counts_from_the_date_told_before(text, expected):
    found = only(text).resolve(PUBLISHED, "past", anchor="2014-06-10")
    assert found.from_ is not None
    assert found.from_ <= expected <= f"{found.to}~"


def test_times_does_not_place_the_next_day_without_the_day_before_it():
    found = resolved("the next day")
    assert (found.from_, found.rule) == (None, "needs the date that the text speaks of")


@pytest.mark.parametrize(
    "text",
    [
        "2,014 people fled",
        "2000 troops fled",
        "a force of 2000 troops",
        "between 1500 and 2000 people",
        "Resolution 2254 passed",
        "a 23-year-old man",
        "a man aged 24",
        "They may 5 times return",
        "The rebels may attack and march to the capital.",
        "thousands march in the capital",
        "MAY NOT RETURN",
        "Theresa May said",
        "the Sunday Times reported",
        "the fall of Mosul",
        "the Arab Spring",
        "The Sun. It shone",
        "$2014 was paid",
        "won 3-1",
        "almost one-quarter of men",
        "$300 a day",
    ],
)
def test_times_passes_over_what_is_no_time(text):
    assert [expression.text for expression in find_times(text)] == []


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("TROOPS ENTERED ON MARCH 9 AND MAY 5", ["MARCH 9", "MAY 5"]),
        ("they met in may and on 5 march", ["may", "5 march"]),
        ("IN MAY REBELS MAY ATTACK", ["MAY"]),
        ("in march they march to the palace", ["march"]),
        ("on thursday, 2 days ago", ["thursday", "2 days ago"]),
        ("in March 30 people were killed", ["March"]),
        ("by March 9, 2000 troops had come", ["March 9"]),
    ],
)
def test_times_reads_capitals_and_lower_case(text, spans):
    assert [expression.text for expression in find_times(text)] == spans


def test_times_shifts_spans_by_the_offset():
    text = "On Monday they left."
    found = find_times(text, offset=100)[0]
    assert (found.start, found.end, found.text) == (103, 109, "Monday")


@given(st.text(max_size=200))
def test_times_spans_are_words_of_any_text(text):
    for expression in find_times(text):
        assert text[expression.start : expression.end] == expression.text
        expression.resolve(PUBLISHED, "past")
        expression.resolve(None, "future", anchor="2016")


@pytest.mark.parametrize(
    "word", ["from between ", "March ", "the end of the ", "2014-", "one hundred and ", "a ", "1,111"]
)
def test_times_of_hostile_text_take_linear_time(word):
    short, long = (word * (size // len(word)) for size in (20_000, 80_000))
    quick = min(_seconds(short), _seconds(short))
    assert _seconds(long) < 12 * quick + 1


def _seconds(text: str) -> float:
    start = clock.perf_counter()
    find_times(text)
    return clock.perf_counter() - start
