"""Records of a web archive (WARC), plain or compressed record by record, whatever is broken among them.

A record that cannot be read costs itself: the next one is looked for behind it. Memory holds one record, and of one
that is over the limit nothing. Compressed archives can be read from the middle: `start` and `stop` are bytes of the
file, and the records that begin between them are given.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

GZIP = b"\x1f\x8b\x08"
WARC = b"WARC/"
_AT_ONCE = 1 << 20
_SHORT = 65_536
_MOST_HEADERS = 65_536
_TAIL = 32  # bytes that may be the beginning of a record that is cut by the end of what is looked at
_BEGIN = re.compile(rb"(?:^|\n)(?=WARC/[01]\.\d+\r?\n)")


@dataclass(frozen=True, slots=True)
class Record:
    """A record: where in the file it begins, its named fields (lower case), its content or why there is none."""

    offset: int
    fields: dict[str, str] = field(default_factory=dict)
    content: bytes = b""
    problem: str | None = None
    is_long: bool = False


class _Source:
    """Bytes read forward, with what was read too far put back."""

    def __init__(self, more: Callable[[], bytes]) -> None:
        self._more = more
        self._held = b""
        self.at = 0

    def read(self, size: int) -> bytes:
        """So many bytes, fewer at the end."""
        parts, missing = [], size
        while missing > 0 and (self._held or self._fill()):
            parts.append(self._held[:missing])
            self._held = self._held[missing:]
            missing -= len(parts[-1])
        data = b"".join(parts)
        self.at += len(data)
        return data

    def line(self, limit: int) -> bytes:
        """Up to the next line end, cut at the limit."""
        while (end := self._held.find(b"\n")) < 0 and len(self._held) < limit and self._fill():
            pass
        return self.read(min(end + 1 if end >= 0 else len(self._held), limit))

    def put_back(self, data: bytes) -> None:
        """Have bytes read again."""
        self._held = data + self._held
        self.at -= len(data)

    def skip_to_record(self, most: int | None = None) -> int:
        """Go to where the next record begins, or so many bytes on, or to the end; how far it was is returned."""
        skipped = 0
        while most is None or skipped < most:
            room = _AT_ONCE if most is None else min(_AT_ONCE, most - skipped)
            data = self.read(room)
            if not data:
                break
            ahead = self.read(_TAIL)
            self.put_back(ahead)
            found = _BEGIN.search(data + ahead) if WARC in data + ahead else None
            if found and found.end() <= len(data):
                self.put_back(data[found.end() :])
                return skipped + found.end()
            skipped += len(data)
        return skipped

    def _fill(self) -> bool:
        chunk = self._more()
        self._held += chunk
        return bool(chunk)


def records(file: BinaryIO, limit: int, start: int = 0, stop: int | None = None) -> Iterator[Record]:
    """The records of an archive, in order.

    Args:
        file: It can be sought in.
        limit: The longest content that is kept, in bytes.
        start: Of a compressed archive, the byte from which on the first sound record is looked for.
        stop: The same for the first record that is not given any more.
    """
    file.seek(0)
    if file.read(len(GZIP)) == GZIP:
        yield from _compressed(file, limit, start, stop)
        return
    file.seek(0)
    yield from _parsed(_Source(lambda: file.read(_SHORT)), limit, lambda at: at)


def _compressed(file: BinaryIO, limit: int, start: int, stop: int | None) -> Iterator[Record]:
    # Where a part ends is where the next one begins, so that together they give what the whole file gives.
    at = _next_member(file, start) if start else 0
    stop = None if stop is None else _next_member(file, stop)
    while at is not None and (stop is None or at < stop):
        member = _Member(file, at)
        offset = at
        for record in _parsed(_Source(member.more), limit, lambda _, offset=offset: offset):  # type: ignore[misc]
            yield record if member.problem is None else Record(offset, record.fields, problem=member.problem)
        if member.problem is None and member.end is not None:
            at = member.end
            file.seek(at)
            head = file.read(len(GZIP))
            if not head:
                return
            if head == GZIP:
                continue
            if not (stop is None or at < stop):
                return
            yield Record(at, problem="what follows the record before it is no record")
        elif not member.given:
            yield Record(offset, problem=member.problem or "it is empty")
        at = _next_member(file, at + 1)


class _Member:
    """One compressed piece of a file, unpacked bit by bit."""

    def __init__(self, file: BinaryIO, at: int) -> None:
        self._file = file
        self._at = at
        self._packed = b""
        self._unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self.problem: str | None = None
        self.end: int | None = None
        self.given = False

    def more(self) -> bytes:
        """Some unpacked bytes; none at the end or where the piece is broken, which `problem` then says."""
        while self.end is None and self.problem is None:
            if not self._packed:
                self._file.seek(self._at)
                self._packed = self._file.read(_AT_ONCE)
                self._at += len(self._packed)
                if not self._packed:
                    self.problem = "it is cut off: the file ends within it"
                    return b""
            try:
                chunk = self._unpacker.decompress(self._packed, _AT_ONCE)
            except zlib.error as error:
                self.problem = f"its compressed data is broken ({error})"[:200]
                return b""
            self._packed = self._unpacker.unconsumed_tail
            if self._unpacker.eof:
                self.end = self._at - len(self._unpacker.unused_data)
            if chunk:
                self.given = True
                return chunk
        return b""


def _next_member(file: BinaryIO, at: int) -> int | None:
    """Where the next compressed record begins, from a byte on; none where there is no more."""
    file.seek(at)
    held, base = b"", at
    while chunk := file.read(_AT_ONCE):
        held += chunk
        begin = 0
        while (found := held.find(GZIP, begin)) >= 0:
            if _opens_record(file, base + found):
                return base + found
            begin = found + 1
        keep = len(GZIP) - 1
        base += len(held) - keep
        held = held[-keep:]
        file.seek(base + keep)
    return None


def _opens_record(file: BinaryIO, at: int) -> bool:
    file.seek(at)
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(file.read(1024), len(WARC)) == WARC
    except zlib.error:
        return False


def _parsed(source: _Source, limit: int, offset_of: Callable[[int], int]) -> Iterator[Record]:
    while True:
        begin = source.at
        line = source.line(_SHORT)
        if not line:
            return
        if not line.strip():
            continue
        offset = offset_of(begin)
        if not line.startswith(WARC):
            source.skip_to_record()
            yield Record(offset, problem="it does not begin as a record does")
            continue
        fields = _fields(source)
        yield _read(source, offset, fields, limit)


def _fields(source: _Source) -> dict[str, str]:
    """The named fields of a record, up to the blank line."""
    found: dict[str, str] = {}
    room = _MOST_HEADERS
    while room > 0 and (line := source.line(room)).strip():
        room -= len(line)
        name, mark, value = line.decode("utf-8", "replace").partition(":")
        if mark:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def _read(source: _Source, offset: int, fields: dict[str, str], limit: int) -> Record:
    told = fields.get("content-length", "")
    if not (told.isascii() and told.isdigit() and len(told) < 16):
        source.skip_to_record()
        return Record(offset, fields, problem="it does not say how long it is (Content-Length)")
    length = int(told)
    if length > limit:
        skipped = source.skip_to_record(length)
        problem = None if skipped == length else "its length is wrong"
        return Record(offset, fields, problem=problem, is_long=True)
    content = source.read(length)
    if len(content) < length:
        if _BEGIN.search(content):
            source.put_back(content)
            source.skip_to_record()
        return Record(offset, fields, problem=f"it is cut off: {len(content):,} of {length:,} bytes are there")
    after = source.line(_SHORT)
    if after.strip() and not after.startswith(WARC):
        source.put_back(content + after)
        source.skip_to_record()
        return Record(offset, fields, problem="its length is wrong: what follows it is no record")
    source.put_back(after)
    return Record(offset, fields, content)
