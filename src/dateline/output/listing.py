"""Writes lists of records that are not claims: incidents, documents, actors, places, states, judgements.

A `Kind` says how a kind of record prints: its columns in CSV, its layout for people, where it lies on the map. JSON
Lines print the records as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol, TypeAlias

from rich.console import RenderableType
from rich.text import Text

from dateline.errors import InputError
from dateline.output.console import Paper
from dateline.output.csv_rows import Cell, guarded, joined
from dateline.output.items import Options
from dateline.output.json_text import json_line

Record: TypeAlias = Mapping[str, Any]
Point = tuple[float, float]  # longitude, latitude


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How a kind of record prints; `point` is None for what does not lie on the map."""

    name: str  # in the plural
    head: str = ""  # what stands above a table
    columns: Mapping[str, Callable[[Record], Any]]
    layout: Callable[[Sequence[Record], Paper], RenderableType]
    point: Callable[[Record], Point | None] | None = None


class ListWriter(Protocol):
    """Writes records to a stream that somebody else opens and closes."""

    def write(self, records: Sequence[Record]) -> None:
        """Write some records."""

    def close(self) -> None:
        """Write what the format needs at its end."""


class _Table:
    def __init__(self, kind: Kind, stream: BinaryIO, options: Options) -> None:
        self._kind = kind
        self._paper = Paper(stream, options.encoding)
        self._head = kind.head

    def write(self, records: Sequence[Record]) -> None:
        if records and self._head:
            self._paper.print(Text(f"{self._head[:1].upper()}{self._head[1:]}\n"))
            self._head = ""
        if records:
            self._paper.print(self._kind.layout(records, self._paper))

    def close(self) -> None:
        pass


class _JsonLines:
    def __init__(self, kind: Kind, stream: BinaryIO, options: Options) -> None:
        self._stream = stream

    def write(self, records: Sequence[Record]) -> None:
        self._stream.write(b"".join(json_line(record) + b"\n" for record in records))

    def close(self) -> None:
        self._stream.flush()


class _Csv:
    def __init__(self, kind: Kind, stream: BinaryIO, options: Options) -> None:
        self._columns = kind.columns
        self._stream = stream
        self._put([list(kind.columns)])

    def write(self, records: Sequence[Record]) -> None:
        self._put([[_cell(read(record)) for read in self._columns.values()] for record in records])

    def close(self) -> None:
        self._stream.flush()

    def _put(self, rows: Iterable[Sequence[Cell]]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        self._stream.write(text.getvalue().encode("utf-8"))


class _GeoJson:
    def __init__(self, kind: Kind, stream: BinaryIO, options: Options) -> None:
        if kind.point is None:
            raise InputError("E-FORMAT", f"{kind.name} do not lie on a map; take table, jsonl or csv")
        self._point = kind.point
        self._stream = stream
        self._before_next = b'{"type": "FeatureCollection", "features": [\n'

    def write(self, records: Sequence[Record]) -> None:
        for record in records:
            self._stream.write(self._before_next + json_line(self._feature(record)))
            self._before_next = b",\n"

    def close(self) -> None:
        self._stream.write(b"\n]}\n" if self._before_next == b",\n" else self._before_next + b"]}\n")
        self._stream.flush()

    def _feature(self, record: Record) -> Record:
        point = self._point(record)
        geometry = {"type": "Point", "coordinates": list(point)} if point else None
        return {"type": "Feature", "id": record["id"], "geometry": geometry, "properties": record}


WRITERS: Mapping[str, Callable[[Kind, BinaryIO, Options], ListWriter]] = {
    "table": _Table,
    "jsonl": _JsonLines,
    "csv": _Csv,
    "geojson": _GeoJson,
}


def open_list_writer(name: str, kind: Kind, stream: BinaryIO, options: Options) -> ListWriter:
    """The writer of a format.

    Raises:
        InputError: the format is not for this kind.
    """
    if name not in WRITERS:
        raise InputError("E-FORMAT", f"{kind.name} are not written as {name}; take {', '.join(WRITERS)}")
    return WRITERS[name](kind, stream, options)


def field(name: str) -> Callable[[Record], Any]:
    """Reads a field of a record; a list is joined in its cell."""
    return lambda record: record.get(name)


def of_items(name: str, inner: str) -> Callable[[Record], Any]:
    """Reads a field of each item of a list: the n-th of one column belongs to the n-th of the other."""
    return lambda record: [item.get(inner) for item in record.get(name) or ()]


def _cell(value: Any) -> Cell:
    if isinstance(value, Mapping):
        return guarded(json_line(value).decode("utf-8"))
    if isinstance(value, list | tuple):
        return guarded(joined(json_line(each).decode() if isinstance(each, Mapping) else each for each in value))
    return guarded(value)
