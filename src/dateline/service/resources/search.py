"""Search over everything."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from dateline.service.answers import Json
from dateline.service.asking import Word
from dateline.service.desk import DeskHere
from dateline.service.marking import marked
from dateline.service.models import ActorRecord, Document, Incident, Marked, PlaceRecord, Shape
from dateline.store.finding import find_everywhere

router = APIRouter(tags=["search"])


class DocumentFacts(Shape):
    """What tells a document from others."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    language: str


class FoundClaim(Shape):
    """The surest claim of a sentence, and the words around what was found."""

    id: str
    snippet: Marked
    document: DocumentFacts


class DocumentHit(Document):
    """A document, and the words around what was found in its title or a sentence."""

    snippet: Marked


class Groups(Shape):
    """What was found, by kind, the best first; actors and places by the number of their claims."""

    actors: list[ActorRecord]
    places: list[PlaceRecord]
    incidents: list[Incident]
    claims: list[FoundClaim]
    documents: list[DocumentHit]


class Findings(Shape):
    """What was found. `truncated` says that so much matches that only the newest was looked at."""

    groups: Groups
    truncated: bool
    notes: list[str]


class AskedSearch(BaseModel):
    """Words, and how many to give of each kind."""

    model_config = ConfigDict(extra="forbid")

    q: Word = Field(description='Words, "phrases", -no, begin*; in any letter case.')
    limit: int = Field(10, ge=1, le=100)


@router.get("/search", response_model=Findings)
def search(desk: DeskHere, asked: Annotated[AskedSearch, Query()]) -> Response:
    """Search in names of actors and places, in sentences and in titles."""
    with desk.reading() as connection:
        found = find_everywhere(connection, asked.q, asked.limit)
    groups = {
        "actors": list(found.actors),
        "places": list(found.places),
        "incidents": list(found.incidents),
        "claims": [
            {"id": each.id, "snippet": marked(each.snippet, asked.q), "document": _facts(each.document)}
            for each in found.claims
        ],
        "documents": [{**record, "snippet": marked(words, asked.q)} for record, words in found.documents],
    }
    return Json({"groups": groups, "truncated": found.truncated, "notes": list(found.notes)})


def _facts(document: dict[str, object]) -> dict[str, object]:
    return {name: document[name] for name in DocumentFacts.model_fields}
