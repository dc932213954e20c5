"""What the worker of the jobs does: dispatches are read, coded and put into the store, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from dateline.errors import InputError
from dateline.output.words import why_none
from dateline.records import Coded, Document, Failure
from dateline.service.jobs import Asked, Outcome, Progress
from dateline.store import Store, writer
from dateline.store.moments import moment


class CoderLike(Protocol):
    """What is needed of a coder."""

    @property
    def name(self) -> str:
        """The version of the program and of the model."""

    def pipe(self, documents: Iterable[Document | Failure]) -> Iterator[Coded | Failure]:
        """Code documents lazily and in order."""


Load = Callable[[], CoderLike]


@dataclass(slots=True)
class Adder:
    """Adds to a store; the coder is loaded when there is something to code, and kept."""

    store: Store
    load: Load
    now: Callable[[], datetime]
    _coder: CoderLike | None = field(default=None, init=False)

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
            return _failed(document)
        if self._has(document):
            return Outcome(document.id, document.title, "unchanged")
        (coded,) = self._loaded(progress).pipe([document])
        return _failed(coded) if isinstance(coded, Failure) else self._put(coded)

    def _loaded(self, progress: Progress) -> CoderLike:
        if self._coder is None:
            progress.at("loading the model")
            self._coder = self.load()
            progress.at("coding")
        return self._coder

    def _put(self, coded: Coded) -> Outcome:
        document = coded.document
        coder = self._coder.name if self._coder else ""
        try:
            added = writer.add(self.store, coded, coder, moment(self.now()))
        except InputError as error:  # the database cannot hold something of this one; the others it can
            return _failed(Failure(document.id, error.code, error.message))
        reason = None if len(coded) else why_none(coded) or None
        return Outcome(added.id, document.title, added.outcome, added.claims, reason=reason)

    def _has(self, document: Document) -> bool:
        with self.store.reading() as connection:
            return writer.is_known(connection, Coded(document, ()))


def _failed(failure: Failure) -> Outcome:
    return Outcome(failure.where, None, "failed", code=failure.code, reason=failure.reason)
