"""Lists: a part of what meets the filters as JSON, or all of it as a download.

INCIDENTS = Listed(kind=..., find=..., record=..., keys=..., key_types=(str, str), count=...)
answer_list(desk, version, asked, INCIDENTS)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select
from starlette.responses import Response

from dateline.output.listing import Kind
from dateline.service.answers import Json
from dateline.service.asking import AskedList, understood
from dateline.service.desk import ServedDesk
from dateline.service.downloads import download_records
from dateline.service.paging import from_cursor, to_cursor
from dateline.service.situations import check_past
from dateline.store.filters import Filters, asked_moment
from dateline.store.past import as_recorded, last_change
from dateline.store.queries import Found, Page

Record = dict[str, Any]
AT_ONCE = 1_000  # records of a download that are in memory at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """How a kind of thing is listed.

    `find` gives rows, `records` what they are as records, `keys` by what a row is ordered, of the types `key_types`.
    `chosen` is the query whose rows are counted; None where counting takes as long as finding. `anew` says that what
    stood at a past moment is no longer there, so that the store must be made anew as it was; `kept` that finding takes
    long, so that what was found is kept while the store stays as it is.
    """

    kind: Kind
    find: Callable[[Connection, Filters, Page], Found[Any]]
    records: Callable[[Connection, Sequence[Any], Filters], Sequence[Record]]
    keys: Callable[[Connection, Any], tuple[Any, ...]]
    key_types: tuple[type, ...]
    chosen: Callable[[Connection, Filters], Select[Any] | None]
    anew: bool = False
    kept: bool = False


def answer_list(desk: ServedDesk, version: str, asked: AskedList, listed: Listed) -> Response:
    """The part of a list that is asked for, or a download of all of it.

    Raises:
        InputError: a filter is none.
        ProblemError: the cursor is none.
    """
    if asked.format != "json":
        return download_list(desk, asked, listed)
    page = part(asked, listed.kind.name, listed.key_types)
    with desk.reading() as present, standing(desk, present, asked, listed) as (connection, now):
        meant = understood(connection, now)
        found = _found(desk, version, connection, listed, meant.filters, page)
        items = listed.records(connection, found.items, meant.filters)
        last = listed.keys(connection, found.items[-1]) if found.more else None
        key = ("count", listed.kind.name, asked.recorded, meant.filters)
        total = desk.cache.get(version, key, lambda: _count(desk, connection, listed, meant.filters))
    return Json(frame(items, asked, listed.kind.name, last, total=total, notes=meant.notes))


def _found(
    desk: ServedDesk, version: str, connection: Connection, listed: Listed, filters: Filters, page: Page
) -> Found[Any]:
    if not listed.kept:
        return listed.find(connection, filters, page)
    key = ("found", listed.kind.name, filters, page)
    return desk.cache.get(version, key, lambda: listed.find(connection, filters, page))


def part(asked: AskedList, name: str, key_types: Sequence[type]) -> Page:
    """Which part of a list is asked for.

    Raises:
        ProblemError: the cursor is none.
    """
    return Page(limit=asked.limit, after=from_cursor({"list": name, **asked.filters_asked()}, asked.cursor, key_types))


def frame(
    items: Sequence[Record],
    asked: AskedList,
    name: str,
    last: tuple[Any, ...] | None,
    *,
    total: int | None,
    notes: Sequence[str] = (),
    cut: bool = False,
) -> Record:
    """A part of a list; `last` are the keys of its last item where there are more, `cut` says that more is not had."""
    return {
        "items": list(items),
        "next": to_cursor({"list": name, **asked.filters_asked()}, last) if last else None,
        "total": total,
        "truncated": bool(last) or cut,
        "notes": list(notes),
    }


@contextmanager
def standing(
    desk: ServedDesk, connection: Connection, asked: AskedList, listed: Listed
) -> Iterator[tuple[Connection, AskedList]]:
    """The store, or where it is asked for as it stood one made anew in memory; and what to ask of it.

    Raises:
        InputError: the day is none.
        ProblemError: the store is too large for that.
    """
    moment = asked_moment(asked.recorded) if listed.anew else None
    now = asked.model_copy(update={"recorded": None})
    if moment is None or last_change(connection) < moment:
        yield connection, asked if moment is None else now
        return
    check_past(desk, connection, moment)
    with as_recorded(connection, moment) as then:
        yield then, now


def _count(desk: ServedDesk, connection: Connection, listed: Listed, filters: Filters) -> int | None:
    chosen, most = listed.chosen(connection, filters), desk.settings.count_to
    if chosen is None:
        return None
    number: int = connection.execute(select(func.count()).select_from(chosen.limit(most + 1).subquery())).scalar_one()
    return number if number <= most else None


def download_list(desk: ServedDesk, asked: AskedList, listed: Listed) -> Response:
    """All that meets the filters."""

    def portions(present: Connection) -> Iterator[Sequence[Record]]:
        with standing(desk, present, asked, listed) as (connection, now):
            filters, page = understood(connection, now).filters, Page(limit=AT_ONCE)
            while True:
                found = listed.find(connection, filters, page)
                yield listed.records(connection, found.items, filters)
                if not found.more:
                    return
                page = Page(limit=AT_ONCE, after=listed.keys(connection, found.items[-1]))

    return download_records(desk, listed.kind, asked.format, portions)
