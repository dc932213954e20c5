"""`dateline situation`: what holds on a day, as could be known on another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.asking import Ask, Target, cut_records, ids_of, print_records, reading, tell_found
from dateline.cli.options import debug_option, probability
from dateline.cli.session import Session
from dateline.cli.speech import say
from dateline.cli.store_options import STATUSES, as_of_options, db_option, listing_options
from dateline.errors import InputError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.output.listing import Kind, Record
    from dateline.situation.query import Asked

FORMATS = ("table", "jsonl", "csv", "geojson")
PICTURES = ("map", "timeline", "network")


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
    diff: tuple[str, str] | None

    def asked(self, connection: Connection, at: str, known: str) -> Asked:
        """What is asked of one day, as known by the end of another.

        Raises:
            InputError: a date is none.
        """
        from dateline.situation.query import Asked

        return Asked.of(
            connection,
            at=at,
            known=known,
            recorded=self.recorded,
            actor=self.actor,
            place=self.place,
            members=self.members,
            predicates=self.predicates,
            statuses=self.statuses,
            least=self.min_confidence,
        )

    def stood(self) -> str:
        """In words, from when the store is looked at."""
        return f", as this store stood at the end of {self.recorded}" if self.recorded else ""


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
@click.option("--diff", nargs=2, metavar="D1 D2", help="What changed from D1 to D2, and why.")
@click.option(
    "--plot",
    type=click.Choice(PICTURES),
    help="Draw a picture instead, to OUT.png or OUT.svg; without OUT, to situation-DAY-map.png here; - prints SVG.",
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
    plot: str | None,
    **options: Any,
) -> int:
    """Print the states that held on a day, as could be known by the end of another.

    A state says since when it holds, on which day it was last confirmed, how many independent sources say so, and who
    says otherwise. What nothing tells to have ended goes on: look at the day of the last word.

    --diff compares two days, as known by the end of --known; with --at, it tells what became known of that day from the
    end of D1 to the end of D2.
    """
    wanted = Wanted(**options)
    if plot:
        refuse_lists(wanted, asked_format, limit, offset)
        return draw(session, db, wanted, plot, out)
    ask = Ask(db=db, limit=limit, offset=offset, asked_format=asked_format, out=out)
    target = ask.target()
    with reading(session, db) as connection:
        newest = newest_known(connection)
        if newest is not None:
            say_whom(connection, wanted)
        asking = ask_diff if wanted.diff else ask_situation
        kind, records = asking(connection, wanted, newest) if newest else (None, [])
    if kind is None:
        say("the store is empty")
    else:
        print_states(kind, records, ask, target)
    return 0


def newest_known(connection: Connection) -> str | None:
    """The last day that the store knows of; None where it is empty."""
    from dateline.store.queries import newest_day

    return newest_day(connection)


def ask_situation(connection: Connection, wanted: Wanted, newest: str) -> tuple[Kind, list[Record]]:
    """The states that are wanted, and how they print.

    Raises:
        InputError: a date is none.
    """
    from dateline.output.situation_layout import states_kind
    from dateline.situation.query import situation as states_of

    known = wanted.known or newest
    asked = wanted.asked(connection, wanted.at or known, known)
    head = f"the situation on {asked.at}, as known by the end of {known}"
    head += "" if wanted.at or wanted.known else " (the newest day in the store)"
    return states_kind(head + wanted.stood()), [state.to_dict() for state in states_of(connection, asked)]


def ask_diff(connection: Connection, wanted: Wanted, newest: str) -> tuple[Kind, list[Record]]:
    """What changed from one day to another; with `at`, what was known of that day on the one and on the other.

    Raises:
        InputError: a date is none, or they are the wrong way round.
    """
    from dateline.output.situation_layout import changes_kind
    from dateline.situation.diff import diff
    from dateline.store.moments import checked_day

    first, last = wanted.diff or ("", "")
    if checked_day(first) > checked_day(last):
        raise InputError("E-DATE", f"{first} is after {last}; give the earlier day first")
    known = wanted.known or newest
    if wanted.at:
        earlier, later = (wanted.asked(connection, wanted.at, day) for day in (first, last))
        head = f"what became known from {first} to {last} of the situation on {wanted.at}"
    else:
        earlier, later = (wanted.asked(connection, day, known) for day in (first, last))
        head = f"what changed from {first} to {last}, as known by the end of {known}"
    return changes_kind(head + wanted.stood()), [change.to_dict() for change in diff(connection, earlier, later)]


def say_whom(connection: Connection, wanted: Wanted) -> None:
    """Say where a name stands for none or for several."""
    from dateline.store.naming import actor_meant, place_meant

    if wanted.actor:
        ids_of(actor_meant(connection, wanted.actor), "actor")
    if wanted.place:
        ids_of(place_meant(connection, wanted.place), "place")


def print_states(kind: Kind, records: list[Record], ask: Ask, target: Target) -> None:
    """Print states; which day they are of is the head of a table, and said beside data."""
    page = ask.page(target.chosen)
    found = cut_records(records, page)
    if target.chosen.name != "table" or not found.items:
        say(kind.head)
    count = print_records(kind, target, [found.items])
    tell_found(kind.name, count, page, more=found.more)


def refuse_lists(wanted: Wanted, asked_format: str | None, limit: int | None, offset: int) -> None:
    """See that nothing is asked of a picture that only a list has.

    Raises:
        InputError: something is.
    """
    given = {"--diff": wanted.diff, "--format": asked_format, "--limit": limit is not None, "--offset": offset}
    if wrong := [name for name, value in given.items() if value]:
        raise InputError("E-USAGE", f"a picture has no {wrong[0]}; leave out {wrong[0]} or --plot")


def draw(session: Session, db: str, wanted: Wanted, plot: str, out: str | None) -> int:
    """Draw the states that are wanted.

    Raises:
        InputError: the output's name is that of no picture, or Matplotlib is not installed.
        RunError: the picture cannot be written.
    """
    from dateline import plots
    from dateline.plots.drawing import require_matplotlib

    require_matplotlib()
    if out not in (None, "-"):
        plots.format_of(Path(str(out)))
    with reading(session, db) as connection:
        newest = newest_known(connection)
        if newest is None:
            raise InputError("E-EMPTY", "the store is empty; add dispatches with: dateline add FILE")
        say_whom(connection, wanted)
        _, records = ask_situation(connection, wanted, newest)
    known = wanted.known or newest
    at = wanted.at or known
    path = None if out == "-" else Path(out or f"situation-{at}-{plot}.png")
    plots.save(plots.draw(plot, records, at=at, known=known), path)
    if path:
        say(f"drew {path}")
    return 0
