"""Insert many rows in few statements, in the dialect of the database; some may be there already."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, case, insert, or_
from sqlalchemy.dialects import postgresql, sqlite


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows."""
    if rows:
        connection.execute(insert(table), rows)


def insert_numbered(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], key: str) -> list[int]:
    """Insert rows that the database numbers; the numbers, in the order of the rows, which `key` tells apart."""
    if not rows:
        return []
    found = connection.execute(insert(table).returning(table.c[key], table.c.n), rows)
    numbers = {row[0]: row[1] for row in found}
    return [numbers[row[key]] for row in rows]


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows whose primary key is not there; the others stay as they are."""
    if rows:
        connection.execute(_insert(connection.dialect.name, table).on_conflict_do_nothing(), rows)


def insert_lowest(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; where one is there, each column keeps the lower value, so that the order of arrival is no matter."""
    if rows:
        connection.execute(_inserting_lowest(connection.dialect.name, table), rows)


@functools.cache
def _inserting_lowest(dialect: str, table: Table) -> Any:
    making = _insert(dialect, table)
    keys = [column.name for column in table.primary_key]
    lower = {
        column.name: case(
            (or_(column.is_(None), making.excluded[column.name] < column), making.excluded[column.name]), else_=column
        )
        for column in table.c
        if column.name not in keys
    }
    return making.on_conflict_do_update(index_elements=keys, set_=lower)


def _insert(dialect: str, table: Table) -> Any:
    return (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table)
