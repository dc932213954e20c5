"""How far a long run is, on standard error, for a person who waits at a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

SHORT = 1.0  # seconds that nobody needs to be told about


class Progress:
    """A line that counts documents (or what `noun` says).

    It appears after a moment, goes away at the end, and only on a terminal.
    """

    def __init__(
        self,
        *,
        wanted: bool,
        verb: str = "coded",
        noun: str = "documents",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wanted = wanted and sys.stderr is not None and sys.stderr.isatty()
        self._verb = verb
        self._noun = noun
        self._clock = clock
        self._since = clock()
        self._bar: Bar | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()

    def show(self, documents: int, claims: int) -> None:
        """Show that so much is done."""
        if self._bar is None and self._wanted and self._clock() - self._since > SHORT:
            self._bar = _make_bar()
        if self._bar:
            self._bar.update(self._bar.task_ids[0], completed=documents, description=self._words(documents, claims))

    def _words(self, documents: int, claims: int) -> str:
        return f"{documents:,} {self._noun} {self._verb}" + (f", {claims:,} claims" if claims else "")


def _make_bar() -> Bar:
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    bar = Bar(*columns, console=Console(stderr=True), transient=True)
    bar.add_task("", total=None)
    bar.start()
    return bar
