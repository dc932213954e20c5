from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from cli_fakes import FakeCoder
from conftest import Dateline, Write

from dateline.records import Coded, Document, Failure


@dataclass
class Newer(FakeCoder):
    """A coder that takes what the other takes for assault for protest."""

    name: str = "dateline test / newer"

    def pipe(self, documents: Iterable[Document | Failure]) -> Iterator[Coded | Failure]:
        for item in super().pipe(documents):
            told = item if isinstance(item, Failure) else tuple(replace(each, type="PROTEST") for each in item)
            yield told if isinstance(told, Failure) or isinstance(item, Failure) else replace(item, claims=told)


@pytest.fixture
def db(dateline: Dateline, write: Write, tmp_path: Path) -> Path:
    texts = ("Rebels attacked the town.", "Jets attacked the port.")
    path = write("two.jsonl", "".join(json.dumps({"id": f"d{i}", "text": t}) + "\n" for i, t in enumerate(texts)))
    dateline("add", path, "--db", tmp_path / "desk.db")
    return tmp_path / "desk.db"


def types(dateline: Dateline, db: Path, *options: str) -> list[str]:
    return [json.loads(line)["type"] for line in dateline("claims", "--db", db, *options).out.splitlines()]


def test_recode_prints_what_changed(dateline: Dateline, db: Path) -> None:
    ended = dateline("recode", "--db", db, coder=Newer())
    assert ended.code == 0
    first, second = (json.loads(line) for line in ended.out.splitlines())
    assert (first["document"], first["change"], second["document"]) == ("d0", "changed", "d1")
    assert {"field": "type", "was": "ASSAULT", "is": "PROTEST"} in first["fields"]
    assert "2 documents coded again with dateline test / newer: 0 claims the same" in ended.err
    assert types(dateline, db) == ["PROTEST", "PROTEST"]


def test_recode_leaves_what_this_coder_has_coded(dateline: Dateline, db: Path) -> None:
    ended = dateline("recode", "--db", db, coder=FakeCoder(breaks_after=0))
    assert (ended.code, ended.out) == (0, "")
    again = dateline("recode", "--db", db, "--again")
    assert (again.out, "2 claims the same" in again.err) == ("", True)


def test_recode_keeps_what_people_accepted(dateline: Dateline, db: Path) -> None:
    dateline("judge", "accept", "d0-0", "--db", db, "--author", "A")
    ended = dateline("recode", "--db", db, "--format", "table", coder=Newer())
    assert ended.out.startswith("held ASSAULT “attacked” in d0")
    assert sorted(types(dateline, db)) == ["ASSAULT", "PROTEST"]


def test_recode_goes_on_after_an_interrupt(dateline: Dateline, db: Path) -> None:
    ended = dateline("recode", "--db", db, coder=Newer(breaks_after=1, error=KeyboardInterrupt()))
    assert ended.code == 130
    assert "interrupted: the same command again goes on from there" in ended.err
    assert len(dateline("recode", "--db", db, coder=Newer()).out.splitlines()) == 1


def test_recode_says_what_cannot_be_coded_any_more(dateline: Dateline, db: Path) -> None:
    class Failing(Newer):
        def pipe(self, documents: Iterable[Document | Failure]) -> Iterator[Coded | Failure]:
            yield from (Failure(each.id, "E-FAKE", "no") for each in documents if isinstance(each, Document))

    ended = dateline("recode", "--db", db, coder=Failing())
    assert (ended.code, ended.err.count("[E-FAKE]")) == (1, 2)
    assert types(dateline, db) == ["ASSAULT", "ASSAULT"]
