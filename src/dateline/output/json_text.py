"""JSON as Dateline prints it: one line, UTF-8, nothing in it that a terminal or a line reader would act on."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

# Legal in JSON strings, but C1 controls steer terminals, and some readers break lines at U+0085, U+2028 and U+2029.
ESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def json_line(value: Any) -> bytes:
    """The value as JSON on one line, without the line break.

    Numbers that JSON does not have become null, values of other types their words: columns that users keep can hold
    anything.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, default=str)
    except ValueError:
        text = json.dumps(_finite(value), ensure_ascii=False, default=str)
    # What a lone surrogate becomes here is its JSON escape, so that the text can be read back.
    return ESCAPED.sub(_escape, text).encode("utf-8", "backslashreplace")


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return value
