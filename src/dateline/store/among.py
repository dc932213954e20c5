"""Ask for the rows whose column has one of many values: one parameter, however many there are.

    select(claims).where(among(claims.c.n, ns))

`in_` names each value, and to write and read thousands of names costs more than to find the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Dialect, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import UserDefinedType

from dateline.store.engines import write_json


def among(column: ColumnElement[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """The condition that a column has one of some values, which are all numbers or all words."""
    return _Among(column, bindparam(None, list(values), type_=_Several()))


class _Several(UserDefinedType[list[Any]]):
    """Values as the database takes them: an array, or JSON."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[list[Any] | None], Any] | None:
        """How values are handed over."""
        return write_json if dialect.name == "sqlite" else None


class _Among(FunctionElement[bool]):
    type = Boolean()
    name = "among"
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:
        """Itself: SQLite would not use an index for `... = 1`, as truth is else written for it."""
        return self


@compiles(_Among, "sqlite")
def _for_sqlite(element: _Among, compiler: Any, **options: Any) -> str:
    column, values = (compiler.process(each, **options) for each in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"


@compiles(_Among, "postgresql")
def _for_postgresql(element: _Among, compiler: Any, **options: Any) -> str:
    column, values = (compiler.process(each, **options) for each in element.clauses)
    return f"{column} = ANY({values})"
