"""JSON Lines: one claim, or one annotated document, a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from dateline.output.items import Annotated, Options, Writer
from dateline.output.json_text import json_line
from dateline.records import Coded


def make_writer(stream: BinaryIO, options: Options) -> Writer[Coded | Annotated]:
    """A writer of JSON Lines."""
    return JsonLinesWriter(stream)


class JsonLinesWriter:
    """Writes a document's lines in one piece and flushes, so that a reader down the pipe sees them at once."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, item: Coded | Annotated) -> None:
        """Write a line for each claim, or the document's mentions."""
        self._stream.write(b"".join(json_line(each) + b"\n" for each in _objects(item)))
        self._stream.flush()

    def close(self) -> None:
        """JSON Lines have no end."""


def _objects(item: Coded | Annotated) -> Iterator[Mapping[str, Any]]:
    if isinstance(item, Annotated):
        yield item.printed
    else:
        yield from (claim.to_dict() for claim in item)
