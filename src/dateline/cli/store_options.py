"""The options of the commands that work on a store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from dateline.cli.options import out_option, probability

F = TypeVar("F", bound=Callable[..., Any])
Option = Callable[[Any], Any]
MOST = 2**31 - 1  # rows that a database counts
DEFAULT_STORE = "dateline.db"
STATUSES = ("actual", "future", "hypothetical", "negated")


def db_option(command: F) -> F:
    """`--db`, which names the store."""
    option = click.option(
        "--db",
        envvar="DATELINE_DB",
        default=DEFAULT_STORE,
        show_default=True,
        metavar="PATH_OR_URL",
        help="The store: a SQLite file, or postgresql://user@host/name; DATELINE_DB names it too.",
    )
    return option(command)


_AS_OF: tuple[Option, ...] = (
    click.option("--known", metavar="D", help="Only what was published by the end of day D."),
    click.option("--recorded", metavar="M", help="As this store stood at the end of day M, or at the moment M."),
)

_FILTERS: tuple[Option, ...] = (
    click.option("--type", "types", multiple=True, metavar="TYPE", help="Of this type: ASSAULT, controls."),
    click.option("--kind", "kinds", multiple=True, type=click.Choice(("event", "relation")), help="Of this kind."),
    click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="With this status."),
    click.option("--actor", "actors", multiple=True, metavar="A", help="With this actor: a name, an alias or an id."),
    click.option(
        "--role",
        "roles",
        multiple=True,
        type=click.Choice(("actor", "recipient", "source")),
        help="The actor in this role; without it, as actor or recipient.",
    ),
    click.option("--place", "places", multiple=True, metavar="P", help="At this place: a name or an id."),
    click.option("--country", metavar="C", help="In this country: a code or a name."),
    click.option("--bbox", "box", metavar="W,S,E,N", help="In this box, in degrees."),
    click.option("--from", "since", metavar="D", help="On day D or later."),
    click.option("--to", "until", metavar="D", help="On day D or earlier."),
    *_AS_OF,
    click.option("--publisher", "publishers", multiple=True, metavar="NAME", help="In dispatches of this outlet."),
    click.option("--source", "sources", multiple=True, metavar="A", help="According to this actor."),
    click.option("--text", metavar="WORDS", help="Whose sentence has these words, “phrases”, -no, begin*."),
    click.option(
        "--min-confidence",
        type=float,
        default=0.0,
        callback=probability,
        metavar="X",
        help="Leave out claims below this confidence, from 0 to 1.",
    ),
)

_PAGES: tuple[Option, ...] = (
    click.option(
        "--limit",
        type=click.IntRange(0, MOST),
        metavar="N",
        help="At most N, 0 for all; without it 50 in a table and all in data. A cut is always said.",
    ),
    click.option("--offset", type=click.IntRange(0, MOST), default=0, metavar="N", help="Leave out the first N."),
)


def as_of_options(command: F) -> F:
    """The options that say from when to look at a store."""
    return _with(_AS_OF, command)


def filter_options(command: F) -> F:
    """The options that say which claims, or things told of by claims, are wanted."""
    return _with(_FILTERS, command)


def listing_options(*formats: str) -> Callable[[F], F]:
    """The options that say how much is printed, in which of some formats, and where."""
    chosen = click.option(
        "--format",
        "asked_format",
        type=click.Choice(formats),
        help="How to write it; without it the name of OUT decides, else a table on a terminal and jsonl elsewhere.",
    )
    return lambda command: _with((*_PAGES, chosen, out_option), command)


def _with(options: tuple[Option, ...], command: F) -> F:
    for option in reversed(options):
        command = option(command)
    return command
