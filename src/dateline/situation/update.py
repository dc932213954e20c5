"""Bring evidence and states up to date with claims that came, went or were judged. Only keys that they touch change.

A key's new evidence is mostly the latest known: it is then taken on top of what the key's timeline has come to. A
little earlier, it is taken with what came after it, from the base that the timeline keeps; earlier still, or where
evidence went, the key is made anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select

from dateline.judgements.effective import AtHand
from dateline.linking.sources import copying, units
from dateline.situation.evidence import Evidence
from dateline.situation.sentences import pieces
from dateline.situation.states import Fold, StateVersion
from dateline.store.among import among
from dateline.store.rows import StoredClaim, in_parts
from dateline.store.tables import claims, evidence, states, timelines
from dateline.store.upsert import insert_rows

LONG = 48  # pieces of evidence after which a timeline keeps a new base
COLUMNS = tuple(column.name for column in states.c if column.name != "n")


@dataclass(slots=True)
class _Change:
    """What became of a key's evidence: pieces that came, and whether any went."""

    came: list[Evidence] = field(default_factory=list)
    went: bool = False


def update(connection: Connection, changed: Collection[int], at_hand: AtHand | None = None) -> None:
    """Bring the states up to date with claims that came, went or were judged; `at_hand` loads claims."""
    if not changed:
        return
    ns = _with_neighbours(connection, changed)
    was = _stored(connection, ns)
    now = dict(_extracted(connection, (at_hand or AtHand(connection)).effective(ns)))
    gone = [row for at, row in was.items() if at not in now or now[at].to_dict() != row.record]
    fresh = {at: piece for at, piece in now.items() if at not in was or piece.to_dict() != was[at].record}
    changes: dict[str, _Change] = defaultdict(_Change)
    for row in gone:
        changes[row.key].went = True
    for piece in fresh.values():
        changes[piece.key].came.append(piece)
    _write_evidence(connection, [(row.claim, row.position) for row in gone], fresh)
    _write_states(connection, changes)


def rebuild(connection: Connection) -> None:
    """Make all evidence and states anew from the claims."""
    for table in (states, timelines, evidence):
        connection.execute(delete(table))
    ns = connection.scalars(select(claims.c.n).where(claims.c.retired.is_(None)).order_by(claims.c.known)).all()
    for some in in_parts(ns):
        update(connection, some)


def _with_neighbours(connection: Connection, changed: Collection[int]) -> set[int]:
    """The claims, with those of the same sentences and of documents that copy theirs: they are read together."""
    found = set(changed)
    if changed:
        same = select(claims.c.sentence).where(among(claims.c.n, changed))
        live = claims.c.retired.is_(None)
        found.update(connection.scalars(select(claims.c.n).where(claims.c.sentence.in_(same), live)))
        told = connection.scalars(select(claims.c.document).where(among(claims.c.n, changed)).distinct()).all()
        later = copying(connection, told)
        if later:
            found.update(connection.scalars(select(claims.c.n).where(claims.c.document.in_(later), live)))
    return found


def _stored(connection: Connection, ns: Iterable[int]) -> dict[tuple[int, int], Row[Any]]:
    found = {}
    if ns:
        for row in connection.execute(select(evidence).where(among(evidence.c.claim, ns))):
            found[row.claim, row.position] = row
    return found


def _extracted(connection: Connection, stored: Sequence[StoredClaim]) -> Iterator[tuple[tuple[int, int], Evidence]]:
    unit_of = units(connection, {each.document for each in stored})
    told: dict[tuple[int, int], list[StoredClaim]] = defaultdict(list)
    for each in stored:
        told[each.document, each.claim.sentence.index].append(each)
    for (document, _), together in sorted(told.items(), key=lambda item: item[0]):
        for n, piece in pieces(together, unit_of[document]):
            yield (n, piece.position), piece


def _write_evidence(
    connection: Connection, gone: Sequence[tuple[int, int]], fresh: Mapping[tuple[int, int], Evidence]
) -> None:
    if gone:
        which = (evidence.c.claim == bindparam("c")) & (evidence.c.position == bindparam("p"))
        connection.execute(delete(evidence).where(which), [{"c": n, "p": position} for n, position in gone])
    if fresh:
        rows = [
            {"claim": n, "position": position, "key": e.key, "known": e.known, "record": e.to_dict()}
            for (n, position), e in fresh.items()
        ]
        insert_rows(connection, evidence, rows)


# --- states


def _write_states(connection: Connection, changes: Mapping[str, _Change]) -> None:
    kept = _kept(connection, changes)
    done = [_Redone.of(connection, key, change, kept.get(key)) for key, change in sorted(changes.items())]
    for whole in (True, False):
        gone = [{"k": each.key} for each in done if each.whole is whole and each.key in kept]
        which = states.c.key == bindparam("k")
        if gone:
            connection.execute(delete(states).where(which if whole else which & states.c.known_to.is_(None)), gone)
    for each in done:
        if each.since is not None:
            late = states.c.known_to.is_(None) | (states.c.known_to >= each.since)
            connection.execute(delete(states).where(states.c.key == each.key, late))
    replaced = [{"k": each.key} for each in done if each.key in kept]
    if replaced:
        connection.execute(delete(timelines).where(timelines.c.key == bindparam("k")), replaced)
    rows = [_row(version) for each in done for version in (*each.fold.closed, *each.fold.open)]
    insert_rows(connection, states, rows)
    lines = [each.line for each in done if each.fold.pieces]
    insert_rows(connection, timelines, lines)


def _kept(connection: Connection, keys: Iterable[str]) -> dict[str, Row[Any]]:
    found = {}
    if keys:
        for row in connection.execute(select(timelines).where(among(timelines.c.key, keys))):
            found[row.key] = row
    return found


@dataclass(slots=True)
class _Redone:
    """A key's fold as it is now. `whole`: all its rows are new; `since`: those known from a moment on are."""

    key: str
    fold: Fold
    line: dict[str, Any]
    whole: bool = False
    since: str | None = None

    @classmethod
    def of(cls, connection: Connection, key: str, change: _Change, kept: Row[Any] | None) -> _Redone:
        """A key's fold with what changed, by the shortest way that leads there."""
        earliest = min((each.known for each in change.came), default="")
        if kept is None:
            return cls._anew(key, change.came)
        if not change.went and earliest > kept.last:
            return cls._onwards(key, kept, change.came)
        if not change.went and kept.since and earliest >= kept.since:
            return cls._from_base(connection, key, kept)
        return cls._anew(key, _load(connection, key))

    @classmethod
    def _anew(cls, key: str, came: Iterable[Evidence]) -> _Redone:
        fold = Fold(key)
        came = sorted(came, key=lambda e: e.order)
        base = _fold_in(fold, came, None, 0)
        return cls(key, fold, _line(fold, came[-1].known if came else "", base), whole=True)

    @classmethod
    def _onwards(cls, key: str, kept: Row[Any], came: Iterable[Evidence]) -> _Redone:
        fold = Fold.from_dict(key, kept.now)
        base = (kept.since, kept.base) if kept.since else None
        came = sorted(came, key=lambda e: e.order)
        base = _fold_in(fold, came, base, kept.base["pieces"] if kept.base else 0)
        return cls(key, fold, _line(fold, came[-1].known, base))

    @classmethod
    def _from_base(cls, connection: Connection, key: str, kept: Row[Any]) -> _Redone:
        fold = Fold.from_dict(key, kept.base)
        came = _load(connection, key, kept.since)
        base = _fold_in(fold, came, (kept.since, kept.base), fold.pieces)
        return cls(key, fold, _line(fold, came[-1].known, base), since=kept.since)


_Base = tuple[str, dict[str, Any]] | None


def _fold_in(fold: Fold, came: Iterable[Evidence], base: _Base, pieces_then: int) -> _Base:
    """Take evidence, moment by moment; the base is renewed before a moment when much has come since the last one."""
    for known, group in groupby(came, key=lambda e: e.known):
        if fold.pieces - pieces_then >= LONG:
            base, pieces_then = (known, fold.to_dict()), fold.pieces
        fold.take(known, group)
    return base


def _line(fold: Fold, last: str, base: _Base) -> dict[str, Any]:
    since, kept = base or (None, None)
    return {"key": fold.key, "last": last, "now": fold.to_dict(), "since": since, "base": kept}


def _load(connection: Connection, key: str, since: str | None = None) -> list[Evidence]:
    wanted = select(evidence.c.record).where(evidence.c.key == key)
    if since:
        wanted = wanted.where(evidence.c.known >= since)
    return sorted(map(Evidence.from_dict, connection.scalars(wanted)), key=lambda e: e.order)


def _row(version: StateVersion) -> dict[str, Any]:
    return {name: getattr(version, name) for name in COLUMNS}
