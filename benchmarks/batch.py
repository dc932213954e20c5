"""What batch costs beside bare coding: `python -m benchmarks.batch [--documents 5000] [--workers 2] [--ray]`.

Makes documents of our dispatches by resampling, codes the same ones with a bare coder on one core, with `batch` by one
worker and by several, and (`--ray`) on a Ray cluster of this machine; compares the claims, which must be the same, and
prints seconds, processor seconds and ratios. Processor seconds tell more where the machine does other things, too.

Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DISPATCHES = Path(__file__).resolve().parents[1] / "corpus" / "dispatches"
BARE = """
import json, sys, time
from dateline.dataflow.identity import load_for_one_core
from dateline.reading import ReadOptions, read
begun = time.monotonic()
coder = load_for_one_core(None)
loaded, n = time.monotonic(), 0
with open(sys.argv[2], "w") as out:
    for coded in coder.pipe(read([sys.argv[1]], ReadOptions())):
        n += 1
        out.writelines(json.dumps(claim.to_dict(), sort_keys=True) + "\\n" for claim in coded)
print(json.dumps({"load": loaded - begun, "code": time.monotonic() - loaded, "documents": n}))
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took: seconds by the clock and of processors, and the claims that it gave."""

    name: str
    seconds: float
    processor: float
    claims: list[str]


def main() -> None:
    """Run all and print what came of it."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.jsonl")
        words = make_documents(source, options.documents, options.words)
        runs = [bare(source, Path(folder, "bare.jsonl"))]
        several = sorted({1, options.workers})
        runs += [batch(source, Path(folder, f"local-{workers}"), "local", workers) for workers in several]
        if options.ray:
            runs.append(batch(source, Path(folder, "ray"), "ray", options.workers))
        _print(runs, options.documents, words)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--words", type=int, default=750, help="in each document, at least")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--ray", action="store_true", help="on a Ray cluster of this machine, too")
    return parser.parse_args()


def make_documents(to: Path, count: int, length: int) -> int:
    """Write documents of at least so many words, each some dispatches of ours; returned is how many words there are."""
    texts = [json.loads(path.read_text(encoding="utf-8"))["text"] for path in sorted(DISPATCHES.glob("*.json"))]
    draw = random.Random(1)
    total = 0
    with to.open("w", encoding="utf-8") as file:
        for k in range(count):
            parts = [draw.choice(texts)]
            while sum(len(part.split()) for part in parts) < length:
                parts.append(draw.choice(texts))
            total += sum(len(part.split()) for part in parts)
            told = {"id": f"b{k:06}", "text": "\n\n".join(parts), "published": "2017-03-10"}
            file.write(json.dumps(told) + "\n")
    return total


def bare(source: Path, out: Path) -> Run:
    """Coding in one process on one core, without writing tables."""
    return _timed("bare coder, one core", [sys.executable, "-c", BARE, str(source), str(out)], lambda: _lines(out))


def batch(source: Path, out: Path, engine: str, workers: int) -> Run:
    """The same through batch."""
    command = [str(Path(sys.executable).with_name("dateline")), "batch", str(source), str(out), "--no-link", "--quiet"]
    command += ["--engine", engine, "--workers", str(workers)]
    return _timed(f"batch, {engine}, {workers} workers", command, lambda: _claims(out))


def _timed(name: str, command: list[str], claims: Any) -> Run:
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    seconds, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(name, seconds, processor, claims())


def _lines(out: Path) -> list[str]:
    return sorted(out.read_text(encoding="utf-8").splitlines())


def _claims(out: Path) -> list[str]:
    import pyarrow.parquet as pq

    records = pq.read_table(out / "claims", columns=["record"])["record"].to_pylist()
    return sorted(json.dumps(json.loads(record), sort_keys=True) for record in records)


def _print(runs: list[Run], documents: int, words: int) -> None:
    first = runs[0]
    print(f"{documents:,} documents, {words:,} words, {len(first.claims):,} claims; start of the model included")
    for run in runs:
        same = "the same claims" if run.claims == first.claims else "OTHER CLAIMS"
        print(
            f"{run.name:28} {run.seconds:8.1f} s {run.processor:8.1f} processor s "
            f"{documents / run.seconds:6.2f} documents/s {words / run.processor:8.0f} words a processor s, {same}"
        )
    one, *others = runs[1:]
    print(f"batch by one worker beside bare coding: {one.processor / first.processor - 1:+.0%} processor seconds")
    for run in others:
        print(f"{run.name}: {one.seconds / run.seconds:.2f} times one worker")


if __name__ == "__main__":
    main()
