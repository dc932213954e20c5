"""Ask a store: which claims, incidents, documents, actors and places there are.

    with store.reading() as connection:
        found = find_claims(connection, Filters(types=("ASSAULT",)), limit=50)
        claims = list(load_found(connection, found.items))

Every `find_` gives keys or rows, the newest or the most told of first, at most `limit` of them, and says whether there
are more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Row, Select, case, func, select

from dateline.judgements.effective import effective_claims
from dateline.judgements.ledger import from_row
from dateline.judgements.records import Judgement
from dateline.records import Coded, Document, Sentence, claim_from_dict
from dateline.store.filters import (
    Condition,
    Filters,
    as_of,
    claim_conditions,
    in_box,
    nth_known,
    published_by,
    standing,
)
from dateline.store.keyset import Order, behind, in_order
from dateline.store.rows import StoredClaim, document_from_row, in_parts
from dateline.store.search import CAP, search
from dateline.store.tables import (
    actors,
    claim_actors,
    claim_places,
    claims,
    documents,
    judgement_targets,
    judgements,
    places,
    sentences,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What was found, and whether there is more of it than was asked for."""

    items: Sequence[T]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Told(Found[tuple[Row[Any], str]]):
    """What was found by its text, with the words around; `notes` say what was left out of the search, and why."""

    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which of many to give; without a `limit`, all. `after` has the keys of the last one that was given before."""

    limit: int | None = None
    offset: int = 0
    after: tuple[Any, ...] | None = None


ALL = Page()
CLAIM_ORDER: Order = (
    (claims.c.known, True),
    (claims.c.document, False),
    (claims.c.sentence, False),
    (claims.c.n, False),
)
DOCUMENT_ORDER: Order = ((documents.c.known, True), (documents.c.id, False), (documents.c.n, False))
JUDGEMENT_ORDER: Order = ((judgements.c.made, True), (judgements.c.id, False))


def find_claims(connection: Connection, asked: Filters, page: Page = ALL) -> Found[int]:
    """The rows of claims that meet filters, by when they were known, the newest first; a document's stay together."""
    for since in _horizons(connection, asked, page):
        few = replace(asked, known_since=since)
        found = _scalars(connection, _from(select_claims(connection, few), CLAIM_ORDER, page), page)
        if found.more:
            return found
    return _scalars(connection, _from(select_claims(connection, asked), CLAIM_ORDER, page), page)


def _horizons(connection: Connection, asked: Filters, page: Page) -> Iterator[str]:
    """Moments since when to look for a page of claims of somebody or of a place, each further back than the last."""
    if page.limit is None or page.after is not None:
        return
    wanted = 4 * (page.offset + page.limit + 1)
    for nth in (wanted, 16 * wanted):
        since = nth_known(connection, asked, nth)
        if since is None:
            return
        yield since


def select_claims(connection: Connection, asked: Filters) -> Select[Any]:
    """A query for the rows of claims that meet filters."""
    return select(claims.c.n).where(*claim_conditions(connection, asked))


def claim_keys(connection: Connection, n: int) -> tuple[Any, ...]:
    """What claims are ordered by, of one."""
    return tuple(connection.execute(select(*(column for column, _ in CLAIM_ORDER)).where(claims.c.n == n)).one())


def load_found(connection: Connection, ns: Sequence[int], *, past: bool = False) -> Iterator[StoredClaim]:
    """Claims in the order in which they were found, as judged; with `past` as coded, also those that count no more."""
    for some in in_parts(ns):
        loaded = _load_past(connection, some) if past else effective_claims(connection, some)
        by_n = {stored.n: stored for stored in loaded}
        yield from (by_n[n] for n in some if n in by_n)


def _load_past(connection: Connection, ns: Sequence[int]) -> Iterator[StoredClaim]:
    rows = connection.execute(
        select(claims, sentences.c.position, sentences.c.start, sentences.c.end, sentences.c.text)
        .join_from(claims, sentences, claims.c.sentence == sentences.c.n)
        .where(claims.c.n.in_(ns))
    ).all()
    facts = documents_by_row(connection, {row.document for row in rows})
    for row in rows:
        claim = claim_from_dict(row.record, Sentence(row.text, row.start, row.end, row.position), facts[row.document])
        yield StoredClaim(row.n, claim, row.document, row.known, row.valid_from, row.valid_to)


def documents_by_row(connection: Connection, ns: Iterable[int]) -> dict[int, Document]:
    """Documents without their text, by row."""
    columns = [column for column in documents.c if column.name != "text"]
    rows = connection.execute(select(*columns).where(documents.c.n.in_(set(ns))))
    return {row.n: document_from_row(row) for row in rows}


def find_documents(connection: Connection, asked: Filters, page: Page = ALL) -> Found[Row[Any]]:
    """Documents without their text, the newest first, each with the number of its claims that count."""
    counted = select(func.count()).where(claims.c.document == documents.c.n, *as_of(asked)).scalar_subquery()
    columns = [column for column in documents.c if column.name != "text"]
    chosen = select(*columns, counted.label("claims")).where(*document_conditions(connection, asked))
    return rows_found(connection, _from(chosen, DOCUMENT_ORDER, page), page)


def document_conditions(connection: Connection, asked: Filters) -> Iterator[Condition]:
    """The conditions on rows of `documents`."""
    yield standing(documents.c.recorded, documents.c.retired, asked.recorded)
    if asked.known:
        yield documents.c.known < asked.known
    if asked.publishers:
        yield published_by(asked.publishers)
    if asked.documents is not None:
        yield documents.c.n.in_(asked.documents)
    if replace(asked, documents=None, publishers=()).asks_of_claims:
        yield documents.c.n.in_(select(claims.c.document).where(*claim_conditions(connection, asked)))


def find_documents_by_text(
    connection: Connection, asked: Filters, page: Page = ALL, marks: tuple[str, str] = ("[", "]")
) -> Told:
    """Documents whose title or sentences match a text, the best match first; `marks` stand around what was found."""
    hits = search(connection, asked.text or "", limit=CAP, marks=marks, retired=asked.recorded is not None)
    best = {hit.document: hit.snippet for hit in reversed(hits.hits)}  # a document's best hit comes first
    order = dict.fromkeys(hit.document for hit in hits.hits)
    rows = find_documents(connection, replace(asked, text=None, documents=tuple(order))).items
    by_n = {row.n: row for row in rows}
    found = [(by_n[n], best[n]) for n in order if n in by_n]
    last = None if page.limit is None else page.offset + page.limit
    return Told(found[page.offset : last], last is not None and len(found) > last, hits.notes)


def find_actors(connection: Connection, asked: Filters, page: Page = ALL) -> Found[Row[Any]]:
    """The actors of the claims that meet filters, those of most claims first, with how many in which role."""
    return rows_found(
        connection, _most_told(_actors_told(connection, asked), _CLAIMS_OF_ACTOR, actors.c.id, page), page
    )


def actors_with_ids(connection: Connection, ids: Collection[str], asked: Filters) -> Sequence[Row[Any]]:
    """The same of some actors alone."""
    chosen = _actors_told(connection, asked).where(actors.c.id.in_(ids))
    return connection.execute(_most_told(chosen, _CLAIMS_OF_ACTOR, actors.c.id, ALL)).all()


def _actors_told(connection: Connection, asked: Filters) -> Select[Any]:
    told = claim_actors.join(claims, claim_actors.c.claim == claims.c.n).join(
        actors, claim_actors.c.actor == actors.c.id
    )
    counts = [_in_role(role) for role in ("actor", "recipient", "source")]
    chosen = select(actors, _CLAIMS_OF_ACTOR, *counts, *_SPAN_OF_CLAIMS).select_from(told)
    return chosen.where(*claim_conditions(connection, asked))


def find_places(connection: Connection, asked: Filters, page: Page = ALL) -> Found[Row[Any]]:
    """The places of the claims that meet filters, those of most claims first."""
    return rows_found(
        connection, _most_told(_places_told(connection, asked), _CLAIMS_OF_PLACE, places.c.id, page), page
    )


def places_with_ids(connection: Connection, ids: Collection[str], asked: Filters) -> Sequence[Row[Any]]:
    """The same of some places alone."""
    chosen = _places_told(connection, asked).where(places.c.id.in_(ids))
    return connection.execute(_most_told(chosen, _CLAIMS_OF_PLACE, places.c.id, ALL)).all()


def _places_told(connection: Connection, asked: Filters) -> Select[Any]:
    told = claim_places.join(claims, claim_places.c.claim == claims.c.n).join(
        places, claim_places.c.place == places.c.id
    )
    chosen = select(places, _CLAIMS_OF_PLACE, *_SPAN_OF_CLAIMS).select_from(told)
    there = [in_box(claim_places.c, asked.box)] if asked.box else []
    if asked.country:
        there.append(places.c.country == asked.country)
    return chosen.where(*claim_conditions(connection, asked), *there)


def select_actors(connection: Connection, asked: Filters) -> Select[Any]:
    """A query for the ids of the actors of the claims that meet filters, each once."""
    told = claim_actors.join(claims, claim_actors.c.claim == claims.c.n)
    return select(claim_actors.c.actor).select_from(told).where(*claim_conditions(connection, asked)).distinct()


def select_places(connection: Connection, asked: Filters) -> Select[Any]:
    """The same of places."""
    chosen = _places_told(connection, asked)
    return chosen.with_only_columns(places.c.id).distinct()


_CLAIMS_OF_ACTOR = func.count(claim_actors.c.claim.distinct()).label("claims")
_CLAIMS_OF_PLACE = func.count(claim_places.c.claim.distinct()).label("claims")
_SPAN_OF_CLAIMS = (func.min(claims.c.known).label("first_known"), func.max(claims.c.known).label("last_known"))


def _in_role(role: str) -> Any:
    played = case((claim_actors.c.role == role, claim_actors.c.claim))
    return func.count(played.distinct()).label(f"as_{role}")


def _most_told(chosen: Select[Any], number: Any, ident: Any, page: Page) -> Select[Any]:
    order: Order = ((number, True), (ident, False))
    grouped = chosen.group_by(ident).order_by(*in_order(order))
    return grouped if page.after is None else grouped.having(behind(order, page.after))


def find_judgements(
    connection: Connection,
    targets: Sequence[str] = (),
    page: Page = ALL,
    *,
    revoked: bool = False,
    author: str | None = None,
) -> Found[Judgement]:
    """Judgements, the newest first; with `targets`, those on these claims; with `author`, those of this person."""
    chosen = _from(select(judgements), JUDGEMENT_ORDER, page)
    if targets:
        on = select(judgement_targets.c.judgement).where(judgement_targets.c.target.in_(targets))
        chosen = chosen.where(judgements.c.id.in_(on))
    if not revoked:
        chosen = chosen.where(judgements.c.revoked.is_(None))
    if author is not None:
        chosen = chosen.where(judgements.c.author == author)
    found = rows_found(connection, chosen, page)
    return Found([from_row(row) for row in found.items], found.more)


def newest_day(connection: Connection) -> str | None:
    """The last day on which a dispatch of the store was published; None in an empty store.

    Dispatches without a date count only where none has one: theirs is the day on which they came.
    """
    live = select(func.max(documents.c.known)).where(documents.c.retired.is_(None))
    dated = connection.execute(live.where(documents.c.published.is_not(None))).scalar()
    newest = dated or connection.execute(live).scalar()
    return newest[:10] if newest else None


def _from(chosen: Select[Any], order: Order, page: Page) -> Select[Any]:
    """The rows of a query in order, from where a page begins."""
    ordered = chosen.order_by(*in_order(order))
    return ordered if page.after is None else ordered.where(behind(order, page.after))


def rows_found(connection: Connection, chosen: Select[Any], page: Page) -> Found[Row[Any]]:
    """A page of the rows of a query."""
    return cut(connection.execute(_paged(chosen, page)).all(), page)


def _scalars(connection: Connection, chosen: Select[tuple[int]], page: Page) -> Found[int]:
    return cut(connection.execute(_paged(chosen, page)).scalars().all(), page)


def _paged(chosen: Select[Any], page: Page) -> Select[Any]:
    """One more than is wanted, to see whether there are more."""
    chosen = chosen if page.limit is None else chosen.limit(page.limit + 1)
    return chosen.offset(page.offset) if page.offset else chosen


def cut(items: Sequence[T], page: Page) -> Found[T]:
    """The page of items from its first on, of which there may be too many."""
    if page.limit is None or len(items) <= page.limit:
        return Found(items)
    return Found(items[: page.limit], more=True)


def by_document(stored: Iterable[StoredClaim]) -> Iterator[Coded]:
    """Claims that follow each other in one document, together."""
    for _, group in groupby(stored, key=lambda each: each.document):
        claims_of = tuple(each.claim for each in group)
        yield Coded(claims_of[0].document, claims_of)
