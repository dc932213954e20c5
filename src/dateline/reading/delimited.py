"""CSV and its relatives: a header, a delimiter told from it, rows read one at a time.

The parser is strict, and what a broken row swallowed is read again from the next line: a quote that is opened and never
closed costs its own row and no other.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.reading import codes
from dateline.reading.options import ReadOptions
from dateline.reading.rows import Row, column_of, read_row, too_long
from dateline.reading.streams import FileLine, Stream, file_lines
from dateline.records import Document, Failure

_DELIMITERS = (",", ";", "\t")
_BYTES_PER_CHAR = 4
_ROOM = 65_536
_SHOWN_COLUMNS = 8


class _TooLongError(Exception):
    """A row is over the limit."""


class _Lines:
    """Feeds lines to the parser and remembers those of the row at hand, so that they can be read again."""

    def __init__(self, lines: Iterator[FileLine], limit: int) -> None:
        self._lines = lines
        self._limit = limit
        self._again: deque[FileLine] = deque()
        self._row: list[FileLine] = []
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._next()
        self._row.append(line)
        self._size += len(line.text or "")
        if line.text is None or self._size > self._limit:
            raise _TooLongError
        return line.text

    @property
    def number(self) -> int:
        """The number of the line on which the row at hand begins."""
        return self._row[0].number

    @property
    def notes(self) -> tuple[str, ...]:
        """What had to be assumed to read the row at hand, each thing once."""
        return tuple(dict.fromkeys(note for line in self._row for note in line.notes))

    def start_row(self) -> None:
        """Forget the lines of the last row."""
        self._row, self._size = [], 0

    def give_back(self) -> None:
        """Have the lines of the row at hand read again, all but its first."""
        self._again.extendleft(reversed(self._row[1:]))

    def peek(self) -> str:
        """The next line that is not blank, left in its place; empty at the end."""
        for line in self._lines:
            if line.text is None or line.text.strip():
                self._again.append(line)
                return line.text or ""
        return ""

    def _next(self) -> FileLine:
        return self._again.popleft() if self._again else next(self._lines)


@dataclass(frozen=True, slots=True)
class _Cells:
    """A row as the parser gives it, or why it gives none."""

    cells: list[str]
    problem: tuple[str, str] | None = None


def read_delimited(stream: Stream, options: ReadOptions) -> Iterator[Document | Failure]:
    """The dispatches of a CSV stream, in order, one at a time."""
    limit = _BYTES_PER_CHAR * options.max_chars + _ROOM
    # The module keeps one limit for the whole process. `_Lines` holds ours, so that one is only ever raised.
    csv.field_size_limit(max(limit, csv.field_size_limit()))
    lines = _Lines(file_lines(stream, options.encoding, limit), limit)
    rows = _rows(lines, _delimiter(lines.peek()), options.max_chars)
    header = next(rows, _Cells([]))
    if problem := header.problem or _header_problem(header.cells):
        yield Failure(stream.name, *problem)
        return
    for row in rows:
        where = f"{stream.name}:{lines.number}"
        if problem := row.problem or _row_problem(row.cells, header.cells):
            yield Failure(where, *problem)
        else:
            fields = {name: cell or None for name, cell in zip(header.cells, row.cells, strict=False)}
            yield read_row(Row(where, fields, lines.notes), options)


def _rows(lines: _Lines, delimiter: str, max_chars: int) -> Iterator[_Cells]:
    """The rows that are not blank, each as cells or as a problem."""
    while True:
        parser = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            yield from _sound_rows(lines, parser)
            return
        except _TooLongError:
            yield _Cells([], (codes.LONG, too_long(max_chars)))
        except csv.Error as error:
            yield _Cells(
                [], (codes.ROW, f"its quotes do not match ({error}); double every quote inside a quoted field")
            )
        lines.give_back()


def _sound_rows(lines: _Lines, parser: Iterator[list[str]]) -> Iterator[_Cells]:
    lines.start_row()
    for cells in parser:
        if cells:
            yield _Cells(cells)
        lines.start_row()


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _header_problem(header: list[str]) -> tuple[str, str] | None:
    known = [column for name in header if (column := column_of(name))]
    if "text" not in known:
        shown = ", ".join(header[:_SHOWN_COLUMNS])
        return (
            codes.COLUMNS,
            f"no column is called `text`; the first row must name the columns, and says: {shown[:200]}",
        )
    if len(set(known)) < len(known):
        return codes.COLUMNS, "a column is named twice; give each its own name"
    return None


def _row_problem(cells: list[str], header: list[str]) -> tuple[str, str] | None:
    if len(cells) < len(header) or any(cells[len(header) :]):
        count = f"it has {len(cells)} fields where the header has {len(header)}"
        return codes.ROW, f"{count}; put quotes around text that holds the delimiter or line ends"
    return None
