"""Rows of JSONL, CSV and Parquet into documents: one meaning of the columns for all three."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.errors import InputError
from dateline.reading import codes
from dateline.reading.dates import iso_published
from dateline.reading.documents import make_document
from dateline.reading.options import ReadOptions
from dateline.records import Document, Failure

COLUMNS = ("id", "text", "title", "published", "date", "publisher", "url")
"""The columns that mean something; all others are the user's own."""

_WORDS = {dict: "an object", list: "a list", bool: "a truth value", int: "a number", float: "a number"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row as its format gives it, where it stands, and what had to be assumed to read it."""

    where: str
    fields: Mapping[str, Any]
    notes: tuple[str, ...] = ()


def read_row(row: Row, options: ReadOptions) -> Document | Failure:
    """Make a document of a row, or say why there is none. A bad date does not cost the document."""
    given = _with_columns(row.fields, options.columns)
    known = {column: value for name, value in given.items() if (column := column_of(name))}
    text = known.get("text")
    if problem := _text_problem(text, options.max_chars):
        return Failure(row.where, *problem)
    published, date_notes = _published(known)
    facts = {name: _words(known.get(name)) for name in ("id", "title", "publisher", "url")}
    odd = tuple(f"field {name} is {_kind(known[name])} and is left out" for name in facts if _is_odd(known.get(name)))
    return make_document(
        str(text),
        **facts,
        published=published,
        fallback=options.published,
        extra=_others(given, known) if options.keep else None,
        notes=(*row.notes, *odd, *date_notes),
    )


def _with_columns(fields: Mapping[str, Any], columns: Mapping[str, Any]) -> Mapping[str, Any]:
    """A row's fields with the columns that hold for all rows, where it has none of the same meaning."""
    if not columns:
        return fields
    own = {column_of(name) or name for name, value in fields.items() if value is not None}
    return {**fields, **{name: value for name, value in columns.items() if (column_of(name) or name) not in own}}


def column_of(name: str) -> str | None:
    """The column that a header's word stands for, whatever its case; null for the user's own."""
    plain = name.strip().lower()
    return plain if plain in COLUMNS else None


def too_long(max_chars: int) -> str:
    """The reason given for a text over the limit."""
    return f"it is longer than {max_chars:,} characters, the limit; split it, or raise the limit (max_chars)"


def _text_problem(text: Any, max_chars: int) -> tuple[str, str] | None:
    if text is None:
        return codes.TEXT, "there is no text in it; give the dispatch in a field `text`"
    if not isinstance(text, str):
        return codes.TEXT, f"its text is {_kind(text)}; `text` must be a string"
    if not text.strip():
        return codes.TEXT, "its text is empty"
    if len(text) > max_chars:
        return codes.LONG, too_long(max_chars)
    return None


def _published(known: Mapping[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    """The date of a row, and a note on each value that cannot be read as one."""
    notes: list[str] = []
    for name in ("published", "date"):
        value = known.get(name)
        if value is None or value == "" or value != value:  # a table's not-a-number stands for nothing
            continue
        try:
            return iso_published(value if isinstance(value, date) else str(value)), tuple(notes)
        except InputError as error:
            notes.append(f"field {name}: {error.message}")
    return None, tuple(notes)


def _words(value: Any) -> str | None:
    return None if value is None or _is_odd(value) else str(value)


def _is_odd(value: Any) -> bool:
    return isinstance(value, bool | float | dict | list)


def _kind(value: Any) -> str:
    return _WORDS.get(type(value), f"a {type(value).__name__}")


def _others(fields: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The user's own columns, and a `date` beside a `published`."""
    others = {name: value for name, value in fields.items() if column_of(name) is None}
    if known.get("published") and known.get("date"):
        others["date"] = known["date"]
    return others
