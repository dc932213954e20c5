"""Read a user's examples of an event type: sentences with the words that tell of the event, and sentences without.

JSON Lines or CSV, told apart by the first character. `text` is the sentence; `trigger` the words as they stand in it,
empty where the event is not told, a list where it is told more than once (in CSV separated by ";"); `start`, where the
trigger begins in the text, is needed only where the same words stand there twice.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.errors import InputError

LEAST = 20  # of each kind
SHOWN = 8  # problems that are told in full
REMEDY = "a line is a JSON object or a CSV row with “text” and “trigger”; docs/own-types.md shows some"
NEGATIVES = "take them from the news that you mean to code, best with words like the triggers'; leave “trigger” empty"


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence or short passage: `triggers` are the stretches (start, end) that tell of the event.

    `unsure` are stretches that read like a trigger and were not marked: they teach nothing.
    """

    text: str
    triggers: tuple[tuple[int, int], ...] = ()
    unsure: tuple[tuple[int, int], ...] = ()


def read_examples(sources: Iterable[tuple[str, str]]) -> list[Example]:
    """The examples of files, each given by name and text; rows with the same text are one example.

    Raises:
        InputError: Lines cannot be used (the first are named), or there are too few examples of a kind.
    """
    found: dict[str, _Row] = {}
    problems = _Problems()
    for name, text in sources:
        for number, raw in _rows(name, text, problems):
            where = f"{name}, line {number}"
            try:
                row = _row(raw, where)
            except ValueError as error:
                problems.add(f"{where}: {error}")
                continue
            before = found.setdefault(row.text, row)
            if before is not row:
                if bool(before.triggers) != bool(row.triggers):
                    problems.add(f"{where}: the same text as {before.where}, once with the event and once without")
                before.triggers += [each for each in row.triggers if each not in before.triggers]
    problems.report()
    examples = [row.example() for row in found.values()]
    _check_numbers(examples)
    return examples


def _check_numbers(examples: list[Example]) -> None:
    told = sum(bool(example.triggers) for example in examples)
    if not told:
        raise InputError("E-EXAMPLES", f"no example has a trigger, so there is nothing to learn; {REMEDY}")
    if told < LEAST:
        raise InputError(
            "E-EXAMPLES", f"{told} examples tell of the event; label at least {LEAST}, better 100, in varied wordings"
        )
    if len(examples) - told < LEAST:
        raise InputError(
            "E-EXAMPLES",
            f"{len(examples) - told} examples are without the event; add sentences until there are {LEAST}, better as "
            f"many as with it: {NEGATIVES}",
        )


@dataclass(slots=True)
class _Row:
    text: str
    triggers: list[tuple[int, int]]
    where: str

    def example(self) -> Example:
        words = {self.text[start:end] for start, end in self.triggers}
        again = {span for each in words for span in _places(self.text, each)} - set(self.triggers)
        return Example(self.text, tuple(sorted(self.triggers)), tuple(sorted(again)))


class _Problems:
    """Collects what is wrong, so that all is told at once."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def add(self, problem: str) -> None:
        """Keep one."""
        self._found.append(problem)

    def report(self) -> None:
        """Raise what was found, if anything was."""
        if self._found:
            more = len(self._found) - SHOWN
            shown = "; ".join(self._found[:SHOWN]) + (f"; and {more:,} more" if more > 0 else "")
            raise InputError("E-EXAMPLES", f"{shown}; {REMEDY}")


# --- rows


def _rows(name: str, text: str, problems: _Problems) -> Iterator[tuple[int, Mapping[str, Any]]]:
    return _json_rows(name, text, problems) if text.lstrip()[:1] in ("{", "[") else _csv_rows(name, text, problems)


def _json_rows(name: str, text: str, problems: _Problems) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            problems.add(f"{name}, line {number}: not JSON; one object a line, as JSON Lines has it")
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            problems.add(f"{name}, line {number}: not a JSON object")


def _csv_rows(name: str, text: str, problems: _Problems) -> Iterator[tuple[int, Mapping[str, Any]]]:
    table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = [column.strip().lower() for column in table.fieldnames or ()]
        missing = [column for column in ("text", "trigger") if column not in columns]
        if missing:
            problems.add(f"{name}, line 1: there is no column “{'” and no “'.join(missing)}”")
            return
        table.fieldnames = columns
        number = table.line_num + 1
        for row in table:
            yield number, row | {"trigger": _cell(row["trigger"], str), "start": _cell(row.get("start"), _number)}
            number = table.line_num + 1
    except csv.Error as error:
        problems.add(f"{name}, line {table.line_num}: {error}")


def _cell(cell: str | None, make: Callable[[str], Any]) -> list[Any]:
    return [make(part.strip()) for part in (cell or "").split(";") if part.strip()]


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() else text


# --- triggers


def _row(raw: Mapping[str, Any], where: str) -> _Row:
    text = raw.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ValueError("there is no “text”")
    words, starts = _several(raw.get("trigger")), _several(raw.get("start"))
    if not all(isinstance(word, str) for word in words):
        raise ValueError("“trigger” is neither words nor a list of words")
    words = [word.strip() for word in words if word.strip()]
    if starts and len(starts) != len(words):
        raise ValueError(f"{len(words)} triggers but {len(starts)} of “start”")
    return _Row(text, [_span(text, *pair) for pair in zip(words, starts or [None] * len(words), strict=True)], where)


def _several(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _span(text: str, words: str, start: Any) -> tuple[int, int]:
    if start is None:
        found = _places(text, words)
        if not found:
            raise ValueError(f"the trigger “{words}” does not stand in the text as whole words, letter by letter")
        return found[0]
    if type(start) is not int or start < 0 or text[start : start + len(words)] != words:
        raise ValueError(f"the trigger “{words}” does not stand at “start” {start!r} (counted in characters from 0)")
    return start, start + len(words)


def _places(text: str, words: str) -> list[tuple[int, int]]:
    """Where words stand in a text, not as part of longer words."""
    before, after = (r"(?<!\w)" if words[0].isalnum() else ""), (r"(?!\w)" if words[-1].isalnum() else "")
    return [match.span() for match in re.finditer(before + re.escape(words) + after, text)]
