"""What is asked of all of a store at once, of both databases: columns, findings, doubts, deeds, counts, going on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_samples import CODER, RECORDED, coded

from dateline.judgements.deciding import judge
from dateline.judgements.records import make_judgement
from dateline.records import Quantity
from dateline.store import Store, writer
from dateline.store.columns import claim_values, document_values, incident_values
from dateline.store.counts import held
from dateline.store.deeds import doings, tellers
from dateline.store.doubts import disputed, doubtful
from dateline.store.filters import Filters
from dateline.store.finding import find_everywhere
from dateline.store.incidents import find_incidents, incidents_known, told_by_claims
from dateline.store.moments import end_of_knowledge
from dateline.store.queries import (
    Page,
    actors_with_ids,
    claim_keys,
    find_actors,
    find_claims,
    find_documents,
    find_places,
    select_actors,
    select_places,
)  # fmt: skip


def add(store: Store, ident: str, text: str | None = None, **facts: str) -> None:
    writer.add(store, coded(ident, text, **facts), CODER, RECORDED)


@pytest.fixture
def desk(store: Store) -> Store:
    add(store, "bridge")
    add(store, "talks", published="2017-04-01", publisher="Courier")
    return store


def test_columns_have_a_value_for_each_row(desk: Store) -> None:
    with desk.reading() as connection:
        incidents, claims, documents = (
            incident_values(connection), claim_values(connection), document_values(connection)
        )  # fmt: skip
        known = {each["id"]: each for each in find_incidents(connection, Filters()).items}
    assert set(incidents.id) == set(known)
    for ident, place in zip(incidents.id, incidents.place, strict=True):
        assert (place is None) == (known[ident]["place"] is None)
    assert len(claims.n) == len(claims.known) == 4
    assert sorted(documents.known) == ["2017-03-09T00:00:00Z", "2017-04-01T00:00:00Z"]


def test_columns_of_an_empty_store_are_empty(store: Store) -> None:
    with store.reading() as connection:
        assert incident_values(connection).id == claim_values(connection).n == document_values(connection).n == ()


def test_counts_of_what_is_held(desk: Store) -> None:
    with desk.reading() as connection:
        found = held(connection)
    assert (found.documents, found.claims) == (2, 4)
    assert found.published == ("2017-03-09", "2017-04-01")
    assert [(each.name, each.documents) for each in found.outlets] == [("Agencies", 1), ("Courier", 1)]


def test_findings_are_of_every_kind(desk: Store) -> None:
    with desk.reading() as connection:
        found = find_everywhere(connection, "rebels", 5)
        assert [each["id"] for each in found.actors] == ["rebels"]
        assert [each.document["id"] for each in found.claims] == ["bridge"]
        assert [record["id"] for record, _ in found.documents] == ["bridge"]
        assert len(found.incidents) == 1
        assert [each["name"] for each in find_everywhere(connection, "GENEVA", 5).places] == ["Geneva"]


@pytest.mark.parametrize("typed", ["%", "_", "\\", '"', "*", "-rebels", "'"])
def test_signs_find_nothing_by_themselves(desk: Store, typed: str) -> None:
    with desk.reading() as connection:
        found = find_everywhere(connection, typed, 5)
    assert not any((found.actors, found.places, found.claims, found.documents))


def test_doubts_are_of_unsure_claims_until_somebody_decides(store: Store) -> None:
    told = coded()
    unsure = replace(told.claims[0], confidence=0.4)
    writer.add(store, replace(told, claims=(unsure, told.claims[1])), CODER, RECORDED)
    with store.reading() as connection:
        (doubt,) = doubtful(connection)
    assert (doubt.kind, doubt.id) == ("claim", unsure.id)
    assert doubt.why == ("confidence 0.40", "no other claim tells of its incident")
    with store.writing() as connection:
        judge(connection, make_judgement("accept", [unsure.id], author="Eva", made=RECORDED))
    with store.reading() as connection:
        assert doubtful(connection) == []


def test_disputes_are_of_incidents_whose_accounts_disagree(store: Store) -> None:
    for ident, number, outlet in (("one", 3, "Agencies"), ("two", 30, "Courier")):
        told = coded(ident, "Rebels shelled the old bridge.", publisher=outlet)
        dead = Quantity(str(number), 0, 0, number, number, number, "killed")
        claims = tuple(replace(each, quantities=(dead,)) for each in told.claims)
        writer.add(store, replace(told, claims=claims), CODER, RECORDED)
    with store.reading() as connection:
        (doubt,) = disputed(connection)
    assert doubt.why == ("accounts disagree about killed", "told by 2 independent sources")


def test_deeds_name_the_newest_claims(store: Store) -> None:
    for k in range(7):
        add(store, f"d-{k}", "Rebels attack Raqqa.", published=f"2017-03-{10 + k}", publisher="Agencies")
    with store.reading() as connection:
        (doing,) = doings(connection, "rebels", "actor", Filters())
        earlier = doings(connection, "rebels", "actor", Filters(known=end_of_knowledge("2017-03-11")))
        assert doings(connection, "rebels", "recipient", Filters()) == []
        assert [(each.name, each.claims) for each in tellers(connection, "rebels", Filters())] == [("Agencies", 7)]
        newest = find_claims(connection, Filters(), Page(limit=1)).items
    assert (doing.type, doing.claims, len(doing.newest)) == ("ASSAULT", 7, 5)
    assert earlier[0].claims == 2
    assert newest


def test_going_on_behind_the_last_gives_the_rest(desk: Store) -> None:
    with desk.reading() as connection:
        whole = find_claims(connection, Filters()).items
        after = claim_keys(connection, whole[0])
        assert list(find_claims(connection, Filters(), Page(after=after)).items) == list(whole[1:])
        for find, key in (
            (find_actors, lambda row: (row.claims, row.id)),
            (find_places, lambda row: (row.claims, row.id)),
            (find_documents, lambda row: (row.known, row.id, row.n)),
        ):
            rows = find(connection, Filters()).items
            rest = find(connection, Filters(), Page(after=key(rows[0]))).items
            assert [row.id for row in rest] == [row.id for row in rows[1:]]


def test_each_actor_and_place_is_counted_once(desk: Store) -> None:
    with desk.reading() as connection:
        actors = connection.execute(select_actors(connection, Filters())).scalars().all()
        places = connection.execute(select_places(connection, Filters())).scalars().all()
        assert sorted(actors) == sorted(row.id for row in find_actors(connection, Filters()).items)
        assert sorted(places) == sorted(row.id for row in find_places(connection, Filters()).items)
        assert [row.id for row in actors_with_ids(connection, ["rebels"], Filters())] == ["rebels"]


def test_incidents_are_found_by_what_one_claim_says(desk: Store) -> None:
    with desk.reading() as connection:
        (ident,) = told_by_claims(connection, Filters(actors=(("rebels",),), types=("CONSULT",)))
        (known,) = incidents_known(connection, [ident], end_of_knowledge("2017-03-09"))
        assert known["id"] == ident
        assert list(incidents_known(connection, [ident], end_of_knowledge("2017-03-08"))) == []


def test_claims_of_disputed_incidents_are_asked_for_by_them(store: Store) -> None:
    for ident, number, outlet in (("one", 3, "Agencies"), ("two", 30, "Courier")):
        told = coded(ident, "Rebels shelled the old bridge.", publisher=outlet)
        dead = Quantity(str(number), 0, 0, number, number, number, "killed")
        claims = tuple(replace(each, quantities=(dead,)) for each in told.claims)
        writer.add(store, replace(told, claims=claims), CODER, RECORDED)
    add(store, "talks")
    with store.reading() as connection:
        assert len(find_claims(connection, Filters(disputed=True)).items) == 2
        assert len(find_claims(connection, Filters(min_sources=2)).items) == 2
        assert [row.id for row in find_documents(connection, Filters(disputed=True)).items] == ["one", "two"]
