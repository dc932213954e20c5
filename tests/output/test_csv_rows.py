from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from output_samples import CODED, EMPTY, EVENT, HOSTILE, hostile_coded, written

from dateline import schema
from dateline.output import Item
from dateline.output.csv_rows import COLUMNS, guarded, joined
from dateline.records import Actor, Coded


def rows(*items: Item) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written("csv", *items).decode("utf-8"), newline="")))


def test_csv_has_a_row_for_each_claim_under_one_head() -> None:
    output = written("csv", CODED, EMPTY, CODED).decode("utf-8")
    assert output.count(",".join(COLUMNS)) == 1
    assert [row["id"] for row in rows(CODED, EMPTY, CODED)] == ["c-1", "c-2", "c-1", "c-2"]


def test_csv_has_its_head_when_there_are_no_claims() -> None:
    assert written("csv", EMPTY).decode("utf-8") == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("trigger", "sending"),
        ("actors", "The United States"),
        ("actor_countries", "USA"),
        ("recipient_names", "Islamic State"),
        ("time_from", "2017-03-09"),
        ("quantity_values", "400.0"),
        ("quantity_changes", "additional"),
        ("sentence_index", "0"),
        ("document_id", "raqqa"),
        ("published", "2017-03-09"),
        ("label", ""),
        ("extra", ""),
    ],
)
def test_csv_flattens_a_claim(column: str, cell: str) -> None:
    assert rows(CODED)[0][column] == cell


def test_csv_joins_lists_in_step() -> None:
    actors = (Actor("Jets; two", 0, 5, country="TUR"), Actor("rebels", 0, 5), Actor("army", 0, 5, country="SYR"))
    row = rows(Coded(EVENT.document, (replace(EVENT, actors=actors),)))[0]
    assert row["actors"] == "Jets, two; rebels; army"
    assert row["actor_countries"] == "TUR; ; SYR"


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'=1+1"),
        ("\x00=1", "\ufffd=1"),
        ("\ufeff=1", "'=1"),
        (-6.5, -6.5),
        ("a=b", "a=b"),
        (None, None),
    ],
)
def test_csv_keeps_spreadsheets_from_running_formulas(cell: Any, safe: Any) -> None:
    assert guarded(cell) == safe


@pytest.mark.parametrize(("values", "cell"), [([-3.5], -3.5), ([], ""), ([1, 2], "1; 2"), ([None], "")])
def test_csv_keeps_a_single_number_a_number(values: list[Any], cell: Any) -> None:
    assert joined(values) == cell


def test_csv_lets_no_control_character_through() -> None:
    output = written("csv", hostile_coded()).decode("utf-8")
    assert not [letter for letter in output if letter not in "\r\n" and not letter.isprintable()]
    assert len(rows(hostile_coded())) == 1
    assert "[red]f[/red]" in rows(hostile_coded(HOSTILE))[0]["sentence"]


def test_csv_columns_are_documented() -> None:
    documented = (schema.__doc__ or "").replace("the same for recipient_", " ".join(c for c in COLUMNS if "recip" in c))
    assert [column for column in COLUMNS if column not in documented] == []
