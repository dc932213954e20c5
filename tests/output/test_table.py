from __future__ import annotations

import io
import re
import time
from dataclasses import replace

import pytest
from output_samples import CODED, DOCUMENT, EMPTY, EVENT, hostile_coded, written

from dateline.output import FORMATS, Item, Options, open_writer
from dateline.records import Coded, Sentence, Span, Status

# What rich itself may send: colours and styles, nothing else.
STYLE = re.compile(r"\x1b\[[0-9;]*m")


class Terminal(io.BytesIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def table(*items: Item, explain: bool = False) -> str:
    return written("table", *items, explain=explain).decode("utf-8")


def on_terminal(*items: Item) -> str:
    stream = Terminal()
    writer = open_writer(FORMATS["table"], stream, Options())
    for item in items:
        writer.write(item)
    return stream.getvalue().decode("utf-8")


@pytest.mark.parametrize(
    "words",
    [
        "Troops for Raqqa  Agencies · 2017-03-09 · raqqa",
        "● actual",
        "MOBILIZE",
        "The United States → the group (Islamic State)",
        "where: Syria",
        "when: 2017-03-09 (“Thursday”)",
        "how many: 400 troops more",
        "according to: officials",
        "is ‹sending› 400",
        "✕ negated",
        "The United States → Raqqa",
    ],
)
def test_table_shows(words: str) -> None:
    assert words in " ".join(table(CODED).split()) or words in table(CODED)


@pytest.mark.parametrize(
    ("status", "shape"), [("actual", "●"), ("future", "▷"), ("hypothetical", "◇"), ("negated", "✕")]
)
def test_table_tells_statuses_by_word_and_shape(status: Status, shape: str) -> None:
    assert f"{shape} {status}" in table(Coded(DOCUMENT, (replace(EVENT, status=status),)))


def test_table_says_why_there_are_no_claims() -> None:
    assert "no claims: no sentence names a happening" in table(EMPTY)


def test_table_explains_only_when_asked() -> None:
    assert "because: the verb send with troops" in table(CODED, explain=True)
    assert "because" not in table(CODED)


def test_table_is_plain_where_no_terminal_is() -> None:
    assert "\x1b" not in table(CODED)


def test_table_is_styled_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    assert STYLE.search(on_terminal(CODED))


def test_table_falls_back_to_shapes_that_the_terminal_can_show() -> None:
    output = written("table", CODED, encoding="ascii").decode("ascii")
    assert "* actual" in output
    assert "x negated" in output


def test_table_shows_markup_and_disarms_escapes() -> None:
    for output in (table(hostile_coded(), explain=True), STYLE.sub("", on_terminal(hostile_coded()))):
        assert "[red]f[/red]" in output
        assert not [letter for letter in output if letter != "\n" and not letter.isprintable()]


@pytest.mark.parametrize("text", ["x" * 5_000_000, "[red]" * 400_000, "\x1b" * 2_000_000, " " * 2_000_000])
def test_table_cuts_endless_sentences(text: str) -> None:
    claim = replace(EVENT, trigger=Span(text[:7], 0, len(text)), sentence=Sentence(text, 0, len(text), 0))
    start = time.perf_counter()
    output = table(Coded(DOCUMENT, (claim,)))
    assert len(output) < 3_000
    assert time.perf_counter() - start < 5


def test_table_survives_offsets_that_do_not_fit() -> None:
    claim = replace(EVENT, trigger=Span("x", 900, 800), sentence=Sentence("short", 10, 15, 0))
    assert "short" in table(Coded(DOCUMENT, (claim,)))
