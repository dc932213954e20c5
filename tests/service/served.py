"""A service for tests: a small store, a coder that needs no model, a clock that stands still."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from client import TestClient

from dateline.reading import make_document
from dateline.records import Actor, Claim, Coded, Document, Failure, Sentence, Span
from dateline.service.app import make_app
from dateline.service.operating import Operation
from dateline.store import Store, writer

NOW = datetime(2018, 1, 2, 3, 4, 5, tzinfo=UTC)
JSON = {"Content-Type": "application/json"}
WAIT = 10.0


class OneClaimCoder:
    """A text with "attacked" in it makes one claim; one with "unreadable" fails; one with "broken" breaks the coder."""

    name = "dateline test / one claim"

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.coded: list[str] = []

    def pipe(self, documents: Iterable[Document | Failure]) -> Iterator[Coded | Failure]:
        for document in documents:
            time.sleep(self.seconds)
            assert isinstance(document, Document)
            self.coded.append(document.id)
            if "broken" in document.text:
                raise RuntimeError("the coder broke")
            if "unreadable" in document.text:
                yield Failure(document.id, "E-FAKE", "it is unreadable")
            else:
                yield coded(document)


def coded(document: Document) -> Coded:
    """A document with its claim, if it makes one."""
    at = document.text.find("attacked")
    if at < 0:
        return Coded(document, (), ("no sentence names a happening",))
    sentence = Sentence(document.text, 0, len(document.text), 0)
    who = Actor(document.text[:at].strip(), 0, at, id="name:rebels", name="Rebels")
    found = Claim(
        id=f"c-{document.id}",
        kind="event",
        type="ASSAULT",
        status="actual",
        trigger=Span("attacked", at, at + 8),
        sentence=sentence,
        document=document,
        actors=(who,),
        confidence=0.6,
        reasons=("the verb attack",),
        coder="test",
    )
    return Coded(document, (found,), (), (sentence,))


def fill(path: Path, idents: Iterable[str] = ("a", "b")) -> str:
    """A store with a dispatch of each id."""
    with Store.open(path) as store:
        for ident in idents:
            document = make_document(f"Rebels attacked the army at {ident}.", id=ident, published="2017-03-09")
            writer.add(store, coded(document), "test", "2017-03-10T00:00:00Z")
    return str(path)


@contextmanager
def serving(store: str, **options: Any) -> Iterator[TestClient]:
    """A client of the service that is operated so."""
    given = {"load": OneClaimCoder, "now": lambda: NOW, **options}
    with TestClient(make_app(store, operation=Operation(**given))) as client:
        yield client


def ended(client: TestClient, ident: str, **options: Any) -> dict[str, Any]:
    """A job, once it has ended."""
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        found: dict[str, Any] = client.get(f"/api/v1/jobs/{ident}", **options).json()
        if found["status"] in ("done", "failed", "cancelled"):
            return found
        time.sleep(0.02)
    raise AssertionError(f"the job has not ended: {json.dumps(found)}")


def is_problem(answer: Any, status: int, code: str) -> bool:
    """Whether an answer is a refusal in the one shape."""
    body = answer.json()
    return (
        answer.status_code == status
        and answer.headers["content-type"] == "application/problem+json"
        and answer.headers["x-content-type-options"] == "nosniff"
        and body["status"] == status
        and body["code"] == code
        and {"type", "title", "detail", "remedy"} <= set(body)
    )
