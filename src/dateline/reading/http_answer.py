"""What a server answered, as an archive keeps it: a status, headers, and a body whose packing is undone."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_GZIP = b"\x1f\x8b"
_MOST_HEADERS = 65_536


@dataclass(frozen=True, slots=True)
class Answer:
    """A body and what the server said that it is."""

    body: bytes
    content_type: str = ""

    @property
    def kind(self) -> str:
        """The media type without its parameters."""
        return self.content_type.partition(";")[0].strip().lower()

    @property
    def declaration(self) -> bytes:
        """Where the server may have named the encoding."""
        return self.content_type.encode("ascii", "replace")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an answer has no page."""

    reason: str
    is_long: bool = False


def parse_answer(content: bytes, limit: int) -> Answer | Refused:
    """Take an answer apart.

    Args:
        content: Status line, headers, body.
        limit: The longest unpacked body that is kept.
    """
    status = _STATUS.match(content)
    if status is None:
        return Refused("it is no answer of a server: its first line gives no status")
    if not 200 <= int(status[1]) < 300:
        return Refused(f"the server answered with status {int(status[1])} instead of a page")
    end = _END.search(content, 0, _MOST_HEADERS)
    if end is None:
        return Refused("its headers have no end")
    headers = _headers(content[: end.start()])
    body = content[end.end() :]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    unpacked = _unpacked(body, headers.get("content-encoding", "").strip().lower(), limit)
    return unpacked if isinstance(unpacked, Refused) else Answer(unpacked, headers.get("content-type", ""))


def _headers(head: bytes) -> dict[str, str]:
    pairs = (line.partition(":") for line in head.decode("latin-1").splitlines()[1:])
    return {name.strip().lower(): value.strip() for name, mark, value in pairs if mark}


def _joined(body: bytes) -> bytes:
    """A body sent in chunks as one; one that only says so, since the archiver joined it, as it is."""
    parts: list[bytes] = []
    at = 0
    while (size := _CHUNK.match(body, at)) is not None:
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[size.end() : size.end() + length])
        at = size.end() + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
    return b"".join(parts) if parts and at >= len(body) else body


def _unpacked(body: bytes, packing: str, limit: int) -> bytes | Refused:
    """A body without its packing; one that only says that it is packed as it is."""
    if packing in ("", "identity", "none", "utf-8"):
        return body
    if packing in ("gzip", "x-gzip"):
        return _inflated(body, zlib.MAX_WBITS | 16, limit) if body.startswith(_GZIP) else body
    if packing == "deflate":
        if not body or body[0] & 0x0F != 8:
            found = _inflated(body, -zlib.MAX_WBITS, limit)
            return body if isinstance(found, Refused) and not found.is_long else found
        return _inflated(body, zlib.MAX_WBITS, limit)
    return body if _is_plain(body) else Refused(f"it is packed as “{packing[:20]}”, which cannot be unpacked")


def _inflated(body: bytes, bits: int, limit: int) -> bytes | Refused:
    unpacker = zlib.decompressobj(bits)
    try:
        found = unpacker.decompress(body, limit + 1)
    except zlib.error as error:
        return Refused(f"its packed body is broken ({error})"[:200])
    if len(found) > limit:
        return Refused("its body is longer than any article when it is unpacked", is_long=True)
    return found if unpacker.eof else Refused("its packed body is cut off")


def _is_plain(body: bytes) -> bool:
    return body.lstrip()[:1] == b"<"
