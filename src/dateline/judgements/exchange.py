"""Judgements out of a store and into another, as JSON Lines.

A line is a judgement as `to_dict` gives it, and `read_as` where newer coders read the words of a target otherwise:
the claim that they make of them, with the target. Importing twice changes nothing. Judgements on claims that the
store does not have are kept: they count as soon as their dispatch is added. So are corrections that do not fit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from dateline.errors import InputError
from dateline.judgements.corrections import check_path
from dateline.judgements.deciding import follow_revocations, touched
from dateline.judgements.ledger import find, from_row, live_ids, targets_of, write, write_revocation
from dateline.judgements.records import Judgement, from_dict, to_dict
from dateline.store import writer
from dateline.store.tables import judgements

MOST_PROBLEMS = 10  # that one message tells
AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of imported judgements, by their ids; `unknown` are claims that the store does not have."""

    added: tuple[str, ...] = ()
    revoked: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    judgement: Judgement
    read_as: Mapping[str, str]


def export(connection: Connection) -> Iterator[str]:
    """All judgements, those that were revoked too, a line each, in the order in which they were made."""
    rows = connection.execute(select(judgements).order_by(judgements.c.made, judgements.c.id)).all()
    for begin in range(0, len(rows), AT_A_TIME):
        some = [from_row(row) for row in rows[begin : begin + AT_A_TIME]]
        said = targets_of(connection, [each.id for each in some])
        for judgement in some:
            read_as = {each.target: each.given for each in said[judgement.id] if each.target != each.given}
            line = to_dict(judgement) | ({"read_as": read_as} if read_as else {})
            yield json.dumps(line, ensure_ascii=False)


def import_lines(connection: Connection, lines: Iterable[str], at: str) -> Imported:
    """Take exported judgements in, all or none.

    A revocation is taken over; one that was made here is never undone.

    Args:
        connection: To the store.
        lines: JSON Lines; empty ones are passed over.
        at: The moment, in UTC.

    Raises:
        InputError: lines cannot be used; the message names each.
    """
    read = _read(lines)
    added, revoked, unchanged = [], [], []
    for line in read:
        present = find(connection, line.judgement.id)
        if present is None:
            write(connection, line.judgement, line.read_as)
            added.append(line.judgement.id)
        elif line.judgement.revoked is not None and present.revoked is None:
            write_revocation(connection, line.judgement)
            revoked.append(line.judgement.id)
        else:
            unchanged.append(line.judgement.id)
    writer.relink(connection, touched(connection, added))
    if revoked:
        follow_revocations(connection, revoked, at)
    return Imported(tuple(added), tuple(revoked), tuple(unchanged), _unknown(connection, read))


def _read(lines: Iterable[str]) -> list[_Line]:
    read: dict[str, _Line] = {}
    problems: list[str] = []
    for number, text in enumerate(lines, 1):
        if text.strip():
            try:
                line = _parsed(text)
                read[line.judgement.id] = line
            except InputError as error:
                problems.append(f"line {number}: {error.message}")
    if problems:
        more = f"; and {len(problems) - MOST_PROBLEMS} more" if len(problems) > MOST_PROBLEMS else ""
        told = "; ".join(problems[:MOST_PROBLEMS])
        raise InputError("E-JUDGE-IMPORT", f"nothing was imported, these lines cannot be used: {told}{more}")
    return list(read.values())


def _parsed(text: str) -> _Line:
    try:
        data = json.loads(text)
    except ValueError:
        raise InputError("E-JUDGE", "it is no JSON") from None
    if not isinstance(data, dict):
        raise InputError("E-JUDGE", "it is no JSON object")
    read_as: Any = data.pop("read_as", {})
    judgement = from_dict(data)
    if judgement.field is not None:
        check_path(judgement.field)
    if not isinstance(read_as, dict) or not all(target in judgement.targets for target in read_as.values()):
        raise InputError("E-JUDGE", "“read_as” gives, for claims, the target that they are read from")
    return _Line(judgement, read_as)


def _unknown(connection: Connection, read: Iterable[_Line]) -> tuple[str, ...]:
    targets = {target for line in read for target in line.judgement.targets}
    return tuple(sorted(targets - live_ids(connection, targets)))
