"""Ages of office: found only where the caller knows the holder."""

import pytest

from dateline.mentions.times import find_times

TERMS = {
    "Soares": ("1986-03-09", "1996-03-09"),
    "President Soares": ("1986-03-09", "1996-03-09"),
    "George W. Bush": ("2001-01-20", "2009-01-20"),
    "Bashar al-Assad": ("2000-07-17", ""),
}


@pytest.mark.parametrize(
    ("text", "span", "first", "last"),
    [
        ("It was signed during the Soares administration.", "the Soares administration", "1986-03-09", "1996-03-09"),
        ("It was signed under President Soares in Lisbon.", "President Soares", "1986-03-09", "1996-03-09"),
        ("It fell in George W. Bush's second term.", "George W. Bush's second term", "2001-01-20", "2009-01-20"),
        ("The Soares years were calm.", "The Soares years", "1986-03-09", "1996-03-09"),
        ("A Soares-era law fell.", "Soares-era", "1986-03-09", "1996-03-09"),
        ("Under Bashar al-Assad, it grew.", "Bashar al-Assad", "2000-07-17", None),
    ],
)
def test_terms_give_the_time_of_an_office(text, span, first, last):
    found = find_times(text, terms=TERMS.get)
    assert [(t.text, t.resolve(None).from_, t.resolve(None).to) for t in found] == [(span, first, last)]


@pytest.mark.parametrize(
    "text",
    ["The Soares administration said so.", "It came under Almeida.", "IT CAME UNDER SOARES.", "", "Under"],
)
def test_terms_pass_over_parties_and_unknown_names(text):
    assert find_times(text, terms=TERMS.get) == []


def test_terms_are_no_times_without_a_caller_who_knows_them():
    assert find_times("It was signed during the Soares administration.") == []


def test_terms_stand_beside_other_times_in_order():
    found = find_times("In 2016 a law of the Soares era fell on Monday.", terms=TERMS.get)
    assert [t.text for t in found] == ["2016", "the Soares era", "Monday"]
