"""The bundled sample dispatches are complete, readable, listed, and our own words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

SAMPLES = resources.files("dateline") / "samples"
SHARED = Path(__file__).resolve().parents[2] / "shared"
RUN_OF_WORDS = 8
STATEMENT = re.compile(r"[.!?][\"”’)]*(?=\s|$)")
WORD = re.compile(r"\w+")
LISTED = re.compile(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)

NAMES = sorted(entry.name for entry in SAMPLES.iterdir() if entry.name.endswith(".txt"))


def sample(name: str) -> str:
    return (SAMPLES / name).read_bytes().decode("utf-8")


def listed() -> dict[str, tuple[str, str]]:
    rows = LISTED.findall((SAMPLES / "README.md").read_text(encoding="utf-8"))
    return {name: (told.strip(), shows.strip()) for name, told, shows in rows}


def test_samples_package_data_is_complete() -> None:
    assert len(NAMES) >= 14
    assert sorted(listed()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_samples_are_utf8_text_of_several_sentences(name: str) -> None:
    text = sample(name)
    assert not text.startswith("\ufeff")
    assert text.endswith("\n")
    assert not [char for char in text if char != "\n" and not char.isprintable()]
    assert len(STATEMENT.findall(text)) >= 5


@pytest.mark.parametrize("name", NAMES)
def test_samples_readme_says_what_each_shows(name: str) -> None:
    told, shows = listed()[name]
    assert told.split()[0] in {"record", "invented", "mixed"}
    assert len(shows) > 20


def test_samples_readme_names_the_licence() -> None:
    assert "CC BY 4.0" in (SAMPLES / "README.md").read_text(encoding="utf-8")


def runs(text: str) -> set[tuple[str, ...]]:
    """Every sequence of eight words, letter case and punctuation aside."""
    words = WORD.findall(text.lower())
    return set(zip(*(words[first:] for first in range(RUN_OF_WORDS)), strict=False))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def column_words(text: str) -> str:
    """The words of a file that has one token a line: from its "# text" lines, or else from the first column."""
    sentences = re.findall(r"^# text = (.*)$", text, re.MULTILINE)
    return " ".join(sentences or (line.split()[0] for line in text.splitlines() if line.strip()))


def prose(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".jsonl":
        # not splitlines: news text carries U+2028 and its kin inside a JSON string
        for line in filter(str.strip, text.split("\n")):
            yield from strings(json.loads(line))
    elif path.suffix == ".json":
        yield from strings(json.loads(text))
    elif path.suffix in {".conllu", ".conll", ".iob2"}:
        yield column_words(text)
    else:
        yield text


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpora are not beside this checkout")
def test_samples_share_no_run_of_words_with_the_corpora() -> None:
    ours = set().union(*(runs(sample(name)) for name in NAMES))
    files = [path for path in sorted(SHARED.rglob("*")) if path.is_file()]
    found = {(path.name, *run) for path in files for text in prose(path) for run in runs(text) & ours}
    assert not found
