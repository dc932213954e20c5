"""The direction that words give a time where nobody else knows it."""

import pytest

from dateline.mentions.times import find_times

PUBLISHED = "2017-11-28"  # a Tuesday


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("A delegation will arrive on Wednesday for talks.", "2017-11-29"),
        ("Talks are due to resume in the city on Thursday.", "2017-11-30"),
        ("They are to meet on Friday.", "2017-12-01"),
        ("The session is expected to open on Monday.", "2017-12-04"),
        ("A round is due to be held on 29 January.", "2018-01-29"),
        ("He had told reporters on Monday that it ended.", "2017-11-27"),
        ("On Thursday, troops entered the town.", "2017-11-23"),
        ("Aid was cut, due to the fighting, on Friday.", "2017-11-24"),
        ("He said it would open on Friday.", "2017-12-01"),
        ("It will fail, he said. On Friday it did.", "2017-11-24"),
        ("The city fell in March.", "2017-03"),
        ("The conference will open in March.", "2018-03"),
        ("Mr. Smith of the U.S. Army will speak on Friday.", "2017-12-01"),
        ("They will meet at the weekend, he said.", "2017-12-02"),
    ],
)
def test_tense_is_read_from_the_words_around(text, first):
    assert find_times(text)[0].resolve(PUBLISHED).from_ == first


def test_tense_that_the_caller_knows_wins():
    expression = find_times("They will meet on Friday.")[0]
    assert expression.resolve(PUBLISHED, "past").from_ == "2017-11-24"


def test_tense_guessed_gives_way_to_a_date_beside_publication():
    expression = find_times("They announced a meeting on 2 December.")[0]
    assert expression.resolve(PUBLISHED).from_ == "2017-12-02"
    assert expression.resolve(PUBLISHED, "past").from_ == "2016-12-02"
