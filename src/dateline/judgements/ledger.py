"""The rows of judgements: which there are, and which speak about a claim."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, insert, select, update

from dateline.judgements.records import Judgement
from dateline.store.among import among
from dateline.store.tables import claims, judgement_targets, judgements

Value = TypeVar("Value")

_OF_TARGET = select(judgements, judgement_targets.c.target, judgement_targets.c.given).join_from(
    judgement_targets, judgements
)


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """A judgement as it speaks about the claim `target`; `given` is what was judged, mostly the same.

    They differ when a newer coder reads the words of `given` otherwise, which makes it the claim `target`.
    """

    judgement: Judgement
    target: str
    given: str


def from_row(row: Row[Any]) -> Judgement:
    """The judgement of a row."""
    given = row._mapping
    return Judgement(**{name: given[name] for name in Judgement.__slots__} | {"targets": tuple(given["targets"])})


def find(connection: Connection, ident: str) -> Judgement | None:
    """The judgement of an id."""
    row = connection.execute(select(judgements).where(judgements.c.id == ident)).first()
    return from_row(row) if row else None


def live_on(connection: Connection, targets: Iterable[str]) -> dict[str, list[Said]]:
    """The judgements that were not revoked, by the claim that they speak about, those that win last."""
    return said_of(connection, targets, _OF_TARGET.where(judgements.c.revoked.is_(None)))


def all_on(connection: Connection, targets: Iterable[str]) -> dict[str, list[Said]]:
    """The same with those that were revoked."""
    return said_of(connection, targets, _OF_TARGET)


def said_of(connection: Connection, targets: Iterable[str], chosen: Select[Any]) -> dict[str, list[Said]]:
    """Judgements by the claim that they speak about, in order."""
    found: dict[str, list[Said]] = {}
    if some := set(targets):
        for row in connection.execute(chosen.where(among(judgement_targets.c.target, some))):
            found.setdefault(row.target, []).append(Said(from_row(row), row.target, row.given))
    for each in found.values():
        each.sort(key=lambda said: said.judgement.order)
    return found


def targets_of(connection: Connection, idents: Collection[str]) -> dict[str, list[Said]]:
    """What judgements speak about, by the judgement's id."""
    found: dict[str, list[Said]] = {}
    if idents:
        rows = connection.execute(_OF_TARGET.where(among(judgement_targets.c.judgement, idents)).order_by("target"))
        for row in rows:
            found.setdefault(row.id, []).append(Said(from_row(row), row.target, row.given))
    return found


def write(connection: Connection, judgement: Judgement, read_as: Mapping[str, str] | None = None) -> None:
    """Insert a judgement; `read_as` has further claims that it speaks about, with what was judged."""
    connection.execute(insert(judgements), dataclasses.asdict(judgement) | {"targets": list(judgement.targets)})
    given = {**{target: target for target in judgement.targets}, **(read_as or {})}
    rows = [{"judgement": judgement.id, "target": target, "given": was} for target, was in given.items()]
    connection.execute(insert(judgement_targets), rows)


def write_revocation(connection: Connection, judgement: Judgement) -> None:
    """Keep that a judgement was revoked, as the record says."""
    names = ("revoked", "revoked_by", "revoked_reason")
    values = {name: getattr(judgement, name) for name in names}
    connection.execute(update(judgements).where(judgements.c.id == judgement.id).values(values))


def row_numbers(connection: Connection, idents: Iterable[str]) -> list[int]:
    """The rows of live claims."""
    return [row.n for row in _live(connection, idents)]


def live_ids(connection: Connection, idents: Iterable[str]) -> set[str]:
    """Those ids that live claims have."""
    return {row.id for row in _live(connection, idents)}


def _live(connection: Connection, idents: Iterable[str]) -> Iterator[Row[int, str]]:
    live = select(claims.c.n, claims.c.id).where(claims.c.retired.is_(None)).order_by(claims.c.n)
    if some := set(idents):
        yield from connection.execute(live.where(among(claims.c.id, some)))
