from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest
from sqlalchemy import delete, or_, select, text
from store_samples import CODER, RECORDED, coded

from dateline.store import Store
from dateline.store.among import among
from dateline.store.tables import claims, documents
from dateline.store.writer import add_several


@pytest.fixture
def full(store: Store) -> Store:
    add_several(store, [coded(f"d{k}", "Rebels came.", title="“%s ?’") for k in range(5)], CODER, RECORDED)
    return store


@pytest.mark.parametrize(
    ("column", "values", "found"),
    [
        (documents.c.n, [2, 4, 9], ["d1", "d3"]),
        (documents.c.n, {1: "a", 3: "b"}, ["d0", "d2"]),
        (documents.c.n, [], []),
        (documents.c.id, ("d0", "“%s ?’", "d'0"), ["d0"]),
        (documents.c.title, {"“%s ?’"}, ["d0", "d1", "d2", "d3", "d4"]),
        (documents.c.n, range(3, 100_000), ["d2", "d3", "d4"]),
    ],
    ids=["some", "keys", "none", "words", "signs", "very many"],
)
def test_among_finds_the_rows_that_have_one_of_the_values(
    full: Store, column: Any, values: Collection[Any], found: list[str]
) -> None:
    with full.reading() as connection:
        first = connection.execute(select(documents.c.n).order_by(documents.c.n)).scalars().first() or 1
        shifted = [value + first - 1 for value in values] if column is documents.c.n else values
        wanted = select(documents.c.id).where(among(column, shifted)).order_by(documents.c.n)
        assert connection.execute(wanted).scalars().all() == found


def test_among_may_be_one_of_several_conditions_and_say_what_goes(full: Store) -> None:
    either = or_(among(documents.c.id, ["d0"]), among(documents.c.id, ["d3", "d4"]))
    with full.writing() as connection:
        connection.execute(delete(documents).where(either))
        assert connection.execute(select(documents.c.id).order_by(documents.c.n)).scalars().all() == ["d1", "d2"]


def test_among_is_looked_up_in_an_index(store: Store) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("SQLite's way to explain itself")
    wanted = select(claims.c.n).where(or_(among(claims.c.id, ["a"]), among(claims.c.document, [1])))
    asked = str(wanted.compile(store.engine)).replace("?", "'[]'")
    with store.reading() as connection:
        steps = [row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {asked}"))]
    assert not [step for step in steps if step.startswith("SCAN claims")]
