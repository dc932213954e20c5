"""The codes of the reader's failures, one name each; a code is stable and can be searched for."""

from __future__ import annotations

from typing import Final

FILE: Final = "E-FILE"  # missing, unreadable, broken
EMPTY: Final = "E-EMPTY"  # nothing in it
BINARY: Final = "E-BINARY"  # no text
LONG: Final = "E-LONG"  # over max_chars
JSON: Final = "E-JSON"  # a line that is no JSON object
ROW: Final = "E-ROW"  # a CSV row that does not fit its header
COLUMNS: Final = "E-COLUMNS"  # a table without a text column
TEXT: Final = "E-TEXT"  # a row without text
PAGE: Final = "E-PAGE"  # a page without an article
RECORD: Final = "E-RECORD"  # a record of a web archive that is broken or holds no page
LANGUAGE: Final = "E-LANGUAGE"  # a page of a web archive that is not in English
DATE: Final = "E-DATE"  # a date that is no date
FORMAT: Final = "E-FORMAT"  # an unknown input format
ENCODING: Final = "E-ENCODING"  # an unknown encoding
OPTION: Final = "E-OPTION"  # another setting that cannot be
EXTRA: Final = "E-EXTRA"  # an optional part that is not installed
