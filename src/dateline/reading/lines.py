"""The first and last lines of a text, without a pass over the rest of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_TAIL = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, trimmed, where it stands in the text, and whether a blank line or the end follows."""

    text: str
    start: int
    end: int
    apart: bool


def first_lines(text: str, count: int, longest: int) -> list[Line]:
    """The first lines that are not blank; a line's `text` is cut to `longest` characters, its span is not."""
    found: list[tuple[int, int]] = []
    for start, end in _spans(text):
        found.append((start, end))
        if len(found) > count:
            break
    ends = [start for start, _ in found[1:]]
    return [
        Line(text[start : min(end, start + longest)], start, end, _apart(text, end, following))
        for (start, end), following in zip(found[:count], [*ends, None], strict=False)
    ]


def last_line(text: str) -> Line | None:
    """The last line that is not blank, if it starts within the last two thousand characters."""
    offset = max(0, len(text) - _TAIL)
    spans = list(_spans(text[offset:]))
    if not spans or (offset and spans[-1][0] == 0):
        return None
    start, end = spans[-1]
    return Line(text[offset + start : offset + end], offset + start, offset + end, apart=True)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines with something on them stand, without the blanks around them."""
    for match in _LINE.finditer(text):
        bare = match[0].strip()
        if bare:
            start = match.start() + match[0].index(bare)
            yield start, start + len(bare)


def _apart(text: str, end: int, following: int | None) -> bool:
    if following is None:
        return True
    return sum(1 for _ in _BREAK.finditer(text, end, following)) > 1
