"""The reader's options, checked once where they enter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from dateline.errors import InputError
from dateline.reading import codes
from dateline.reading.dates import parse_published
from dateline.reading.decoding import check_encoding

FORMATS: Final = ("text", "html", "jsonl", "csv", "parquet", "warc")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How to read dispatches; make one and pass it to `read`.

    Attributes:
        published: The publication date of dispatches that carry none, in any form that `parse_published` reads.
        keep: Whether other columns of a row are kept in `Document.extra`.
        input_format: One of text, html, jsonl, csv, parquet, warc; null to tell from the name, then from the content.
        encoding: The encoding of all sources; null to tell it for each.
        max_chars: The longest text that is read; longer ones are refused with a reason, not cut.
        columns: Columns of every row, where the row does not give them itself: what the folder's name says.
    """

    published: str | None = None
    keep: bool = False
    input_format: str | None = None
    encoding: str | None = None
    max_chars: int = 1_000_000
    columns: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.published is not None:
            object.__setattr__(self, "published", parse_published(self.published))
        if self.encoding is not None:
            object.__setattr__(self, "encoding", check_encoding(self.encoding))
        if self.input_format is not None and self.input_format not in FORMATS:
            raise InputError(codes.FORMAT, f'"{self.input_format}" is no input format; use {", ".join(FORMATS)}')
        if self.max_chars < 1:
            raise InputError(codes.OPTION, f"max_chars is {self.max_chars}; it must be 1 or more")
