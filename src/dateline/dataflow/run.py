"""A run: plan, code what is not done yet, link, report."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from dateline.dataflow import manifest
from dateline.dataflow.engine import Engine, WorkerDiedError, open_engine
from dateline.dataflow.identity import coder_name, layer_digests, load_for_one_core
from dateline.dataflow.inputs import find_inputs
from dateline.dataflow.linking import link
from dateline.dataflow.options import BatchOptions
from dateline.dataflow.report import Report, Totals, earlier_runs, tally_from_json, totals_of, write_report
from dateline.dataflow.storage import clear_parts, join, names_in, plain, read_bytes, writable
from dateline.dataflow.tables import COLUMNS
from dateline.dataflow.units import Unit, plan
from dateline.dataflow.worker import Job, LoadCoder, Tally, Worker
from dateline.errors import DatelineError, InputError, RunError
from dateline.store.moments import moment

DEATHS = 20  # deaths in a row without a unit done, after which it is no use
_EXITS: dict[str, type[DatelineError]] = {"E-OUTPUT": RunError, "E-VERSION": RunError}


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run is: `seconds` since it began to code, `coded` the documents of this run alone."""

    done: int
    units: int
    bytes: int
    all_bytes: int
    documents: int
    claims: int
    failed: int
    coded: int
    seconds: float
    new_bytes: int

    @property
    def speed(self) -> float:
        """Documents a second."""
        return self.coded / self.seconds if self.seconds else 0.0

    @property
    def left(self) -> float | None:
        """Seconds to the end, if the rest is like what was done; None before anything was."""
        if not self.new_bytes:
            return None
        return (self.all_bytes - self.bytes) / self.new_bytes * self.seconds


@dataclass(frozen=True, slots=True)
class Setting:
    """What a run reaches outside for; tests hand in their own."""

    load: LoadCoder = load_for_one_core
    coder: Callable[[], str] = coder_name
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    clock: Callable[[], float] = time.monotonic
    open_engine: Callable[[str, str | None, int | None], Engine] = open_engine


def run(
    options: BatchOptions, show: Callable[[Step], None] = lambda step: None, setting: Setting = Setting()
) -> Report:
    """Code everything that is not coded yet, and link it.

    Args:
        options: What to do.
        show: Told how far it is.
        setting: What is reached outside for.

    Raises:
        InputError: an input is not there, or the output was made from something else.
        RunError: the output cannot be written, the cluster not reached, workers die again and again.
    """
    options = replace(options, out=plain(options.out))
    files = find_inputs(options.inputs, options.out)
    with writable(options.out):
        held = manifest.begin(options, files, setting.coder(), layer_digests(), moment(setting.now()))
        _clear(options.out)
    units = plan(files, dict(held.options))
    engine = setting.open_engine(options.engine, options.address, options.workers)
    job = Job(options.out, held.recorded, held.options, held.coder)
    course = _Course(job, units, engine, setting, show)
    with writable(options.out):
        try:
            course.code()
            _clear(options.out)  # what workers that died left
            linked = link(engine, options.out, course.totals.claims) if held.options["link"] else {}
        except BaseException:
            with contextlib.suppress(OSError):  # where there is no room for results there may be none for the report
                _report(held, course, {})
            raise
        return _report(held, course, linked)


def _report(held: manifest.Manifest, course: _Course, linked: Mapping[str, int]) -> Report:
    runs = (*earlier_runs(course.out), course.told())
    report = Report(course.totals, course.size, linked, runs)
    write_report(course.out, report, held)
    return report


class _Course:
    """The coding of what is not coded yet."""

    def __init__(
        self, job: Job, units: Sequence[Unit], engine: Engine, setting: Setting, show: Callable[[Step], None]
    ) -> None:
        self.tallies = dict(_done(job.out))
        self._job = job
        self._units = units
        self._engine = engine
        self._setting = setting
        self._show = show
        self._begun = setting.clock()
        self._at_first = frozenset(self.tallies)
        self._deaths = 0
        self._memory = 0
        self._busy = 0.0

    @property
    def out(self) -> str:
        """Where results go."""
        return self._job.out

    @property
    def size(self) -> int:
        """How many units there are."""
        return len(self._units)

    @property
    def totals(self) -> Totals:
        """The counts of all units that are done."""
        return totals_of(self.tallies.values())

    def code(self) -> None:
        """Code unit by unit, and go on after a worker's death."""
        in_a_row = 0
        self._tell()
        while left := [unit for unit in self._units if unit.number not in self.tallies]:
            before = len(self.tallies)
            try:
                self._code(left)
            except WorkerDiedError as error:
                self._deaths += 1
                in_a_row = 0 if len(self.tallies) > before else in_a_row + 1
                self._job = replace(self._job, careful=True)
                self.tallies |= dict(_done(self._job.out))
                if in_a_row == DEATHS:
                    raise RunError("E-WORKER", f"workers died {DEATHS} times and nothing was done: {error}") from error

    def _code(self, left: Sequence[Unit]) -> None:
        items = [json.dumps(asdict(unit)) for unit in left]
        for told in map(json.loads, self._engine.work(items, Worker(self._job, self._setting.load))):
            if "error" in told:
                raise _EXITS.get(told["code"], InputError)(told["code"], told["error"])
            tally = tally_from_json(json.dumps(told["tally"]))
            self.tallies[tally.unit] = tally
            self._memory = max(self._memory, told["rss"])
            self._busy += told["seconds"]
            self._tell()

    def _tell(self) -> None:
        totals, new = self.totals, totals_of(self._new())
        self._show(
            Step(
                done=totals.units,
                units=len(self._units),
                bytes=totals.bytes,
                all_bytes=sum(unit.size for unit in self._units),
                documents=totals.documents,
                claims=totals.claims,
                failed=totals.failed,
                coded=new.documents,
                seconds=self._setting.clock() - self._begun,
                new_bytes=new.bytes,
            )
        )

    def _new(self) -> Iterator[Tally]:
        return (tally for unit, tally in self.tallies.items() if unit not in self._at_first)

    def told(self) -> Mapping[str, Any]:
        """What this run took."""
        new = totals_of(self._new())
        return {
            "begun": moment(self._setting.now()),
            "seconds": round(self._setting.clock() - self._begun, 1),
            "workers": self._engine.workers,
            "units": new.units,
            "documents": new.documents,
            "busy_seconds": round(self._busy, 1),
            "most_memory": self._memory,
            "deaths": self._deaths,
        }


def _done(out: str) -> Iterator[tuple[int, Tally]]:
    """The tallies of units that are done."""
    folder = join(out, "_state", "done")
    for name in names_in(folder):
        if name.endswith(".json") and name[0].isdigit():
            tally = tally_from_json(read_bytes(join(folder, name)))
            yield tally.unit, tally


def _clear(out: str) -> None:
    """Take away what a stopped run left half written."""
    for table in COLUMNS:
        clear_parts(join(out, "_state", table[1:]) if table.startswith("_") else join(out, table))
    for folder in ("_state", "_state/done", "_state/tries"):
        clear_parts(join(out, folder))
    clear_parts(out)
