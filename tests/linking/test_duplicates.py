"""Copies, wires and stories among documents."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from tests.linking.desk import hold, records, relations
from tests.linking.texts import CUP, CUP_AGAIN, FLOOD, PHONE
from tests.linking.told import dispatch

from dateline.linking.duplicates import sources
from dateline.records import Dateline
from dateline.store import Store
from dateline.store.tables import documents

CUT = FLOOD[: FLOOD.index("Meteorologists")]
EDITED = FLOOD.replace("burst its banks", "overflowed").replace("soup", "tea").replace("almost", "nearly")
DAY = "2017-09-03"


def n_of(store: Store, *idents: str) -> list[int]:
    with store.reading() as connection:
        return list(connection.scalars(select(documents.c.n).where(documents.c.id.in_(idents))))


@pytest.mark.parametrize(
    ("text", "kind"),
    [(FLOOD, "exact"), (FLOOD.upper(), "exact"), (EDITED, "near"), (CUT, "near")],
    ids=["same", "case", "edited", "cut"],
)
def test_duplicates_finds_copies(store: Store, text: str, kind: str) -> None:
    hold(store, [dispatch("a", DAY, text=FLOOD), dispatch("b", "2017-09-04", text=text)])
    assert relations(store) == {("a", "b"): kind}


def test_duplicates_calls_a_copy_with_an_agency_s_credit_a_wire(store: Store) -> None:
    filed = Dateline(0, 0, agency="Reuters")
    hold(
        store,
        [dispatch("a", DAY, text=FLOOD, dateline=filed), dispatch("b", DAY, text=CUT + " Other words follow here.")],
    )
    assert set(relations(store).values()) == {"wire"}


def test_duplicates_finds_nothing_in_short_texts(store: Store) -> None:
    hold(store, [dispatch("a", DAY, text="Flood in Brod."), dispatch("b", DAY, text="Flood in Brod.")])
    assert not {"exact", "near", "wire"} & set(relations(store).values())


def test_duplicates_keeps_different_news_of_one_day_apart(store: Store) -> None:
    hold(store, [dispatch("a", DAY, text=FLOOD), dispatch("b", DAY, text=CUP), dispatch("c", DAY, text=PHONE)])
    assert relations(store) == {}


def test_duplicates_finds_another_telling_of_a_story_without_any_claim(store: Store) -> None:
    hold(store, [dispatch("a", DAY, text=CUP), dispatch("b", "2017-09-04", text=CUP_AGAIN)])
    assert relations(store) == {("a", "b"): "story"}


def test_duplicates_does_not_join_stories_of_different_months(store: Store) -> None:
    hold(store, [dispatch("a", DAY, text=CUP), dispatch("b", "2018-01-04", text=CUP_AGAIN)])
    assert relations(store) == {}


def test_duplicates_forgets_an_older_version(store: Store) -> None:
    hold(store, [dispatch("a", DAY, text=FLOOD), dispatch("b", DAY, text=FLOOD), dispatch("b", DAY, text=CUP)])
    assert relations(store) == {}
    assert records(store) == []


def test_sources_counts_a_wire_on_five_sites_once(store: Store) -> None:
    hold(store, [dispatch(f"site{k}", DAY, text=f"{FLOOD} Site {k} adds this.") for k in range(5)])
    with store.reading() as connection:
        assert sources(connection, range(1, 6)) == 1


def test_sources_counts_an_outlet_once(store: Store) -> None:
    told = [("a", CUP, "www.Paper.example"), ("b", FLOOD, "paper.example"), ("c", PHONE, "other.example")]
    hold(store, [dispatch(ident, DAY, text=text, publisher=publisher) for ident, text, publisher in told])
    with store.reading() as connection:
        assert sources(connection, n_of(store, "a", "b")) == 1
        assert sources(connection, n_of(store, "a", "b", "c")) == 2


def test_sources_counts_documents_of_unknown_origin_by_themselves(store: Store) -> None:
    hold(store, [dispatch("a", DAY, text=CUP, publisher=None), dispatch("b", DAY, text=FLOOD, publisher=None)])
    with store.reading() as connection:
        assert sources(connection, [1, 2]) == 2


def test_a_story_without_claims_is_an_incident_without_a_type(store: Store) -> None:
    hold(store, [dispatch("a", DAY, text=CUP), dispatch("b", DAY, text=CUP_AGAIN), dispatch("c", DAY, text=PHONE)])
    [record] = records(store)
    assert record["type"] is None
    assert record["documents"] == ["a", "b"]
    assert record["sources"] == 2
    assert "viborg" in record["terms"]
    assert record["reasons"]
