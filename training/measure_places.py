"""Measure the choice of places on annotated toponyms.

    python training/measure_places.py FILE... [--half looked|unseen] [--raw] [--errors N]

FILE is JSON Lines: `text`, `title`, `toponyms` with `start`, `end`, `name`, `lat`, `lon`. Three measures, each the
share within 161 km: given the span and where we answer; over all gold spans with coordinates; from raw text, where
toponyms come from our own analysis, demonyms left out. `--half` takes a fixed half of the documents.
"""

from __future__ import annotations

import argparse
import bisect
import json
import random
import statistics
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.language import Language

from dateline.analysis.pipeline import BREAK, make_nlp
from dateline.places import Gazetteer, Located, PlaceContext, Toponym, locate
from dateline.places.finder import Mention, find_toponyms
from dateline.places.geometry import distance_km
from dateline.reading import make_document
from dateline.world import load_world

NEAR_KM = 161.0


@dataclass
class Tally:
    """Counts over gold toponyms, and the lines of those that went wrong."""

    gold: int = 0
    answered: int = 0
    right: int = 0
    country: int = 0
    distances: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0
    words: int = 0

    def line(self, name: str) -> str:
        """The figures of a file for a person."""
        return (
            f"{name:12} given span {self.right / max(1, self.answered):.3f}   of all gold {self.right / self.gold:.3f}"
            f"   answered {self.answered / self.gold:.3f}   country {self.country / max(1, self.answered):.3f}"
            f"   median {statistics.median(self.distances or [0]):.1f} km   n {self.gold}"
            f"   {1e6 * self.seconds / max(1, self.words):.1f} ms/1,000 words"
        )


@dataclass
class Raw:
    """Counts from raw text."""

    gold: int = 0
    found: int = 0
    right: int = 0
    given: int = 0
    errors: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """The figures of a file for a person."""
        recall, precision = self.right / max(1, self.gold), self.right / max(1, self.given)
        f1 = 2 * recall * precision / max(1e-9, recall + precision)
        return (
            f"{name:12} raw text: right {recall:.3f}   precision {precision:.3f}   F1 {f1:.3f}"
            f"   found {self.found / max(1, self.gold):.3f}   n {self.gold}, given {self.given}"
        )


def documents(path: Path, half: str | None) -> Iterator[dict[str, Any]]:
    """The documents of a file, or a fixed half of them."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        document = json.loads(line)
        looked = zlib.crc32(document["id"].encode()) % 2 == 0
        if half is None or looked == (half == "looked"):
            yield document


def context_of(record: dict[str, Any]) -> PlaceContext:
    """What the document tells besides its toponyms."""
    document = make_document(record["text"], title=record["title"])
    dateline = document.dateline.place if document.dateline else None
    return PlaceContext(text=record["text"], title=record["title"], dateline=dateline)


def measure_given(records: Iterable[dict[str, Any]], gazetteer: Gazetteer) -> Tally:
    """Choose places for the gold spans."""
    tally = Tally()
    for record in records:
        gold = record["toponyms"]
        toponyms = [Toponym(t["name"], t["start"], t["end"]) for t in gold]
        context = context_of(record)
        began = time.perf_counter()
        located = locate(toponyms, context, gazetteer)
        tally.seconds += time.perf_counter() - began
        tally.words += len(record["text"].split())
        for truth, answer in zip(gold, located, strict=True):
            if truth.get("lat") is not None:
                _count(tally, record, truth, answer)
    return tally


def _count(tally: Tally, record: dict[str, Any], truth: dict[str, Any], answer: Located) -> None:
    tally.gold += 1
    place = answer.place
    distance = distance_km((truth["lat"], truth["lon"]), (place.lat, place.lon)) if place else None
    if distance is not None and place:
        tally.answered += 1
        tally.distances.append(distance)
        tally.right += distance <= NEAR_KM
        tally.country += _same_country(truth, place.country)
    if distance is None or distance > NEAR_KM:
        tally.errors.append(_error(record, truth, answer, distance))


def _same_country(truth: dict[str, Any], country: str | None) -> bool:
    known = load_world().by_alpha2.get(country or "")
    return known is not None and truth.get("country") in (known.name, *known.names.strong, known.alpha2, known.alpha3)


def _error(record: dict[str, Any], truth: dict[str, Any], answer: Located, distance: float | None) -> str:
    start, end = truth["start"], truth["end"]
    around = record["text"][max(0, start - 60) : end + 60].replace("\n", " ")
    ranked = "; ".join(
        f"{c.name}/{c.kind}/{c.country}.{c.admin1} {c.how} {p:.2f}"
        f"{'*' if distance_km((truth['lat'], truth['lon']), (c.lat, c.lon)) <= NEAR_KM else ''}"
        for c, p in answer.ranked
    )
    gold = f"{truth.get('feature')} {truth['lat']:.2f},{truth['lon']:.2f} {truth.get('country')}"
    return f"{record['id']} {truth['name']!r} [{gold}] {distance or -1:.0f} km | {ranked} | {around}"


def main() -> None:
    """Read the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--half", choices=("looked", "unseen"))
    parser.add_argument("--raw", action="store_true", help="also measure from raw text (slower)")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N errors of each file")
    options = parser.parse_args()
    gazetteer = Gazetteer.open()
    for path in options.files:
        tally = measure_given(documents(path, options.half), gazetteer)
        print(tally.line(path.stem))
        _print_errors(tally.errors, 0 if options.raw else options.errors)
        if options.raw:
            raw = measure_raw(documents(path, options.half), gazetteer)
            print(raw.line(path.stem))
            _print_errors(raw.errors, options.errors)


def measure_raw(records: Iterable[dict[str, Any]], gazetteer: Gazetteer) -> Raw:
    """Find toponyms in the text, choose their places, and compare both with the gold ones."""
    raw, demonyms, nlp = Raw(), _demonyms(), make_nlp()
    for record in records:
        context = context_of(record)
        located = locate(_found(record, nlp, gazetteer), context, gazetteer)
        located = [each for each in located if each.place and each.place.how != "adjective"]
        raw.given += len(located)
        for truth in record["toponyms"]:
            if truth.get("lat") is not None and truth["name"] not in demonyms:
                _count_raw(raw, record, truth, located)
    return raw


def _demonyms() -> set[str]:
    countries = load_world().countries
    words = {word for c in countries for word in (*c.adjectives.strong, *c.adjectives.weak, *c.people)}
    return words - {name for c in countries for name in (c.name, *c.names.strong, *c.names.weak)}


def _found(record: dict[str, Any], nlp: Language, gazetteer: Gazetteer) -> list[Toponym]:
    document = make_document(record["text"], title=record["title"])
    doc = nlp.make_doc(document.text)
    if document.dateline is not None:
        doc.user_data[BREAK] = document.dateline.end
    doc = nlp(doc)
    sentences = [sentence.start_char for sentence in doc.sents]
    mentions = [
        Mention(e.label_, e.text, e.start_char, e.end_char, bisect.bisect(sentences, e.start_char) - 1)
        for e in doc.ents
    ]
    return find_toponyms(mentions, document.text, gazetteer)


def _count_raw(raw: Raw, record: dict[str, Any], truth: dict[str, Any], located: list[Located]) -> None:
    over = [each for each in located if each.toponym.start < truth["end"] and each.toponym.end > truth["start"]]
    point = (truth["lat"], truth["lon"])
    right = [e for e in over if e.place and distance_km(point, (e.place.lat, e.place.lon)) <= NEAR_KM]
    raw.gold += 1
    raw.found += bool(over)
    raw.right += bool(right)
    if not right:
        start, end = truth["start"], truth["end"]
        shown = "; ".join(f"{e.toponym.text!r} {e.place}" for e in over) or "not found"
        around = record["text"][max(0, start - 50) : end + 50].replace("\n", " ")
        raw.errors.append(f"{record['id']} {truth['name']!r} {truth.get('feature')} | {shown} | {around}")


def _print_errors(errors: list[str], count: int) -> None:
    chosen = random.Random(1).sample(errors, min(count, len(errors)))
    for line in chosen:
        print("   ", line)
    if count:
        print("   ", Counter(line.split("'")[1] for line in errors if "'" in line).most_common(30))


if __name__ == "__main__":
    main()
