"""Measure the time and quantity parsers on a folder of annotated documents.

    python training/measure_times.py FOLDER [--misses N]
    python training/measure_times.py --gold corpus/times/gold.csv [--corpora ../shared/corpora] [--misses N]

A gold time or quantity counts as found when any expression of its sentence has its value: this bounds from above what
the coder can reach by attaching them to events. Only figures of `gold/train` may guide changes. `--gold` scores our
own annotated time expressions, spans and values.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.mentions.quantities import find_quantities
from dateline.mentions.timeline import Timeline
from dateline.mentions.times import TimeExpression, find_times
from dateline.records import Quantity, Time
from training.measure_time_gold import measure_gold


@dataclass
class Count:
    """How many gold values there are and how many were found; `misses` says which were not."""

    gold: int = 0
    found: int = 0
    silent: int = 0
    misses: list[str] | None = None

    def add(self, hit: bool, silent: bool, line: str) -> None:
        """Count one gold value; `silent` marks those in whose sentence nothing was found."""
        self.gold += 1
        self.found += hit
        self.silent += silent and not hit
        if not hit and self.misses is not None:
            self.misses.append(line)

    def line(self, name: str) -> str:
        """A line for a person."""
        share = self.found / self.gold if self.gold else 0.0
        return (
            f"{name:12} gold {self.gold:5}  found {self.found:5}  recall {share:.3f}  sentences without {self.silent}"
        )


def documents(folder: Path) -> Iterator[dict[str, Any]]:
    """The annotated documents of a folder."""
    for path in sorted(folder.glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def sentence(document: dict[str, Any], index: int) -> str:
    """The text of a sentence."""
    start, end = document["sentences"][index]
    text: str = document["text"][start:end]
    return text


def same_time(gold: str, time: Time) -> bool:
    """Whether a time has the gold value, as the scorer compares them: start with start, or end with end."""
    if time.from_ is None:
        return False
    first, _, last = gold.partition("/")
    return time.from_.startswith(first) or bool(last and time.to and time.to.startswith(last))


def measure_times(folder: Path, count: Count) -> None:
    """Compare gold times with the times found in their sentences."""
    for document in documents(folder):
        found = [find_times(sentence(document, i)) for i in range(len(document["sentences"]))]
        resolved = _resolved(document, found)
        for record in document["records"]:
            past, future = resolved[record["sent"]]
            times = future if record["status"] == "future" else past
            text = sentence(document, record["sent"])
            for gold in gold_times(record):
                line = f"{document['doc']} {document['date']} {gold} | {_shown(times)} | {text}"
                count.add(any(same_time(gold, time) for time in times), not times, line)


def gold_times(record: dict[str, Any]) -> list[str]:
    """The required times of a record, which gives one, several or none, plain or with a mark that it is optional."""
    time = record.get("time")
    times = time if isinstance(time, list) else [time] if time else []
    required = (t for t in times if not (isinstance(t, dict) and t.get("optional")))
    return [t["value"] if isinstance(t, dict) else t for t in required]


def _resolved(document: dict[str, Any], found: list[list[TimeExpression]]) -> list[tuple[list[Time], list[Time]]]:
    timeline = Timeline(document["date"], [expression for expressions in found for expression in expressions])
    return [_both_ways(timeline, expressions) for expressions in found]


def _both_ways(timeline: Timeline, expressions: list[TimeExpression]) -> tuple[list[Time], list[Time]]:
    past, future = [], []
    for expression in expressions:
        future.append(expression.resolve(timeline.published_for(expression), "future", anchor=timeline.anchor))
        past.append(timeline.resolve(expression, "past"))
    return past, future


def _shown(times: list[Time]) -> str:
    return "; ".join(f"{time.text} = {time.from_}..{time.to} ({time.rule})" for time in times)


def figure(value: float | None, low: float | None, high: float | None) -> float | None:
    """The figure by which the scorer compares quantities."""
    return value if value is not None else low if low is not None else high


def measure_quantities(folder: Path, count: Count, units: Count, pairs: Counter[tuple[str, str]]) -> None:
    """Compare gold quantities with those found in their sentences; `units` counts units of those with equal figures."""
    for document in documents(folder):
        for record in document["records"]:
            for gold in record.get("quantities") or []:
                if not gold.get("optional"):
                    _one_quantity(document, record, gold, count, units, pairs)


def _one_quantity(
    document: dict[str, Any],
    record: dict[str, Any],
    gold: dict[str, Any],
    count: Count,
    units: Count,
    pairs: Counter[tuple[str, str]],
) -> None:
    text = sentence(document, record["sent"])
    found = [expression.quantity for expression in find_quantities(text)]
    wanted = figure(gold.get("value"), gold.get("low"), gold.get("high"))
    equal = [q for q in found if figure(q.value, q.low, q.high) == wanted]
    line = f"{document['doc']} {gold} | {'; '.join(map(_plain, found))} | {text}"
    count.add(bool(equal), not found, line)
    if equal:
        fits = any(q.unit == gold["unit"] for q in equal)
        units.add(fits, False, line)
        pairs[(gold["unit"], gold["unit"] if fits else equal[0].unit)] += 1


def _plain(quantity: Quantity) -> str:
    bounds = "" if quantity.value is not None else f" {quantity.low}..{quantity.high}"
    return f"{quantity.text!r} {quantity.value if quantity.value is not None else ''}{bounds} {quantity.unit}"


def main() -> None:
    """Read the command line and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--gold", type=Path, help="our own annotated time expressions")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"), help="where their texts are")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print N misses of each kind")
    options = parser.parse_args()
    if options.gold:
        measure_gold(options.gold, options.corpora, options.misses)
    if options.folder:
        measure_folder(options.folder, options.misses)


def measure_folder(folder: Path, misses: int) -> None:
    """Print how many times and quantities of annotated documents were found."""
    times, values, units = (Count(misses=[]) for _ in range(3))
    pairs: Counter[tuple[str, str]] = Counter()
    measure_times(folder, times)
    measure_quantities(folder, values, units, pairs)
    for name, count in (("times", times), ("quantities", values), ("units", units)):
        print(count.line(name))
        for line in (count.misses or [])[:misses]:
            print("   ", line)
    for (gold, got), n in pairs.most_common():
        if gold != got:
            print(f"    unit {gold} coded as {got}: {n}")


if __name__ == "__main__":
    main()
