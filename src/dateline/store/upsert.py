"""Insert many rows in few statements, in the dialect of the database; some may be there already."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Connection, Table, and_, case, or_
from sqlalchemy.dialects import postgresql, sqlite

from dateline.store.engines import write_json


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that have the same columns.

    This is where a store's time goes: the values are handed to the driver as they are, JSON written before.
    """
    if rows:
        statement, columns = _statement(connection.dialect.name, table, tuple(rows[0]))
        connection.exec_driver_sql(statement, [_values(columns, row) for row in rows])


def insert_numbered(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert rows with a number each; the numbers, in the order of the rows."""
    numbers = _free_numbers(connection, table, len(rows)) if rows else []
    insert_rows(connection, table, [{"n": n, **row} for n, row in zip(numbers, rows, strict=True)])
    return numbers


def _free_numbers(connection: Connection, table: Table, wanted: int) -> list[int]:
    if connection.dialect.name == "sqlite":  # nobody else writes
        highest = connection.exec_driver_sql(f"SELECT coalesce(max(n), 0) FROM {table.name}").scalar_one()
        return list(range(highest + 1, highest + 1 + wanted))
    taken = "SELECT nextval(pg_get_serial_sequence(%s, 'n')) FROM generate_series(1, %s)"
    return list(connection.exec_driver_sql(taken, (table.name, wanted)).scalars())


_Column = tuple[str, bool]  # its name, and whether it holds JSON


@functools.cache
def _statement(dialect: str, table: Table, names: tuple[str, ...]) -> tuple[str, tuple[_Column, ...]]:
    mark = "?" if dialect == "sqlite" else "%s"
    columns = ", ".join(f'"{name}"' for name in names)
    statement = f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join([mark] * len(names))})"
    return statement, tuple((name, isinstance(table.c[name].type, JSON)) for name in names)


def _values(columns: Sequence[_Column], row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(write_json(row[name]) if is_json and row[name] is not None else row[name] for name, is_json in columns)


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
    new = {column: making.excluded[column.name] for column in table.c if column.name not in keys}
    is_lower = {
        column: or_(value < column, and_(column.is_(None), value.is_not(None))) for column, value in new.items()
    }
    return making.on_conflict_do_update(
        index_elements=keys,
        set_={column.name: case((is_lower[column], value), else_=column) for column, value in new.items()},
        where=or_(*is_lower.values()),  # most are there already, and what is not changed is not written
    )


def _insert(dialect: str, table: Table) -> Any:
    return (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table)
