"""`dateline judge`: what people decide about claims and incidents; it wins over the machine and can be taken back."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import click

from dateline.cli.asking import Ask, Target, print_records, reading, tell_found
from dateline.cli.command_import import read_text
from dateline.cli.options import debug_option, out_option
from dateline.cli.session import Session
from dateline.cli.speech import say
from dateline.cli.store_options import db_option, listing_options
from dateline.errors import InputError
from dateline.output import FORMATS
from dateline.output.words import plural

F = TypeVar("F", bound=Callable[..., Any])

_AUTHOR: tuple[Callable[[Any], Any], ...] = (
    click.option("--author", metavar="NAME", help="Who decides; without it, the name you are logged in by."),
    click.option("--reason", metavar="WORDS", help="Why."),
)


def judging(command: F) -> F:
    """The options of every command that decides something."""
    for option in reversed(_AUTHOR):
        command = option(command)
    return db_option(debug_option(command))


@click.group(short_help="Accept, reject, merge, split or correct.")
@debug_option
def judge() -> None:
    """Decide about claims and incidents, by their ids.

    A judgement wins over the machine, survives re-coding and upgrades, and can be revoked. Nothing is overwritten: the
    record of the coder stays, and so does the judgement.
    """


@judge.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@judging
@click.pass_obj
def accept(session: Session, /, *, ids: tuple[str, ...], db: str, author: str | None, reason: str | None) -> int:
    """Say that claims, or all claims of an incident, are right: confidence 1, whatever a newer coder says."""
    return decide(session, db, "accept", ids, author=author, reason=reason)


@judge.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@judging
@click.pass_obj
def reject(session: Session, /, *, ids: tuple[str, ...], db: str, author: str | None, reason: str | None) -> int:
    """Say that claims, or all claims of an incident, are wrong: they count for nothing."""
    return decide(session, db, "reject", ids, author=author, reason=reason)


@judge.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID ID...")
@judging
@click.pass_obj
def merge(session: Session, /, *, ids: tuple[str, ...], db: str, author: str | None, reason: str | None) -> int:
    """Say that claims or incidents are of one happening."""
    return decide(session, db, "merge", ids, author=author, reason=reason)


@judge.command()
@click.argument("incident", metavar="INCIDENT")
@click.argument("claims", nargs=-1, metavar="CLAIM...")
@judging
@click.pass_obj
def split(
    session: Session,
    /,
    *,
    incident: str,
    claims: tuple[str, ...],
    db: str,
    author: str | None,
    reason: str | None,
) -> int:
    """Say that these claims of an INCIDENT tell of another happening than its others; without CLAIM, each of its own.

    With the ids of claims only, each of them is of its own.
    """
    return decide(session, db, "split", (incident, *claims), author=author, reason=reason)


@judge.command()
@click.argument("claim", metavar="CLAIM")
@click.argument("field", metavar="FIELD")
@click.argument("value", metavar="VALUE")
@judging
@click.pass_obj
def correct(
    session: Session,
    /,
    *,
    claim: str,
    field: str,
    value: str,
    db: str,
    author: str | None,
    reason: str | None,
) -> int:
    """Say that a FIELD of a CLAIM has another VALUE; the claim is right otherwise.

    FIELD is a path in the record: status, type, actors.0.name, time. VALUE is JSON, or words as they are.

    \b
    dateline judge correct c-0f3a… status negated
    dateline judge correct c-0f3a… time '{"from": "2017-10-17"}'
    dateline judge correct c-0f3a… actors.0.name "Kurdish forces"
    """
    return decide(session, db, "correct", (claim,), author=author, reason=reason, field=field, value=meant(value))


@judge.command()
@click.argument("judgement", metavar="JUDGEMENT")
@judging
@click.pass_obj
def revoke(session: Session, /, *, judgement: str, db: str, author: str | None, reason: str | None) -> int:
    """Take a judgement back; what the machine says counts again."""
    from dateline.judgements import deciding
    from dateline.store.moments import moment

    with session.open_store(db, create=False) as store, store.writing() as connection:
        at = moment(session.now())
        deciding.revoke(connection, judgement, by=author_name(author), at=at, reason=reason)
    say(f"{judgement} is revoked")
    return 0


@judge.command("list")
@click.argument("ids", nargs=-1, metavar="[CLAIM]...")
@db_option
@click.option("--all", "revoked", is_flag=True, help="Also those that were revoked.")
@listing_options("table", "jsonl", "csv")
@debug_option
@click.pass_obj
def list_judgements(session: Session, /, *, ids: tuple[str, ...], revoked: bool, **options: Any) -> int:
    """Print judgements, the newest first; with CLAIM, those on it."""
    from dateline.judgements.records import to_dict
    from dateline.output.list_kinds import JUDGEMENTS
    from dateline.store.queries import find_judgements

    ask = Ask(**options)
    target = ask.target()
    page = ask.page(target.chosen)
    with reading(session, ask.db) as connection:
        found = find_judgements(connection, ids, page, revoked=revoked)
    count = print_records(JUDGEMENTS, target, [[to_dict(each) for each in found.items]])
    tell_found("judgements", count, page, more=found.more)
    return 0


@judge.command()
@db_option
@out_option
@debug_option
@click.pass_obj
def export(session: Session, /, *, db: str, out: str | None) -> int:
    """Print all judgements as JSON Lines, for `dateline judge import` in another store."""
    from dateline.judgements import exchange
    from dateline.output.list_kinds import JUDGEMENTS

    target = Target(Path(out) if out not in (None, "-", "") else None, FORMATS["jsonl"])
    with reading(session, db) as connection:
        count = print_records(JUDGEMENTS, target, ([json.loads(line)] for line in exchange.export(connection)))
    say(f"{plural(count, 'judgement')} exported")
    return 0


@judge.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@db_option
@debug_option
@click.pass_obj
def import_judgements(session: Session, /, *, file: Path, db: str) -> int:
    """Take judgements in that `dateline judge export` wrote, all or none; those that are there stay as they are."""
    from dateline.judgements import exchange
    from dateline.store.moments import moment

    lines = read_text(file).split("\n")
    with session.open_store(db, create=False) as store, store.writing() as connection:
        done = exchange.import_lines(connection, lines, moment(session.now()))
    added = plural(len(done.added), "judgement")
    say(f"{added} added, {len(done.revoked):,} revoked, {len(done.unchanged):,} unchanged")
    if done.unknown:
        say(f"{len(done.unknown):,} claims that they name are not here; they count when their dispatch is added")
    return 0


def decide(
    session: Session,
    db: str,
    action: str,
    ids: Sequence[str],
    *,
    author: str | None,
    reason: str | None,
    field: str | None = None,
    value: Any = None,
) -> int:
    """Make a judgement and say its id; what is returned is the exit code.

    Raises:
        InputError: the store has no such claim or incident, or the judgement does not fit.
    """
    from dateline.judgements import deciding
    from dateline.judgements.records import PAST
    from dateline.store.moments import moment

    by, made = author_name(author), moment(session.now())
    with session.open_store(db, create=False) as store, store.writing() as connection:
        asked = deciding.propose(connection, action, ids, author=by, made=made, reason=reason, field=field, value=value)
        deciding.judge(connection, asked)
    claims = plural(len(asked.targets), "claim")
    say(f"{claims} {PAST[action]} by {by}; to take it back: dateline judge revoke {asked.id}")
    return 0


def author_name(given: str | None) -> str:
    """Who decides.

    Raises:
        InputError: nobody is named and the system knows no name.
    """
    name = given if given is not None else login_name()
    if not name.strip():
        raise InputError("E-AUTHOR", "a judgement needs its author; give --author NAME")
    return name


def login_name() -> str:
    """The name that the user is logged in by; empty where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def meant(value: str) -> Any:
    """A value that is typed: JSON, or else the words."""
    with suppress(ValueError):
        return json.loads(value)
    return value
