import itertools

import pytest
from tests.situation.pieces import BLUE, GREEN, REBELS, RED, TOWN, at, piece, rows_of, who

RED_HOLDS = piece("2017-03-01")
BLUE_TAKES = piece("2017-06-03", subject=BLUE, effect="begins", valid_from="2017-06-01")
BLUE_HOLDS = piece("2017-09-01", subject=BLUE)
RED_LATE = piece("2017-10-05", effect="begins", valid_from="2017-01-10")  # old news that arrives late
RED_RETAKES = piece("2017-11-03", effect="begins", valid_from="2017-11-02")
BLUE_FOR_A_MONTH = piece("2017-07-05", subject=BLUE, effect="begins", valid_from="2017-06-01", precision="month")


@pytest.mark.parametrize(
    ("evidence", "day", "known", "held"),
    [
        # nobody is known before anything is told
        ([RED_HOLDS], "2017-03-01", "2017-02-28", set()),
        ([RED_HOLDS], "2017-03-01", "2017-03-01", {"Red Front"}),
        # a holder keeps a place by silence, forwards and backwards
        ([RED_HOLDS], "2019-01-01", "2019-01-01", {"Red Front"}),
        ([RED_HOLDS], "2016-01-01", "2017-03-01", {"Red Front"}),
        # control passes by evidence; both edges of the day on which it does
        ([RED_HOLDS, BLUE_TAKES], "2017-05-31", "2017-06-03", {"Red Front"}),
        ([RED_HOLDS, BLUE_TAKES], "2017-06-01", "2017-06-03", {"Blue Army"}),
        # the same days, as known before the capture was told
        ([RED_HOLDS, BLUE_TAKES], "2017-06-01", "2017-06-02", {"Red Front"}),
        # late old news changes the past, and only what is known from then on
        ([RED_HOLDS, BLUE_TAKES, RED_LATE], "2017-01-09", "2017-10-05", set()),
        ([RED_HOLDS, BLUE_TAKES, RED_LATE], "2017-01-10", "2017-10-05", {"Red Front"}),
        ([RED_HOLDS, BLUE_TAKES, RED_LATE], "2017-01-09", "2017-10-04", {"Red Front"}),
        # retaken
        ([RED_HOLDS, BLUE_TAKES, BLUE_HOLDS, RED_RETAKES], "2017-11-01", "2017-11-03", {"Blue Army"}),
        ([RED_HOLDS, BLUE_TAKES, BLUE_HOLDS, RED_RETAKES], "2017-11-02", "2017-11-03", {"Red Front"}),
        ([RED_HOLDS, BLUE_TAKES, BLUE_HOLDS, RED_RETAKES], "2017-11-02", "2017-11-02", {"Blue Army"}),
        # a month begins on its first day
        ([RED_HOLDS, BLUE_FOR_A_MONTH], "2017-05-31", "2017-07-05", {"Red Front"}),
        ([RED_HOLDS, BLUE_FOR_A_MONTH], "2017-06-01", "2017-07-05", {"Blue Army"}),
    ],
)
def test_control_as_of_and_as_known(evidence, day, known, held):
    assert who(evidence, day, known) == held


def test_control_of_the_loser_ends_retroactively_where_only_the_loss_is_told():
    rows = rows_of(piece("2017-11-30", effect="ends", valid_to="2017-11-09"))
    assert [row.record["subject"][1] for row in at(rows, "2017-11-08", "2017-11-30")] == ["Red Front"]
    assert at(rows, "2017-11-09", "2017-11-30") == []
    assert at(rows, "2017-11-08", "2017-11-29") == []


def test_control_with_another_told_later_by_word_alone_passes_on_that_day_and_is_no_dispute():
    rows = rows_of(RED_HOLDS, BLUE_HOLDS)
    assert [(row.valid_from, row.valid_to, row.disputed) for row in at(rows, "2017-08-31", "2017-09-01")] == [
        (None, "2017-09-01", False)
    ]
    assert [row.subject for row in at(rows, "2017-09-01", "2017-09-01")] == [BLUE.id]
    assert [row.subject for row in at(rows, "2017-09-01", "2017-08-31")] == [RED.id]


def test_control_by_two_at_the_same_time_is_disputed_with_both_sides():
    rows = at(rows_of(RED_HOLDS, piece("2017-09-01"), piece("2017-05-01", subject=BLUE)), "2017-09-02")
    assert {(row.subject, row.disputed, tuple(row.record["against"])) for row in rows} == {
        (RED.id, True, (BLUE.id,)),
        (BLUE.id, True, (RED.id,)),
    }


def test_control_of_a_part_is_contested_and_does_not_flip():
    rows = at(rows_of(RED_HOLDS, piece("2017-06-01", subject=BLUE, effect="begins", part=True)), "2017-06-02")
    assert {(row.subject, row.record["contested"]) for row in rows} == {(RED.id, True), (BLUE.id, True)}


def test_control_is_not_taken_by_who_already_has_it():
    rows = at(rows_of(BLUE_TAKES, piece("2017-08-01", subject=BLUE, effect="begins")), "2017-09-01")
    assert [(row.subject, row.valid_from) for row in rows] == [(BLUE.id, "2017-06-01")]


def test_a_word_that_the_loser_holds_it_speaks_of_the_past():
    assert who([RED_HOLDS, BLUE_TAKES, piece("2017-12-01", epithet=True)], "2017-12-02") == {"Blue Army"}
    assert who([RED_HOLDS, BLUE_TAKES, piece("2017-12-01")], "2017-12-02") == {"Blue Army"}


def test_two_sources_that_the_loser_has_it_bring_it_back():
    again = [piece("2017-12-01", claim="c-1", unit="a"), piece("2017-12-02", claim="c-2", unit="b")]
    assert who([RED_HOLDS, BLUE_TAKES, *again], "2017-12-03") == {"Red Front"}
    assert who([RED_HOLDS, BLUE_TAKES, *again], "2017-11-30") == {"Blue Army"}


def test_a_capture_without_a_day_by_who_lost_it_since_is_old_news():
    assert who([RED_HOLDS, BLUE_TAKES, piece("2017-12-01", effect="begins")], "2017-12-02") == {"Blue Army"}


def test_a_fall_told_again_does_not_take_it_from_who_took_it():
    fall = piece("2017-06-10", subject=None, effect="ends")
    assert who([RED_HOLDS, BLUE_TAKES, fall], "2017-06-11") == {"Blue Army"}


def test_a_fall_takes_it_from_who_had_it():
    fall = piece("2017-06-10", subject=None, effect="ends", valid_to="2017-06-09")
    assert who([RED_HOLDS, fall], "2017-06-09") == set()
    assert who([RED_HOLDS, fall], "2017-06-08") == {"Red Front"}


def test_a_kind_of_people_supports_a_holder_of_its_kind():
    (row,) = at(rows_of(RED_HOLDS, piece("2017-04-01", subject=REBELS)), "2017-05-01")
    assert (row.subject, row.record["count"], row.record["last_confirmed"]) == (RED.id, 2, "2017-04-01")


def test_a_kind_of_people_stands_alone_where_nobody_is_named():
    assert who([piece("2017-04-01", subject=REBELS)], "2017-04-01") == {"rebels"}


def test_a_kind_of_people_gives_way_to_a_name():
    assert who([piece("2017-04-01", subject=REBELS), piece("2017-05-01", subject=BLUE)], "2017-05-01") == {"Blue Army"}


def test_a_kind_that_takes_a_place_is_not_who_lost_it():
    taken = piece("2017-06-01", subject=REBELS, effect="begins", valid_from="2017-05-30")
    assert who([RED_HOLDS, taken], "2017-06-02") == {"rebels"}


def test_what_is_only_planned_holds_nothing():
    assert who([piece("2017-04-01", status="hypothetical")], "2017-04-02") == set()
    assert who([piece("2017-04-01", status="hypothetical")], "2017-04-02", status="hypothetical") == {"Red Front"}


def test_a_denial_disputes_and_a_surer_one_outweighs():
    weak = rows_of(RED_HOLDS, piece("2017-04-01", status="negated", confidence=0.4))
    sure = rows_of(RED_HOLDS, piece("2017-04-01", status="negated", confidence=0.95))
    assert [(row.status, row.disputed) for row in at(weak, "2017-05-01")] == [("actual", True)]
    assert [(row.status, row.disputed) for row in at(sure, "2017-05-01")] == [("negated", True)]


def test_two_who_took_it_together_share_it():
    both = [piece("2017-06-03", subject=each, effect="begins", valid_from="2017-06-01", claim="c-1")
            for each in (BLUE, GREEN)]  # fmt: skip
    assert who([RED_HOLDS, *both], "2017-06-02") == {"Blue Army", "Green League"}


def test_a_past_tenure_ends_when_it_was_told():
    held = piece("2017-10-22", valid_from="2014-01-01", valid_to="2017-10-22")
    rows = rows_of(held)
    assert [row.subject for row in at(rows, "2016-06-01")] == [RED.id]
    assert at(rows, "2013-12-31") == []
    assert at(rows, "2017-10-22") == []


def test_the_order_in_which_evidence_is_given_is_no_matter():
    evidence = [RED_HOLDS, BLUE_TAKES, BLUE_HOLDS, RED_LATE, RED_RETAKES]
    rows = {tuple(rows_of(*order).__repr__() for _ in [0]) for order in itertools.permutations(evidence)}
    assert len(rows) == 1
    assert TOWN.id == rows_of(RED_HOLDS)[0].place
