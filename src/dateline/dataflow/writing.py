"""Records that linking found, into the files of a table: the same records give the same bytes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.dataflow.engine import Flow
from dateline.dataflow.parts import parts

Record = dict[str, Any]
ROW: Mapping[str, str] = {"key": "string", "row": "bytes"}  # what is written: its place in the order, and its JSON
LARGEST = 50_000  # claims for each file


def row(key: str, told: Mapping[str, Any]) -> Record:
    """A record to be written, with what it is sorted by, which no other of its table has."""
    return {"key": key, "row": json.dumps(told).encode()}


def write_table(flow: Flow, out: str, table: str, size: int) -> int:
    """Write rows, sorted within files that do not hang on who found them.

    Args:
        flow: Records as `row` makes them.
        out: The output.
        table: The table.
        size: How many claims there are.

    Returns:
        How many rows were written.
    """
    files = 1 + size // LARGEST
    placed = flow.map(_Place(files), {"file": "int", **ROW}).gather("file")
    written = placed.map(_Write(out, table), {"rows": "int"}).records()
    if not written:  # an empty table is a file without rows, so that readers find its columns
        list(_Write(out, table)({"file": 0, "rows": []}))
    return sum(each["rows"] for each in written)


@dataclass(frozen=True, slots=True)
class _Place:
    """Says in which file a record goes."""

    files: int

    def __call__(self, record: Record) -> Iterator[Record]:
        yield {"file": zlib.crc32(record["key"].encode()) % self.files, **record}


@dataclass(frozen=True, slots=True)
class _Write:
    """Writes a file."""

    out: str
    table: str

    def __call__(self, record: Record) -> Iterator[Record]:
        rows = sorted(record["rows"], key=lambda each: str(each["key"]))
        with parts(self.out, [self.table], f"{record['file']:06}") as opened:
            opened[self.table].add(json.loads(each["row"]) for each in rows)
        yield {"rows": len(rows)}
