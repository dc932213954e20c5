"""Insert rows that may be there already, in the dialect of the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, case, or_
from sqlalchemy.dialects import postgresql, sqlite


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows whose primary key is not there; the others stay as they are."""
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), rows)


def insert_lowest(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; where one is there, each column keeps the lower value, so that the order of arrival is no matter."""
    if not rows:
        return
    making = _insert(connection, table)
    keys = [column.name for column in table.primary_key]
    lower = {
        column.name: case(
            (or_(column.is_(None), making.excluded[column.name] < column), making.excluded[column.name]), else_=column
        )
        for column in table.c
        if column.name not in keys
    }
    connection.execute(making.on_conflict_do_update(index_elements=keys, set_=lower), rows)


def _insert(connection: Connection, table: Table) -> Any:
    return (sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert)(table)
