"""Coding and adding single dispatches: in this process, or in one of its own, so that readers need not wait for it.

A coder at work keeps Python's interpreter busy, and with it all who ask. `CodingApart` gives it another interpreter,
which gives way to readers and may even break without harm to them.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final, Protocol

from dateline.errors import DatelineError, InputError, RunError
from dateline.output.words import why_none
from dateline.records import Coded, Document, Failure
from dateline.service.jobs import Outcome
from dateline.store import Store, writer

NICE: Final = 15  # how far the coder gives way to readers
STOPPING: Final = 3.0  # seconds until a process that does not end is ended
_log = logging.getLogger("dateline.jobs")


class CoderLike(Protocol):
    """What is needed of a coder."""

    @property
    def name(self) -> str:
        """The version of the program and of the model."""

    def pipe(self, documents: Iterable[Document | Failure]) -> Iterator[Coded | Failure]:
        """Code documents lazily and in order."""


class Coding(Protocol):
    """What codes a dispatch and puts it into the store."""

    @property
    def is_ready(self) -> bool:
        """Whether the model is loaded."""

    def prepare(self) -> None:
        """Load the model."""

    def add(self, document: Document, recorded: str) -> Outcome:
        """Code a dispatch and add it."""

    def close(self) -> None:
        """Let go of what was needed."""


@dataclass(slots=True)
class CodingHere:
    """In this process; the coder is made when it is first needed, and kept."""

    store: Store
    load: Callable[[], CoderLike]
    _coder: CoderLike | None = field(default=None, init=False)

    @property
    def is_ready(self) -> bool:
        """Whether the model is loaded."""
        return self._coder is not None

    def prepare(self) -> None:
        """Load the model."""
        self._coder = self._coder or self.load()

    def add(self, document: Document, recorded: str) -> Outcome:
        """Code a dispatch and add it.

        Raises:
            RunError: the store or the model is unusable.
        """
        self.prepare()
        assert self._coder is not None  # just made
        (coded,) = self._coder.pipe([document])
        return failed(coded) if isinstance(coded, Failure) else self._put(coded, self._coder.name, recorded)

    def close(self) -> None:
        """Let go of the coder."""
        self._coder = None

    def _put(self, coded: Coded, coder: str, recorded: str) -> Outcome:
        document = coded.document
        try:
            added = writer.add(self.store, coded, coder, recorded)
        except InputError as error:  # the database cannot hold something of this one; the others it can
            return failed(Failure(document.id, error.code, error.message))
        reason = None if len(coded) else why_none(coded) or None
        return Outcome(added.id, document.title, added.outcome, added.claims, reason=reason)


class CodingApart:
    """In a process of its own, with the shipped coder. When it breaks, the next dispatch begins another."""

    def __init__(self, db: str, viewpoint: str | None = None) -> None:
        self._given = (db, viewpoint)
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    @property
    def is_ready(self) -> bool:
        """Whether the model is loaded."""
        return self._pipe is not None

    def prepare(self) -> None:
        """Begin the process, and wait until it has loaded the model.

        Raises:
            RunError: the model or the store is unusable.
        """
        context = multiprocessing.get_context("spawn")
        pipe, theirs = context.Pipe()
        with self._lock:
            self._process = context.Process(
                target=_work, args=(theirs, *self._given), name="dateline-coder", daemon=True
            )
            self._process.start()
        theirs.close()  # so that its end is seen here
        self._pipe = pipe
        self._answer()

    def add(self, document: Document, recorded: str) -> Outcome:
        """Have a dispatch coded and added.

        Raises:
            RunError: the store or the model is unusable, or the process broke.
        """
        if self._pipe is None:
            self.prepare()
        assert self._pipe is not None  # just made
        with contextlib.suppress(BrokenPipeError):
            self._pipe.send((document, recorded))
        outcome = self._answer()
        assert outcome is not None  # None only tells that the process is ready
        return outcome

    def close(self) -> None:
        """End the process; a dispatch that it is adding is added wholly or not at all."""
        with self._lock:
            process, self._process = self._process, None
            if process is not None:
                process.terminate()
                process.join(STOPPING)

    def _answer(self) -> Outcome | None:
        assert self._pipe is not None  # there is a process to answer
        try:
            answer: Outcome | DatelineError | None = self._pipe.recv()
        except (EOFError, OSError):
            self._end()
            raise RunError("E-CODER", "the coder broke off at this dispatch, which was not added; is there memory "
                           "enough?") from None  # fmt: skip
        if isinstance(answer, DatelineError):
            raise answer
        return answer

    def _end(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        self._pipe = None
        self.close()


def failed(failure: Failure) -> Outcome:
    """What is told of a dispatch that failed."""
    return Outcome(failure.where, None, "failed", code=failure.code, reason=failure.reason)


def _work(pipe: Connection, db: str, viewpoint: str | None) -> None:
    """The process: it adds what comes through the pipe until that is closed."""
    import dateline

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which ends this one
    os.nice(NICE)
    with Store.open(db, create=False) as store, contextlib.suppress(EOFError, BrokenPipeError):
        coding = CodingHere(store, lambda: dateline.load(viewpoint))
        pipe.send(_done(coding.prepare))
        while True:
            document, recorded = pipe.recv()
            pipe.send(_done(lambda: coding.add(document, recorded)))  # noqa: B023 - it is called at once


def _done(step: Callable[[], Outcome | None]) -> Outcome | DatelineError | None:
    """What a step gives, or why it gave nothing."""
    try:
        return step()
    except DatelineError as error:
        return error
    except Exception:  # told to whoever waits; whoever runs the service sees where it was
        _log.exception("the coder failed")
        return RunError("E-BUG", "the coder failed at this, which is our mistake; the service's log says where")
