"""The shipped cue words: speech, status, titles. Data in `data/cues.toml` and `data/words.toml`."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources


@functools.cache
def cues(table: str) -> Mapping[str, frozenset[str]]:
    """One table of cue lists, as sets."""
    folder = resources.files("dateline.coding") / "data"
    data = tomllib.loads((folder / "cues.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in data[table].items()}
