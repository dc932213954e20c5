"""Which states a claim holds up or denies, and every version of a state with the claims that speak of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from dateline.situation.over_time import day_of
from dateline.situation.states import StateVersion
from dateline.situation.version_rows import VERSION, read_versions
from dateline.situation.views import State, state_of
from dateline.store.tables import claims, evidence, states

ALWAYS = "9999-12-31"  # later than all that is known, or holds


def states_of_claim(connection: Connection, n: int) -> list[str]:
    """The ids of the states that a claim, named by its row, speaks of; of its word that is kept in sum only, all."""
    keys = connection.execute(select(evidence.c.key).where(evidence.c.claim == n)).scalars().all()
    rows = connection.execute(select(states.c.id, states.c.record).where(states.c.key.in_(keys))).all()
    ident = connection.execute(select(claims.c.id).where(claims.c.n == n)).scalar()
    named = {row.id for row in rows if ident in _claims(row.record)}
    return sorted(named or {row.id for row in rows})


def _claims(record: dict[str, Any]) -> set[str]:
    """The claims of both sides that a row names."""
    sides = (record["support"], record["contrary"] or [0, [], {}, None])
    return {support[0] for side in sides for support in side[1]}


def versions_of(connection: Connection, ident: str) -> Sequence[State]:
    """All versions of a state, in the order in which they could be known; each as it was known last."""
    wanted = select(*VERSION).where(states.c.id == ident)
    rows = connection.execute(wanted.order_by(states.c.known_from, states.c.n)).all()
    return [_whole(version) for version in read_versions(rows)]


def _whole(version: StateVersion) -> State:
    """A version on a day of its own, with all that was known until it was replaced."""
    return state_of(version, day_of(version), version.known_to or f"{ALWAYS}T23:59:59Z")


def claims_of(found: Sequence[State]) -> Iterator[str]:
    """The claims of all versions, each once."""
    told = (claim for state in found for claim in (*state.said.claims, *state.denied.claims))
    return iter(dict.fromkeys(told))
