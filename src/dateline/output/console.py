"""What is laid out for people, on a terminal or in a file: widths, colours, shapes and the letters they need."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import BinaryIO

from rich.console import Console, RenderableType
from rich.text import Text

SHAPES: Mapping[str, str] = {"actual": "●", "future": "▷", "hypothetical": "◇", "negated": "✕"}
PLAIN_SHAPES: Mapping[str, str] = {"actual": "*", "future": ">", "hypothetical": "?", "negated": "x"}
COLOURS: Mapping[str, str] = {"actual": "green", "future": "blue", "hypothetical": "yellow", "negated": "red"}
WIDTH_OF_FILES = 100


class Paper:
    """A stream that layouts are printed on. `fancy` says whether it can show shapes and arrows."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._encoding = encoding
        self.terminal = stream.isatty()
        self.fancy = _can_write("".join(SHAPES.values()) + "→…“”‹›", encoding)

    def print(self, layout: RenderableType) -> None:
        """Print a layout and flush."""
        text = io.StringIO()
        self._console(text).print(layout)
        lines = [line.rstrip() + "\n" for line in text.getvalue().split("\n")[:-1]]
        self._stream.write("".join(lines).encode(self._encoding, "replace"))
        self._stream.flush()

    def status(self, status: str) -> Text:
        """A status as a shape and a word."""
        shapes = SHAPES if self.fancy else PLAIN_SHAPES
        return Text(f"{shapes.get(status, '')} {status}", style=COLOURS.get(status, ""))

    @property
    def arrow(self) -> str:
        """What stands between who and to whom."""
        return "→" if self.fancy else "->"

    def _console(self, text: io.StringIO) -> Console:
        if self.terminal:
            return Console(file=text, force_terminal=True, markup=False, emoji=False, highlight=False)
        return Console(file=text, force_terminal=False, no_color=True, width=WIDTH_OF_FILES, markup=False, emoji=False)


def _can_write(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
