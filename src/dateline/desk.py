"""A store with a coder at hand: add dispatches and ask, from Python.

with dateline.open("desk.db") as desk:
    desk.add("Rebels seized the town of Kidal on Friday, the army said.", published="2012-04-02")
    for claim in desk.claims(actors="rebels", since="2012-04"):
        print(claim.type, claim.status, claim.sentence.text)
    for state in desk.situation(at="2012-05-01", place="Kidal"):
        print(state["predicate"], state["actors"])
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from dateline.errors import InputError, ItemError
from dateline.question import Question
from dateline.reading import make_document
from dateline.records import Claim, Coded, Document, Failure
from dateline.situation.query import Asked, situation
from dateline.store import Store, writer
from dateline.store.asking import make_filters
from dateline.store.incidents import find_incidents
from dateline.store.moments import moment
from dateline.store.queries import (
    Page,
    find_actors,
    find_claims,
    find_documents,
    find_places,
    load_found,
    newest_day,
)  # fmt: skip
from dateline.store.records import actor_record, document_record, place_record
from dateline.store.writer import Added

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.coding import Coder
    from dateline.store.filters import Filters

Record = dict[str, Any]
_LISTS = frozenset(each.name for each in fields(Question) if each.type == "tuple[str, ...]")


class Desk:
    """A store that dispatches are added to and that is asked. Make one with `dateline.open()`.

    Filters of questions are those of the commands, by the names of `Question`: `types`, `actors`, `places`, `since`,
    `until`, `known`, `text` and so on; a list of one may be given as it is.
    """

    def __init__(
        self, store: Store, load: Callable[[], Coder], now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.store = store
        self._load = load
        self._now = now
        self._coder: Coder | None = None

    @classmethod
    def open(cls, where: str | Path, load: Callable[[], Coder]) -> Desk:
        """Open a store, and make it where it is not there; `load` makes the coder when there is something to code.

        Raises:
            InputError: it is no store.
            RunError: it cannot be reached or written.
        """
        return cls(Store.open(where), load)

    @property
    def coder(self) -> Coder:
        """The coder; it is loaded when it is first needed."""
        if self._coder is None:
            self._coder = self._load()
        return self._coder

    def add(self, text: str, *, published: str | None = None, **facts: Any) -> Added:
        """Code a dispatch and hold it; what is there as it is changes nothing.

        Args:
            text: The dispatch.
            published: When it was published.
            **facts: `id`, `title`, `publisher`, `url`, as far as known.

        Raises:
            ItemError: it cannot be coded.
        """
        (outcome,) = self.add_all([make_document(text, published=published, **facts)])
        if isinstance(outcome, Failure):
            raise ItemError(outcome.code, outcome.reason)
        return outcome

    def add_all(self, documents: Iterable[Document | Failure]) -> Iterator[Added | Failure]:
        """Code and hold documents, each in a transaction of its own: what was given back is on the disk."""
        for document in documents:
            if isinstance(document, Failure):
                yield document
            elif self._has(document):
                yield Added(document.id, "unchanged")
            else:
                yield from map(self._put, self.coder.pipe([document]))

    def claims(self, *, limit: int | None = None, **filters: Any) -> list[Claim]:
        """The claims that meet filters, the newest first."""
        with self.store.reading() as connection:
            asked = _filters(connection, filters)
            ns = find_claims(connection, asked, Page(limit=limit)).items
            return [stored.claim for stored in load_found(connection, ns, past=asked.recorded is not None)]

    def incidents(self, *, limit: int | None = None, **filters: Any) -> list[Record]:
        """The incidents that meet filters, those told of last first, as `dateline incidents` prints them."""
        with self.store.reading() as connection:
            return list(find_incidents(connection, _filters(connection, filters), Page(limit=limit)).items)

    def documents(self, *, limit: int | None = None, **filters: Any) -> list[Record]:
        """The documents that meet filters, or make claims that do, the newest first."""
        with self.store.reading() as connection:
            found = find_documents(connection, _filters(connection, filters), Page(limit=limit))
            return [document_record(row) for row in found.items]

    def actors(self, *, limit: int | None = None, **filters: Any) -> list[Record]:
        """The actors of the claims that meet filters, those of most claims first."""
        with self.store.reading() as connection:
            found = find_actors(connection, _filters(connection, filters), Page(limit=limit))
            return [actor_record(row) for row in found.items]

    def places(self, *, limit: int | None = None, **filters: Any) -> list[Record]:
        """The places of the claims that meet filters, those of most claims first."""
        with self.store.reading() as connection:
            found = find_places(connection, _filters(connection, filters), Page(limit=limit))
            return [place_record(row) for row in found.items]

    def situation(self, *, at: str | None = None, known: str | None = None, **asked: Any) -> list[Record]:
        """The states that held on a day, as known by the end of another; without days, the newest day of the store.

        Args:
            at: The day in the world.
            known: The day up to whose end dispatches count.
            **asked: `place`, `actor`, `predicates`, `statuses`, `recorded`, `least` (see `Asked.of`).
        """
        with self.store.reading() as connection:
            newest = newest_day(connection)
            if newest is None:
                return []
            question = Asked.of(connection, at=at or known or newest, known=known or newest, **asked)
            return [state.to_dict() for state in situation(connection, question)]

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _has(self, document: Document) -> bool:
        with self.store.reading() as connection:
            return writer.is_known(connection, Coded(document, ()))

    def _put(self, coded: Coded | Failure) -> Added | Failure:
        if isinstance(coded, Failure):
            return coded
        return writer.add(self.store, coded, self.coder.name, moment(self._now()))


def _filters(connection: Connection, given: dict[str, Any]) -> Filters:
    known = {each.name for each in fields(Question)}
    if unknown := sorted(set(given) - known):
        raise InputError("E-FILTER", f"there is no filter “{unknown[0]}”; there are {', '.join(sorted(known))}")
    return make_filters(connection, Question(**{name: _accepted(name, value) for name, value in given.items()}))


def _accepted(name: str, value: Any) -> Any:
    if name not in _LISTS:
        return value
    return (value,) if isinstance(value, str) else tuple(value)
