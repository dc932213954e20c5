"""`dateline.open`: a store with a coder at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

import dateline
from dateline.coding import Coder
from dateline.desk import Desk
from dateline.records import Actor, Claim, Coded, Document, Failure, Place, Sentence, Span
from dateline.store import Store

NOW = datetime(2018, 1, 2, 3, 4, 5, tzinfo=UTC)
TEXT = "Rebels attacked Kidal."


@dataclass
class OneClaim:
    """A coder that makes one claim of each text; it counts how often it was asked."""

    name: str = "dateline test / one"
    asked: list[str] = field(default_factory=list)

    def pipe(self, documents: Iterable[Document]) -> Iterator[Coded | Failure]:
        for document in documents:
            self.asked.append(document.id)
            yield self._code(document)

    def _code(self, document: Document) -> Coded | Failure:
        if "attacked" not in document.text:
            return Failure(document.id, "E-FAKE", "it says nothing")
        told = Sentence(document.text, 0, len(document.text), 0)
        at = document.text.index("attacked")
        claim = Claim(
            id=f"c-{document.id}",
            kind="event",
            type="ASSAULT",
            status="actual",
            trigger=Span("attacked", at, at + 8),
            sentence=told,
            document=document,
            actors=(Actor("Rebels", 0, 6, id="northern-rebels", name="Northern Rebels"),),
            places=(Place("Kidal", 16, 21, "gn:2455290", "Kidal", "ML", 18.44, 1.41, "city", "city", "in"),),
            confidence=0.9,
            coder=self.name,
        )
        return Coded(document, (claim,), (), (told,))


@pytest.fixture
def coder() -> OneClaim:
    return OneClaim()


@pytest.fixture
def desk(coder: OneClaim, tmp_path: Path) -> Iterator[Desk]:
    with Desk(Store.open(tmp_path / "desk.db"), lambda: cast(Coder, coder), lambda: NOW) as opened:
        yield opened


def test_desk_adds_and_asks(desk: Desk) -> None:
    assert desk.add(TEXT, published="2012-04-02", id="d").outcome == "added"
    (claim,) = desk.claims(actors="northern-rebels", places=["Kidal"], since="2012-04", until="2012-04")
    assert (claim.id, claim.document.published) == ("c-d", "2012-04-02")
    assert [each["claims"] for each in desk.incidents()] == [["c-d"]]
    assert [each["id"] for each in desk.actors()] == ["northern-rebels"]
    assert [each["id"] for each in desk.places(country="ML")] == ["gn:2455290"]
    assert [(each["id"], each["recorded"]) for each in desk.documents()] == [("d", "2018-01-02T03:04:05Z")]


def test_desk_codes_nothing_that_is_there(desk: Desk, coder: OneClaim) -> None:
    outcomes = [desk.add(TEXT, published="2012-04-02", id="d").outcome for _ in range(2)]
    assert (outcomes, coder.asked) == (["added", "unchanged"], ["d"])


def test_desk_raises_what_cannot_be_coded(desk: Desk) -> None:
    with pytest.raises(dateline.ItemError, match="it says nothing"):
        desk.add("Nobody spoke.")


def test_desk_goes_on_after_a_failure(desk: Desk) -> None:
    documents = [Document(name, text) for name, text in (("a", TEXT), ("b", "Nothing."), ("c", TEXT))]
    outcomes = list(desk.add_all([*documents, Failure("d", "E-FILE", "gone")]))
    assert [isinstance(each, Failure) for each in outcomes] == [False, True, False, True]
    assert len(desk.claims()) == 2


def test_desk_limits(desk: Desk) -> None:
    list(desk.add_all(Document(name, TEXT) for name in "abc"))
    assert (len(desk.claims(limit=2)), len(desk.documents(limit=1))) == (2, 1)


def test_desk_has_no_situation_before_a_dispatch(desk: Desk) -> None:
    assert desk.situation() == []


def test_desk_names_the_filters_when_one_is_wrong(desk: Desk) -> None:
    with pytest.raises(dateline.InputError, match=r"no filter “actor”; there are actors, .* until"):
        desk.claims(actor="x")


def test_open_makes_a_store_and_loads_no_coder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(viewpoint: Any = None) -> Coder:
        raise AssertionError("nothing was coded")

    monkeypatch.setattr(dateline, "load", load)
    with dateline.open(tmp_path / "new.db") as desk:
        assert desk.claims() == []
    assert (tmp_path / "new.db").exists()
