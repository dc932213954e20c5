"""A store with two dispatches, and people who judge what they claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select
from tests.store.store_samples import CODER, RECORDED, coded

from dateline.judgements.deciding import judge, propose
from dateline.judgements.effective import effective_claims
from dateline.judgements.records import Judgement
from dateline.records import Claim
from dateline.store import Store
from dateline.store.tables import claims, incident_claims, incidents
from dateline.store.writer import add

MADE = "2026-02-01T00:00:00Z"
LATER = "2026-02-02T00:00:00Z"
LATEST = "2026-02-03T00:00:00Z"
BRIDGE, TALKS = coded("bridge"), coded("talks")
SHELLED, DENIED = (claim.id for claim in BRIDGE)
RESUME, EXPECTS = (claim.id for claim in TALKS)
ALL = (SHELLED, DENIED, RESUME, EXPECTS)


def fill(store: Store) -> Store:
    """Add the two dispatches."""
    for dispatch in (BRIDGE, TALKS):
        add(store, dispatch, CODER, RECORDED)
    return store


def proposed(store: Store, action: str, idents: Sequence[str], **more: Any) -> Judgement:
    """What A. Reader would decide."""
    with store.reading() as connection:
        return propose(connection, action, idents, author="A. Reader", made=MADE, **more)


def decide(store: Store, action: str, idents: Sequence[str], made: str = MADE, **more: Any) -> Judgement:
    """A. Reader decides."""
    with store.writing() as connection:
        judgement = propose(connection, action, idents, author="A. Reader", made=made, **more)
        judge(connection, judgement)
    return judgement


def effective(store: Store) -> dict[str, Claim]:
    """The claims that count, by id."""
    with store.reading() as connection:
        ns = connection.execute(select(claims.c.n)).scalars().all()
        return {each.claim.id: each.claim for each in effective_claims(connection, ns)}


def join_as_incident(store: Store, ident: str, members: Sequence[str]) -> None:
    """Make an incident of claims, whatever the linker thinks of them."""
    with store.writing() as connection:
        ns = connection.execute(select(claims.c.n).where(claims.c.id.in_(members))).scalars().all()
        connection.execute(delete(incident_claims).where(incident_claims.c.claim.in_(ns)))
        row = {
            "id": ident, "status": "actual", "first_known": MADE, "last_known": MADE, "claims": len(ns),
            "documents": 1, "sources": 1, "disputed": False, "record": {},
        }  # fmt: skip
        connection.execute(insert(incidents), row)
        connection.execute(insert(incident_claims), [{"claim": n, "incident": ident, "traits": {}} for n in ns])


def together(store: Store) -> set[frozenset[str]]:
    """The claims of each incident."""
    members = select(incident_claims.c.incident, claims.c.id).join(claims, claims.c.n == incident_claims.c.claim)
    found: dict[str, set[str]] = {}
    with store.reading() as connection:
        for row in connection.execute(members):
            found.setdefault(row.incident, set()).add(row.id)
    return set(map(frozenset, found.values()))
