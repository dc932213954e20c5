from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.output import FORMATS, choose_format


@pytest.mark.parametrize(
    ("asked", "out", "terminal", "name"),
    [
        (None, None, True, "table"),
        (None, None, False, "jsonl"),
        (None, "x", False, "jsonl"),
        (None, "x.csv", True, "csv"),
        (None, "x.PARQUET", True, "parquet"),
        (None, "x.conllu", False, "conllu"),
        ("jsonl", "x.csv", True, "jsonl"),
        ("csv", None, True, "csv"),
        ("parquet", None, False, "parquet"),
        ("parquet", "x.bin", True, "parquet"),
    ],
)
def test_choose_format_by_wish_then_name_then_reader(
    asked: str | None, out: str | None, terminal: bool, name: str
) -> None:
    assert choose_format(asked, Path(out) if out else None, terminal=terminal).name == name


def test_choose_format_lists_the_names_it_knows() -> None:
    with pytest.raises(InputError, match=r"\.jsonl, \.csv"):
        choose_format(None, Path("x.xlsx"), terminal=False)


def test_choose_format_spares_the_terminal_binary_output() -> None:
    with pytest.raises(InputError, match="add -o FILE"):
        choose_format("parquet", None, terminal=True)


def test_formats_have_unambiguous_names() -> None:
    suffixes = [suffix for each in FORMATS.values() for suffix in each.suffixes]
    assert len(suffixes) == len(set(suffixes))
