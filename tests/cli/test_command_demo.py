from __future__ import annotations

from collections.abc import Iterable, Iterator

from cli_fakes import FakeCoder
from conftest import Dateline

from dateline.records import Coded, Document, Failure


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
