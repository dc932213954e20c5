"""Measure actor linking on annotated dispatches: is the identity of a matched filler the gold `entity`?

    python -m training.measure_actors FOLDER [--errors N]

A filler counts as matched when its record is matched and its own words meet those of the gold mention (half of the
shorter one's words); the resolved name plays no part in that. Its identity is right when it is the actor that the
register finds for the gold entity's name, or bears that name (the scorer's measure of names: all of its content words,
or half of the shorter one's). Both figures are printed; `strict` asks for the same id or the same words.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import dateline
from dateline.actors import ActorRegister, load_register
from training.corpora import SHARED

ROLES = ("actors", "recipients", "sources")


def load_scorer() -> ModuleType:
    """The shared scorer, whose pairing of records is used."""
    spec = importlib.util.spec_from_file_location("gold_score", SHARED / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def matched(scorer: ModuleType, gold: dict[str, Any], coded: list[dict[str, Any]]) -> Iterator[tuple[Any, Any]]:
    """The fillers of matched records whose own words meet."""
    left: dict[int, list[Any]] = defaultdict(list)
    for record in coded:
        left[record["sent"]].append(record)
    for index in {r["sent"] for r in gold["records"]}:
        golds = [r for r in gold["records"] if r["sent"] == index]
        for i, j in paired(scorer, golds, left[index]):
            yield from _fillers(scorer, golds[i], left[index][j])


def paired(scorer: ModuleType, gold: Sequence[Any], coded: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """Which records of a sentence are one claim, by index: the closest first, each at most once, as score.py does."""
    pairs = sorted(
        (-scorer.closeness(a, b), i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(coded)
        if a["kind"] == b["kind"] and scorer.folded(a) == scorer.folded(b)
    )
    mine: set[int] = set()
    theirs: set[int] = set()
    for _, i, j in pairs:
        if i not in mine and j not in theirs:
            mine.add(i)
            theirs.add(j)
            yield i, j


def _fillers(scorer: ModuleType, gold: dict[str, Any], coded: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    for role in ROLES:
        free = list(coded.get(role) or [])
        for filler in gold.get(role) or []:
            words = scorer.tokens(filler["text"])
            for other in free:
                theirs = scorer.tokens(other["text"])
                if words and theirs and len(words & theirs) / min(len(words), len(theirs)) >= 0.5:
                    free.remove(other)
                    yield filler, other
                    break


def right(scorer: ModuleType, register: ActorRegister, gold: Any, coded: Any, on: str | None) -> tuple[bool, bool]:
    """Whether an identity is the gold entity: leniently by name, and strictly."""
    entity = gold.get("entity") or gold["text"]
    ids = [c.entry.id for c in register.find(entity, on)[:1]]
    words, name = scorer.tokens(entity), scorer.tokens(coded["entity"])
    strict = coded["id"] in ids or words == name
    return strict or len(words & name) / max(1, min(len(words), len(name))) >= 0.5, strict


def measure(folder: Path, errors: int) -> dict[str, float]:
    """Code a folder of gold documents and count."""
    scorer, coder, register = load_scorer(), dateline.load(), load_register()
    count: Counter[str] = Counter()
    wrong: list[str] = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        lines = [
            json.loads(json.dumps(c.to_dict())) for c in coder(gold["text"], published=gold.get("date"), id=gold["doc"])
        ]
        coded = [with_ids(scorer.from_output(line, {gold["doc"]: gold})[1], line) for line in lines]
        for filler, other in matched(scorer, gold, coded):
            lenient, strict = right(scorer, register, filler, other, gold.get("date"))
            count.update(all=1, right=lenient, strict=strict, identified=other["id"] is not None)
            if not lenient:
                wrong.append(_line(gold["doc"], filler, other))
    for line in wrong[:errors]:
        print(line)
    return {k: round(count[k] / max(1, count["all"]), 3) for k in ("right", "strict", "identified")} | {
        "fillers": count["all"]
    }


def _line(document: str, gold: Any, coded: Any) -> str:
    left = f"{document}: {gold['text']!r} is {gold.get('entity')!r}"
    return f"{left}, coded {coded['text']!r} {coded['entity']!r} {coded['id']}"


def with_ids(record: dict[str, Any], line: dict[str, Any]) -> dict[str, Any]:
    """The scorer's record with the identities that its form leaves out."""
    for role in ROLES:
        for filler, full in zip(record[role], line.get(role) or [], strict=True):
            filler["id"] = full["id"]
    return record


def main() -> None:
    """Read the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N wrong identities")
    args = parser.parse_args()
    print(measure(args.folder, args.errors))


if __name__ == "__main__":
    main()
