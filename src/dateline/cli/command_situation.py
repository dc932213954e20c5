"""`dateline situation`: what holds on a day, as could be known on another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.asking import Ask, Target, cut_records, ids_of, print_records, reading, tell_found
from dateline.cli.options import debug_option, probability
from dateline.cli.session import Session
from dateline.cli.speech import say
from dateline.cli.store_options import STATUSES, as_of_options, db_option, listing_options

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.output.listing import Record

FORMATS = ("table", "jsonl", "csv", "geojson")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which states are wanted, as the options have it. `known` and `recorded` are days or moments."""

    at: str | None
    known: str | None
    recorded: str | None
    place: str | None
    actor: str | None
    members: bool
    predicates: tuple[str, ...]
    statuses: tuple[str, ...]
    min_confidence: float


@click.command(short_help="Print what holds on a day, as known on another.")
@db_option
@click.option("--at", metavar="D", help="On day D in the world; without it, the newest day that the store knows.")
@as_of_options
@click.option("--place", metavar="P", help="At this place, and of a country in it: a name or an id.")
@click.option("--actor", metavar="A", help="Of this actor, on either side: a name, an alias or an id.")
@click.option("--members", is_flag=True, help="Of the actor's parts and wings too.")
@click.option("--predicate", "predicates", multiple=True, metavar="NAME", help="controls, besieges, backs, plan, ...")
@click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="With this status.")
@click.option(
    "--min-confidence",
    type=float,
    default=0.0,
    callback=probability,
    metavar="X",
    help="Leave out states below this confidence, from 0 to 1.",
)
@listing_options(*FORMATS)
@debug_option
@click.pass_obj
def situation(
    session: Session,
    /,
    db: str,
    limit: int | None,
    offset: int,
    asked_format: str | None,
    out: str | None,
    **options: Any,
) -> int:
    """Print the states that held on a day, as could be known by the end of another.

    A state says since when it holds, on which day it was last confirmed, how many independent sources say so, and who
    says otherwise. What nothing tells to have ended goes on: look at the day of the last word.
    """
    ask = Ask(db=db, limit=limit, offset=offset, asked_format=asked_format, out=out)
    target, wanted = ask.target(), Wanted(**options)
    with reading(session, db) as connection:
        head, states = ask_situation(connection, wanted)
    print_states(head, states, ask, target)
    return 0


def ask_situation(connection: Connection, wanted: Wanted) -> tuple[str, list[Record]]:
    """The states that are wanted, and in words of which day they are.

    Raises:
        InputError: a date is none.
    """
    from dateline.situation.query import Asked
    from dateline.situation.query import situation as states_of
    from dateline.store.queries import newest_day

    newest = newest_day(connection)
    if newest is None:
        return "the store is empty", []
    at, known = wanted.at or wanted.known or newest, wanted.known or newest
    say_whom(connection, wanted)
    asked = Asked.of(
        connection,
        at=at,
        known=known,
        recorded=wanted.recorded,
        actor=wanted.actor,
        place=wanted.place,
        members=wanted.members,
        predicates=wanted.predicates,
        statuses=wanted.statuses,
        least=wanted.min_confidence,
    )
    head = f"the situation on {asked.at}, as known by the end of {known}"
    head += "" if wanted.at or wanted.known else " (the newest day in the store)"
    head += f", as this store stood at the end of {wanted.recorded}" if wanted.recorded else ""
    return head, [state.to_dict() for state in states_of(connection, asked)]


def say_whom(connection: Connection, wanted: Wanted) -> None:
    """Say where a name stands for none or for several."""
    from dateline.store.naming import actor_meant, place_meant

    if wanted.actor:
        ids_of(actor_meant(connection, wanted.actor), "actor")
    if wanted.place:
        ids_of(place_meant(connection, wanted.place), "place")


def print_states(head: str, states: list[Record], ask: Ask, target: Target) -> None:
    """Print states; which day they are of is the head of a table, and said beside data."""
    from dateline.output.situation_layout import states_kind

    page = ask.page(target.chosen)
    found = cut_records(states, page)
    if target.chosen.name != "table" or not found.items:
        say(head)
    count = print_records(states_kind(head), target, [found.items])
    tell_found("states", count, page, more=found.more)
