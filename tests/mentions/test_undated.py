"""The date of a dispatch that gives none, by what it says and what is known of whom it names."""

import time as clock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.mentions.timeline import Timeline
from dateline.mentions.times import find_times
from dateline.mentions.undated import Bound, infer_date
from dateline.mentions.undated_lengths import bound_after, elapsed_bounds

TERM = Bound("2014-07-30", "2018-08-07", "Mara Quint is called president, an office she held from 2014-07-30.")
COALITION = "It comes more than two and a half years after the start of the northern war. A summit will open on May 22."


def starts(words: str) -> tuple[str, str] | None:
    return ("2014-10-05", "the start of the northern war") if "northern war" in words else None


def test_undated_gets_year_and_month_from_terms_starts_and_dates():
    expressions = find_times(COALITION)
    found = infer_date(expressions, [TERM, *elapsed_bounds(COALITION, expressions, starts)])
    assert (found.earliest, found.latest, found.best) == ("2017-04-01", "2017-10-31", "2017-05")
    assert any("northern war" in reason for reason in found.reasons)
    assert any("May 22" in reason for reason in found.reasons)


@pytest.mark.parametrize(
    ("text", "bounds", "best"),
    [
        ("On Thursday, 9 March, it fell.", [Bound("2014", "2019-12", "a term")], "2017-03"),
        ("On Monday, Dec. 26, he died. It fell in June 2014.", [], "2016-12"),
        ("It was told on Thursday.", [Bound("2017-03-02", "2017-03-20", "a visit")], "2017-03"),
        ("It was told on Thursday.", [Bound("2017-03-02", "2017-06-20", "a visit")], "2017"),
        ("It was told on Thursday.", [Bound("2016-03-02", "2017-06-20", "a term")], None),
        ("It fell in June 2014 and elections will be held in 2015.", [], None),
        ("It was told on Thursday.", [], None),
        ("", [], None),
    ],
)
def test_undated_is_cut_to_what_is_known(text, bounds, best):
    assert infer_date(find_times(text), bounds).best == best


def test_undated_lies_between_what_is_past_and_what_is_to_come():
    found = infer_date(find_times("The city fell in June 2014. Elections will be held in March 2016."))
    assert (found.earliest, found.latest) == ("2014-06-01", "2016-03-31")
    assert found.reasons == ("“June 2014” is told as past.", "“March 2016” is told as still to come.")


def test_undated_sets_aside_what_the_rest_contradicts():
    wrong = Bound("1990", "1995", "He is called minister, an office he held from 1990 to 1995.")
    found = infer_date([], [TERM, wrong, Bound("2016", "2017-02", "A second term.")])
    assert (found.earliest, found.latest) == ("2016-01-01", "2017-02-28")
    assert [r for r in found.reasons if r.startswith("Set aside")] == [
        f"Set aside, because the rest speaks against it: {wrong.reason}"
    ]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The war began in March 2011 and has lasted more than six years.", "2017-03-01", "2018-03-31"),
        ("They met nearly six years after the war began in March 2011.", "2016-09-01", "2017-03-31"),
        ("They met six years after the war of March 2011.", "2016-09-01", "2018-03-31"),
        ("the four-year northern war", "2018-04-01", "2019-10-31"),
        ("It lasted six years, they said. It began in March 2011.", None, None),
    ],
)
def test_undated_counts_lengths_from_dated_starts(text, first, last):
    found = elapsed_bounds(text, find_times(text), starts)
    assert [(b.first, b.last) for b in found] == ([(first, last)] if first else [])


def test_undated_takes_no_bound_from_what_is_no_length():
    assert bound_after(find_times("on Thursday")[0], "2014-10-05", "the war") is None
    assert bound_after(find_times("six years after")[0], "no date", "the war") is None


def test_undated_gives_a_date_its_year_and_leaves_the_weekday():
    text = "They met on Thursday. A summit will open on March 22. They left last year."
    expressions = find_times(text)
    timeline = Timeline(None, expressions, infer_date(expressions, [Bound("2017-02-10", "2017-08-01", "a term")]))
    weekday, summit, year = (timeline.resolve(expression) for expression in expressions)
    assert (weekday.from_, weekday.timex) == (None, "XXXX-WXX-4")
    assert (summit.from_, summit.rule.split(":")[0]) == ("2017-03-22", "year-inferred-from-document")
    assert (year.from_, year.rule.split(":")[0]) == ("2016", "year-inferred-from-document")


def test_undated_is_not_asked_where_the_date_is_known():
    expressions = find_times("A summit will open on March 22.")
    inferred = infer_date(expressions, [Bound("2010-02-10", "2010-04-01", "a term")])
    assert Timeline("2017-03-09", expressions, inferred).resolve(expressions[0]).from_ == "2017-03-22"


@given(st.text(max_size=120), st.text(max_size=12), st.text(max_size=12))
def test_undated_reads_any_text_and_any_bound(text, first, last):
    expressions = find_times(text)
    bounds = [Bound(first, last, "r"), *elapsed_bounds(text, expressions)]
    Timeline(None, expressions, infer_date(expressions, bounds))


def test_undated_weighs_thousands_of_contradictions_quickly():
    text = "They met in 2014. They will meet in 1999. Monday, 3 May, was long. " * 3000
    expressions = find_times(text)
    start = clock.perf_counter()
    infer_date(expressions, elapsed_bounds(text, expressions))
    assert clock.perf_counter() - start < 5
