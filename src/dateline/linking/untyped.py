"""Incidents without a type: several documents tell one story, and no claim that they share says so.

A story's documents hang together by copying or retelling each other. Where two of them share no typed incident, an
incident whose type is null holds them all, so that documents of one happening share an incident whether or not the
ontology has a type for it.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, or_, select

from dateline.linking.cluster import Limits, clusters
from dateline.linking.logistic import settings
from dateline.linking.sources import COPIED, count_sources
from dateline.store.among import among
from dateline.store.tables import copies, documents, incident_documents, incidents, signatures
from dateline.store.upsert import insert_rows

TERMS = 12  # words that characterise the story
WHY = "several documents tell of it; the ontology has no type for it, or no claim that they share was coded"


@dataclass(frozen=True, slots=True)
class Told:
    """A document as a member of a story."""

    n: int
    id: str
    known: str
    title: str | None
    origin: str | None
    terms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Edge:
    """What two documents of a story have in common."""

    kind: str
    similarity: float
    reasons: Sequence[str]


def update(connection: Connection, touched: Collection[int]) -> None:
    """Bring the incidents without a type up to date with documents whose stories or typed incidents changed."""
    edges = _component(connection, touched)
    members = {n for pair in edges for n in pair}
    _remove(connection, {*touched, *members})
    if not members:
        return
    told = {each.n: each for each in _told(connection, members)}
    order = sorted(told, key=lambda n: (told[n].known, told[n].id))
    limits = settings("story_limits")
    scores = {pair: edge.similarity for pair, edge in edges.items()}
    groups = [group for group in clusters(order, scores, Limits(**limits)) if len(group) > 1]
    typed = _typed(connection, members)
    rows = [story_row([told[n] for n in group], edges, typed) for group in groups if is_untold(group, typed)]
    insert_rows(connection, incidents, [row for row, _ in rows])
    held = [{"incident": row["id"], "document": n} for row, ns in rows for n in ns]
    insert_rows(connection, incident_documents, held)


def _component(connection: Connection, touched: Collection[int]) -> dict[tuple[int, int], Edge]:
    """All pairs of documents that hang together with some, however remotely."""
    edges: dict[tuple[int, int], Edge] = {}
    seen: set[int] = set()
    fresh = set(touched)
    while fresh:
        seen |= fresh
        ends: set[int] = set()
        for later, earlier, kind, similarity, reasons in _edges(connection, sorted(fresh)):
            edges[later, earlier] = Edge(kind, similarity, reasons)
            ends.update((later, earlier))
        fresh = ends - seen
    return edges


def _edges(connection: Connection, ns: Sequence[int]) -> Iterator[Any]:
    if ns:
        yield from connection.execute(select(copies).where(or_(among(copies.c.later, ns), among(copies.c.earlier, ns))))


def _remove(connection: Connection, ns: Collection[int]) -> None:
    if ns:
        held = select(incident_documents.c.incident).where(among(incident_documents.c.document, ns))
        stale = list(
            connection.scalars(select(incidents.c.id).where(incidents.c.id.in_(held), incidents.c.type.is_(None)))
        )
        if stale:
            connection.execute(delete(incident_documents).where(incident_documents.c.incident.in_(stale)))
            connection.execute(delete(incidents).where(incidents.c.id.in_(stale)))


def _told(connection: Connection, ns: Collection[int]) -> Iterator[Told]:
    wanted = (documents.c.n, documents.c.id, documents.c.known, documents.c.title, signatures.c.terms)
    chosen = select(*wanted).join(signatures, signatures.c.document == documents.c.n)
    if ns:
        for row in connection.execute(chosen.where(among(documents.c.n, ns))):
            yield Told(row.n, row.id, row.known, row.title, row.terms["origin"], row.terms["terms"])


def _typed(connection: Connection, ns: Collection[int]) -> dict[int, set[str]]:
    """The typed incidents that documents tell of."""
    found: dict[int, set[str]] = defaultdict(set)
    if ns:
        for row in connection.execute(select(incident_documents).where(among(incident_documents.c.document, ns))):
            found[row.document].add(row.incident)
    return found


def is_untold(group: Sequence[int], typed: Mapping[int, set[str]]) -> bool:
    """Whether two documents of a story share no typed incident."""
    return any(not typed.get(a, set()) & typed.get(b, set()) for a, b in itertools.combinations(group, 2))


def story_row(
    group: Sequence[Told], edges: Mapping[tuple[int, int], Edge], typed: Mapping[int, set[str]]
) -> tuple[dict[str, Any], list[int]]:
    """The row of an incident without a type, and the documents that tell of it.

    Args:
        group: The documents of a story, in their order.
        edges: What pairs of documents have in common, the later first; of others, too.
        typed: The typed incidents that documents tell of.
    """
    ns = {each.n for each in group}
    within = {pair: edge for pair, edge in edges.items() if ns.issuperset(pair)}
    copied = [pair for pair, edge in within.items() if edge.kind in COPIED]
    ident = untyped_id(group[0].id)
    facts = {
        "first_known": group[0].known,
        "last_known": group[-1].known,
        "sources": count_sources({each.n: each.origin for each in group}, copied),
        "disputed": False,
    }
    record = {
        "id": ident,
        "type": None,
        "status": "actual",
        "title": next((each.title for each in group if each.title), None),
        "terms": _terms(group),
        "actors": [],
        "recipients": [],
        "place": None,
        "from": None,
        "to": None,
        "quantities": [],
        "claims": [],
        "documents": [each.id for each in group],
        **facts,
        "beside": _beside(group, typed),
        "links": _links(group, within),
        "reasons": [WHY],
    }
    counts = {"claims": 0, "documents": len(group)}
    return {"id": ident, "type": None, "status": "actual", **facts, **counts, "record": record}, [e.n for e in group]


def untyped_id(first: str) -> str:
    """The id of an incident without a type, by its earliest document's."""
    return "i-" + hashlib.sha256(json.dumps(["untyped.v1", first]).encode()).hexdigest()[:20]


def _terms(group: Sequence[Told]) -> list[str]:
    """Words that characterise most of the documents."""
    sums = Counter[str]()
    for each in group:
        sums.update(each.terms)
    return [word for word, _ in sorted(sums.items(), key=lambda each: (-round(each[1], 4), each[0]))[:TERMS]]


def _beside(group: Sequence[Told], typed: Mapping[int, set[str]]) -> list[str]:
    """Typed incidents that at least two of the documents tell of."""
    counts = Counter(ident for each in group for ident in typed.get(each.n, ()))
    return sorted(ident for ident, count in counts.items() if count > 1)


def _links(group: Sequence[Told], edges: Mapping[tuple[int, int], Edge]) -> list[dict[str, Any]]:
    """For each document but the first, what ties it most to the others."""
    ids = {each.n: each.id for each in group}
    own: dict[int, list[tuple[Edge, int]]] = defaultdict(list)
    for (a, b), edge in edges.items():
        own[a].append((edge, b))
        own[b].append((edge, a))
    found = []
    for each in group[1:]:
        edge, other = min(own[each.n], key=lambda tie: (-tie[0].similarity, ids[tie[1]]))
        told = {"document": each.id, "other": ids[other], "kind": edge.kind, "score": edge.similarity}
        found.append({**told, "reasons": list(edge.reasons)})
    return found
