"""Check and count our own annotated dispatches: `python -m training.corpus [FOLDER]`.

Prints what breaks the form of the gold files, and how often each type, mode, relation, status and pattern of
attribution stands in them.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.ontology import load_ontology

FOLDER = Path(__file__).resolve().parents[1] / "corpus" / "dispatches"
LEAST = 40  # examples of every type, mode, relation, status and pattern
UNUSED = frozenset({"sideAB"})  # the guidelines do without it
UNITS = frozenset(
    "troops fighters killed wounded captured released displaced detained vehicles aircraft weapons strikes people "
    "countries other".split()
)
SAYING = (
    r"(?:said|says|say|saying|added|announced|claimed|claims|reported|reports|confirmed|stated|wrote|warned|insisted)"
)
NEAR = 60  # characters between a source and its cue
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")
MENTIONS = ("actors", "recipients", "places", "sources")


def read(folder: Path) -> list[dict[str, Any]]:
    """The dispatches of a folder."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def problems(doc: dict[str, Any]) -> Iterator[str]:
    """What breaks the form of one dispatch."""
    spans = doc["sentences"]
    if any(not 0 <= a < b <= len(doc["text"]) for a, b in spans) or spans != sorted(spans):
        yield "sentences do not follow one another in the text"
        return
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", doc["date"]):
        yield f"{doc['date']!r} is no date"
    for k, record in enumerate(doc["records"]):
        if not 0 <= record["sent"] < len(spans):
            yield f"record {k}: no such sentence"
            continue
        sentence = doc["text"][slice(*spans[record["sent"]])]
        yield from (f"record {k}: {what}" for what in _wrong(record, sentence, doc["text"]))


def _wrong(record: dict[str, Any], sentence: str, text: str) -> Iterator[str]:
    ontology = load_ontology()
    known: Any = ontology.event_types if record["kind"] == "event" else ontology.relations
    if record["type"] not in known:
        yield f"no {record['kind']} {record['type']!r}"
        return
    if record["status"] not in ontology.statuses:
        yield f"no status {record['status']!r}"
    if record["kind"] == "event":
        start = record.get("trigger_start", sentence.find(record["trigger"]))
        if not record["trigger"] or sentence[start : start + len(record["trigger"])] != record["trigger"]:
            yield f"trigger {record['trigger']!r} is not in its sentence"
        for mode in set(record["modes"]) - set(ontology.event_types[record["type"]].modes):
            yield f"{record['type']} has no mode {mode!r}"
    for context in set(record.get("contexts", ())) - set(ontology.contexts):
        yield f"no context {context!r}"
    for role in MENTIONS:
        for mention in record[role]:
            if mention["text"] not in text:
                yield f"{role}: {mention['text']!r} is not in the text"
            if not mention.get("place" if role == "places" else "entity"):
                yield f"{role}: {mention['text']!r} has no resolved name"
    if record["time"] and not DAY.fullmatch(record["time"]):
        yield f"time {record['time']!r} is no date, month, year or span"
    for quantity in record["quantities"]:
        if quantity["unit"] not in UNITS and not re.fullmatch(r"money-[A-Z]{3}", quantity["unit"]):
            yield f"no unit {quantity['unit']!r}"


def patterns(record: dict[str, Any], sentence: str) -> Iterator[str]:
    """How a record names its sources, as far as the words around them tell."""
    sources = record["sources"]
    if not sources:
        yield "no source"
        return
    if len(sources) > 1:
        yield "nested or several"
    for mention in sources:
        yield _pattern(mention["text"], sentence)


def _pattern(mention: str, sentence: str) -> str:
    at = sentence.find(mention)
    if at < 0:
        return "from another sentence"
    before, after = sentence[max(0, at - NEAR) : at], sentence[at + len(mention) : at + len(mention) + NEAR]
    if re.search(r"(according to|citing|cited|per|quoted)\W[^,.]*$", before, re.I):
        return "according to X"
    if re.search(r"\b(report|statement|document|communiqu|footage|video|letter|survey|study)", mention, re.I):
        return "a report or statement"
    if re.match(r"[^.;]*\b(told|tells|informed)\b", after):
        return "X told"
    if re.search(rf"\b{SAYING}\W[^,.;]*$", before):
        return "said X"
    if re.match(rf"[^.;]*\b{SAYING}\b", after):
        return "X said"
    if re.match(r"[^.;]*\b(accus|alleg|blam|charg|condemn|denounc|call|regard|consider|describ|label|brand)", after):
        return "X accused, regards"
    return "otherwise"


def counts(docs: Sequence[dict[str, Any]]) -> dict[str, collections.Counter[str]]:
    """How often each thing stands in the dispatches."""
    found: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for doc in docs:
        told = {r["sent"] for r in doc["records"]}
        found["size"].update(
            dispatches=1, sentences=len(doc["sentences"]), records=len(doc["records"]),
            sentences_without=len(doc["sentences"]) - len(told), words=len(doc["text"].split()),
        )  # fmt: skip
        found["genre"][doc["genre"].split(":")[0].strip()] += 1
        for record in doc["records"]:
            sentence = doc["text"][slice(*doc["sentences"][record["sent"]])]
            found[record["kind"]][record["type"]] += 1
            found["status"][record["status"]] += 1
            found["mode"].update(record.get("modes", ()))
            found["context"].update(record.get("contexts", ()))
            found["source pattern"].update(set(patterns(record, sentence)))
    return found


def lacking(found: dict[str, collections.Counter[str]]) -> list[str]:
    """What stands fewer than LEAST times."""
    ontology = load_ontology()
    modes = {m for kind in ontology.event_types.values() for m in kind.modes} - UNUSED
    wanted = {
        "event": ontology.event_types, "relation": ontology.relations, "status": ontology.statuses, "mode": modes,
        "source pattern": found["source pattern"],
    }  # fmt: skip
    return [
        f"{what} {name}: {found[what][name]}"
        for what in wanted
        for name in sorted(wanted[what])
        if found[what][name] < LEAST
    ]


def main() -> None:
    """Print problems and counts; exit 1 where something is wrong."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    docs = read(ap.parse_args().folder)
    wrong = [f"{doc['doc']}: {what}" for doc in docs for what in problems(doc)]
    found = counts(docs)
    for what, counter in found.items():
        print(f"{what}: " + ", ".join(f"{name} {n}" for name, n in counter.most_common()))
    short = lacking(found)
    print(f"fewer than {LEAST}: {'; '.join(short) or 'nothing'}")
    print("\n".join(wrong) or "no problem of form")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
