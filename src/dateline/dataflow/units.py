"""Work units: the input cut into parts of about one size, the same in every run.

Small files are gathered in their order; a large file is cut where its format lets one begin in the middle: JSON Lines
at line ends, Parquet at row groups, compressed web archives at records. Other files stay whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.dataflow.inputs import folder_columns
from dateline.dataflow.storage import Found, open_read
from dateline.reading.decoding import fits, is_wide, marked_encoding
from dateline.reading.formats import guess_format
from dateline.reading.streams import HEAD, has_old_line_ends
from dateline.reading.warc import GZIP

LARGEST = 8 << 20  # bytes of a unit
SMALLEST = 32 << 10
UNITS = 128  # that a small input is cut into, so that many workers have some and progress can be seen
FILES = 2_000  # in a unit


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a file: whole, or of `kind` "lines" or "records" (bytes `start` to `stop`) or "groups" (row groups)."""

    path: str
    size: int
    kind: str = "whole"
    start: int = 0
    stop: int = 0
    columns: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unit:
    """What one worker codes from beginning to end."""

    number: int
    slices: tuple[Slice, ...]

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"{self.number:06}"

    @property
    def size(self) -> int:
        """Its bytes."""
        return sum(each.size for each in self.slices)


def unit_size(total: int) -> int:
    """The size of units for an input of so many bytes."""
    return min(LARGEST, max(SMALLEST, total // UNITS))


def plan(files: Sequence[Found], told: dict[str, Any]) -> list[Unit]:
    """The units of an input.

    Args:
        files: The input.
        told: The options that results hang on.
    """
    size = told["unit_bytes"] or unit_size(sum(file.size for file in files))
    slices = (each for file in files for each in _slices(file, size, told))
    return [Unit(k, tuple(some)) for k, some in enumerate(_gathered(slices, size))]


def _gathered(slices: Iterable[Slice], size: int) -> Iterator[list[Slice]]:
    some: list[Slice] = []
    total = 0
    for each in slices:
        if some and (total + each.size > size or len(some) == FILES):
            yield some
            some, total = [], 0
        some.append(each)
        total += each.size
    if some:
        yield some


def _slices(file: Found, size: int, told: dict[str, Any]) -> Iterator[Slice]:
    columns = folder_columns(file.path)
    if file.size <= size:
        yield Slice(file.path, file.size, columns=columns)
        return
    kind = _kind(file, told)
    if kind == "whole":
        yield Slice(file.path, file.size, columns=columns)
    elif kind == "groups":
        yield from _group_slices(file, size, columns)
    else:
        for start in range(0, file.size, size):
            stop = min(start + size, file.size)
            yield Slice(file.path, stop - start, kind, start, stop, columns)


def _kind(file: Found, told: dict[str, Any]) -> str:
    """How a large file can be cut."""
    try:
        with open_read(file.path) as opened:
            head = opened.read(HEAD)
    except OSError:
        return "whole"  # whoever reads it says why it cannot be read
    if head.startswith(GZIP):
        return "records" if file.path.lower().endswith(".warc.gz") or told["input_format"] == "warc" else "whole"
    kind = told["input_format"] or guess_format(file.path, head, told["encoding"])
    if kind == "parquet":
        return "groups"
    return "lines" if kind == "jsonl" and _has_plain_lines(head, told["encoding"]) else "whole"


def _has_plain_lines(head: bytes, encoding: str | None) -> bool:
    """Whether lines can be told without reading all that is before them, and are read the same by themselves."""
    told = encoding or marked_encoding(head)
    if is_wide(told) or has_old_line_ends(head) or head.lstrip()[:1] == b"[" or head.split(b"\n", 1)[0].strip() == b"{":
        return False
    return told is not None or fits(head, "utf-8", is_whole=False)


def _group_slices(file: Found, size: int, columns: dict[str, Any]) -> Iterator[Slice]:
    sizes = _group_sizes(file)
    begin, total = 0, 0
    for k, each in enumerate(sizes):
        if k > begin and total + each > size:
            yield Slice(file.path, total, "groups", begin, k, columns)
            begin, total = k, 0
        total += each
    if sizes:
        yield Slice(file.path, total, "groups", begin, len(sizes), columns)
    else:
        yield Slice(file.path, file.size, columns=columns)


def _group_sizes(file: Found) -> list[int]:
    """The bytes of a Parquet file's row groups; none where it cannot be read."""
    import pyarrow
    from pyarrow.parquet import ParquetFile

    try:
        with open_read(file.path) as opened, ParquetFile(opened) as table:
            told = table.metadata
            groups = (told.row_group(k) for k in range(told.num_row_groups))
            return [sum(g.column(c).total_compressed_size for c in range(g.num_columns)) for g in groups]
    except (pyarrow.ArrowException, OSError):
        return []
