"""Go on behind the last row that was given: what is found stays right while rows are added before it.

order = ((claims.c.known, True), (claims.c.n, False))     columns, and whether the greatest comes first
select(claims).where(behind(order, last)).order_by(*in_order(order))
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

Order = Sequence[tuple[Any, bool]]


def in_order(order: Order) -> list[Any]:
    """What to order by."""
    return [column.desc() if falling else column for column, falling in order]


def behind(order: Order, last: Sequence[Any]) -> ColumnElement[bool]:
    """Whether a row comes behind the one with these values; none of them is null."""
    (column, falling), *others = order
    value, *values = last
    further = column < value if falling else column > value
    if not others:
        return further  # type: ignore[no-any-return]
    # The first part alone lets an index find where to begin.
    reached = column <= value if falling else column >= value
    return and_(reached, or_(further, behind(others, values)))
