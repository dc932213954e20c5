"""The table for people: claims grouped by document, in words and shapes, never by colour alone."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.output import words
from dateline.output.items import Options, Writer
from dateline.records import Claim, Coded

SHAPES: Mapping[str, str] = {"actual": "●", "future": "▷", "hypothetical": "◇", "negated": "✕"}
PLAIN_SHAPES: Mapping[str, str] = {"actual": "*", "future": ">", "hypothetical": "?", "negated": "x"}
COLOURS: Mapping[str, str] = {"actual": "green", "future": "blue", "hypothetical": "yellow", "negated": "red"}
WIDTH_OF_FILES = 100


def make_writer(stream: BinaryIO, options: Options) -> Writer[Coded]:
    """A writer of the table."""
    return TableWriter(stream, options)


class TableWriter:
    """Lays each document out by itself, so that memory stays bounded and output appears as it is coded."""

    def __init__(self, stream: BinaryIO, options: Options) -> None:
        self._stream = stream
        self._options = options
        self._terminal = stream.isatty()
        self._fancy = _can_write("".join(SHAPES.values()) + "→…“”‹›", options.encoding)

    def write(self, item: Coded) -> None:
        """Write the document and its claims."""
        text = io.StringIO()
        self._console(text).print(self._layout(item))
        lines = [line.rstrip() + "\n" for line in text.getvalue().split("\n")[:-1]]
        self._stream.write("".join(lines).encode(self._options.encoding, "replace"))
        self._stream.flush()

    def close(self) -> None:
        """A table has no end."""

    def _console(self, text: io.StringIO) -> Console:
        if self._terminal:
            return Console(file=text, force_terminal=True, markup=False, emoji=False, highlight=False)
        return Console(file=text, force_terminal=False, no_color=True, width=WIDTH_OF_FILES, markup=False, emoji=False)

    def _layout(self, item: Coded) -> RenderableType:
        head = Text(words.caption(item.document), style="bold")
        head.append(f"  {words.heading(item.document)}", style="not bold")
        body = self._claims(item) if len(item) else Text(f"no claims: {words.why_none(item)}", style="italic")
        return Group(head, Padding(body, (0, 0, 1, 2)))

    def _claims(self, claims: Iterable[Claim]) -> Table:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True, width=14)
        table.add_column(no_wrap=True, min_width=13)
        table.add_column(overflow="fold")
        for claim in claims:
            table.add_row(self._status(claim), _type(claim), Text("\n").join(self._lines(claim)))
        return table

    def _status(self, claim: Claim) -> Text:
        shapes = SHAPES if self._fancy else PLAIN_SHAPES
        return Text(f"{shapes.get(claim.status, '')} {claim.status}", style=COLOURS.get(claim.status, ""))

    def _lines(self, claim: Claim) -> Iterator[Text]:
        yield Text(words.parties(claim, "→" if self._fancy else "->"), style="bold")
        if fields := [Text.assemble((f"{label}: ", "dim"), value) for label, value in words.details(claim)]:
            yield Text(" · ").join(fields)
        yield self._sentence(words.snippet(claim))
        if self._options.explain:
            yield Text(f"confidence: {claim.confidence:.2f}", style="dim")
            yield from (Text.assemble(("because: ", "dim"), words.brief(reason)) for reason in claim.reasons)

    def _sentence(self, snippet: words.Snippet) -> Text:
        marked = snippet.trigger if self._terminal or not snippet.trigger else f"‹{snippet.trigger}›"
        return Text.assemble("“", snippet.before, (marked, "bold underline"), snippet.after, "”", style="italic")


def _type(claim: Claim) -> Text:
    return Text("\n").join(Text(words.brief(each)) for each in (claim.type, *claim.modes))


def _can_write(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
