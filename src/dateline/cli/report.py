"""What became of each dispatch: counts, a line for each that gave nothing, and the full report as JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from dateline.errors import ItemError
from dateline.output import Destination, Item
from dateline.output.json_text import json_line
from dateline.output.words import why_none
from dateline.records import Coded, Document, Failure

ON_A_TERMINAL = 20
IN_A_FILE = 1_000


@dataclass(slots=True)
class Few:
    """Keeps the first lines and counts the rest, so that memory stays bounded."""

    limit: int
    lines: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, line: str) -> None:
        """Count the line, and keep it while there is room."""
        self.count += 1
        if len(self.lines) < self.limit:
            self.lines.append(line)

    def told(self, what: str) -> Iterator[str]:
        """The lines, and how many more there are."""
        yield from self.lines
        if self.count > len(self.lines):
            yield f"… and {self.count - len(self.lines):,} more {what}; --report FILE has them all"


@dataclass(slots=True)
class Note:
    """A note that reading left, the first document with it, and how many have it."""

    first: str
    count: int = 0


class RunReport:
    """Counts dispatches as they are done, and says at the end what became of them."""

    def __init__(self, verb: str = "coded", limit: int = IN_A_FILE) -> None:
        self.verb = verb
        self.done = 0
        self.claims = 0
        self.failed = Few(limit)
        self.empty = Few(limit)
        self._notes: dict[str, Note] = {}
        self._limit = limit

    def add(self, item: Item | Failure) -> dict[str, Any]:
        """Count a dispatch; what is returned is its line of the full report."""
        if isinstance(item, Failure):
            self.failed.add(f"[{item.code}] {item.where}: {item.reason}")
            return {"where": item.where, "outcome": "failed", "code": item.code, "reasons": [item.reason]}
        self.done += 1
        self._count_notes(item)
        document = item.document
        entry = {"where": document.id, "title": document.title, "outcome": self.verb, "notes": list(document.notes)}
        return entry | (self._count_claims(item) if isinstance(item, Coded) else {})

    def _count_claims(self, item: Coded) -> dict[str, Any]:
        self.claims += len(item)
        if not len(item):
            self.empty.add(f"no claims in {_named(item.document)}: {why_none(item)}")
        outcome = {} if len(item) else {"outcome": "no claims"}
        return {**outcome, "claims": len(item), "reasons": list(item.reasons)}

    def _count_notes(self, item: Item) -> None:
        for text in item.document.notes:
            if text in self._notes or len(self._notes) < self._limit:
                self._notes.setdefault(text, Note(_named(item.document))).count += 1

    def failures(self) -> Iterator[str]:
        """A line for each dispatch that failed."""
        return self.failed.told("failed")

    def lines(self) -> Iterator[str]:
        """Everything that is worth saying, the summary last."""
        yield from self.details()
        yield self.summary()

    def details(self) -> Iterator[str]:
        """What failed, what gave no claims, what reading noticed."""
        yield from self.failures()
        yield from self.empty.told("without claims")
        for text, note in self._notes.items():
            others = f" and {note.count - 1:,} more" if note.count > 1 else ""
            yield f"note on {note.first}{others}: {text}"

    def summary(self) -> str:
        """The counts in one line."""
        counts = [f"{self.done + self.failed.count:,} read", f"{self.done:,} {self.verb}"]
        if self.verb == "coded":
            counts += [f"{self.claims:,} claims", f"{self.empty.count:,} without claims"]
        return ", ".join([*counts, f"{self.failed.count:,} failed"])

    @property
    def exit_code(self) -> int:
        """0 when all is well, 1 when some failed, 2 when nothing was usable."""
        if not self.failed.count:
            return 0
        return ItemError.exit_code if self.done else 2


def _named(document: Document) -> str:
    return f"{document.id} ({document.title})" if document.title else document.id


class ReportFile:
    """The full report, one JSON object a dispatch; without a path it writes nothing."""

    def __init__(self, path: Path | None) -> None:
        self._to = Destination(path) if path else None

    def write(self, entry: dict[str, Any]) -> None:
        """Write what became of one dispatch."""
        if self._to:
            with self._to.errors():
                self._to.stream.write(json_line(entry) + b"\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Give the report its name, however the run ended."""
        if self._to:
            try:
                self._to.keep()
            finally:
                self._to.discard()
