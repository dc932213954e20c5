"""One thing of a store whole: a claim in its context, an incident with all who tell of it, a document, actor or place.

Each function gives a record as `--format jsonl` prints it, or None where there is no such thing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, func, select

from dateline.judgements.ledger import all_on
from dateline.judgements.records import to_dict
from dateline.store.filters import Filters, claim_conditions
from dateline.store.incidents import as_known
from dateline.store.queries import Page, find_actors, find_places, load_found
from dateline.store.records import actor_record, document_record, incident_record, place_record
from dateline.store.tables import (
    actors,
    claims,
    copies,
    documents,
    incident_claims,
    incident_documents,
    incidents,
    places,
    sentences,
)

Record = dict[str, Any]
EVERYTHING = Filters()
MOST = 10  # of those who are named most often beside an actor or place


def claim_details(connection: Connection, ident: str) -> Record | None:
    """A claim with the sentences around it, its incident, and what people judged; of older ones the newest."""
    row = connection.execute(
        select(claims, sentences.c.position)
        .join_from(claims, sentences, claims.c.sentence == sentences.c.n)
        .where(claims.c.id == ident)
        .order_by(claims.c.retired.is_(None).desc(), claims.c.recorded.desc(), claims.c.n.desc())
    ).first()
    if row is None:
        return None
    as_judged = () if row.retired else load_found(connection, [row.n])
    stored = next(iter([*as_judged, *load_found(connection, [row.n], past=True)]))  # a rejected one as it was coded
    return {
        "claim": stored.claim.to_dict(),
        "before": _sentence(connection, row.document, row.position - 1),
        "after": _sentence(connection, row.document, row.position + 1),
        "incident": connection.execute(
            select(incident_claims.c.incident).where(incident_claims.c.claim == row.n)
        ).scalar(),
        "known": row.known,
        "recorded": row.recorded,
        "retired": row.retired,
        "judgements": [to_dict(said.judgement) for said in all_on(connection, [ident]).get(ident, ())],
    }


def _sentence(connection: Connection, document: int, position: int) -> str | None:
    at = (sentences.c.document == document, sentences.c.position == position)
    return connection.execute(select(sentences.c.text).where(*at)).scalar()


def incident_details(connection: Connection, ident: str, *, known: str | None = None) -> Record | None:
    """An incident with its claims in full; with `known` as it was known before that moment."""
    row = connection.execute(select(incidents).where(incidents.c.id == ident)).first()
    if row is None:
        return None
    record = incident_record(row) if known is None else next(as_known(connection, [row], known), None)
    if record is None:  # nothing of it was known then
        return None
    ns = connection.execute(select(incident_claims.c.claim).where(incident_claims.c.incident == ident)).scalars().all()
    loaded = [stored for stored in load_found(connection, ns) if not known or stored.known < known]
    told = sorted(loaded, key=lambda stored: (stored.known, stored.claim.id))
    return {**record, "told": [stored.claim.to_dict() for stored in told]}


def document_details(connection: Connection, ident: str) -> Record | None:
    """A document with its text, its claims, its versions, who copied whom, and the incidents it tells of."""
    versions = connection.execute(
        select(documents).where(documents.c.id == ident).order_by(documents.c.recorded.desc(), documents.c.n.desc())
    ).all()
    row = next((version for version in versions if version.retired is None), versions[0] if versions else None)
    if row is None:
        return None
    ns = connection.execute(select(claims.c.n).where(claims.c.document == row.n, claims.c.retired.is_(None))).scalars()
    told = sorted(load_found(connection, sorted(ns)), key=lambda stored: stored.claim.trigger.start)
    named = select(incident_documents.c.incident).where(incident_documents.c.document == row.n)
    return {
        **document_record(row, len(told)),
        "text": row.text,
        "told": [stored.claim.to_dict() for stored in told],
        "incidents": sorted(connection.execute(named).scalars()),
        "copies": _copies(connection, row.n),
        "versions": [{"recorded": each.recorded, "retired": each.retired, "coder": each.coder} for each in versions],
    }


def _copies(connection: Connection, n: int) -> list[Record]:
    """Whom it copied or tells the same story as, and who it; `other` is the other document."""
    found = []
    for own, other in ((copies.c.later, copies.c.earlier), (copies.c.earlier, copies.c.later)):
        chosen = select(documents.c.id, documents.c.publisher, copies).join_from(
            copies, documents, other == documents.c.n
        )
        found += [_copy(row, own is copies.c.later) for row in connection.execute(chosen.where(own == n))]
    return sorted(found, key=lambda each: (-each["similarity"], each["other"]))


def _copy(row: Row[Any], later: bool) -> Record:
    return {
        "other": row.id,
        "publisher": row.publisher,
        "kind": row.kind,
        "other_is": "earlier" if later else "later",
        "similarity": row.similarity,
        "reasons": row.reasons,
    }


def actor_details(connection: Connection, ident: str, *, asked: Filters = EVERYTHING) -> Record | None:
    """An actor with what it does, where, and with whom, by the number of claims; of those that meet filters."""
    roles = asked.roles or ("actor", "recipient", "source")
    asked = replace(asked, actors=(*asked.actors, (ident,)), roles=roles)
    found = find_actors(connection, asked).items
    row = next((row for row in found if row.id == ident), None)
    if row is None:
        return _without_claims(connection, actors, ident)
    return {
        **actor_record(row),
        "types": _types(connection, asked),
        "with": [actor_record(each) for each in found if each.id != ident][:MOST],
        "places": [place_record(each) for each in find_places(connection, asked, Page(limit=MOST)).items],
    }


def place_details(connection: Connection, ident: str, *, asked: Filters = EVERYTHING) -> Record | None:
    """A place with what happens there and who is named with it, by the number of claims; of those that meet filters."""
    asked = replace(asked, places=(*asked.places, (ident,)))
    row = next((row for row in find_places(connection, asked).items if row.id == ident), None)
    if row is None:
        return _without_claims(connection, places, ident)
    return {
        **place_record(row),
        "types": _types(connection, asked),
        "actors": [actor_record(each) for each in find_actors(connection, asked, Page(limit=MOST)).items],
    }


def _without_claims(connection: Connection, table: Any, ident: str) -> Record | None:
    """An actor or place that no claim that counts names any more."""
    row = connection.execute(select(table).where(table.c.id == ident)).first()
    return {**row._mapping, "claims": 0, "types": {}} if row else None


def _types(connection: Connection, asked: Filters) -> dict[str, int]:
    number = func.count()
    chosen = select(claims.c.type, number.label("claims")).where(*claim_conditions(connection, asked))
    rows = connection.execute(chosen.group_by(claims.c.type).order_by(number.desc(), claims.c.type))
    return {row.type: row.claims for row in rows}
