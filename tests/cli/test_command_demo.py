from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from cli_fakes import FakeCoder
from conftest import Dateline

from dateline.cli.session import Session
from dateline.records import Coded, Document, Failure
from dateline.store import Store
from dateline.store.filters import Filters
from dateline.store.queries import find_documents


class Refusing(FakeCoder):
    """A coder that codes nothing."""

    def pipe(self, documents: Iterable[Document | Failure]) -> Iterator[Coded | Failure]:
        yield from (Failure(document.id, "E-FAKE", "no") for document in documents if isinstance(document, Document))


def test_demo_explains_shows_and_says_what_is_next(dateline: Dateline) -> None:
    ended = dateline("demo")
    assert ended.code == 0
    assert ended.out.startswith("Dateline reads news dispatches")
    assert "dispatches gave" in ended.out
    assert "dateline code FILE" in ended.out.splitlines()[-3]


def test_demo_shows_every_claim_when_asked(dateline: Dateline) -> None:
    assert dateline("demo", "--all").out.count("‹attacked›") > dateline("demo").out.count("‹attacked›")


def test_demo_says_when_there_is_nothing_to_show(dateline: Dateline) -> None:
    ended = dateline("demo", coder=Refusing())
    assert ended.code == 3
    assert "[E-SAMPLES]" in ended.err


def test_demo_never_waits_where_nobody_is(dateline: Dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[str] = []
    monkeypatch.setattr(
        "dateline.cli.command_serve.serve_store", lambda session, store, **options: served.append(store)
    )
    assert dateline("demo").code == 0
    assert served == []


def test_demo_serves_the_dispatches_when_asked(dateline: Dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []

    def serve_store(session: Session, store: str, **options: object) -> int:
        with Store.open(store, create=False) as opened, opened.reading() as connection:
            held.append(len(find_documents(connection, Filters()).items))
        return 0

    monkeypatch.setattr("dateline.cli.command_serve.serve_store", serve_store)
    assert dateline("demo", "--desk").code == 0
    assert held[0] > 20
