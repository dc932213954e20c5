"""What a store holds apart from the numbers of its rows, to compare two stores that came about in different ways.

Rows of what follows from claims are named by the ids of the documents and claims that they belong to; a digest stands
for the rest.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select

from dateline.store.tables import (
    blocks,
    claims,
    copies,
    documents,
    evidence,
    incident_claims,
    incident_documents,
    incidents,
    links,
    signatures,
    states,
    timelines,
)  # fmt: skip

DERIVED = (
    signatures,
    copies,
    blocks,
    links,
    incidents,
    incident_claims,
    incident_documents,
    evidence,
    states,
    timelines,
)
PASSING = {"n", "since", "base"}  # columns that hang on the order in which things came
DIGITS = 9  # of fractions: sums in another order differ in the last ones
AT_ONCE = 2_000  # rows fetched at a time

Rows = Counter[tuple[str, bytes]]  # by name and digest
_Names = Mapping[str, Mapping[int, str]]


def derived_rows(connection: Connection) -> Iterator[tuple[str, Rows]]:
    """What follows from the claims, table by table."""
    names = {table.name: dict(_names(connection, table)) for table in (documents, claims)}
    for table in DERIVED:
        yield table.name, Counter(_rows(connection, table, names))


def _names(connection: Connection, table: Table) -> Iterator[tuple[int, str]]:
    for n, ident, retired in connection.execute(select(table.c.n, table.c.id, table.c.retired)):
        yield n, f"{ident} (retired)" if retired else ident


def _rows(connection: Connection, table: Table, names: _Names) -> Iterator[tuple[str, bytes]]:
    pointing = {column.name: _target(column) for column in table.c if _target(column) in names}
    shown = [column for column in table.c if column.name not in PASSING]
    keys = [column.name for column in table.primary_key if column.name != "n"] or ["id", "known_from"]
    found = connection.execution_options(stream_results=True).execute(select(*shown))
    for row in found.yield_per(AT_ONCE).mappings():
        plain = {
            name: names[pointing[name]].get(value, f"row {value}") if name in pointing else value
            for name, value in row.items()
        }
        if table is links:  # neither of the two comes first; that their rows are in order is the store's own matter
            plain["a"], plain["b"] = sorted((plain["a"], plain["b"]))
        yield " ".join(str(plain[key]) for key in keys), _digest(plain)


def _target(column: Any) -> str:
    return next((key.column.table.name for key in column.foreign_keys), "")


def _digest(row: Mapping[str, Any]) -> bytes:
    written = json.dumps(_rounded(row), sort_keys=True, default=bytes.hex)
    return hashlib.blake2b(written.encode(), digest_size=16).digest()


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, Mapping):
        return {name: _rounded(each) for name, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, list) else value
