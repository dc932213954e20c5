"""The report of a run: what became of every dispatch, by count, and how long it took."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.dataflow.manifest import Manifest
from dateline.dataflow.storage import exists, join, read_bytes, write_bytes
from dateline.dataflow.worker import Tally

_MOST_NOTES = 50


@dataclass(slots=True)
class Totals:
    """The counts of units that are done."""

    units: int = 0
    bytes: int = 0
    documents: int = 0
    claims: int = 0
    empty: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)

    def add(self, tally: Tally) -> None:
        """Count a unit."""
        self.units += 1
        self.bytes += tally.size
        self.documents += tally.documents
        self.claims += tally.claims
        self.empty += tally.empty
        self.failures.update(tally.failures)
        self.notes.update(tally.notes)

    @property
    def failed(self) -> int:
        """How many dispatches gave no document."""
        return self.failures.total()


@dataclass(frozen=True, slots=True)
class Report:
    """What a run gave. `runs` has what each of its runs took; all else is the same however often it was stopped."""

    totals: Totals
    units: int
    linked: Mapping[str, int]
    runs: tuple[Mapping[str, Any], ...] = ()

    @property
    def is_finished(self) -> bool:
        """Whether all units are done."""
        return self.totals.units == self.units

    def to_dict(self, manifest: Manifest) -> dict[str, Any]:
        """As it lies in the output."""
        totals = self.totals
        return {
            "finished": self.is_finished,
            "coder": manifest.coder,
            "recorded": manifest.recorded,
            "options": dict(manifest.options),
            "files": manifest.files,
            "units": {"done": totals.units, "all": self.units},
            "bytes": totals.bytes,
            "documents": totals.documents,
            "without_claims": totals.empty,
            "claims": totals.claims,
            "failed": totals.failed,
            "failures": dict(sorted(totals.failures.items())),
            "notes": dict(sorted(totals.notes.most_common(_MOST_NOTES))),
            **self.linked,
            "runs": list(self.runs),
        }


def earlier_runs(out: str) -> list[dict[str, Any]]:
    """What the report tells of runs before this one."""
    if not exists(_path(out)):
        return []
    told: list[dict[str, Any]] = json.loads(read_bytes(_path(out)))["runs"]
    return told


def write_report(out: str, report: Report, manifest: Manifest) -> None:
    """Write the report."""
    told = json.dumps(report.to_dict(manifest), indent=1, ensure_ascii=False)
    write_bytes(_path(out), told.encode("utf-8", "backslashreplace") + b"\n")


def totals_of(tallies: Iterable[Tally]) -> Totals:
    """The counts of units."""
    totals = Totals()
    for tally in tallies:
        totals.add(tally)
    return totals


def tally_from_json(data: bytes | str) -> Tally:
    """What `Tally.to_json` gave."""
    told = json.loads(data)
    return Tally(**{**told, "failures": Counter(told["failures"]), "notes": Counter(told["notes"])})


def _path(out: str) -> str:
    return join(out, "report.json")
