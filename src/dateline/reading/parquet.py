"""Parquet: the same columns, read batch by batch; needs the extra `parquet`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any, BinaryIO

from dateline.errors import InputError
from dateline.reading import codes
from dateline.reading.options import ReadOptions
from dateline.reading.rows import Row, column_of, read_row
from dateline.reading.streams import Stream
from dateline.records import Document, Failure

_BATCH = 64


def require_parquet() -> None:
    """Check that Parquet can be read.

    Raises:
        InputError: pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:
        raise InputError(codes.EXTRA, "Parquet needs pyarrow, an optional part: pip install 'dateline[parquet]'")


def read_parquet(stream: Stream, options: ReadOptions) -> Iterator[Document | Failure]:
    """The dispatches of a Parquet stream, in order, a small batch in memory at a time."""
    require_parquet()
    import pyarrow
    from pyarrow.parquet import ParquetFile

    try:
        with seekable(stream.body) as file, ParquetFile(file) as table:
            yield from _read_table(table, stream.name, options)
    except (pyarrow.ArrowException, OSError) as error:
        yield Failure(stream.name, codes.FILE, f"it is not Parquet that can be read: {_first_line(error)}")


def read_groups(file: BinaryIO, name: str, options: ReadOptions, groups: Sequence[int]) -> Iterator[Document | Failure]:
    """The dispatches of some row groups of a Parquet file that can be sought in; rows count from the file's first."""
    require_parquet()
    import pyarrow
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(file) as table:
            before = sum(table.metadata.row_group(k).num_rows for k in range(groups[0]))
            yield from _read_table(table, name, options, groups, before)
    except (pyarrow.ArrowException, OSError) as error:
        yield Failure(name, codes.FILE, f"it is not Parquet that can be read: {_first_line(error)}")


def _read_table(
    table: Any, name: str, options: ReadOptions, groups: Sequence[int] | None = None, before: int = 0
) -> Iterator[Document | Failure]:
    columns = table.schema_arrow.names
    if "text" not in map(column_of, columns):
        yield Failure(name, codes.COLUMNS, f"no column is called `text`; its columns are: {', '.join(columns)[:200]}")
        return
    wanted = columns if options.keep else [column for column in columns if column_of(column)]
    number = before
    for batch in table.iter_batches(batch_size=_BATCH, columns=wanted, row_groups=groups):
        for fields in batch.to_pylist():
            number += 1
            yield read_row(Row(f"{name}:{number}", fields), options)


@contextmanager
def seekable(body: BinaryIO) -> Iterator[BinaryIO]:
    """The bytes as a file to seek in: a Parquet file begins to be read at its end, a broken archive is read again."""
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(body, copy)
        copy.seek(0)
        yield copy


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]
