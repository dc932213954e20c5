"""The words by which events leave something that lasts, from `data/effects.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources
from re import Pattern

PLAN = "plan"


@functools.cache
def _tables() -> dict[str, dict[str, list[str]]]:
    data = resources.files("dateline.situation") / "data" / "effects.toml"
    return tomllib.loads(data.read_text(encoding="utf-8"))


@functools.cache
def stems(table: str, name: str) -> Pattern[str]:
    """Words that begin with a stem of a list; without letter case."""
    return re.compile(rf"\b(?:{_any(table, name)})\w*", re.IGNORECASE)


@functools.cache
def words(table: str, name: str) -> Pattern[str]:
    """Whole words of a list; without letter case."""
    return re.compile(rf"(?<!\w)(?:{_any(table, name)})(?!\w)", re.IGNORECASE)


@functools.cache
def families() -> tuple[str, ...]:
    """The families of happenings that are planned."""
    return tuple(name for name in _tables()[PLAN] if name != "called_off")


def _any(table: str, name: str) -> str:
    """The list as alternatives, the longest first."""
    found = sorted(_tables()[table][name], key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in found)
