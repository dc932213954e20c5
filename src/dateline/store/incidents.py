"""Ask a store for incidents, as they are known now or were at a past moment.

Which claims tell of one happening is decided with all that is known now. An incident as known at a moment is made of
those of its claims that were known then: its figures, status and sources are those of that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, or_, select

from dateline.linking.sources import copied_pairs, sources
from dateline.linking.summary import incident_row
from dateline.linking.traits import traits_from_json
from dateline.store.filters import Condition, Filters, claim_conditions
from dateline.store.keyset import Order, behind, in_order
from dateline.store.moments import day_interval
from dateline.store.queries import ALL, Found, Page, cut, rows_found
from dateline.store.records import Record, incident_record
from dateline.store.rows import in_parts
from dateline.store.tables import claims, documents, incident_claims, incident_documents, incidents

NEWEST_FIRST: Order = ((incidents.c.last_known, True), (incidents.c.id, False))


def find_incidents(connection: Connection, asked: Filters, page: Page = ALL) -> Found[Record]:
    """The incidents that meet filters, those that were told of last first.

    Type, status, days, sources and disputes are those of the incident; the rest must hold of one of its claims.
    """
    told = list(_told(connection, asked))
    further = [] if page.after is None else [behind(NEWEST_FIRST, page.after)]
    if asked.known is None:
        chosen = select(incidents).where(*told, *_whole(asked), *further).order_by(*in_order(NEWEST_FIRST))
        found = rows_found(connection, chosen, page)
        return Found([incident_record(row) for row in found.items], found.more)
    return _known_by(connection, asked, told, asked.known, page)


def told_by_claims(connection: Connection, asked: Filters) -> Iterator[str]:
    """The ids of the incidents of which one claim meets all filters; those of incidents as a whole are left aside."""
    for (ident,) in connection.execute(_incidents_told(connection, asked.of_claims_only())):
        yield ident


def incident_records(connection: Connection, ids: Sequence[str]) -> Iterator[Record]:
    """The incidents with these ids, as they are known now."""
    for some in in_parts(ids):
        rows = connection.execute(select(incidents).where(incidents.c.id.in_(some)))
        yield from (incident_record(row) for row in rows)


def incidents_known(connection: Connection, ids: Sequence[str], known: str) -> Iterator[Record]:
    """The incidents with these ids, as they were known before a moment."""
    for some in in_parts(ids):
        yield from as_known(
            connection, connection.execute(select(incidents).where(incidents.c.id.in_(some))).all(), known
        )


def incident_conditions(connection: Connection, asked: Filters) -> list[Condition]:
    """The conditions on rows of `incidents` as they are known now."""
    return [*_told(connection, asked), *_whole(asked)]


def _known_by(
    connection: Connection, asked: Filters, told: Sequence[Condition], known: str, page: Page
) -> Found[Record]:
    """Incidents of which all was known then are as they stand; the others are made of what was known of them."""
    finished = select(incidents).where(*told, *_whole(asked), incidents.c.last_known < known)
    if page.after is not None:
        finished = finished.where(behind(NEWEST_FIRST, page.after))
    enough = None if page.limit is None else page.offset + page.limit + 1
    rows = connection.execute(finished.order_by(*in_order(NEWEST_FIRST)).limit(enough))
    found = [incident_record(row) for row in rows]
    begun = select(incidents).where(*told, incidents.c.first_known < known, incidents.c.last_known >= known)
    fits = _fits(asked, page)
    found += [record for record in as_known(connection, connection.execute(begun).all(), known) if fits(record)]
    found.sort(key=lambda record: record["id"])
    found.sort(key=lambda record: str(record["last_known"]), reverse=True)
    return cut(found[page.offset :], replace(page, offset=0))


def as_known(connection: Connection, rows: Sequence[Row[Any]], known: str) -> Iterator[Record]:
    """Incidents as they were known before a moment."""
    for part in in_parts(rows):
        some = [row for row in part if row.first_known < known]
        yield from _claims_known(connection, [row.id for row in some if row.type is not None], known)
        yield from (_documents_known(connection, row, known) for row in some if row.type is None)


def _claims_known(connection: Connection, ids: Sequence[str], known: str) -> Iterator[Record]:
    chosen = (
        select(incident_claims, claims.c.document)
        .join_from(incident_claims, claims, incident_claims.c.claim == claims.c.n)
        .where(incident_claims.c.incident.in_(ids), claims.c.known < known)
    )
    members = defaultdict(list)
    for row in connection.execute(chosen):
        members[row.incident].append(traits_from_json(row.claim, row.document, row.traits))
    copied = copied_pairs(connection, {each.document for group in members.values() for each in group})
    for group in members.values():
        made = incident_row(sorted(group, key=lambda each: each.order), {}, copied)
        yield incident_record(made)


def _documents_known(connection: Connection, row: Row[Any], known: str) -> Record:
    """A story that no claim tells: who told it by then."""
    chosen = (
        select(documents.c.n, documents.c.id, documents.c.known)
        .join_from(incident_documents, documents, incident_documents.c.document == documents.c.n)
        .where(incident_documents.c.incident == row.id, documents.c.known < known)
        .order_by(documents.c.known, documents.c.id)
    )
    told = connection.execute(chosen).all()
    return {
        **incident_record(row),
        "documents": [each.id for each in told],
        "sources": sources(connection, [each.n for each in told]),
        "last_known": told[-1].known,
    }


def _whole(asked: Filters) -> Iterator[Condition]:
    """What is asked of an incident as a whole."""
    for column, values in ((incidents.c.type, asked.types), (incidents.c.status, asked.statuses)):
        if values:
            yield column.in_(values)
    first, last = incidents.c.valid_from, incidents.c.valid_to
    dated = or_(first.is_not(None), last.is_not(None))
    if asked.first:
        told = and_(~dated, incidents.c.last_known >= asked.first)
        yield or_(and_(dated, or_(last.is_(None), last > asked.first)), told)
    if asked.last:
        told = and_(~dated, incidents.c.first_known < asked.last)
        yield or_(and_(dated, or_(first.is_(None), first < asked.last)), told)
    if asked.disputed:
        yield incidents.c.disputed
    if asked.min_sources > 1:
        yield incidents.c.sources >= asked.min_sources


def _fits(asked: Filters, page: Page) -> Callable[[Record], bool]:
    """The same as `_whole`, of a record that comes behind the last one that was given."""

    def fits(record: Record) -> bool:
        first, last = day_interval(record["from"], record["to"])
        if first is None and last is None:
            first, last = record["first_known"], f"{record['last_known']}~"  # after the moment itself
        return (
            (not asked.types or record["type"] in asked.types)
            and (not asked.statuses or record["status"] in asked.statuses)
            and (not asked.first or last is None or last > asked.first)
            and (not asked.last or first is None or first < asked.last)
            and record["disputed"] >= asked.disputed
            and record["sources"] >= asked.min_sources
            and (page.after is None or _is_behind(record, *page.after))
        )

    return fits


def _is_behind(record: Record, last_known: str, ident: str) -> bool:
    return str(record["last_known"]) < last_known or (record["last_known"] == last_known and record["id"] > ident)


def _told(connection: Connection, asked: Filters) -> Iterator[Condition]:
    """What is asked of one of its claims."""
    of_claims = asked.of_claims_only()
    if of_claims.asks_of_claims:
        yield incidents.c.id.in_(_incidents_told(connection, of_claims))


def _incidents_told(connection: Connection, asked: Filters) -> Select[Any]:
    told = incident_claims.join(claims, incident_claims.c.claim == claims.c.n)
    return select(incident_claims.c.incident).select_from(told).where(*claim_conditions(connection, asked))
