"""The files of a part of the results: written aside in groups of rows, and given their names all together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from dateline.dataflow.storage import Aside, join
from dateline.dataflow.tables import Row, arrow_schema

ROWS = 2_000  # in a row group; memory holds no more
COMPRESSION = "zstd"


class Part:
    """One file of a table, written row by row."""

    def __init__(self, out: str, table: str, name: str) -> None:
        from pyarrow.parquet import ParquetWriter

        self.table = table
        self.rows = 0
        self._held: list[Row] = []
        self._schema = arrow_schema(table)
        self.aside = Aside(path_of(out, table, name))
        try:
            self._file: Any = ParquetWriter(self.aside.stream, self._schema, compression=COMPRESSION)
        except BaseException:
            self.aside.discard()
            raise

    def add(self, rows: Iterable[Row]) -> None:
        """Take rows; they reach the file with their group."""
        for row in rows:
            self._held.append(row)
            self.rows += 1
            if len(self._held) >= ROWS:
                self._write()

    def finish(self) -> None:
        """Write the last group and the footer; the file has no name yet."""
        self._write()
        self._file.close()
        self.aside.finish()

    def _write(self) -> None:
        import pyarrow

        if self._held:
            encodable = [{name: _encodable(value) for name, value in row.items()} for row in self._held]
            self._file.write_table(pyarrow.Table.from_pylist(encodable, schema=self._schema))
        self._held = []


@contextmanager
def parts(out: str, tables: Sequence[str], name: str) -> Iterator[Mapping[str, Part]]:
    """Open a part of each table; leaving the block finishes all, then gives all their names; an error discards all."""
    opened: dict[str, Part] = {}
    try:
        for table in tables:
            opened[table] = Part(out, table, name)
        yield opened
        for part in opened.values():
            part.finish()
        for part in opened.values():
            part.aside.keep()
    finally:
        for part in opened.values():
            part.aside.discard()


def path_of(out: str, table: str, name: str) -> str:
    """Where a part of a table lies; tables for the program's own use lie where readers do not look."""
    folder = join(out, "_state", table[1:]) if table.startswith("_") else join(out, table)
    return join(folder, f"part-{name}.parquet")


def stamp(values: Sequence[str]) -> str:
    """A digest of some strings in their order."""
    return hashlib.sha256("\n".join(values).encode("utf-8", "backslashreplace")).hexdigest()


def _encodable(value: Any) -> Any:
    """A value that UTF-8 can carry: a lone surrogate becomes a question mark."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    return [_encodable(each) for each in value] if isinstance(value, list) else value
