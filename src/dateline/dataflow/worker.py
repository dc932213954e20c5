"""One work unit from beginning to end: read, code, write, mark as done."""

from __future__ import annotations

import json
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Protocol

from dateline.dataflow import crashes
from dateline.dataflow.parts import Part, parts
from dateline.dataflow.slices import read_slice
from dateline.dataflow.storage import join, unwritable, write_bytes
from dateline.dataflow.tables import CODED, FOR_LINKING, claim_row, document_row, failure_row
from dateline.dataflow.traces import profile_row, trait_rows
from dateline.dataflow.units import Slice, Unit
from dateline.errors import DatelineError, RunError
from dateline.records import Coded, Document, Failure
from dateline.store.moments import known_moment
from dateline.store.rows import digest

if TYPE_CHECKING:
    from collections.abc import Iterable

SHIFT = 32  # bits: a number is that of the unit, and of the thing within it
_NOTES = 100  # kinds of notes that a unit counts


class CoderLike(Protocol):
    """What a unit needs of a coder."""

    @property
    def name(self) -> str:
        """The version of the program and of the model."""

    def pipe(self, documents: Iterable[Document | Failure]) -> Iterator[Coded | Failure]:
        """Code documents in order; failures pass through."""


LoadCoder = Callable[[str | None], CoderLike]


@dataclass(frozen=True, slots=True)
class Job:
    """What all workers of a run are told."""

    out: str
    recorded: str
    told: Mapping[str, Any]
    coder: str
    careful: bool = False


@dataclass(slots=True)
class Tally:
    """What became of a unit's dispatches."""

    unit: int
    size: int
    documents: int = 0
    claims: int = 0
    empty: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)

    def to_json(self) -> bytes:
        """The marker of a unit that is done: nothing in it that differs from run to run."""
        told = {f.name: getattr(self, f.name) for f in fields(self)}
        return json.dumps(told, sort_keys=True, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")


def marker(out: str, unit: str) -> str:
    """Where the marker of a unit lies."""
    return join(out, "_state", "done", f"{unit}.json")


class Worker:
    """Codes units, one after the other; made once in each process. What is returned is JSON."""

    def __init__(self, job: Job, load: LoadCoder) -> None:
        self._job = job
        self._load = load
        self._coder: CoderLike | None = None

    def __call__(self, unit: str) -> str:
        """Code a unit; an error that stops the run is returned, not raised, or the engine would try again."""
        try:
            begun = time.monotonic()
            tally = self._run(_unit(json.loads(unit)))
            done = {"tally": json.loads(tally.to_json()), "seconds": time.monotonic() - begun, "rss": _memory()}
            return json.dumps(done)
        except DatelineError as error:
            return json.dumps({"code": error.code, "error": error.message})
        except OSError as error:
            told = unwritable(self._job.out, error)
            return json.dumps({"code": told.code, "error": told.message})

    def _run(self, unit: Unit) -> Tally:
        coder = self._loaded()
        if self._job.careful:
            return self._written(unit, coder)
        try:
            return self._written(unit, coder)
        except (DatelineError, OSError):
            raise
        except Exception:  # a mistake of ours over one document, which `crashes` finds and leaves out
            return self._written(unit, coder, careful=True)

    def _written(self, unit: Unit, coder: CoderLike, *, careful: bool = False) -> Tally:
        tables = (*CODED, *FOR_LINKING) if self._job.told["link"] else CODED
        tally = Tally(unit.number, unit.size)
        with parts(self._job.out, tables, unit.name) as opened:
            writing = _Writing(self._job, unit, opened, tally, coder.name)
            documents = _documents(unit, self._job.told, writing)
            if careful or self._job.careful:
                note = crashes.notebook(self._job.out, unit.name)
                coded = crashes.code_carefully(coder, documents, note)
            else:
                coded = coder.pipe(documents)
            for item in coded:
                writing.take(item)
        write_bytes(marker(self._job.out, unit.name), tally.to_json())
        return tally

    def _loaded(self) -> CoderLike:
        if self._coder is None:
            self._coder = self._load(self._job.told["viewpoint"])
            if self._coder.name != self._job.coder:
                reason = f"this worker codes with {self._coder.name}, the run with {self._job.coder}"
                raise RunError("E-VERSION", f"{reason}; install the same version and layers on every machine")
        return self._coder


def _documents(unit: Unit, told: Mapping[str, Any], writing: _Writing) -> Iterator[Document | Failure]:
    for part in unit.slices:
        for item in read_slice(part, told):
            writing.files.append(part.path)
            yield item


class _Writing:
    """Gives what was coded its rows. `files` are those of the items that were read and not yet written."""

    def __init__(self, job: Job, unit: Unit, opened: Mapping[str, Part], tally: Tally, coder: str) -> None:
        self.files: list[str] = []
        self._job = job
        self._base = unit.number << SHIFT
        self._opened = opened
        self._tally = tally
        self._coder = coder
        self._items = 0

    def take(self, item: Coded | Failure) -> None:
        """Write a document with its claims, or a failure."""
        n = self._base + self._items
        self._items += 1
        file = self.files.pop(0)
        if isinstance(item, Failure):
            self._opened["failures"].add([failure_row(n, item, file)])
            self._tally.failures[item.code] += 1
        else:
            self._take_coded(n, item, file)

    def _take_coded(self, n: int, item: Coded, file: str) -> None:
        document = item.document
        known = known_moment(document.published, self._job.recorded)
        told = {"known": known, "file": file, "digest": digest(document), "coder": self._coder}
        self._opened["documents"].add([document_row(n, item, told)])
        first = self._base + self._tally.claims
        self._opened["claims"].add(claim_row(first + k, n, claim) for k, claim in enumerate(item))
        if self._job.told["link"]:
            profile = profile_row(n, document, known, told["digest"])
            self._opened["_profiles"].add([profile])
            self._opened["_traits"].add(trait_rows(first, n, item, known, profile["origin"]))
        self._count(item)

    def _count(self, item: Coded) -> None:
        tally = self._tally
        tally.documents += 1
        tally.claims += len(item)
        tally.empty += not len(item)
        for note in item.document.notes:
            if note in tally.notes or len(tally.notes) < _NOTES:
                tally.notes[note] += 1


def _unit(told: Mapping[str, Any]) -> Unit:
    return Unit(told["number"], tuple(Slice(**each) for each in told["slices"]))


def _memory() -> int:
    """The most memory that this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
