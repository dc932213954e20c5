"""Dispatches that are added in the background: jobs wait in a queue, one is worked on at a time, all can be watched.

    jobs = Jobs(work)
    job = jobs.submit(asked, by="A. Reader", at="2026-01-02T10:00:00Z")
    jobs.view(job.id)

The list lives as long as the process; what was added is in the store.
"""

from __future__ import annotations

import logging
import queue
import secrets
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from dateline.errors import DatelineError, RunError
from dateline.records import Document, Failure

Status = Literal["queued", "running", "done", "failed", "cancelled"]
Step = Literal["reading", "loading the model", "coding"]
Kind = Literal["text", "url", "file"]
ENDED: Final = ("done", "failed", "cancelled")
SHOWN: Final = 100  # outcomes that are kept of a job: the newest
KEPT: Final = 500  # jobs that are remembered after their end
OUTCOMES: Final = ("added", "unchanged", "superseded", "outdated", "failed")

Record = dict[str, Any]
_log = logging.getLogger("dateline.jobs")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a dispatch; `reason` says why it failed, or why it gave no claims."""

    document: str
    title: str | None
    outcome: str
    claims: int = 0
    code: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a job is to add: `read` gives its dispatches when it is their turn, `drop` lets go of what it kept."""

    kind: Kind
    name: str
    read: Callable[[], Iterable[Document | Failure]]
    drop: Callable[[], None] = lambda: None


@dataclass(slots=True)
class Job:
    """A job as far as it has come. Only `Jobs` changes it, under its lock; `version` counts the changes."""

    id: str
    asked: Asked
    by: str
    made: str
    status: Status = "queued"
    step: Step | None = None
    done: int = 0
    total: int | None = None
    claims: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    outcomes: deque[Outcome] = field(default_factory=lambda: deque(maxlen=SHOWN))
    problem: Record | None = None
    version: int = 0
    cancelled: bool = False

    def summary(self) -> Record:
        """The job without its outcomes."""
        return {
            "id": self.id,
            "kind": self.asked.kind,
            "name": self.asked.name,
            "by": self.by,
            "made": self.made,
            "status": self.status,
            "step": self.step,
            "done": self.done,
            "total": self.total,
            "claims": self.claims,
            "counts": {name: self.counts[name] for name in OUTCOMES},
            "problem": self.problem,
        }

    def to_dict(self) -> Record:
        """The job as the API gives it."""
        outcomes = [{name: getattr(each, name) for name in Outcome.__slots__} for each in self.outcomes]
        return {**self.summary(), "outcomes": outcomes, "truncated": self.done > len(outcomes)}


class Progress:
    """What a worker tells of the job that it works on."""

    def __init__(self, jobs: Jobs, job: Job) -> None:
        self._jobs = jobs
        self._job = job

    @property
    def is_cancelled(self) -> bool:
        """Whether the rest of the job is not wanted any more."""
        return self._job.cancelled

    def at(self, step: Step, total: int | None = None) -> None:
        """Say what comes now, and how many dispatches there are once that is known."""
        with self._jobs.changing(self._job) as job:
            job.step = step
            job.total = total if total is not None else job.total

    def add(self, outcome: Outcome) -> None:
        """Say what became of a dispatch."""
        with self._jobs.changing(self._job) as job:
            job.done += 1
            job.claims += outcome.claims
            job.counts[outcome.outcome] += 1
            job.outcomes.append(outcome)


Work = Callable[[Asked, Progress], None]


class _Changing:
    def __init__(self, lock: threading.Lock, job: Job) -> None:
        self._lock = lock
        self._job = job

    def __enter__(self) -> Job:
        self._lock.acquire()
        return self._job

    def __exit__(self, *error: object) -> None:
        self._job.version += 1
        self._lock.release()


class Jobs:
    """The jobs of a service. `work` does one; `waiting` is how many may wait; `stop` ends what work needs."""

    def __init__(self, work: Work, waiting: int = 100, stop: Callable[[], None] = lambda: None) -> None:
        self._work = work
        self._stop = stop
        self._queue: queue.Queue[Job | None] = queue.Queue(waiting)
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.closing = threading.Event()

    def submit(self, asked: Asked, *, by: str, at: str) -> Job:
        """Take a job; it begins when those before it are done.

        Raises:
            RunError: too many wait.
        """
        job = Job(f"job-{secrets.token_hex(8)}", asked, by, at)
        with self._lock:
            if self.closing.is_set():
                raise RunError("E-QUEUE", "the service is being stopped; try again when it is back")
            try:
                self._queue.put_nowait(job)
            except queue.Full:
                raise RunError("E-QUEUE", "too many jobs are waiting; try again when some are done") from None
            self._jobs[job.id] = job
            self._forget()
            self._begin()
        return job

    def find(self, ident: str) -> Job | None:
        """The job of an id; read it by `view`."""
        return self._jobs.get(ident)

    def view(self, job: Job) -> tuple[int, Record]:
        """The version and the record of a job, as they belong together."""
        with self._lock:
            return job.version, job.to_dict()

    def summaries(self) -> list[Record]:
        """All jobs without their outcomes, the newest first."""
        with self._lock:
            return [job.summary() for job in reversed(self._jobs.values())]

    def cancel(self, job: Job) -> None:
        """Give a job up: what is being coded is still added, the rest is not. One that has ended stays as it is."""
        with self.changing(job):
            if job.status not in ENDED:
                job.cancelled = True
            if job.status == "queued":
                job.status = "cancelled"

    def changing(self, job: Job) -> _Changing:
        """Change a job so that nobody sees it half changed."""
        return _Changing(self._lock, job)

    def close(self, seconds: float = 5.0) -> None:
        """Stop: the dispatch at work is finished if that does not take long; what waits is given up."""
        with self._lock:
            self.closing.set()
            waiting = [job for job in self._jobs.values() if job.status not in ENDED]
        for job in waiting:
            self.cancel(job)
        if self._thread:
            self._thread.join(seconds)
        self._stop()

    def _begin(self) -> None:
        if self._thread is None:
            # A daemon, since a text may take long and a program that was told to stop should.
            self._thread = threading.Thread(target=self._run, name="dateline-jobs", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while not self.closing.is_set():
            try:
                job = self._queue.get(timeout=0.2)
            except queue.Empty:
                continue
            if job is not None:
                self._do(job)

    def _do(self, job: Job) -> None:
        with self.changing(job):
            if job.status != "queued":
                job.asked.drop()
                return
            job.status, job.step = "running", "reading"
        problem = self._problem(job)
        with self.changing(job):
            job.step, job.problem = None, problem
            job.status = "failed" if problem else "cancelled" if job.cancelled else "done"

    def _problem(self, job: Job) -> Record | None:
        """Do a job; what is returned says why it could not be done."""
        try:
            self._work(job.asked, Progress(self, job))
        except DatelineError as error:
            return {"code": error.code, "detail": error.message}
        except Exception:  # the next job may fare better, and whoever runs the service sees why
            _log.exception("job %s failed", job.id)
            return {"code": "E-BUG", "detail": "the service failed at this, which is our mistake; its log says where"}
        finally:
            job.asked.drop()
        return None

    def _forget(self) -> None:
        over = len(self._jobs) - KEPT
        ended = [job.id for job in self._jobs.values() if job.status in ENDED] if over > 0 else []
        for ident in ended[:over]:
            del self._jobs[ident]
