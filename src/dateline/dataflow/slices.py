"""A part of a file into documents, read by the same readers as a whole one."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from dateline.dataflow.options import read_options
from dateline.dataflow.storage import is_url, open_read
from dateline.dataflow.units import Slice
from dateline.errors import DatelineError
from dateline.reading import codes
from dateline.reading.formats import guess_format
from dateline.reading.json_lines import read_json_lines
from dateline.reading.options import ReadOptions
from dateline.reading.parquet import read_groups
from dateline.reading.sources import read_stream
from dateline.reading.streams import HEAD, Stream
from dateline.reading.warc import read_archive
from dateline.records import Document, Failure

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PACKED: Mapping[str, tuple[bytes, Callable[[BinaryIO], Any]]] = {
    ".gz": (b"\x1f\x8b", lambda file: gzip.GzipFile(fileobj=file)),
    ".bz2": (b"BZh", bz2.BZ2File),
    ".xz": (b"\xfd7zXZ\x00", lzma.LZMAFile),
}
_BROKEN = (OSError, EOFError, lzma.LZMAError, DatelineError)


def read_slice(part: Slice, told: Mapping[str, Any]) -> Iterator[Document | Failure]:
    """The dispatches of a part of a file; whatever cannot be read is a failure in its place.

    Args:
        part: The part.
        told: The options that results hang on.
    """
    options = read_options(told, part.columns)
    try:
        with open_read(part.path) as file:
            yield from _read(file, part, options)
    except _BROKEN as error:
        code = error.code if isinstance(error, DatelineError) else codes.FILE
        yield Failure(part.path, code, f"it cannot be read: {getattr(error, 'strerror', None) or error}")


def _read(file: BinaryIO, part: Slice, options: ReadOptions) -> Iterator[Document | Failure]:
    if part.kind == "groups":
        yield from read_groups(file, part.path, options, range(part.start, part.stop))
    elif part.kind == "records":
        yield from read_archive(file, part.path, options, part.start, part.stop)
    elif part.kind == "lines":
        yield from _lines(file, part, options)
    else:
        yield from _whole(file, part.path, options)


def _whole(file: BinaryIO, path: str, options: ReadOptions) -> Iterator[Document | Failure]:
    head = file.read(HEAD)
    file.seek(0)
    kind = options.input_format or guess_format(path, head, options.encoding)
    if kind == "warc":
        yield from read_archive(file, path, options)
        return
    with _unpacked(file, path, head) as (name, body):
        yield from read_stream(_shown(name), body, options)


@contextmanager
def _unpacked(file: BinaryIO, path: str, head: bytes) -> Iterator[tuple[str, BinaryIO]]:
    """A file that is compressed as its name says, unpacked, and the name without that ending."""
    stem, ending = os.path.splitext(path)
    magic, opener = _PACKED.get(ending.lower(), (b"", None))
    if opener is None or not head.startswith(magic):
        yield path, file
        return
    with opener(file) as body:
        yield stem, cast("BinaryIO", body)


def _lines(file: BinaryIO, part: Slice, options: ReadOptions) -> Iterator[Document | Failure]:
    """The lines that begin between two bytes; the head is the file's, so that they are read as in the whole file."""
    file.seek(0)
    head = file.read(HEAD)
    begin, end = _line_start(file, part.start), _line_start(file, part.stop)
    if begin < end:
        body = io.BufferedReader(_Range(file, begin, end), HEAD)
        name = f"{part.path}@{begin}" if begin else part.path
        yield from read_json_lines(Stream(_shown(name), head, body), options)


def _line_start(file: BinaryIO, at: int) -> int:
    """Where the first line begins that does not begin before a byte."""
    if at == 0:
        return 0
    file.seek(at - 1)
    while (piece := file.readline(HEAD)) and not piece.endswith(b"\n"):
        pass
    return file.tell()


class _Range(io.RawIOBase):
    """Some bytes of a file."""

    def __init__(self, file: BinaryIO, start: int, stop: int) -> None:
        self._file = file
        self._left = stop - start
        file.seek(start)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        chunk = self._file.read(min(len(view), self._left))
        view[: len(chunk)] = chunk
        self._left -= len(chunk)
        return len(chunk)


def _shown(path: str) -> str:
    return path if is_url(path) else os.path.normpath(path)
