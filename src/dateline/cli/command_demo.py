"""`dateline demo`: what the product does, on dispatches that come with it."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from pathlib import Path

import click

from dateline.cli.batch import is_terminal
from dateline.cli.command_code import read_files, table_encoding
from dateline.cli.options import debug_option, make_read_options
from dateline.cli.session import Session
from dateline.cli.speech import say
from dateline.errors import RunError
from dateline.output import FORMATS, Options, open_writer, words
from dateline.records import Claim, Coded, Failure

IN_FULL = 3
WIDTH = 50
MOST = 5
INTRODUCTION = """\
Dateline reads news dispatches and keeps what each sentence claims: who did what to whom, where and when, how many,
according to whom, and whether it happened, is planned, is only possible or is denied. Every claim keeps
the words that carry it.

The dispatches below come with Dateline and were written for it. First some with all their claims, then the others in
short; then what five dispatches about one battle come to when a store holds them.
"""
HELD = """\
Five dispatches of two outlets tell of one battle between May and October 2017. A store joins what they claim:
into incidents, each with all who tell of it, and into states that hold for a while.
"""
ASKED: tuple[tuple[str, ...], ...] = (
    ("situation", "--at", "2017-06-01", "--known", "2017-06-01"),
    ("situation", "--at", "2017-06-01", "--known", "2017-10-31", "--predicate", "controls", "--predicate", "plan"),
    ("situation", "--at", "2017-10-31"),
    ("incidents", "--type", "ASSAULT", "--min-sources", "2"),
)
NEXT = """\
Next:
  dateline add FILE... && dateline situation --at 2017-06-01    hold your own dispatches, and ask what held when
  dateline demo --all                          every claim of these dispatches
  dateline code FILE --explain                 your own text, HTML, JSON Lines, CSV or Parquet, and why it was coded so
  dateline code FILE --date 2017-03-09 -o claims.csv
  dateline schema                              what a claim looks like as JSON
"""


@click.command(short_help="Code the dispatches that come with Dateline.")
@click.option("--all", "everything", is_flag=True, help="Show every claim.")
@click.option(
    "--desk/--no-desk", default=None, help="Open the desk on them at the end; without it, on a terminal only."
)  # fmt: skip
@debug_option
@click.pass_obj
def demo(session: Session, everything: bool, desk: bool | None) -> int:
    """Code the dispatches that come with Dateline, and show what comes out.

    On a terminal the desk opens on them at the end, as a page in the browser, until Ctrl-C.
    """
    click.echo(INTRODUCTION)
    samples = code_samples(session)
    full = len(samples) if everything else IN_FULL
    _show_claims(samples[:full])
    for coded in samples[full:]:
        click.echo(in_a_line(coded))
    click.echo(f"\n{summary(samples)}\n")
    show_story(session)
    click.echo(f"\n{NEXT}", nl=False)
    return open_desk(session) if is_desk_wanted(desk) else 0


def is_desk_wanted(asked: bool | None) -> bool:
    """Whether to open the desk: where that is asked for, or a person is there and what it needs is installed."""
    from dateline.cli.command_serve import can_serve

    return asked if asked is not None else is_terminal(sys.stdin) and is_terminal(sys.stdout) and can_serve()


def open_desk(session: Session) -> int:
    """Serve the bundled dispatches until Ctrl-C."""
    from dateline.cli.command_serve import demo_store, has_browser, require_serving, serve_store

    require_serving()
    click.echo()
    with demo_store(session) as store:
        return serve_store(session, store, opened=has_browser())


def code_samples(session: Session) -> list[Coded]:
    """The bundled dispatches, coded; one that fails is told on standard error.

    Raises:
        RunError: there are none.
    """
    paths = sorted(str(path) for path in samples_folder().glob("*.txt"))
    options = make_read_options(None, None, None, keep=False)
    items = list(session.load().pipe(read_files(paths, options))) if paths else []
    for item in items:
        if isinstance(item, Failure):
            say(f"[{item.code}] {item.where}: {item.reason}")
    coded = [item for item in items if isinstance(item, Coded)]
    if not coded:
        raise RunError(
            "E-SAMPLES", f"no sample dispatch could be coded from {samples_folder()}; install dateline again"
        )
    return coded


def show_story(session: Session) -> None:
    """Hold the dispatches of one story in a store, and ask it what held and what happened."""
    from dateline.cli.command_add import add
    from dateline.cli.command_incidents import incidents
    from dateline.cli.command_situation import situation

    commands = {"situation": situation, "incidents": incidents}
    click.echo(HELD)
    with tempfile.TemporaryDirectory() as folder:
        store = ("--db", str(Path(folder) / "demo.db"))
        add.main([str(samples_folder() / "story"), *store, "-q"], obj=session, standalone_mode=False)
        for name, *options in ASKED:
            click.echo(f"$ dateline {' '.join((name, *options))}\n")
            commands[name].main([*options, "--format", "table", *store], obj=session, standalone_mode=False)
            click.echo()


def samples_folder() -> Path:
    """Where the bundled dispatches lie."""
    return Path(str(resources.files("dateline") / "samples"))


def _show_claims(samples: Iterable[Coded]) -> None:
    writer = open_writer(FORMATS["table"], sys.stdout.buffer, Options(encoding=table_encoding(None)))
    for coded in samples:
        writer.write(coded)
    writer.close()


def in_a_line(coded: Coded) -> str:
    """What a dispatch gave: how many claims, and of which types."""
    name = f"{coded.document.published or 'no date':10.10}  {words.caption(coded.document)[:WIDTH]:{WIDTH}}"
    if not len(coded):
        return f"{name}  no claims: {words.why_none(coded)}"
    types = Counter(claim.type for claim in coded)
    told = ", ".join(f"{count} {type_}" if count > 1 else type_ for type_, count in types.most_common(MOST))
    return f"{name}  {len(coded):3} claims: {told}{', …' if len(types) > MOST else ''}"


def summary(samples: Sequence[Coded]) -> str:
    """The counts of all samples together."""
    claims = [claim for coded in samples for claim in coded]
    kinds = Counter(claim.kind for claim in claims)
    statuses = ", ".join(f"{count} {name}" for name, count in _statuses(claims))
    parts = f"{kinds['event']} events and {kinds['relation']} relations"
    return f"{len(samples)} dispatches gave {len(claims)} claims: {parts}; {statuses or 'none of any status'}."


def _statuses(claims: Iterable[Claim]) -> Iterator[tuple[str, int]]:
    yield from Counter(claim.status for claim in claims).most_common()
