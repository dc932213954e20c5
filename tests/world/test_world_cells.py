from __future__ import annotations

import pytest

from dateline.world.cells import Dated, Names, is_date, parse_dated, parse_names, read_table, split


@pytest.mark.parametrize(
    ("cell", "parts"),
    [("", []), ("a", ["a"]), (" a ; b;;c ", ["a", "b", "c"]), (";", []), ("a,b;c", ["a,b", "c"])],
)
def test_cells_split_a_list(cell: str, parts: list[str]) -> None:
    assert split(cell) == parts


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("", Names()),
        ("US;U.S.;~States", Names(("US", "U.S."), ("States",))),
        ("~ the Brotherhood", Names((), ("the Brotherhood",))),
        ("~;~~", Names((), ("~",))),
    ],
)
def test_cells_tell_weak_names_from_strong_ones(cell: str, names: Names) -> None:
    assert parse_names(cell) == names


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("GOV", Dated("GOV")),
        ("REB ..2021-08-14", Dated("REB", None, "2021-08-14")),
        ("GOV 2021-08-15..", Dated("GOV", "2021-08-15", None)),
        ("president 2003..2008-05", Dated("president", "2003", "2008-05")),
        ("president 2012", Dated("president", "2012", "2012")),
        ("part-of al-qaeda 2004-10-17..2014-02-03", Dated("part-of al-qaeda", "2004-10-17", "2014-02-03")),
        ("GOV ..", Dated("GOV")),
        ("leader@group 2015..2015-03", Dated("leader@group", "2015", "2015-03")),
    ],
)
def test_cells_date_a_value(cell: str, value: Dated) -> None:
    assert parse_dated(cell) == (value,)


def test_cells_keep_the_order_of_dated_values() -> None:
    assert [d.value for d in parse_dated("ELI ..2002;GOV 2003..2014; ELI")] == ["ELI", "GOV", "ELI"]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("..2014", "not VALUE FROM"),
        ("GOV 2014..soon", "not VALUE FROM"),
        ("GOV 14..15", "not VALUE FROM"),
        ("GOV 2014..2013", "ends before"),
        ("GOV 2014-05..2014-04-30", "ends before"),
        ("GOV 2014-13..", "no 2014-13"),
        ("GOV ..2015-02-29", "no 2015-02-29"),
        ("GOV ٢٠١٤..", "not VALUE FROM"),
    ],
)
def test_cells_refuse_spans_that_cannot_be(cell: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_dated(cell)


@pytest.mark.parametrize(
    ("value", "on", "holds"),
    [
        (Dated("GOV"), "2014-05-06", True),
        (Dated("GOV", "2014-05-06"), "2014-05-05", False),
        (Dated("GOV", "2014-05-06"), "2014-05-06", True),
        (Dated("GOV", "2014-05-06"), "2014-05", True),
        (Dated("GOV", "2014-05-06"), "2014", True),
        (Dated("GOV", "2014-05-06"), "2013", False),
        (Dated("GOV", "2014"), "2014-01-01", True),
        (Dated("GOV", None, "2014-05-06"), "2014-05-06", True),
        (Dated("GOV", None, "2014-05-06"), "2014-05-07", False),
        (Dated("GOV", None, "2014-05"), "2014-05-31", True),
        (Dated("GOV", None, "2014-05"), "2014-06", False),
        (Dated("GOV", "2014", "2014"), None, True),
    ],
)
def test_cells_say_what_may_hold_on_a_date(value: Dated, on: str | None, holds: bool) -> None:
    assert value.holds(on) is holds


@pytest.mark.parametrize(
    ("text", "exists"),
    [
        ("2014", True), ("2014-06", True), ("2014-06-30", True), ("2016-02-29", True), ("2015-02-29", False),
        ("2014-06-31", False), ("2014-00", False), ("2014-13", False), ("0000", False), ("", False), ("14", False),
        ("20140630", False), ("2014-W03", False),
    ],
)  # fmt: skip
def test_cells_know_the_calendar(text: str, exists: bool) -> None:
    assert is_date(text) is exists


def test_cells_read_a_table_by_the_lines_of_csv_alone() -> None:
    rows = list(read_table('id,words\r\na,"one\ntwo"\r\nb,thr\u2028ee\x85\x0c\r\n'))
    assert [row["words"] for row in rows] == ["one\ntwo", "thr\u2028ee\x85\x0c"]
