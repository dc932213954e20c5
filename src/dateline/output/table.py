"""The table for people: claims grouped by document, in words and shapes, never by colour alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.output import words
from dateline.output.console import Paper
from dateline.output.items import Highlight, Options, Writer
from dateline.records import Claim, Coded

SEARCHED = 1_000  # characters of a sentence that is shown for the words that were searched in it


def make_writer(stream: BinaryIO, options: Options) -> Writer[Coded]:
    """A writer of the table."""
    return TableWriter(stream, options)


class TableWriter:
    """Lays each document out by itself, so that memory stays bounded and output appears as it is coded."""

    def __init__(self, stream: BinaryIO, options: Options) -> None:
        self._options = options
        self._paper = Paper(stream, options.encoding)

    def write(self, item: Coded) -> None:
        """Write the document and its claims."""
        self._paper.print(claims_layout(item, self._paper, self._options))

    def close(self) -> None:
        """A table has no end."""


def claims_layout(item: Coded, paper: Paper, options: Options) -> RenderableType:
    """A document's head and its claims, or why there are none."""
    head = Text(words.caption(item.document), style="bold")
    head.append(f"  {words.heading(item.document)}", style="not bold")
    body = _claims(item, paper, options) if len(item) else Text(f"no claims: {words.why_none(item)}", style="italic")
    return Group(head, Padding(body, (0, 0, 1, 2)))


def _claims(claims: Iterable[Claim], paper: Paper, options: Options) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, width=14)
    table.add_column(no_wrap=True, min_width=13)
    table.add_column(overflow="fold")
    for claim in claims:
        table.add_row(paper.status(claim.status), _type(claim), Text("\n").join(_lines(claim, paper, options)))
    return table


def _lines(claim: Claim, paper: Paper, options: Options) -> Iterator[Text]:
    yield Text(words.parties(claim, paper.arrow), style="bold")
    if fields := [Text.assemble((f"{label}: ", "dim"), value) for label, value in words.details(claim)]:
        yield Text(" · ").join(fields)
    yield _sentence(words.snippet(claim, SEARCHED if options.highlight else words.SNIPPET), paper, options)
    if options.explain:
        yield Text(f"confidence: {claim.confidence:.2f}", style="dim")
        yield from (Text.assemble(("because: ", "dim"), words.brief(reason)) for reason in claim.reasons)
    if options.ids:
        yield Text(words.brief(claim.id), style="dim")


def _sentence(snippet: words.Snippet, paper: Paper, options: Options) -> Text:
    trigger = snippet.trigger if paper.terminal or not snippet.trigger else f"‹{snippet.trigger}›"
    before, words_of_trigger, after = (
        marked(each, paper, options.highlight) for each in (snippet.before, trigger, snippet.after)
    )
    words_of_trigger.stylize("bold underline")
    return Text.assemble("“", before, words_of_trigger, after, "”", style="italic")


def marked(line: str, paper: Paper, highlight: Highlight | None) -> Text:
    """A safe line with what was searched for marked: in colours on a terminal, in brackets elsewhere."""
    text, at = Text(), 0
    for first, last in highlight(line) if highlight else ():
        found = line[first:last]
        text.append(line[at:first])
        text.append(found if paper.terminal else f"[{found}]", style="reverse")
        at = last
    return text.append(line[at:])


def _type(claim: Claim) -> Text:
    return Text("\n").join(Text(words.brief(each)) for each in (claim.type, *claim.modes))
