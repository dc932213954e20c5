"""Festivals: their dates by the calendars, and where they are found."""

from datetime import date

import pytest

from dateline.mentions.time_festivals import easter, festival_in, islamic_dates, orthodox_easter, rosh_hashanah
from dateline.mentions.time_words import time_words
from dateline.mentions.times import find_times


@pytest.mark.parametrize(
    ("name", "year", "first", "last"),
    [
        ("easter", 2017, "2017-04-16", "2017-04-16"),
        ("good friday", 2016, "2016-03-25", "2016-03-25"),
        ("orthodox easter", 2016, "2016-05-01", "2016-05-01"),
        ("passover", 2017, "2017-04-11", "2017-04-17"),
        ("rosh hashanah", 2017, "2017-09-21", "2017-09-22"),
        ("yom kippur", 2018, "2018-09-19", "2018-09-19"),
        ("hanukkah", 2013, "2013-11-28", "2013-12-05"),
        ("purim", 2018, "2018-03-01", "2018-03-01"),
        ("ramadan", 2016, "2016-06-06", "2016-07-05"),
        ("eid al fitr", 2017, "2017-06-25", "2017-06-25"),
        ("eid al adha", 2017, "2017-09-01", "2017-09-01"),
        ("ashura", 2017, "2017-09-30", "2017-09-30"),
        ("thanksgiving", 2016, "2016-11-24", "2016-11-24"),
        ("memorial day", 2017, "2017-05-29", "2017-05-29"),
        ("nowruz", 2016, "2016-03-20", "2016-03-20"),
        ("nowruz", 2017, "2017-03-21", "2017-03-21"),
        ("lunar new year", 2018, "2018-02-16", "2018-02-16"),
        ("diwali", 2016, "2016-10-30", "2016-10-30"),
    ],
)
def test_festivals_have_their_dates(name, year, first, last):
    found = festival_in(time_words().festivals[name], year)
    assert [(i.first.isoformat(), i.last.isoformat()) for i in found] == [(first, last)]


def test_festivals_of_the_moon_may_come_twice_in_a_year():
    assert [d.month for d in islamic_dates(2000, 10, 1)] == [1, 12]


def test_festivals_stand_on_their_days_of_the_week():
    for year in range(1900, 2100):
        assert easter(year).isoweekday() == orthodox_easter(year).isoweekday() == 7
        assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)
        assert rosh_hashanah(year).isoweekday() not in (7, 3, 5)


def test_festivals_are_none_outside_the_years_computed():
    assert all(festival_in(festival, 1200) == [] for festival in time_words().festivals.values())


def test_festivals_all_have_a_date_in_recent_years():
    assert all(festival_in(festival, year) for festival in time_words().festivals.values() for year in (2001, 2029))


@pytest.mark.parametrize(
    ("text", "span", "first", "last"),
    [
        ("It fell during Ramadan.", "Ramadan", "2017-05-26", "2017-06-24"),
        ("It fell in Ramadan 2016.", "Ramadan 2016", "2016-06-06", "2016-07-05"),
        ("It fell during last Ramadan.", "last Ramadan", "2017-05-26", "2017-06-24"),
        ("on the first day of Eid al-Adha", "the first day of Eid al-Adha", "2017-09-01", "2017-09-01"),
        ("on the eve of Yom Kippur 2016", "the eve of Yom Kippur 2016", "2016-10-11", "2016-10-11"),
        ("Shops shut for Eid-ul-Fitr last year.", "Eid-ul-Fitr last year", "2016-07-06", "2016-07-06"),
        ("They met on Christmas Day 2016.", "Christmas Day 2016", "2016-12-25", "2016-12-25"),
        ("They will meet at Easter.", "Easter", "2018-04-01", "2018-04-01"),
        ("They will meet in the new year.", "new year", "2018-01-01", "2018-01-01"),
        ("killed on Thanksgiving Day", "Thanksgiving Day", "2016-11-24", "2016-11-24"),
        ("It was the Fourth of July.", "Fourth of July", "2017-07-04", "2017-07-04"),
    ],
)
def test_festivals_are_found_with_their_year(text, span, first, last):
    found = [(t, t.resolve("2017-09-12")) for t in find_times(text)]
    assert [(t.text, r.from_, r.to) for t, r in found] == [(span, first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "Vice President Taha Yassin Ramadan said so.",
        "Ramadan Shalah led the group.",
        "the Yom Kippur War",
        "the Good Friday Agreement",
        "the Easter Rising",
        "flown to Christmas Island",
        "a new year of fighting",
    ],
)
def test_festivals_are_not_names_of_people_wars_and_treaties(text):
    assert find_times(text) == []


def test_festivals_by_the_moon_say_that_they_may_be_a_day_off():
    rule = find_times("It began on Ashura.")[0].resolve("2017-10-12", "past").rule
    assert "a day more or less" in rule
