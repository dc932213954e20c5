"""CSV: one row a claim, the columns that `dateline.schema` lists."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from dateline.output.items import Options, Writer
from dateline.output.json_text import json_line
from dateline.output.safe_text import safe_line
from dateline.records import Claim, Coded

Cell = str | int | float | None

PARTY = {"s": "text", "_names": "name", "_ids": "id", "_countries": "country", "_sectors": "sector"}
# Field of the claim -> column -> field of its items.
LISTS: Mapping[str, Mapping[str, str]] = {
    "actors": {f"actor{ending}": field for ending, field in PARTY.items()},
    "recipients": {f"recipient{ending}": field for ending, field in PARTY.items()},
    "sources": {"sources": "text", "source_names": "name", "source_ids": "id", "source_cues": "cue"},
    "places": {
        "places": "text",
        "place_names": "name",
        "place_ids": "id",
        "place_countries": "country",
        "place_lats": "lat",
        "place_lons": "lon",
        "place_kinds": "kind",
        "place_precisions": "precision",
        "place_relations": "relation",
    },
    "quantities": {
        "quantities": "text",
        "quantity_values": "value",
        "quantity_lows": "low",
        "quantity_highs": "high",
        "quantity_units": "unit",
        "quantity_changes": "change",
    },
}
TIME = {"time": "text", "time_from": "from_", "time_to": "to", "time_precision": "precision", "time_rule": "rule"}
TRIGGER = {"trigger": "text", "trigger_start": "start", "trigger_end": "end"}
SENTENCE = {
    "sentence": "text",
    "sentence_start": "start",
    "sentence_end": "end",
    "sentence_index": "index",
}
DOCUMENT = {
    "document_id": "id",
    "document_title": "title",
    "publisher": "publisher",
    "published": "published",
    "url": "url",
    "language": "language",
}
COLUMNS = (
    *("id", "kind", "type", "modes", "contexts", "status", "historical", "label", *TRIGGER),
    *(column for columns in ("actors", "recipients", "sources", "places") for column in LISTS[columns]),
    *(*TIME, *LISTS["quantities"]),
    *(*SENTENCE, "confidence", "reasons", "coder", "cameo", "quad", "intensity"),
    *(*DOCUMENT, "extra"),
)
FORMULA_STARTS = ("=", "+", "-", "@")


def make_writer(stream: BinaryIO, options: Options) -> Writer[Coded]:
    """A writer of CSV."""
    return CsvWriter(stream)


class CsvWriter:
    """Writes the head with the first document, claims or not, and a row for each claim."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._head: list[Sequence[Cell]] = [COLUMNS]

    def write(self, item: Coded) -> None:
        """Write the document's rows and flush."""
        rows = [row(claim) for claim in item]
        self._put([*self._head, *([guarded(cells[column]) for column in COLUMNS] for cells in rows)])
        self._head = []

    def close(self) -> None:
        """CSV has no end."""

    def _put(self, rows: Iterable[Sequence[Cell]]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        self._stream.write(text.getvalue().encode("utf-8"))
        self._stream.flush()


def row(claim: Claim) -> dict[str, Cell]:
    """The claim as flat cells, by column."""
    cells: dict[str, Cell] = {
        name: getattr(claim, name)
        for name in (
            "id",
            "kind",
            "type",
            "status",
            "historical",
            "label",
            "cameo",
            "quad",
            "intensity",
            "confidence",
            "coder",
        )
    }
    cells |= {name: joined(getattr(claim, name)) for name in ("modes", "contexts", "reasons")}
    for name, columns in LISTS.items():
        items = getattr(claim, name)
        cells |= {column: joined(getattr(item, field) for item in items) for column, field in columns.items()}
    return cells | dict(_singles(claim)) | {"extra": _extra(claim)}


def _singles(claim: Claim) -> Iterator[tuple[str, Cell]]:
    parts = ((claim.trigger, TRIGGER), (claim.sentence, SENTENCE), (claim.document, DOCUMENT), (claim.time, TIME))
    for record, columns in parts:
        for column, field in columns.items():
            yield column, getattr(record, field) if record else None


def _extra(claim: Claim) -> str | None:
    return json_line(dict(claim.document.extra)).decode("utf-8") if claim.document.extra else None


def joined(values: Iterable[Any]) -> Cell:
    """A list in one cell; a single number stays a number."""
    items = list(values)
    if len(items) == 1 and isinstance(items[0], int | float):
        return items[0]
    return "; ".join("" if item is None else str(item).replace(";", ",") for item in items)


def guarded(cell: Cell) -> Cell:
    """The cell as one safe line that no spreadsheet takes for a formula; numbers stay numbers."""
    if not isinstance(cell, str):
        return cell
    line = safe_line(cell)
    return f"'{line}" if line.startswith(FORMULA_STARTS) else line
