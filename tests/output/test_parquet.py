from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from typing import Any

import pyarrow.parquet as pq
import pytest
from output_samples import CODED, EMPTY, EVENT, hostile_coded, written

from dateline.errors import InputError
from dateline.output import FORMATS, Item, Options, open_writer, parquet
from dateline.records import Coded, Quantity


def rows(*items: Item) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(io.BytesIO(written("parquet", *items))).to_pylist()
    return found


def test_parquet_has_the_fields_of_the_json() -> None:
    without_extra = {**EVENT.to_dict(), "document": {**EVENT.document.facts(), "extra": None}}
    assert rows(CODED)[0] == without_extra


@pytest.mark.parametrize(("items", "count"), [((), 0), ((EMPTY,), 0), ((CODED, CODED), 4)])
def test_parquet_is_whole_whatever_the_number_of_claims(items: tuple[Item, ...], count: int) -> None:
    assert len(rows(*items)) == count


def test_parquet_writes_a_group_when_enough_rows_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS_IN_A_GROUP", 3)
    file = pq.ParquetFile(io.BytesIO(written("parquet", CODED, CODED, CODED)))
    assert [file.metadata.row_group(index).num_rows for index in range(file.num_row_groups)] == [4, 2]


def test_parquet_keeps_hostile_text_but_for_lone_surrogates() -> None:
    row = rows(hostile_coded("\x1b\ud800é"))[0]
    assert row["sentence"]["text"] == "\x1b?é"
    assert json.loads(row["document"]["extra"]) == {"desk": "\x1b\ud800é"}


def test_parquet_names_the_extra_when_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=r"pip install 'dateline\[parquet\]'"):
        open_writer(FORMATS["parquet"], io.BytesIO(), Options())


@pytest.mark.parametrize(("value", "stored"), [(400, 400.0), (2**53 + 1, 2.0**53), (10**400, None), (None, None)])
def test_parquet_stores_numbers_of_any_size(value: Any, stored: float | None) -> None:
    claim = replace(EVENT, quantities=(Quantity("x", 0, 1, value, None, None, "troops"),))
    assert rows(Coded(EVENT.document, (claim,)))[0]["quantities"][0]["value"] == stored
