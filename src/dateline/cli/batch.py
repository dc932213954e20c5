"""Takes results from one end and writes them to the other: the part that all batch commands share.

Whatever stops a run - Ctrl-C, a model that breaks - what was done so far is kept, in a file that is finished properly.
Only when the output itself cannot be written is it thrown away.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, TextIO, TypeVar

from dateline.cli.progress import Progress
from dateline.cli.report import IN_A_FILE, ON_A_TERMINAL, ReportFile, RunReport
from dateline.cli.speech import say
from dateline.errors import InputError, ItemError
from dateline.output import Destination, Format, Item, Options, Writer, deferred_interrupt, open_writer
from dateline.output.destination import OutputError
from dateline.records import Document, Failure

Items = Iterable[Item | Failure]
Result = TypeVar("Result")
INTERRUPTED = 130  # the exit code that shells know for Ctrl-C


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where results go and how: `out` None is standard output."""

    chosen: Format
    out: Path | None = None
    options: Options = field(default_factory=Options)
    report: Path | None = None
    quiet: bool = False
    verb: str = "coded"


class Sink:
    """A writer and where it writes to; `broken` once it holds half a document."""

    def __init__(self, target: Target) -> None:
        self.broken = False
        self.to = Destination(target.out)
        try:
            self.writer: Writer[Any] = open_writer(target.chosen, self.to.stream, target.options)
        except BaseException:
            self.to.discard()
            raise

    def write(self, item: Item) -> None:
        """Write a document."""
        try:
            with self.to.errors():
                self.writer.write(item)
        except (OutputError, OSError, KeyboardInterrupt):
            self.broken = True
            raise

    def end(self, *, keep: bool) -> None:
        """Finish the file and give it its name, or take away what cannot be finished or is not wanted."""
        if keep and not self.broken:
            self._finish()
        else:
            self.to.discard()

    def _finish(self) -> None:
        try:
            with deferred_interrupt(), self.to.errors():
                self.writer.close()
                self.to.keep()
        finally:
            self.to.discard()


def run_batch(make_items: Callable[[], Items], target: Target) -> int:
    """Write everything that `make_items` gives and report on it.

    The output is opened first: that a path cannot be written should be known before a model is loaded.

    Returns:
        The exit code.

    Raises:
        OutputError: the output cannot be written.
        InputError: there was nothing to do.
    """
    report = RunReport(target.verb, ON_A_TERMINAL if is_terminal(sys.stderr) else IN_A_FILE)
    sink = Sink(target)
    try:
        with ReportFile(target.report) as full:
            _drain(make_items, sink, report, full, target)
    except KeyboardInterrupt:
        _tell(report, target)
        say(f"interrupted: {report.done:,} documents were {target.verb}{_kept(report, sink)}")
        return INTERRUPTED
    if not report.done and not report.failed.count:
        raise InputError("E-EMPTY", "there is no dispatch in what was given; name a file with text in it")
    _tell(report, target)
    return report.exit_code


def _drain(make_items: Callable[[], Items], sink: Sink, report: RunReport, full: ReportFile, target: Target) -> None:
    shown = sink.to.is_file or not is_terminal(sys.stdout)  # a moving line between the rows of a table is a mess
    try:
        with Progress(wanted=shown and not target.quiet, verb=target.verb) as progress:
            for item in make_items():
                _take(item, sink, report, full)
                progress.show(report.done, report.claims)
    finally:
        sink.end(keep=report.done > 0)


def _take(item: Item | Failure, sink: Sink, report: RunReport, full: ReportFile) -> None:
    with deferred_interrupt():
        if not isinstance(item, Failure):
            sink.write(item)
        full.write(report.add(item))


def _tell(report: RunReport, target: Target) -> None:
    """Say on standard error what became of the dispatches; that nothing was usable is said in any case."""
    if report.done and target.quiet:
        return
    for line in report.lines() if report.done else report.failures():
        say(line)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at the stream; a closed one is None."""
    return stream is not None and stream.isatty()


def once_readable(
    documents: Iterable[Document | Failure], work: Callable[[Iterable[Document | Failure]], Iterable[Result]]
) -> Iterator[Result | Failure]:
    """Do the work from the first document that can be read on; failures before it need no model to be told."""
    waiting = iter(documents)
    for document in waiting:
        if not isinstance(document, Failure):
            yield from work(chain([document], waiting))
            return
        yield document


def each(items: Iterable[Document | Failure], work: Callable[[Document], Item]) -> Iterator[Item | Failure]:
    """Do something with every document; one that fails becomes a failure and the others go on."""
    for item in items:
        if isinstance(item, Failure):
            yield item
            continue
        try:
            yield work(item)
        except ItemError as error:
            yield Failure(item.id, error.code, error.message)
        except (RecursionError, MemoryError) as error:
            yield Failure(item.id, "E-CODE", f"the text could not be analysed ({type(error).__name__})")


def _kept(report: RunReport, sink: Sink) -> str:
    kept = report.done and sink.to.is_file and not sink.broken
    return f" and are in {sink.to.name}" if kept else ""
