"""Search over everything: actors and places by name, sentences and titles by their words, and what they tell of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, func, or_, select

from dateline.store.filters import Filters, as_of
from dateline.store.incidents import incident_records
from dateline.store.naming import Look, gazetteer_ids, register_ids
from dateline.store.queries import actors_with_ids, documents_by_row, find_documents, places_with_ids
from dateline.store.records import Record, actor_record, document_record, place_record
from dateline.store.search import CAP, search
from dateline.store.tables import actors, claims, incident_claims, places

MOST_NAMED = 200  # whose claims are counted to find those of most
NOW = Filters()
_EXCLUDED = re.compile(r'(?:^|(?<=\s))-(?:"[^"]*"?|\S+)')


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """The surest claim of a sentence that matches, with the words around what was found, and its document's facts."""

    id: str
    snippet: str
    document: Record


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, the best first. `truncated`: so much matches that only some was looked at."""

    actors: Sequence[Record]
    places: Sequence[Record]
    incidents: Sequence[Record]
    claims: Sequence[ToldClaim]
    documents: Sequence[tuple[Record, str]]
    truncated: bool
    notes: Sequence[str]


def find_everywhere(connection: Connection, typed: str, limit: int) -> Findings:
    """Search in names, sentences and titles.

    Args:
        connection: The store.
        typed: What a user types, see `text_query.py`.
        limit: How many to give of each kind of thing.
    """
    hits = search(connection, typed, limit=CAP, marks=("", ""))
    by_sentence = {hit.sentence: hit.snippet for hit in hits.hits if hit.sentence is not None}
    of_sentences = _surest(connection, list(by_sentence))
    told = [(of_sentences[sentence], by_sentence[sentence]) for sentence in by_sentence if sentence in of_sentences]
    shown = told[:limit]
    facts = documents_by_row(connection, {row.document for row, _ in shown})
    papers: dict[int, str] = {}
    for hit in hits.hits:
        papers.setdefault(hit.document, hit.snippet)
    return Findings(
        actors=_named(connection, actors, typed, register_ids, limit),
        places=_named(connection, places, typed, gazetteer_ids, limit),
        incidents=_incidents(connection, [row.n for row, _ in told], limit),
        claims=[ToldClaim(row.id, words, facts[row.document].facts()) for row, words in shown],
        documents=_documents(connection, papers, limit),
        truncated=hits.truncated,
        notes=hits.notes,
    )


def _surest(connection: Connection, sentences: Sequence[int]) -> dict[int, Row[Any]]:
    """The surest claim that counts of each sentence that makes one."""
    wanted = select(claims.c.n, claims.c.id, claims.c.sentence, claims.c.document).where(
        claims.c.sentence.in_(sentences), *as_of(NOW)
    )
    rows: Iterable[Row[Any]] = connection.execute(wanted.order_by(claims.c.confidence, claims.c.n.desc()))
    return {row.sentence: row for row in rows}


def _incidents(connection: Connection, ns: Sequence[int], limit: int) -> list[Record]:
    """The incidents of which claims tell, in the order of the claims."""
    rows = connection.execute(select(incident_claims).where(incident_claims.c.claim.in_(ns)))
    of_claim = {row.claim: row.incident for row in rows}
    ids = list(dict.fromkeys(of_claim[n] for n in ns if n in of_claim))[:limit]
    found = {record["id"]: record for record in incident_records(connection, ids)}
    return [found[ident] for ident in ids if ident in found]


def _documents(connection: Connection, papers: dict[int, str], limit: int) -> list[tuple[Record, str]]:
    ns = list(papers)[:limit]
    rows = {row.n: row for row in find_documents(connection, Filters(documents=tuple(ns))).items}
    return [(document_record(rows[n]), papers[n]) for n in ns if n in rows]


def _named(connection: Connection, table: Table, typed: str, look: Look, limit: int) -> list[Record]:
    """Those with a name in which the words stand, and those for which they stand; of most claims first."""
    name = _as_name(typed)
    if not name:
        return []
    inside = or_(func.lower(table.c.name).contains(name.lower(), autoescape=True), table.c.id.in_(list(look(name))))
    ids = connection.execute(select(table.c.id).where(inside).order_by(func.length(table.c.name)).limit(MOST_NAMED))
    found = list(ids.scalars())
    if table is actors:
        return [actor_record(row) for row in actors_with_ids(connection, found, NOW)[:limit]]
    return [place_record(row) for row in places_with_ids(connection, found, NOW)[:limit]]


def _as_name(typed: str) -> str:
    """What a user types, as a name: without excluded words and the signs of searches."""
    return " ".join(_EXCLUDED.sub(" ", typed).replace('"', " ").replace("*", " ").split())
