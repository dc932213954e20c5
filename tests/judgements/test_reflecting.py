"""What queries find judged claims by."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from tests.judgements.desk import LATER, SHELLED, decide, fill

from dateline.judgements.deciding import revoke
from dateline.judgements.ledger import write
from dateline.judgements.records import make_judgement
from dateline.store import Store
from dateline.store.tables import claim_actors, claim_places, claims


def row(store: Store) -> tuple[Any, ...]:
    with store.reading() as connection:
        columns = claims.c.type, claims.c.status, claims.c.valid_from, claims.c.confidence
        return tuple(connection.execute(select(*columns).where(claims.c.id == SHELLED)).one())


def parties(store: Store) -> list[str]:
    with store.reading() as connection:
        return sorted(
            ident
            for column, table in ((claim_actors.c.actor, claim_actors), (claim_places.c.place, claim_places))
            for ident in connection.execute(
                select(column).join(claims, claims.c.n == table.c.claim).where(claims.c.id == SHELLED)
            ).scalars()
        )


def test_queries_find_a_claim_by_what_was_corrected_and_by_the_old_when_it_is_revoked(store: Store) -> None:
    fill(store)
    before = row(store), parties(store)
    made = [
        decide(store, "correct", [SHELLED], field=field, value=value)
        for field, value in (
            ("status", "negated"),
            ("type", "CONSULT"),
            ("time", {"from": "2017-01-02"}),
            ("actors", [{"name": "Free Army", "id": "free-army"}]),
            ("places", []),
        )
    ]
    assert row(store) == ("CONSULT", "negated", "2017-01-02", 1.0)
    assert parties(store) == ["free-army"]
    with store.writing() as connection:
        for judgement in made:
            revoke(connection, judgement.id, by="B", at=LATER)
    assert (row(store), parties(store)) == before


def test_what_the_coder_said_stays_in_the_record(store: Store) -> None:
    fill(store)
    decide(store, "correct", [SHELLED], field="status", value="negated")
    with store.reading() as connection:
        assert (
            connection.execute(select(claims.c.record).where(claims.c.id == SHELLED)).scalar_one()["status"] == "actual"
        )


def test_claim_that_arrives_after_its_correction_is_found_by_it(store: Store) -> None:
    with store.writing() as connection:
        correction = {"author": "A", "made": LATER, "field": "status", "value": "negated"}
        write(connection, make_judgement("correct", [SHELLED], **correction))
    fill(store)
    assert row(store)[1] == "negated"
