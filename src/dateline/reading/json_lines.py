"""JSON Lines: one object a line, each by itself, so that a broken line costs one dispatch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dateline.reading import codes
from dateline.reading.options import ReadOptions
from dateline.reading.rows import Row, read_row, too_long
from dateline.reading.streams import FileLine, Stream, file_lines
from dateline.records import Document, Failure

# A character beyond the basic plane takes twelve of a line when it is escaped; the rest is room for the other fields.
_LINE_PER_CHAR = 12
_ROOM = 65_536
_NOT_LINES = (
    "it is JSON, but not JSON Lines, which has one object on each line; convert it with: jq -c '.[]' or jq -c ."
)


def read_json_lines(stream: Stream, options: ReadOptions) -> Iterator[Document | Failure]:
    """The dispatches of a JSONL stream, in order, one at a time."""
    limit = options.max_chars * _LINE_PER_CHAR + _ROOM
    is_first = True
    for line in file_lines(stream, options.encoding, limit):
        if line.text is not None and not line.text.strip():
            continue
        if is_first and line.text is not None and line.text.strip() in ("[", "{"):
            yield Failure(stream.name, codes.JSON, _NOT_LINES)
            return
        is_first = False
        yield _read_line(line, f"{stream.name}:{line.number}", options)


def _read_line(line: FileLine, where: str, options: ReadOptions) -> Document | Failure:
    if line.text is None:
        return Failure(where, codes.LONG, too_long(options.max_chars))
    try:
        fields = json.loads(line.text)
    except json.JSONDecodeError as error:
        return Failure(where, codes.JSON, f"it is not JSON: {error.msg} at character {error.pos + 1}")
    except (ValueError, RecursionError):
        return Failure(where, codes.JSON, "it is not JSON that can be read: nested too deeply, or a number too long")
    if not isinstance(fields, dict):
        return Failure(where, codes.JSON, _no_object(fields))
    return read_row(Row(where, fields, line.notes), options)


def _no_object(value: Any) -> str:
    return _NOT_LINES if isinstance(value, list) else 'it is not a JSON object; give {"text": "…"} on each line'
