"""Keep what queries find claims by as people judged it.

A claim's `record` stays what the coder said. Its other columns and its parties follow the judgements, so that who
looks for a corrected actor finds the claim. `effective_claims` gives the same by computing.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, delete, select, update

from dateline.judgements.effective import as_judged
from dateline.judgements.ledger import live_on
from dateline.store.parties import insert_parties
from dateline.store.rows import StoredClaim, in_parts, load_claims
from dateline.store.tables import claim_actors, claim_places, claims, judgement_targets

COLUMNS = ("kind", "type", "status", "historical", "confidence")


def reflect(connection: Connection, ns: Collection[int]) -> None:
    """Bring the columns and parties of those live claims up to date that anybody ever judged."""
    judged = _ever_judged(connection, ns)
    stored = list(load_claims(connection, judged))
    said = live_on(connection, (each.claim.id for each in stored))
    now = [as_judged(each, said.get(each.claim.id, ())) for each in stored]
    for each in now:
        connection.execute(update(claims).where(claims.c.n == each.n).values(_columns(each)))
    for table in (claim_actors, claim_places):
        for some in in_parts([each.n for each in now]):
            connection.execute(delete(table).where(table.c.claim.in_(some)))
    insert_parties(connection, now)


def _ever_judged(connection: Connection, ns: Collection[int]) -> list[int]:
    judged = select(claims.c.n).where(claims.c.id.in_(select(judgement_targets.c.target)))
    return [
        n for some in in_parts(sorted(ns)) for n in connection.execute(judged.where(claims.c.n.in_(some))).scalars()
    ]


def _columns(stored: StoredClaim) -> dict[str, Any]:
    values = {name: getattr(stored.claim, name) for name in COLUMNS}
    return values | {"valid_from": stored.valid_from, "valid_to": stored.valid_to}
