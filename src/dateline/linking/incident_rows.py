"""The rows of incidents: written where a group of claims is new or changed, taken away where it is no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, update

from dateline.linking.sources import copied_pairs
from dateline.linking.summary import Tie, incident_row
from dateline.linking.traits import Traits
from dateline.store.among import among
from dateline.store.tables import incident_claims, incident_documents, incidents
from dateline.store.upsert import insert_rows

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Renewed:
    """Groups of claims that are new or changed.

    `held` says in which incident a claim was before, `stale` names incidents that lost a claim, `fresh` the claims that
    have no row among the members yet.
    """

    groups: Sequence[Sequence[Traits]]
    ties: Mapping[tuple[int, int], Tie]
    held: Mapping[int, str]
    stale: Collection[str]
    fresh: Collection[int]


def write_incidents(connection: Connection, renewed: Renewed) -> set[int]:
    """Write the rows of incidents, of their members and documents; the documents are returned."""
    several = {each.document for group in renewed.groups if len(group) > 1 for each in group}
    copied = copied_pairs(connection, several)
    ties = _own_ties(renewed)
    rows = [incident_row(group, own, copied) for group, own in zip(renewed.groups, ties, strict=True)]
    members = [(each, row["id"]) for group, row in zip(renewed.groups, rows, strict=True) for each in group]
    old = {*renewed.stale, *(renewed.held[each.n] for each, _ in members if each.n in renewed.held)}
    _change(connection, [row for row in rows if row["id"] in old])
    insert_rows(connection, incidents, [row for row in rows if row["id"] not in old])
    _write_members(connection, members, renewed)
    if some := old - {row["id"] for row in rows}:
        connection.execute(delete(incidents).where(among(incidents.c.id, some)))
    pairs = {(ident, each.document) for each, ident in members}
    _write_documents(connection, pairs, old)
    return {document for _, document in pairs}


def _own_ties(renewed: Renewed) -> list[dict[tuple[int, int], Tie]]:
    """The links within each group."""
    at = {each.n: k for k, group in enumerate(renewed.groups) for each in group}
    found: list[dict[tuple[int, int], Tie]] = [{} for _ in renewed.groups]
    for (a, b), tie in renewed.ties.items():
        if a in at and at[a] == at.get(b):
            found[at[a]][a, b] = tie
    return found


def _change(connection: Connection, rows: Sequence[Row]) -> None:
    """Give incidents that are there their new values."""
    if rows:
        values: dict[str, Any] = {name: bindparam(f"_{name}") for name in rows[0] if name != "id"}
        at = update(incidents).where(incidents.c.id == bindparam("_id")).values(values)
        connection.execute(at, [{f"_{name}": value for name, value in row.items()} for row in rows])


def _write_members(connection: Connection, members: Sequence[tuple[Traits, str]], renewed: Renewed) -> None:
    stayed = [(each.n, ident) for each, ident in members if each.n not in renewed.fresh]
    moved = [{"_claim": n, "_incident": ident} for n, ident in stayed if renewed.held[n] != ident]
    if moved:
        at = update(incident_claims).where(incident_claims.c.claim == bindparam("_claim"))
        connection.execute(at.values(incident=bindparam("_incident")), moved)
    came = [(each, ident) for each, ident in members if each.n in renewed.fresh]
    rows = [{"claim": each.n, "incident": ident, "traits": each.to_json()} for each, ident in came]
    insert_rows(connection, incident_claims, rows)


def _write_documents(connection: Connection, pairs: Collection[tuple[str, int]], old: Collection[str]) -> None:
    if old:
        connection.execute(delete(incident_documents).where(among(incident_documents.c.incident, old)))
    rows = [{"incident": incident, "document": document} for incident, document in sorted(pairs)]
    insert_rows(connection, incident_documents, rows)
