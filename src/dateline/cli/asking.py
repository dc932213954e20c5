"""What the commands that ask a store share: what was asked for, what was found, how much of it is printed and where."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.cli.batch import is_terminal
from dateline.cli.command_code import table_encoding
from dateline.cli.options import output_path
from dateline.cli.session import Session
from dateline.cli.speech import say
from dateline.errors import InputError
from dateline.output import Destination, Format, Options, choose_format, deferred_interrupt, open_writer
from dateline.output.words import plural
from dateline.question import Question

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.output.listing import Kind, Record
    from dateline.records import Coded
    from dateline.store.filters import Filters
    from dateline.store.naming import Meant, Named
    from dateline.store.queries import Found, Page

    Find = Callable[[Connection, str], dict[str, Any] | None]
    Mean = Callable[[Connection, str], Meant]

ON_A_SCREEN = 50  # records in a table when nobody says how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Question):
    """What a user asked for, as the options have it: of which store, how much of it, and where it is printed."""

    db: str
    limit: int | None = None
    offset: int = 0
    asked_format: str | None = None
    out: str | None = None

    def target(self) -> Target:
        """Where to print, and how.

        Raises:
            InputError: the output's name implies no format.
        """
        path = output_path(self.out, ())
        return Target(path, choose_format(self.asked_format, path, terminal=is_terminal(sys.stdout)))

    def page(self, chosen: Format) -> Page:
        """How many to give: those that fill some screens of a table, else all."""
        from dateline.store.queries import Page

        limit = ON_A_SCREEN if self.limit is None and chosen.name == "table" else self.limit
        return Page(limit=limit or None, offset=self.offset)


@dataclass(frozen=True, slots=True)
class Target:
    """Where results go, None for standard output, and in which format."""

    path: Path | None
    chosen: Format


@contextmanager
def reading(session: Session, db: str) -> Iterator[Connection]:
    """A store that is there, to be read.

    Raises:
        InputError: it is not there.
    """
    with session.open_store(db, create=False) as store, store.reading() as connection:
        yield connection


def make_filters(connection: Connection, ask: Ask) -> Filters:
    """The filters that the options ask for; a name that stands for none, or for several, is said.

    Raises:
        InputError: a date, box or country that is none.
    """
    from dateline.store.asking import make_filters as filters_of

    return filters_of(connection, ask, ids_of)


def refuse_filters(ask: Ask, *, but: Sequence[str] = ()) -> None:
    """See that nothing is asked of things that are named by id, which would go unheard.

    Raises:
        InputError: a filter was given that is none of `but`.
    """
    plain = Question()
    given = [each.name for each in fields(Question) if getattr(ask, each.name) not in (getattr(plain, each.name), None)]
    if set(given) - {*but, "min_sources"}:
        raise InputError("E-USAGE", "an ID is shown whole, whatever the filters say; leave one of the two out")


@contextmanager
def as_recorded(connection: Connection, ask: Ask) -> Iterator[tuple[Connection, Ask]]:
    """The store, or where it is asked for as it stood at a moment, one made anew in memory; and what to ask of it."""
    from dateline.store.filters import asked_moment

    moment = asked_moment(ask.recorded)
    if moment is None:
        yield connection, ask
        return
    from dateline.store import past

    say(f"made anew as it stood at the end of {ask.recorded}; in a large store this takes a while")
    with past.as_recorded(connection, moment) as then:
        yield then, replace(ask, recorded=None)


def ids_of(meant: Meant, what: str) -> tuple[str, ...]:
    """The ids that a name stands for; that it stands for none, or for several, is said."""
    if not meant.found:
        near = f"; near it: {_listed(meant.near)}" if meant.near else ""
        say(f"no {what} of the store goes by “{meant.name}”{near}")
    if len(meant.found) > 1:
        say(f"“{meant.name}” stands for {_listed(meant.found)}; give an id for one of them")
    return meant.ids


def _listed(named: Sequence[Named]) -> str:
    return ", ".join(f"{each.name} ({each.id})" for each in named)


Records = Iterable[Sequence["Record"]]


def print_records(kind: Kind, target: Target, portions: Records) -> int:
    """Print records, some at a time; what is returned is how many."""
    from dateline.output.listing import open_list_writer

    options = Options(encoding=table_encoding(target.path))
    return _print(target, portions, lambda stream: open_list_writer(target.chosen.name, kind, stream, options))


def print_claims(target: Target, documents: Iterable[Coded], options: Options) -> int:
    """Print claims by document; what is returned is how many claims."""
    return _print(target, documents, lambda stream: open_writer(target.chosen, stream, options))


def _print(target: Target, items: Iterable[Any], open_on: Callable[[Any], Any]) -> int:
    to, count = Destination(target.path), 0
    try:
        writer = open_on(to.stream)
        for item in items:
            with to.errors():
                writer.write(item)
            count += len(item)
        with deferred_interrupt(), to.errors():
            writer.close()
            to.keep()
    finally:
        to.discard()
    return count


def cut_records(records: Sequence[Record], page: Page) -> Found[Record]:
    """The part of records that a page shows."""
    from dateline.store.queries import cut

    return cut(records[page.offset :], page)


def tell_found(what: str, count: int, page: Page, *, more: bool) -> None:
    """Say that nothing was found, or that there is more than was printed: no cut is silent."""
    if more:
        shown = plural(count, what.removesuffix("s"))
        say(f"{shown} shown and there are more; --limit 0 for all, --offset {page.offset + count} for the next")
    elif not count:
        say(f"no {what} found" + (f" after the first {page.offset:,}" if page.offset else ""))


def tell_left_out(ask: Ask) -> None:
    """Say which words of a search for text are not searched for, and why."""
    from dateline.store.text_query import parse

    for note in parse(ask.text).notes if ask.text else ():
        say(note)


def list_things(
    connection: Connection,
    ask: Ask,
    target: Target,
    kind: Kind,
    find: Callable[[Connection, Filters, Page], Found[Any]],
    record: Callable[[Any], Record],
) -> None:
    """Print the things that were asked for, and say how many more there are."""
    page = ask.page(target.chosen)
    tell_left_out(ask)
    found = find(connection, make_filters(connection, ask), page)
    count = print_records(kind, target, [[record(row) for row in found.items]])
    tell_found(kind.name, count, page, more=found.more)


def find_all(connection: Connection, ids: Iterable[str], find: Find, what: str) -> Sequence[Record]:
    """The things with these ids, whole; one that is not there is said."""
    found: list[Record] = []
    for ident in ids:
        details = find(connection, ident)
        if details is None:
            say(f"no {what} of the store has the id {ident}")
        else:
            found.append(details)
    return found


def find_named(connection: Connection, asked: Iterable[str], find: Find, mean: Mean, what: str) -> Sequence[Record]:
    """The actors or places that these names or ids stand for, whole; of a name that stands for nothing this is said."""
    ids = dict.fromkeys(ident for name in asked for ident in ids_of(mean(connection, name), what))
    return find_all(connection, ids, find, what)
