"""Sources that hold one dispatch: plain text and web pages."""

from __future__ import annotations

from dateline.reading import codes
from dateline.reading.decoding import Decoded, declared_encoding, decode
from dateline.reading.documents import make_document
from dateline.reading.formats import has_markup
from dateline.reading.options import ReadOptions
from dateline.reading.rows import too_long
from dateline.reading.streams import Stream, dispatch_id
from dateline.reading.web_page import read_page
from dateline.records import Document, Failure

# No encoding takes more bytes for a character.
_BYTES_PER_CHAR = 4
# Markup around an article is many times the article, but not without end.
_PAGE_PER_TEXT = 8
_ROOM = 65_536


def read_text(stream: Stream, options: ReadOptions) -> Document | Failure:
    """The dispatch of a plain text file."""
    decoded = _read(stream, _BYTES_PER_CHAR * (options.max_chars + 1), options)
    if isinstance(decoded, Failure):
        return decoded
    return _document(stream, decoded.text, decoded.notes, options)


def page_limit(options: ReadOptions) -> int:
    """The most bytes that a page may have."""
    return _PAGE_PER_TEXT * options.max_chars + _ROOM


def read_html(stream: Stream, options: ReadOptions) -> Document | Failure:
    """The article of a web page; a file that is only named like a page is read as plain text, with a note."""
    decoded = _read(stream, page_limit(options), options, declared=declared_encoding(stream.head))
    if isinstance(decoded, Failure):
        return decoded
    if has_markup(decoded.text):
        return read_page(decoded, stream.name, options)
    if options.input_format == "html":
        return Failure(stream.name, codes.PAGE, "it is not HTML: it holds no markup; read it as text")
    note = "it is named like a web page but holds no markup: read as plain text"
    return _document(stream, decoded.text, (*decoded.notes, note), options)


def _read(stream: Stream, limit: int, options: ReadOptions, declared: str | None = None) -> Decoded | Failure:
    """All of a stream as text with plain line ends, if there is any and no more than the limit."""
    data = stream.body.read(limit + 1)
    if len(data) > limit:
        return Failure(stream.name, codes.LONG, too_long(options.max_chars))
    decoded = decode(data, options.encoding, declared)
    if not decoded.text.strip():
        return Failure(stream.name, codes.EMPTY, "it is empty")
    return Decoded(decoded.text.replace("\r\n", "\n").replace("\r", "\n"), decoded.notes)


def _document(stream: Stream, text: str, notes: tuple[str, ...], options: ReadOptions) -> Document | Failure:
    if len(text) > options.max_chars:
        return Failure(stream.name, codes.LONG, too_long(options.max_chars))
    return make_document(text, id=dispatch_id(stream.name), fallback=options.published, notes=notes)
