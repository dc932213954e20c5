"""PLOVER's auxiliary modes and its folding of future acts, on the examples of its manual and on our own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import dateline
from dateline.ontology import plover_reading

MANUAL = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "plover" / "PLOVER_MANUAL.tex"
needs_manual = pytest.mark.skipif(not MANUAL.is_file(), reason="needs ../shared (the PLOVER manual), absent here")


@pytest.fixture(scope="module")
def coder() -> Any:
    return dateline.load()


def readings(coder: Any, text: str, published: str = "2019-05-14") -> set[tuple[str, str]]:
    coded = coder(text, published=published)
    return {plover_reading(c.type, c.status, historical=c.historical) for c in coded if c.kind == "event"}


def example(name: str) -> str:
    """The manual's example of an auxiliary mode, its sentence completed where it breaks off."""
    text = MANUAL.read_text(encoding="utf-8")
    found = re.search(rf"\\item \\plcon\{{{name}\}}: ``(.*?)[\"”]", text)
    assert found is not None
    return found.group(1).replace("...", "").strip()


@needs_manual
def test_auxiliary_modes_of_the_manual(coder: Any) -> None:
    future = readings(coder, example("future") + ".")
    assert "AGREE" in {type_ for type_, _ in future}, future  # a meeting to come is an agreement
    assert "CONSULT" not in {type_ for type_, _ in future}, future
    negated = readings(coder, example("negation"))
    assert any(auxiliary == "negation" for _, auxiliary in negated), negated
    hypothetical = readings(coder, example("hypothetical") + " escalation.")
    assert any(auxiliary == "hypothetical" for _, auxiliary in hypothetical), hypothetical


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels shelled the port of Lode in 1994, the army said.", ("ASSAULT", "historical")),
        ("Rebels shelled the port of Lode on Monday, the army said.", ("ASSAULT", "")),
        ("The army will shell the port of Lode next week, officials said.", ("ASSAULT", "future")),
        ("If rebels attacked the port, the army would respond.", ("ASSAULT", "hypothetical")),
        ("Rebels did not attack the port of Lode on Monday.", ("ASSAULT", "negation")),
    ],
)
def test_auxiliary_modes_follow_status_and_time(coder: Any, text: str, expected: tuple[str, str]) -> None:
    found = readings(coder, text)
    assert expected in found, found
