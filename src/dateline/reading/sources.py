"""Sources into documents: files, folders and standard input, one after the other, each failure kept to its source."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import BinaryIO

from dateline.errors import DatelineError
from dateline.reading import codes
from dateline.reading.delimited import read_delimited
from dateline.reading.formats import binary_reason, format_named, guess_format
from dateline.reading.json_lines import read_json_lines
from dateline.reading.options import ReadOptions
from dateline.reading.parquet import read_parquet, require_parquet
from dateline.reading.streams import Stream, open_stream
from dateline.reading.warc import read_warc
from dateline.reading.whole import read_html, read_text
from dateline.records import Document, Failure

_Reader = Callable[[Stream, ReadOptions], Iterator[Document | Failure]]


def read(sources: Sequence[str], options: ReadOptions, stdin: BinaryIO | None = None) -> Iterator[Document | Failure]:
    """Read dispatches from files, folders and standard input, lazily and in order.

    A source or a row that cannot be read gives a `Failure` in its place, and the others go on.

    Args:
        sources: Paths; a folder stands for the files in it, sorted, with its folders; `-` is standard input.
        options: How to read them.
        stdin: What `-` reads; the process's own standard input where none is given.

    Raises:
        InputError: A source is Parquet by name or by option, and pyarrow is not installed.
    """
    if options.input_format == "parquet" or "parquet" in map(format_named, sources):
        require_parquet()
    return _read_all(sources, options, stdin)


def _read_all(sources: Sequence[str], options: ReadOptions, stdin: BinaryIO | None) -> Iterator[Document | Failure]:
    for source in sources:
        if source == "-":
            yield from read_stream("stdin", stdin or sys.stdin.buffer, options)
        elif os.path.isdir(source):
            yield from _read_folder(source, options)
        else:
            yield from _read_file(source, options)


def _read_folder(folder: str, options: ReadOptions) -> Iterator[Document | Failure]:
    """The files of a folder and of its folders, sorted; hidden ones are not dispatches and are passed over."""
    failures: list[OSError] = []
    is_empty = True
    for root, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(root, name)
            if not name.startswith(".") and _is_regular(path):
                is_empty = False
                yield from _read_file(path, options)
        yield from (_unreadable(str(error.filename), error) for error in failures)
        failures.clear()
    if is_empty:
        yield Failure(_shown(folder), codes.EMPTY, "there is no file in this folder")


def _is_regular(path: str) -> bool:
    """Whether a path is a file and not a pipe, which would wait for ever; opening tells about what cannot be asked."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True


def _read_file(path: str, options: ReadOptions) -> Iterator[Document | Failure]:
    with ExitStack() as opened:
        try:
            file = opened.enter_context(open(path, "rb"))
        except (OSError, ValueError) as error:
            yield _unreadable(path, error)
        else:
            yield from read_stream(path, file, options)


def _unreadable(path: str, error: Exception) -> Failure:
    if isinstance(error, FileNotFoundError):
        return Failure(_shown(path), codes.FILE, "there is no such file; check the name")
    return Failure(_shown(path), codes.FILE, f"it cannot be read: {getattr(error, 'strerror', None) or error}")


def _shown(path: str) -> str:
    """A path as a person can be shown it on one line, whatever bytes it is made of."""
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", "\ufffd", path)


def read_stream(name: str, raw: BinaryIO, options: ReadOptions) -> Iterator[Document | Failure]:
    """The dispatches of an open source, what it is told from its name and content; none gives the reason."""
    name = _shown(name)
    is_empty = True
    try:
        for result in _dispatches(open_stream(name, raw), options):
            is_empty = False
            yield result
    except DatelineError as error:
        yield Failure(name, error.code, error.message)
    except OSError as error:
        yield _unreadable(name, error)
    else:
        if is_empty:
            yield Failure(name, codes.EMPTY, "it is empty: there is no dispatch in it")


def _dispatches(stream: Stream, options: ReadOptions) -> Iterator[Document | Failure]:
    kind = options.input_format or guess_format(stream.name, stream.head, options.encoding)
    if kind not in ("parquet", "warc") and (reason := binary_reason(stream.head, options.encoding)):
        return iter([Failure(stream.name, codes.BINARY, reason)])
    return _READERS[kind](stream, options)


def _one(read_whole: Callable[[Stream, ReadOptions], Document | Failure]) -> _Reader:
    def reader(stream: Stream, options: ReadOptions) -> Iterator[Document | Failure]:
        yield read_whole(stream, options)

    return reader


_READERS: dict[str, _Reader] = {
    "text": _one(read_text),
    "html": _one(read_html),
    "jsonl": read_json_lines,
    "csv": read_delimited,
    "parquet": read_parquet,
    "warc": read_warc,
}
