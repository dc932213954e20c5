from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.output.safe_text import safe_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\x1b[2Jx", "\ufffd[2Jx"),
        ("a\x9b31mb", "a\ufffd31mb"),
        ("a\r\n\tb\u2028c\x85d", "a b c d"),
        ("a\u202eb", "a b"),
        ("\ufeff x\x7f", "x\ufffd"),
        ("Zürich – الحسكة", "Zürich – الحسكة"),
        ("[red]x[/red] :smile:", "[red]x[/red] :smile:"),
        ("\ud800", "\ufffd"),
    ],
)
def test_safe_line_takes_out_what_a_terminal_obeys(text: str, line: str) -> None:
    assert safe_line(text) == line


@given(st.text(st.characters(codec=None)))
def test_safe_line_can_be_printed_anywhere(text: str) -> None:
    line = safe_line(text)
    assert line.encode("utf-8").decode("utf-8").splitlines() in ([line], [])
    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in line)
