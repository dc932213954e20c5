"""Records into rows and back: the store's one codec."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, select

from dateline.records import Actor, Claim, Coded, Dateline, Document, Place, Sentence, claim_from_dict, plain
from dateline.store.moments import day_interval, known_moment
from dateline.store.tables import claims, documents, sentences

SEPARATE = ("document", "sentence")  # parts of a claim's record that have tables of their own
AT_ONCE = 400  # rows a query names
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with what the store knows of it; its document comes without text.

    `valid_from`, `valid_to` are the days of its time, half-open, null where its sentence does not say.
    """

    n: int
    claim: Claim
    document: int
    known: str
    valid_from: str | None
    valid_to: str | None


def document_row(coded: Coded, coder: str, recorded: str, updated: str | None = None) -> dict[str, Any]:
    """The row of a document that was just coded; `updated` is when this version of it was published, if it is one."""
    document = coded.document
    return {
        "id": document.id,
        "digest": digest(document),
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "known": updated or known_moment(document.published, recorded),
        "url": document.url,
        "language": document.language,
        "text": document.text,
        "filed": plain(document.dateline) if document.dateline else None,
        "notes": list(document.notes),
        "extra": dict(document.extra),
        "reasons": list(coded.reasons),
        "coder": coder,
        "recorded": recorded,
    }


def digest(document: Document) -> str:
    """What tells one version of a dispatch from another: its text and its facts."""
    facts = ["document.v1", document.text, document.title, document.publisher, document.published, document.url]
    return hashlib.sha256(json.dumps(facts).encode("ascii")).hexdigest()


def document_from_row(row: Row[Any] | Mapping[str, Any], *, text: str = "") -> Document:
    """The document of a row of `documents`."""
    get = row._mapping if isinstance(row, Row) else row
    return Document(
        id=get["id"],
        text=text,
        title=get["title"],
        publisher=get["publisher"],
        published=get["published"],
        url=get["url"],
        language=get["language"],
        dateline=Dateline(**get["filed"]) if get["filed"] else None,
        notes=tuple(get["notes"]),
        extra=get["extra"],
    )


def sentence_rows(document: int, told: Iterable[Sentence]) -> list[dict[str, Any]]:
    """The rows of a document's sentences."""
    return [{"document": document, "position": s.index, "start": s.start, "end": s.end, "text": s.text} for s in told]


def claim_row(claim: Claim, document: int, sentence: int, known: str, recorded: str) -> dict[str, Any]:
    """The row of a claim."""
    first, last = day_interval(claim.time.from_, claim.time.to) if claim.time else (None, None)
    return {
        "id": claim.id,
        "document": document,
        "sentence": sentence,
        "kind": claim.kind,
        "type": claim.type,
        "status": claim.status,
        "historical": claim.historical,
        "valid_from": first,
        "valid_to": last,
        "confidence": claim.confidence,
        "known": known,
        "recorded": recorded,
        "coder": claim.coder,
        "record": {name: value for name, value in claim.to_dict().items() if name not in SEPARATE},
    }


def actor_id(actor: Actor) -> str:
    """What an actor is joined by: the register's id, else its folded name."""
    return actor.id or f"name:{_folded(actor.name or actor.text)}"


def place_id(place: Place) -> str:
    """What a place is joined by: the gazetteer's id, else its folded name."""
    return place.id or f"name:{_folded(place.name or place.text)}"


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def load_claims(connection: Connection, ns: Collection[int]) -> Iterator[StoredClaim]:
    """The live claims of some rows, in the order of the rows; what people judged of them is not applied."""
    for some in in_parts(sorted(ns)):
        yield from _load_some(connection, some)


def in_parts(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """Things, as many at a time as a query may name."""
    for begin in range(0, len(things), AT_ONCE):
        yield things[begin : begin + AT_ONCE]


def _load_some(connection: Connection, ns: Sequence[int]) -> Iterator[StoredClaim]:
    wanted = (
        select(*_CLAIM_COLUMNS)
        .join_from(claims, sentences, claims.c.sentence == sentences.c.n)
        .where(claims.c.n.in_(ns), claims.c.retired.is_(None))
        .order_by(claims.c.n)
    )
    rows = connection.execute(wanted).all()
    found = connection.execute(select(*_FACTS).where(documents.c.n.in_({row.document for row in rows})))
    facts = {row.n: document_from_row(row) for row in found}
    for row in rows:
        sentence = Sentence(row.text, row.start, row.end, row.position)
        claim = claim_from_dict(row.record, sentence, facts[row.document])
        yield StoredClaim(row.n, claim, row.document, row.known, row.valid_from, row.valid_to)


_CLAIM_COLUMNS = (
    claims.c.n, claims.c.document, claims.c.known, claims.c.valid_from, claims.c.valid_to, claims.c.record,
    sentences.c.position, sentences.c.start, sentences.c.end, sentences.c.text,
)  # fmt: skip
_FACTS = tuple(column for column in documents.c if column.name != "text")
