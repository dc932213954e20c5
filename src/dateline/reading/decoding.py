"""Bytes into text: nothing is lost, and every guess leaves a note."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

from dateline.errors import InputError
from dateline.reading import codes

# The longer marks come first: the one of UTF-32 begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_DECLARATION_WITHIN = 4096
# Codecs that Python counts as encodings of text and no dispatch is written in.
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7", "mbcs", "oem"}
)
# What pages call Latin-1 is read as its superset everywhere on the web.
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874"}
_ENGLISH = "cp1252"
_FEW = 0.05
_SAMPLE = 32_768
_HIGH = bytes(range(128, 256))


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and what had to be assumed to get it."""

    text: str
    notes: tuple[str, ...] = ()


def check_encoding(name: str) -> str:
    """The name under which Python knows an encoding that a user names.

    Raises:
        InputError: There is no such encoding of text.
    """
    known = _known(name)
    if known is None:
        raise InputError(codes.ENCODING, f'"{name}" is no encoding of text; name one such as utf-8, cp1252 or utf-16')
    return known


def fits(data: bytes, encoding: str, *, is_whole: bool = True) -> bool:
    """Whether bytes can be in an encoding; without `is_whole` the last character may be cut."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(data, is_whole)
    except UnicodeDecodeError:
        return False
    return True


def is_wide(encoding: str | None) -> bool:
    """Whether an encoding has NUL bytes in plain text and line ends of several bytes."""
    return encoding is not None and encoding.startswith(("utf-16", "utf-32"))


def marked_encoding(head: bytes) -> str | None:
    """The encoding that a byte order mark declares."""
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)


def declared_encoding(head: bytes) -> str | None:
    """The encoding that a page declares in its first bytes (`<meta>` or XML declaration), if Python knows it."""
    match = _DECLARED.search(head[:_DECLARATION_WITHIN])
    known = _known(match[1].decode("ascii")) if match else None
    return _SUPERSETS.get(known, known) if known else None


def guess_encoding(data: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8."""
    # English copy with a few odd bytes is Windows-1252 nearly always, and too short a sample for statistics.
    high = len(data) - len(data.translate(None, _HIGH))
    if high <= len(data) * _FEW and fits(data, _ENGLISH):
        return _ENGLISH
    # Loaded only here: sound input never needs it.
    import charset_normalizer

    start = max(0, _first_high(data) - _SAMPLE // 4)
    best = charset_normalizer.from_bytes(data[start : start + _SAMPLE]).best()
    return best.encoding if best else _ENGLISH


def decode(
    data: bytes,
    encoding: str | None = None,
    declared: str | None = None,
    guess: Callable[[bytes], str] = guess_encoding,
) -> Decoded:
    """Decode a whole text: as told, else by its mark, as UTF-8, as declared, and by a guess as the last resort.

    Args:
        data: The bytes.
        encoding: What the user says; final.
        declared: What the page says; asked only where the bytes are not UTF-8.
        guess: How to guess the encoding when nothing else is left.
    """
    told = encoding or marked_encoding(data)
    if told:
        return _forced(data, told)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if declared and declared != "utf-8":
        return _forced(data, declared)
    return _repaired(data) or _guessed(data, guess(data))


def _known(name: str) -> str | None:
    try:
        codec = codecs.lookup(name.strip())
        "a".encode(codec.name)  # refuses codecs that are not of text
    except (LookupError, UnicodeError, ValueError):
        return None
    return None if codec.name.replace("_", "-") in _NO_CHARSETS else codec.name


def _forced(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
        notes: tuple[str, ...] = ()
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        notes = (f"bytes that are not {encoding} were replaced by U+FFFD",)
    return Decoded(text.removeprefix("\ufeff"), notes)


def _repaired(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes, told by more sound sequences than broken ones."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for _ in re.finditer(r"[^\x00-\x7f\ufffd]", text))
    if sound <= broken:
        return None
    return Decoded(text, (f"{broken} broken UTF-8 sequences were replaced by U+FFFD",))


def _guessed(data: bytes, encoding: str) -> Decoded:
    note = f"the encoding is a guess: not UTF-8, read as {encoding}"
    forced = _forced(data, encoding)
    return Decoded(forced.text, (note, *forced.notes))


def _first_high(data: bytes) -> int:
    match = re.search(rb"[\x80-\xff]", data)
    return match.start() if match else 0
