"""Byte streams that are looked at before they are read, and read line by line within a bound."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, AnyStr, BinaryIO

from dateline.reading.decoding import decode, fits, guess_encoding, is_wide, marked_encoding

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD = 65_536
_ENOUGH = 4096


@dataclass(frozen=True, slots=True)
class Stream:
    """An open source: what people call it, its first bytes, and all of its bytes still to be read."""

    name: str
    head: bytes
    body: BinaryIO


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line of a file with its line end; `text` is null where the line is over the limit and was skipped."""

    number: int
    text: str | None
    notes: tuple[str, ...] = ()


class _Rewound(io.RawIOBase):
    """A stream with its head put back in front. Closing it leaves the stream open: who opened it closes it."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        chunk = self._head or _some(self._stream, len(view))
        self._head = chunk[len(view) :]
        size = min(len(chunk), len(view))
        view[:size] = chunk[:size]
        return size


def open_stream(name: str, stream: BinaryIO) -> Stream:
    """Look at a stream's head; enough to tell its format, no more than a live feed has already sent."""
    head = _read_head(stream)
    return Stream(name, head, io.BufferedReader(_Rewound(head, stream), HEAD))


def file_lines(stream: Stream, encoding: str | None, limit: int) -> Iterator[FileLine]:
    """The lines of a stream, decoded, none longer than `limit`.

    Each line is decoded by itself, so that one odd line neither hides nor spoils the others.
    """
    told = encoding or marked_encoding(stream.head)
    if is_wide(told) or has_old_line_ends(stream.head):
        return _text_lines(stream, told or "utf-8", limit)
    return _byte_lines(stream, told, limit)


def _byte_lines(stream: Stream, encoding: str | None, limit: int) -> Iterator[FileLine]:
    body, guess = stream.body, _Guess(stream.head)
    number = 0
    while line := body.readline(limit + 1):
        number += 1
        if _is_cut(line, limit, b"\n"):
            while (rest := body.readline(HEAD)) and not rest.endswith(b"\n"):
                pass
            yield FileLine(number, None)
        else:
            decoded = decode(line, encoding, guess=guess)
            yield FileLine(number, decoded.text, decoded.notes)


def _text_lines(stream: Stream, encoding: str, limit: int) -> Iterator[FileLine]:
    """Lines of wide encodings, or that end in carriage returns alone."""
    end = "\r" if has_old_line_ends(stream.head) else "\n"
    text = io.TextIOWrapper(stream.body, encoding, errors="replace", newline=end)
    number = 0
    while line := text.readline(limit + 1):
        number += 1
        if _is_cut(line, limit, end):
            while (rest := text.readline(HEAD)) and not rest.endswith(end):
                pass
            yield FileLine(number, None)
        else:
            notes = ("undecodable bytes were replaced by U+FFFD",) if "\ufffd" in line else ()
            yield FileLine(number, line.removeprefix("\ufeff") if number == 1 else line, notes)


def _is_cut(line: AnyStr, limit: int, end: AnyStr) -> bool:
    return len(line) > limit and not line.endswith(end)


class _Guess:
    """Guesses the encoding of odd lines: from the stream's head where that is odd too, and the same while it fits."""

    def __init__(self, head: bytes) -> None:
        self._head = head
        self._encoding: str | None = None

    def __call__(self, data: bytes) -> str:
        if self._encoding is None or not fits(data, self._encoding):
            self._encoding = guess_encoding(data if fits(self._head, "utf-8", is_whole=False) else self._head)
        return self._encoding


def _read_head(stream: BinaryIO) -> bytes:
    head = b""
    while len(head) < HEAD and (chunk := _some(stream, HEAD)):
        head += chunk
        seen = head.lstrip()
        if b"\n" in seen or len(seen) >= _ENOUGH:
            break
    return head


def _some(stream: BinaryIO, size: int) -> bytes:
    """What one read gives, without waiting for more."""
    read = getattr(stream, "read1", stream.read)
    chunk: bytes = read(size) or b""
    return chunk


def has_old_line_ends(head: bytes) -> bool:
    """Whether lines end in carriage returns alone, as they did on old Macintoshes."""
    return b"\r" in head[:-1] and b"\n" not in head and not is_wide(marked_encoding(head))


def dispatch_id(name: str) -> str | None:
    """The id of the one dispatch that a named file holds: the file's name without its ending; none for stdin."""
    return None if name.startswith(("-", "<")) or name == "stdin" else Path(name).stem or None
