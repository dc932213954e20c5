import itertools

import pytest
from tests.situation.pieces import BLUE, COUNTRY, GREEN, RED, at, figures, piece, rows_of


def backs(known, **given):
    return piece(known, predicate="backs", subject=BLUE, object=GREEN, **given)


TOLD = backs("2017-03-01")
SINCE = backs("2017-04-01", valid_from="2014-01-01", on="2017-04-01")
ENDED = backs("2017-08-10", effect="ends", valid_to="2017-08-01")
IN_2012 = backs("2017-05-01", valid_from="2012-01-01", valid_to="2013-01-01", on="2012-12-31")
AGAIN = backs("2018-02-01")


@pytest.mark.parametrize(
    ("evidence", "day", "known", "holds"),
    [
        ([TOLD], "2017-03-01", "2017-03-01", True),
        ([TOLD], "2017-03-01", "2017-02-28", False),
        ([TOLD], "2018-03-01", "2018-03-01", True),
        # since when
        ([TOLD, SINCE], "2013-12-31", "2017-04-01", False),
        ([TOLD, SINCE], "2014-01-01", "2017-04-01", True),
        # a retroactive end: what was believed on 5 August stays to be asked for
        ([TOLD, ENDED], "2017-08-05", "2017-08-10", False),
        ([TOLD, ENDED], "2017-08-05", "2017-08-09", True),
        ([TOLD, ENDED], "2017-07-31", "2017-08-10", True),
        ([TOLD, ENDED], "2017-08-01", "2017-08-10", False),
        # an end whose beginning nobody told
        ([ENDED], "2017-07-31", "2017-08-10", True),
        ([ENDED], "2017-08-01", "2017-08-10", False),
        # a year of the past is that year alone
        ([IN_2012], "2012-12-31", "2017-05-01", True),
        ([IN_2012], "2013-01-01", "2017-05-01", False),
        ([IN_2012], "2011-12-31", "2017-05-01", False),
        # told again after its end: a second time
        ([TOLD, ENDED, AGAIN], "2017-12-31", "2018-02-01", False),
        ([TOLD, ENDED, AGAIN], "2018-02-01", "2018-02-01", True),
        ([TOLD, ENDED, AGAIN], "2018-02-01", "2018-01-31", False),
    ],
)
def test_a_relation_as_of_and_as_known(evidence, day, known, holds):
    assert bool([row for row in at(rows_of(*evidence), day, known) if row.status == "actual"]) is holds


def test_more_sources_make_it_surer_and_one_source_twice_does_not():
    one = rows_of(backs("2017-03-01", unit="a"))
    twice = rows_of(backs("2017-03-01", unit="a"), backs("2017-03-02", unit="a"))
    two = rows_of(backs("2017-03-01", unit="a"), backs("2017-03-02", unit="b"))
    sure = [at(rows, "2017-03-03")[0].confidence for rows in (one, twice, two)]
    assert sure == [0.8, 0.8, 0.96]


def test_confidence_stays_below_certainty():
    rows = rows_of(*(backs("2017-03-01", unit=str(k), claim=f"c-{k}") for k in range(9)))
    assert rows[0].confidence == 0.97


def test_a_denial_of_what_nobody_tells_is_told_as_not_so():
    (row,) = at(rows_of(backs("2017-03-01", status="negated")), "2017-03-02")
    assert (row.status, row.valid_from) == ("negated", "2017-03-01")


def test_a_correction_known_later_leaves_what_was_known_before():
    rows = rows_of(TOLD, backs("2017-03-05", status="negated", confidence=0.95))
    assert [row.status for row in at(rows, "2017-03-02", "2017-03-04")] == ["actual"]
    assert [(row.status, row.disputed) for row in at(rows, "2017-03-05", "2017-03-05")] == [("negated", True)]


def test_parties_that_hold_parts_of_a_country_do_not_oust_each_other():
    rows = rows_of(
        piece("2017-03-01", place=COUNTRY), piece("2017-04-01", subject=BLUE, place=COUNTRY, effect="begins")
    )
    assert {row.subject for row in at(rows, "2017-05-01")} == {RED.id, BLUE.id}
    assert not any(row.disputed for row in rows)


def test_a_plan_is_known_before_the_day_that_it_is_for():
    plan = piece("2017-03-09", predicate="plan", status="future", label="meeting",
                 planned=("2017-03-22", "2017-03-23", "day"))  # fmt: skip
    rows = rows_of(plan)
    assert [row.status for row in at(rows, "2017-03-09", "2017-03-09")] == ["future"]
    assert at(rows, "2017-03-09", "2017-03-08") == []
    assert at(rows, "2017-03-08", "2017-03-09") == []
    assert rows[0].record["planned"] == ["2017-03-22", "2017-03-23", "day"]


def test_figures_stand_side_by_side():
    rows = rows_of(
        piece("2017-03-01", predicate="present_in", place=COUNTRY, figures=figures(400)),
        piece("2017-04-01", predicate="present_in", place=COUNTRY, figures=figures(500)),
    )
    assert [values[0][0] for values in rows[-1].record["figures"]] == [400, 500]


def test_rows_of_one_state_do_not_overlap_in_knowledge():
    evidence = [backs(f"2017-{month:02}-{day:02}") for month in range(1, 10) for day in (1, 11, 21)]
    rows = rows_of(*evidence)
    assert len(rows) == 3  # renewed after every dozen pieces
    ends = [(row.known_from, row.known_to) for row in rows]
    assert all(one[1] == other[0] for one, other in itertools.pairwise(ends))
    assert rows[-1].known_to is None
