"""What the worker of the jobs does: dispatches are read, coded and put into the store, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from dateline.records import Coded, Document, Failure
from dateline.service.coding import Coding, failed
from dateline.service.jobs import Asked, Outcome, Progress
from dateline.store import Store, writer
from dateline.store.moments import moment


@dataclass(slots=True)
class Adder:
    """Adds to a store; the model is loaded when there is something to code."""

    store: Store
    coding: Coding
    now: Callable[[], datetime]

    def work(self, asked: Asked, progress: Progress) -> None:
        """Do a job."""
        documents = list(asked.read())
        progress.at("coding", len(documents))
        for document in documents:
            if progress.is_cancelled:
                return
            progress.add(self._add(document, progress))

    def _add(self, document: Document | Failure, progress: Progress) -> Outcome:
        if isinstance(document, Failure):
            return failed(document)
        if self._has(document):
            return Outcome(document.id, document.title, "unchanged")
        if not self.coding.is_ready:
            progress.at("loading the model")
            self.coding.prepare()
            progress.at("coding")
        return self.coding.add(document, moment(self.now()))

    def _has(self, document: Document) -> bool:
        with self.store.reading() as connection:
            return writer.is_known(connection, Coded(document, ()))
