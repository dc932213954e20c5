"""Puts coded dispatches into a store, one transaction each, and keeps count of what became of them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dateline.cli.batch import is_terminal
from dateline.cli.progress import Progress
from dateline.cli.report import IN_A_FILE, ON_A_TERMINAL, ReportFile, RunReport
from dateline.cli.session import CoderLike, Session
from dateline.errors import InputError
from dateline.output import deferred_interrupt
from dateline.output.words import plural
from dateline.records import Coded, Document, Failure

if TYPE_CHECKING:
    from dateline.store import Store
    from dateline.store.writer import Added

Put = Callable[[Coded], "Added"]


@dataclass(frozen=True, slots=True)
class Unchanged(Failure):
    """A dispatch that is in the store as it is. It passes through a coder as failures do, and so is not coded again."""


@dataclass(slots=True)
class Adder:
    """Codes and puts into a store; the coder is loaded when there is something to code."""

    session: Session
    store: Store
    viewpoint: str | None
    coder: CoderLike | None = None

    def code(self, documents: Iterable[Document | Failure]) -> Iterator[Coded | Failure]:
        """Code documents in order; failures pass through."""
        self.coder = self.session.load(self.viewpoint)
        return self.coder.pipe(documents)

    def put(self, coded: Coded) -> Added:
        """Put a coded dispatch into the store; when this returns, it is on the disk."""
        from dateline.store.moments import moment
        from dateline.store.writer import add

        return add(self.store, coded, self.coder.name if self.coder else "", moment(self.session.now()))


@dataclass(slots=True)
class Tally:
    """What became of the dispatches of a run."""

    report: RunReport = field(
        default_factory=lambda: RunReport("added", ON_A_TERMINAL if is_terminal(sys.stderr) else IN_A_FILE)
    )
    outcomes: Counter[str] = field(default_factory=Counter)

    def take(self, item: Coded | Failure, put: Put) -> dict[str, Any]:
        """Put a dispatch into the store and count it; what is returned is its line of the full report."""
        if isinstance(item, Unchanged):
            return self._count_unchanged(item.where)
        if isinstance(item, Failure):
            return self.report.add(item)
        try:
            added = put(item)
        except InputError as error:  # the database cannot hold something of this one; the others it can
            return self.report.add(Failure(item.document.id, error.code, error.message))
        if added.outcome == "unchanged":
            return self._count_unchanged(added.id)
        self.outcomes[added.outcome] += 1
        return self.report.add(item) | {"outcome": added.outcome}

    def _count_unchanged(self, where: str) -> dict[str, Any]:
        self.outcomes["unchanged"] += 1
        return {"where": where, "outcome": "unchanged"}

    @property
    def taken(self) -> int:
        """How many dispatches are in the store, by this run or before it."""
        return self.outcomes.total()

    def summary(self) -> str:
        """The counts in one line."""
        failed, superseded = self.report.failed.count, self.outcomes["superseded"]
        counts = [
            f"{self.taken + failed:,} read",
            f"{self.outcomes['added']:,} added",
            f"{self.outcomes['unchanged']:,} unchanged",
            f"{superseded:,} superseded an older version",
            f"{failed:,} failed",
        ]
        if self.outcomes["outdated"]:
            counts.append(f"{self.outcomes['outdated']:,} older than what is there")
        return ", ".join(counts) + f"; {plural(self.report.claims, 'claim')}"

    @property
    def exit_code(self) -> int:
        """0 when all is well, 1 when some failed, 2 when nothing was usable."""
        if not self.report.failed.count:
            return 0
        return 1 if self.taken else 2


def add_all(items: Iterable[Coded | Failure], put: Put, tally: Tally, full: ReportFile, *, quiet: bool) -> None:
    """Put everything into the store; what is in it when this is stopped stays."""
    with Progress(wanted=not quiet, verb="added") as progress:
        for item in items:
            with deferred_interrupt():  # a dispatch is in the store wholly, and counted, or not at all
                full.write(tally.take(item, put))
            progress.show(tally.taken, tally.report.claims)


def mark_unchanged(store: Store, documents: Iterable[Document | Failure]) -> Iterator[Document | Failure]:
    """The dispatches; those that are in the store as they are need no coding and are marked."""
    for document in documents:
        yield document if isinstance(document, Failure) or not _is_taken(store, document) else unchanged(document)


def unchanged(document: Document) -> Unchanged:
    """The mark of a dispatch that is in the store."""
    return Unchanged(document.id, "unchanged", "it is in the store")


def _is_taken(store: Store, document: Document) -> bool:
    from dateline.store.writer import is_known

    with store.reading() as connection:
        return is_known(connection, Coded(document, ()))
