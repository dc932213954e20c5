"""Questions to a store have the same answers from both databases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event
from tests.cli.asked_samples import CODER, NOW, coded, dispatches, document
from tests.store.store_samples import coded as sample
from tests.store.store_samples import silent

from dateline.question import Question
from dateline.store import Store
from dateline.store.asking import make_filters
from dateline.store.details import (
    actor_details,
    claim_details,
    document_details,
    incident_details,
    place_details,
)
from dateline.store.filters import Filters
from dateline.store.incidents import find_incidents
from dateline.store.moments import moment
from dateline.store.past import as_recorded
from dateline.store.queries import (
    Page,
    find_actors,
    find_claims,
    find_documents,
    find_documents_by_text,
    find_judgements,
    find_places,
    load_found,
    newest_day,
)
from dateline.store.writer import add, add_several

QUESTIONS: list[tuple[Question, list[str]]] = [
    (Question(), ["c-third-0", "c-third-1", "c-other-0", "c-first-0"]),
    (Question(types=("ASSAULT",), kinds=("event",), min_confidence=0.85), ["c-third-0"]),
    (Question(actors=("Northern Rebels",), roles=("actor",)), ["c-third-0", "c-other-0", "c-first-0"]),
    (Question(places=("kidal",), publishers=("OTHER NEWS",)), ["c-other-0"]),
    (Question(country="ML", since="2012-05"), ["c-third-0"]),
    (Question(box="170,-20,-170,-10"), ["c-third-1"]),
    (Question(since="2012-03-30", until="2012-03-30"), ["c-other-0", "c-first-0"]),
    (Question(sources=("Army spokesman",)), ["c-other-0"]),
    (Question(text='"attacked kidal" -answered'), ["c-other-0", "c-first-0"]),
    (Question(text="' OR NEAR( 1=1"), []),
    (Question(known="2012-04-02"), ["c-first-0"]),
    (Question(recorded="2000"), []),
    (Question(actors=("nobody at all",)), []),
]


@pytest.fixture
def full(store: Store) -> Store:
    for item in dispatches():
        add(store, item, CODER, moment(NOW))
    return store


@pytest.mark.parametrize(("question", "ids"), QUESTIONS, ids=range(len(QUESTIONS)))
def test_queries_find_claims(full: Store, question: Question, ids: list[str]) -> None:
    with full.reading() as connection:
        asked = make_filters(connection, question)
        found = find_claims(connection, asked)
        past = question.recorded is not None
        assert [stored.claim.id for stored in load_found(connection, found.items, past=past)] == ids


def test_queries_give_a_page_and_say_whether_there_is_more(full: Store) -> None:
    with full.reading() as connection:
        first = find_claims(connection, Filters(), Page(limit=3))
        rest = find_claims(connection, Filters(), Page(limit=3, offset=3))
    assert (len(first.items), first.more, len(rest.items), rest.more) == (3, True, 1, False)


def test_queries_count_actors_and_places(full: Store) -> None:
    with full.reading() as connection:
        who = [(row.id, row.claims, row.as_actor, row.as_source) for row in find_actors(connection, Filters()).items]
        where = [(row.name, row.claims) for row in find_places(connection, Filters(country="ML")).items]
    assert who == [("northern-rebels", 3, 3, 0), ("the-army-said", 1, 0, 1)]
    assert where == [("Kidal", 2), ("Gao", 1)]


def test_queries_find_documents(full: Store) -> None:
    with full.reading() as connection:
        every = [(row.id, row.claims) for row in find_documents(connection, Filters()).items]
        told = find_documents_by_text(connection, Filters(text="falls"))
        days = newest_day(connection)
    assert every == [("quiet", 0), ("third", 2), ("other", 1), ("first", 1)]
    assert [(row.id, words) for row, words in told.items] == [("third", "Gao [falls]")]
    assert days == "2012-06-01"


def test_queries_find_incidents_now_and_as_known(full: Store) -> None:
    with full.reading() as connection:
        at_kidal = make_filters(connection, Question(places=("Kidal",)))
        (now,) = find_incidents(connection, at_kidal).items
        (then,) = find_incidents(connection, replace(at_kidal, known="2012-04-03T00:00:00Z")).items
        whole = incident_details(connection, now["id"])
    assert (now["claims"], then["claims"]) == (["c-first-0", "c-other-0"], ["c-first-0"])
    assert whole is not None
    assert [told["id"] for told in whole["told"]] == now["claims"]


def test_queries_show_one_thing_whole(full: Store) -> None:
    with full.reading() as connection:
        claim = claim_details(connection, "c-first-0")
        told = document_details(connection, "third")
        actor = actor_details(connection, "northern-rebels")
        place = place_details(connection, "gn:2457163")
        judged = find_judgements(connection, ["c-first-0"])
    assert claim is not None
    assert (claim["after"], claim["before"]) == ("Nobody answered.", None)
    assert told is not None
    assert len(told["told"]) == 2
    assert actor is not None
    assert actor["types"] == {"ASSAULT": 3}
    assert place is not None
    assert [each["id"] for each in place["actors"]] == ["northern-rebels"]
    assert judged.items == []


@pytest.mark.parametrize("find", [claim_details, incident_details, document_details, actor_details, place_details])
def test_queries_of_what_is_not_there_give_nothing(full: Store, find: object) -> None:
    with full.reading() as connection:
        assert find(connection, "none") is None  # type: ignore[operator]


def test_queries_of_the_past_see_what_was_superseded_since(full: Store) -> None:
    add(full, coded(document("first", "Nothing happened at Kidal.", "2012-04-02")), CODER, "2019-01-01T00:00:00Z")
    with full.reading() as connection:
        assert len(find_claims(connection, Filters()).items) == 3
        with as_recorded(connection, "2018-12-31T00:00:00Z") as then:
            assert len(find_claims(then, Filters()).items) == 4


def test_queries_by_actor_and_place_use_their_indexes(tmp_path: Path) -> None:
    """A store of a million claims is not read through for one actor."""
    asked = Filters(actors=(("a",),), places=(("p",),))
    said: list[str] = []
    with Store.open(tmp_path / "desk.db") as store, store.reading() as connection:
        event.listen(store.engine, "before_cursor_execute", lambda *given: said.append(_explained(*given)))
        find_claims(connection, asked, Page(limit=50))
    plan = " ".join(said)
    assert "ix_claim_actors_actor" in plan
    assert "ix_claim_places_place" in plan
    assert "SCAN claim_" not in plan


def _explained(connection: object, cursor: object, statement: str, parameters: object, *rest: object) -> str:
    own = cursor.connection.cursor()  # type: ignore[attr-defined]
    own.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
    return " ".join(str(row[3]) for row in own.fetchall())


def test_publisher_is_found_by_its_very_name_and_without_claims(store: Store) -> None:
    add(store, silent("quiet", "Nothing happened.", publisher="Überblick"), CODER, moment(NOW))
    with store.reading() as connection:
        for name, found in (("Überblick", ["quiet"]), ("Other News", [])):
            asked = Filters(publishers=(name,))
            assert [row.id for row in find_documents(connection, asked).items] == found


@pytest.mark.parametrize("asked", [Filters(actors=(("rebels",),)), Filters(places=(("gn:town",),))])
def test_queries_give_pages_of_somebody_whom_very_many_name(tmp_path: Path, asked: Filters) -> None:
    told = [sample(f"d{k}", "Rebels shelled town.", published=f"20{10 + k % 9}-03-{1 + k % 28:02}") for k in range(120)]
    with Store.open(tmp_path / "many.db") as store:
        add_several(store, [*told, sample("other", "Clans shelled town.")], CODER, "2026-01-01T00:00:00Z")
        with store.reading() as connection:
            for known in (None, "2014-03-09T00:00:00Z"):
                for types in ((), ("CONSULT",)):
                    wanted = replace(asked, known=known, types=types)
                    every = find_claims(connection, wanted).items
                    pages = [find_claims(connection, wanted, Page(limit=2, offset=k)) for k in range(0, 124, 2)]
                    assert [n for page in pages for n in page.items] == list(every)
                    assert [page.more for page in pages] == [k + 2 < len(every) for k in range(0, 124, 2)]
