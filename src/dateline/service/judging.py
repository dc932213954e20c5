"""Judgements over HTTP: made, taken back, and what each of them changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from dateline.judgements import deciding
from dateline.judgements.ledger import find
from dateline.judgements.records import Judgement, to_dict
from dateline.service.access import Who, forbidden
from dateline.service.errors import ProblemError, not_found
from dateline.store.rows import in_parts
from dateline.store.tables import claims, evidence, incident_claims, incidents, states

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """What some claims hold up: incidents, by id, and the keys of states (what is decided together)."""

    incidents: frozenset[str]
    keys: frozenset[str]


def judged(
    connection: Connection, propose: Callable[[], Judgement], decide: Callable[[Judgement], Judgement]
) -> Record:
    """Make or revoke a judgement, and tell what that changed.

    Args:
        connection: A transaction that writes.
        propose: Gives the judgement that is meant.
        decide: Takes it in or back, with all that follows.
    """
    judgement = propose()
    before = held(connection, judgement.targets)
    members = _members(connection, before.incidents) | set(judgement.targets)
    judgement = decide(judgement)
    after = held(connection, members)
    return {
        "judgement": to_dict(judgement),
        "changed": {
            "claims": list(judgement.targets),
            "incidents": sorted(after.incidents),
            "gone": sorted(before.incidents - _there(connection, before.incidents)),
            "states": _states(connection, before.keys | held(connection, judgement.targets).keys),
        },
    }


def make(connection: Connection, asked: Record, who: Who, at: str) -> Record:
    """Make a judgement.

    Raises:
        InputError: the store has no such claim or incident, or the judgement does not fit.
    """

    def propose() -> Judgement:
        return deciding.propose(
            connection, asked["action"], asked["targets"], author=who.name, made=at, reason=asked["reason"],
            field=asked["field"], value=asked["value"],
        )  # fmt: skip

    def decide(judgement: Judgement) -> Judgement:
        deciding.judge(connection, judgement)
        return judgement

    return judged(connection, propose, decide)


def take_back(connection: Connection, ident: str, who: Who, at: str, reason: str | None) -> Record:
    """Revoke a judgement; what the machine says counts again.

    Raises:
        ProblemError: there is none, it was revoked before, or it is somebody else's.
    """
    return judged(
        connection,
        lambda: _revocable(connection, ident, who),
        lambda judgement: deciding.revoke(connection, judgement.id, by=who.name, at=at, reason=reason),
    )


def _revocable(connection: Connection, ident: str, who: Who) -> Judgement:
    judgement = find(connection, ident)
    if judgement is None:
        raise not_found("judgement", ident)
    if judgement.revoked is not None:
        raise ProblemError(409, "E-REVOKED", f"{ident} was revoked by {judgement.revoked_by} on "
                           f"{judgement.revoked[:10]}", remedy="nothing is left to do")  # fmt: skip
    if judgement.author != who.name and not who.may("admin"):
        raise forbidden(f"{ident} is a judgement of {judgement.author}, which only they or an admin may revoke")
    return judgement


def held(connection: Connection, idents: Collection[str]) -> Held:
    """What live claims hold up."""
    live = claims.c.retired.is_(None)
    of_incidents = select(incident_claims.c.incident).join_from(incident_claims, claims).where(live)
    of_states = select(evidence.c.key).join_from(evidence, claims).where(live)
    return Held(
        frozenset(_column(connection, of_incidents, claims.c.id, idents)),
        frozenset(_column(connection, of_states, claims.c.id, idents)),
    )


def _members(connection: Connection, of: Collection[str]) -> set[str]:
    chosen = select(claims.c.id).join_from(incident_claims, claims)
    return set(_column(connection, chosen, incident_claims.c.incident, of))


def _there(connection: Connection, idents: Collection[str]) -> set[str]:
    return set(_column(connection, select(incidents.c.id), incidents.c.id, idents))


def _states(connection: Connection, keys: Collection[str]) -> list[str]:
    """The ids of the states that are held, by the present knowledge."""
    chosen = select(states.c.id).where(states.c.known_to.is_(None))
    return sorted(set(_column(connection, chosen, states.c.key, keys)))


def _column(connection: Connection, chosen: Any, column: Any, values: Collection[str]) -> Iterable[str]:
    for some in in_parts(sorted(values)):
        yield from connection.execute(chosen.where(column.in_(some))).scalars()
