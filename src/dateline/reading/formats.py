"""What a source is: told from its name, corrected by its content, else from its content alone."""

from __future__ import annotations

import re
import zlib
from pathlib import PurePath

from dateline.reading.decoding import is_wide, marked_encoding
from dateline.reading.tables import tables

_SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".warc": "warc",
}
GZIP = b"\x1f\x8b\x08"
_WARC = b"WARC/"
_ARCHIVES = (".warc.gz", ".warc.gzip")
_PARQUET = b"PAR1"
# Possessive, so that a run of comments cannot make it backtrack.
_PAGE_OPENING = re.compile(
    r"\s*+(?:<\?xml\b[^>]*+>\s*+)?+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG_OPENING = re.compile(r"<(?:(?:article|div|h1|h2|main|meta|p|section|span|table|title)[\s>/]|\?xml\b|!--)", re.I)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,15}(?:\s[^<>]{0,500})?/?>|<!--|<\?xml\b", re.I)
_SNIFFED = 16_384
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\x1a\b"))
_MOST_CONTROLS = 0.05
_HEADER = re.compile(r"[,;\t]")


def format_named(name: str) -> str | None:
    """The format that a name's ending stands for."""
    return "warc" if name.lower().endswith(_ARCHIVES) else _SUFFIXES.get(PurePath(name).suffix.lower())


def guess_format(name: str, head: bytes, encoding: str | None) -> str:
    """The format of a source by its name and its first bytes.

    A name outweighs content, except that Parquet is Parquet and a web archive one, and that a page saved under another
    name is a page.
    """
    if head.startswith(_PARQUET):
        return "parquet"
    if head.startswith(_WARC) or (head.startswith(GZIP) and _unpacked_start(head) == _WARC):
        return "warc"
    named = format_named(name)
    start = _sniffable(head[:_SNIFFED], encoding)
    if named in (None, "text") and _PAGE_OPENING.match(start):
        return "html"
    return named or _guess_content(start)


def _unpacked_start(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head[:1024], len(_WARC))
    except zlib.error:
        return b""


def has_markup(text: str) -> bool:
    """Whether a text is marked up as a page is, anywhere near its start."""
    start = text[:_SNIFFED]
    return bool(_PAGE_OPENING.match(start) or _TAG.search(start))


def binary_reason(head: bytes, encoding: str | None) -> str | None:
    """Why a source is no text, or null where it is."""
    for start, kind in tables().magic:
        if head.startswith(start):
            return f"it is {kind}, not text; convert or unpack it to text, HTML, JSONL or CSV first"
    if is_wide(encoding or marked_encoding(head)):
        return None
    if b"\0" in head:
        return "it is binary: it holds NUL bytes; if it is text in UTF-16, name the encoding"
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > len(head) * _MOST_CONTROLS:
        return "it is binary: too many control characters for text"
    return None


def _sniffable(head: bytes, encoding: str | None) -> str:
    """A head as text good enough to see markup in it."""
    told = encoding or marked_encoding(head)
    return head.decode(told or "latin-1", "replace").removeprefix("\ufeff")


def _guess_content(start: str) -> str:
    bare = start.lstrip()
    if bare.startswith("{"):
        return "jsonl"
    if _TAG_OPENING.match(bare) and _TAG.search(bare):
        return "html"
    return "csv" if _is_table_header(bare.partition("\n")[0]) else "text"


def _is_table_header(line: str) -> bool:
    cells = [cell.strip().strip('"').lower() for cell in _HEADER.split(line[:1000])]
    return "text" in cells and len(cells) > 1 and all(cells)
