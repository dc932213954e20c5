"""Documents: dispatches with their text, what they claim, and who copied whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from sqlalchemy import Connection, Select, select
from starlette.responses import Response

from dateline.output.list_kinds import DOCUMENTS
from dateline.service.answers import Json
from dateline.service.asking import AskedList, understood
from dateline.service.desk import DeskHere, ServedDesk, Version
from dateline.service.downloads import WITH_TABLES, download_records
from dateline.service.errors import not_found
from dateline.service.listing import Listed, answer_list, frame, part
from dateline.service.marking import marked
from dateline.service.models import Claim, Document, FoundDocument, Listing, Shape
from dateline.store.details import document_details
from dateline.store.filters import Filters
from dateline.store.queries import Page, document_conditions, find_documents, find_documents_by_text
from dateline.store.records import document_record
from dateline.store.tables import documents, sentences

router = APIRouter(tags=["documents"])


def _records(connection: Connection, rows: Sequence[Any], filters: Filters) -> list[dict[str, Any]]:
    return [document_record(row) for row in rows]


def _chosen(connection: Connection, filters: Filters) -> Select[Any] | None:
    return select(documents.c.n).where(*document_conditions(connection, filters))


LISTED = Listed(
    kind=DOCUMENTS,
    find=find_documents,
    records=_records,
    keys=lambda connection, row: (row.known, row.id, row.n),
    key_types=(str, str, int),
    chosen=_chosen,
)


class SentenceSpan(Shape):
    """Where a sentence of the text stands, in code points."""

    index: int
    start: int
    end: int


class Copy(Shape):
    """A document that tells the same; `other_is` says whether it was published earlier or later."""

    id: str
    publisher: str | None
    kind: Literal["exact", "near", "wire", "story"]
    other_is: Literal["earlier", "later"]
    similarity: float
    reasons: list[str]


class DocumentVersion(Shape):
    """A version of a dispatch, or of its coding."""

    recorded: str
    retired: str | None
    coder: str


class WholeDocument(Document):
    """A document with its text and its claims, in the order of the text."""

    claims: list[Claim]  # type: ignore[assignment]
    text: str
    sentences: list[SentenceSpan]
    incidents: list[str]
    copies: list[Copy]
    versions: list[DocumentVersion]


@router.get("/documents", response_model=Listing[FoundDocument], responses=WITH_TABLES)
def list_documents(desk: DeskHere, version: Version, asked: Annotated[AskedList, Query()]) -> Response:
    """The documents that meet the filters, the newest first; with `text`, the best match first.

    `text` searches titles and sentences, `publisher` asks of the document; the other filters ask for documents that
    make such a claim.
    """
    if not asked.text:
        return answer_list(desk, version, asked, LISTED)
    if asked.format == "json":
        return _by_text(desk, asked)
    return download_records(desk, DOCUMENTS, asked.format, lambda connection: [_all_by_text(connection, asked)])


def _all_by_text(connection: Connection, asked: AskedList) -> list[dict[str, Any]]:
    told = find_documents_by_text(connection, understood(connection, asked).filters)
    return [document_record(row) for row, _ in told.items]


def _by_text(desk: ServedDesk, asked: AskedList) -> Response:
    """Best matches have no order that outlives a change of the store; they are few, and counted off."""
    page = part(asked, "documents found", (int,))
    offset = page.after[0] if page.after else 0
    with desk.reading() as connection:
        meant = understood(connection, asked)
        found = Page(limit=asked.limit, offset=offset)
        told = find_documents_by_text(connection, meant.filters, found, marks=("", ""))
    items = [document_record(row) | {"found": marked(words, asked.text or "")} for row, words in told.items]
    last = (offset + asked.limit,) if told.more else None
    notes = tuple(dict.fromkeys((*meant.notes, *told.notes)))
    return Json(frame(items, asked, "documents found", last, total=None, notes=notes))


@router.get("/documents/{id:path}", response_model=WholeDocument)
def show_document(desk: DeskHere, id: str) -> Response:
    """A document with its text, its sentences, its claims, its versions, and who copied whom."""
    with desk.reading() as connection:
        found = document_details(connection, id)
        if found is None:
            raise not_found("document", id)
        spans = _spans(connection, id)
    told, copied = found.pop("told"), found.pop("copies")
    copies = [{"id": each.pop("other"), **each} for each in copied]
    return Json({**found, "claims": told, "sentences": spans, "copies": copies})


def _spans(connection: Connection, ident: str) -> list[dict[str, int]]:
    newest = select(documents.c.n).where(documents.c.id == ident)
    newest = newest.order_by(documents.c.retired.is_(None).desc(), documents.c.recorded.desc(), documents.c.n.desc())
    own = sentences.c.document == newest.limit(1).scalar_subquery()
    rows = connection.execute(select(sentences).where(own).order_by(sentences.c.position))
    return [{"index": row.position, "start": row.start, "end": row.end} for row in rows]
