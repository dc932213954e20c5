"""Measure copies, stories and incidents.

    python -m training.measure_linking copies      copies of the project's own dispatches (see rewriting.py)
    python -m training.measure_linking clusters    articles of one happening, against ../shared/corpora/clusters
    python -m training.measure_linking show N      N incidents of the stream with several claims, to be read and judged

Pairs of articles count: found when they share an incident, right when they are of one cluster. Figures are given for
the clusters with even and with odd numbers as well. Weights and thresholds were set by hand with samples and figures of
both in view: neither half is unseen.
"""

from __future__ import annotations

import argparse
import itertools
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

import dateline
from dateline.reading import read
from dateline.reading.options import ReadOptions
from dateline.records import Coded
from dateline.store import Store
from dateline.store.tables import claims, copies, documents, incident_claims, incident_documents, incidents, sentences
from dateline.store.writer import add
from training.corpora import SHARED
from training.rewriting import rewritten

WHEN = "2026-01-01T00:00:00Z"
OPTIONS = ReadOptions(published=None, keep=True, input_format=None, encoding=None)
Pairs = set[tuple[str, str]]


def figures(found: Pairs, right: Pairs) -> dict[str, float]:
    """Precision, recall and F1 of pairs."""
    hits = len(found & right)
    return {
        "precision": hits / max(1, len(found)),
        "recall": hits / max(1, len(right)),
        "f1": 2 * hits / max(1, len(found) + len(right)),
    }


def in_words(found: Pairs, right: Pairs) -> str:
    """The same, for people."""
    told = ", ".join(f"{name} {value:.3f}" for name, value in figures(found, right).items())
    return f"{told} ({len(found)} found, {len(right)} right, {len(found & right)} both)"


def pairs(things: Iterable[str]) -> Pairs:
    """All pairs of things."""
    return set(itertools.combinations(sorted(things), 2))


def in_store(coded: Iterable[Coded], look: Callable[[Connection], Any]) -> Any:
    """What a store made of dispatches shows."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "measure.db") as store:
        for each in coded:
            add(store, each, "measured", WHEN)
        with store.reading() as connection:
            return look(connection)


def measure_copies() -> dict[str, float]:
    """Print how well copies are found, over all pairs of dispatches and copies; returned too."""
    made = list(rewritten())
    told = [each for one in made for each in (one.original, one.copy)]
    found = in_store((Coded(each, (), ("not coded",)) for each in told), _copied)
    right = {tuple(sorted((one.original.id, one.copy.id))): one.how for one in made}
    print(in_words(found, set(right)))
    missed, all_of = Counter(right[pair] for pair in set(right) - found), Counter(right.values())
    print("recall by way:", {how: round(1 - missed[how] / all_of[how], 3) for how in all_of})
    print("wrong:", sorted(found - set(right))[:10])
    return figures(found, set(right))


def _copied(connection: Connection) -> Pairs:
    later, earlier = documents.alias(), documents.alias()
    rows = select(later.c.id, earlier.c.id).join_from(copies, later, copies.c.later == later.c.n)
    rows = rows.join(earlier, copies.c.earlier == earlier.c.n).where(copies.c.kind != "story")
    return {(min(pair), max(pair)) for pair in connection.execute(rows)}


def measure_clusters() -> dict[str, float]:
    """Print how well articles of one happening are brought together; the figures over all are returned."""
    coder = dateline.load()
    told = list(coder.pipe(read([str(SHARED / "corpora" / "clusters" / "dev.jsonl")], OPTIONS)))
    of = {each.document.id: int(each.document.extra["cluster"]) for each in told}
    shared = in_store(told, lambda connection: (_sharing(connection, typed=False), _sharing(connection, typed=True)))
    for name, chosen in (("all", (0, 1)), ("even clusters", (0,)), ("odd clusters", (1,))):
        within = {ident for ident, cluster in of.items() if cluster % 2 in chosen}
        right = {pair for pair in pairs(within) if of[pair[0]] == of[pair[1]]}
        for kind, found in zip(("incidents", "typed ones only"), shared, strict=True):
            print(f"{name}, {kind}: {in_words(_of(found, within), right)}")
    return figures(shared[0], {pair for pair in pairs(of) if of[pair[0]] == of[pair[1]]})


def _of(found: Pairs, within: Collection[str]) -> Pairs:
    return {pair for pair in found if pair[0] in within and pair[1] in within}


def _sharing(connection: Connection, *, typed: bool) -> Pairs:
    """The pairs of documents that share an incident."""
    rows = select(incident_documents.c.incident, documents.c.id)
    rows = rows.join(documents, documents.c.n == incident_documents.c.document)
    if typed:
        rows = rows.join(incidents, incidents.c.id == incident_documents.c.incident)
        rows = rows.where(incidents.c.type.is_not(None))
    told: dict[str, set[str]] = defaultdict(set)
    for incident, ident in connection.execute(rows):
        told[incident].add(ident)
    return {pair for ids in told.values() for pair in pairs(ids)}


def show(count: int) -> None:
    """Print some incidents of the stream that have several claims, with the sentences and the strongest links."""
    coder = dateline.load()
    told = coder.pipe(read([str(SHARED / "corpora" / "stream" / "dev.jsonl")], OPTIONS))
    in_store(told, lambda connection: _show(connection, count))


def _show(connection: Connection, count: int) -> None:
    several = select(incidents.c.id, incidents.c.record).where(incidents.c.claims > 1).order_by(incidents.c.id)
    rows = connection.execute(several).all()
    for k, row in enumerate(random.Random(7).sample(rows, min(count, len(rows)))):
        print(f"\n{k + 1}. {row.record['type']} {row.record['status']} {row.id}")
        said = select(claims.c.known, claims.c.record, sentences.c.text)
        said = said.join_from(incident_claims, claims, incident_claims.c.claim == claims.c.n)
        said = said.join(sentences, sentences.c.n == claims.c.sentence).where(incident_claims.c.incident == row.id)
        for known, record, text in connection.execute(said.order_by(claims.c.known, claims.c.id)):
            parties = [[actor["name"] for actor in record[side]] for side in ("actors", "recipients")]
            print(f"   {known[:10]} “{record['trigger']['text']}” {parties[0]} > {parties[1]}: {text[:220]}")
        for link in row.record["links"]:
            print(f"      {link['score']} {'; '.join(link['reasons'][:6])}")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("copies", "clusters", "show"))
    parser.add_argument("count", type=int, nargs="?", default=40)
    args = parser.parse_args()
    match args.what:
        case "copies":
            measure_copies()
        case "clusters":
            measure_clusters()
        case _:
            show(args.count)


if __name__ == "__main__":
    main()
