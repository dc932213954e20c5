"""Web archives: the articles of their pages.

The article of a record with a page (`response`, `resource`, `conversion`) becomes a document, with the address and,
where the page does not say when it was published, the day on which it was fetched. Each record that should hold a page
and gives none is a failure with a reason. Records about the archive itself (`warcinfo`, `request`, `metadata`) are
passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from dateline.reading import codes
from dateline.reading.decoding import Decoded, declared_encoding, decode, is_wide
from dateline.reading.documents import make_document
from dateline.reading.english import is_english
from dateline.reading.formats import GZIP, binary_reason, has_markup
from dateline.reading.http_answer import Answer, Refused, parse_answer
from dateline.reading.options import ReadOptions
from dateline.reading.parquet import seekable
from dateline.reading.rows import too_long
from dateline.reading.streams import Stream
from dateline.reading.warc_records import Record, records
from dateline.reading.web_page import read_page
from dateline.reading.whole import page_limit
from dateline.records import Document, Failure

__all__ = ["GZIP", "read_archive", "read_warc"]

_WITH_PAGES = ("response", "resource", "conversion")
_WITHOUT = {
    "revisit": "it only says that a page had not changed since it was fetched before",
    "continuation": "it goes on with a record that was cut in two, which cannot be joined",
}
_TEXTS = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", "")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Encodings in which ASCII letters can stand for others: bytes in them pass for UTF-8.
_SHIFTING = ("iso2022", "iso-2022", "hz")


def read_warc(stream: Stream, options: ReadOptions) -> Iterator[Document | Failure]:
    """The dispatches of an archive, in order, one at a time."""
    with seekable(stream.body) as file:
        yield from read_archive(file, stream.name, options)


def read_archive(
    file: BinaryIO, name: str, options: ReadOptions, start: int = 0, stop: int | None = None
) -> Iterator[Document | Failure]:
    """The dispatches of an archive that can be sought in, or of those records that begin between two bytes."""
    for record in records(file, page_limit(options), start, stop):
        kind = record.fields.get("warc-type", "").lower()
        where = f"{name}@{record.offset}"
        if record.problem:
            yield Failure(where, codes.RECORD, record.problem)
        elif kind in _WITHOUT:
            yield Failure(where, codes.RECORD, _WITHOUT[kind])
        elif kind in _WITH_PAGES:
            yield _page(record, where, options)


def _page(record: Record, where: str, options: ReadOptions) -> Document | Failure:
    if record.is_long:
        return Failure(where, codes.LONG, too_long(options.max_chars))
    is_http = record.fields.get("content-type", "").lower().startswith("application/http")
    answer = (
        parse_answer(record.content, page_limit(options))
        if is_http
        else Answer(record.content, record.fields.get("content-type", ""))
    )
    if isinstance(answer, Refused):
        return Failure(where, codes.LONG if answer.is_long else codes.RECORD, answer.reason)
    if answer.kind not in _TEXTS:
        return Failure(where, codes.BINARY, f"it is {answer.kind[:60]}, no page")
    return _article(answer, record, where, options)


def _article(answer: Answer, record: Record, where: str, options: ReadOptions) -> Document | Failure:
    declared = declared_encoding(answer.declaration) or declared_encoding(answer.body)
    forced = declared if declared and (is_wide(declared) or declared.startswith(_SHIFTING)) else None
    if reason := binary_reason(answer.body[:4096], options.encoding or forced):
        return Failure(where, codes.BINARY, reason)
    decoded = decode(answer.body, options.encoding or forced, declared)
    if not decoded.text.strip():
        return Failure(where, codes.EMPTY, "it is empty")
    document = _document(decoded, record, where, options)
    if isinstance(document, Document) and not is_english(document.text):
        return Failure(where, codes.LANGUAGE, "it is not in English, the one language that can be coded")
    return document


def _document(decoded: Decoded, record: Record, where: str, options: ReadOptions) -> Document | Failure:
    url = record.fields.get("warc-target-uri", "").strip("<>") or None
    fetched = _DAY.match(record.fields.get("warc-date", ""))
    fallback = options.published or (fetched[0] if fetched else None)
    if has_markup(decoded.text):
        return read_page(decoded, where, options, url=url, fallback=fallback)
    if len(decoded.text) > options.max_chars:
        return Failure(where, codes.LONG, too_long(options.max_chars))
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    return make_document(text, url=url, fallback=fallback, notes=decoded.notes)
