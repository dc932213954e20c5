"""`dateline verify`: whether a store is whole."""

from __future__ import annotations

import click

from dateline.cli.options import debug_option
from dateline.cli.progress import Progress
from dateline.cli.session import Session
from dateline.cli.speech import say
from dateline.cli.store_options import db_option
from dateline.errors import RunError
from dateline.output.safe_text import safe_line
from dateline.output.words import plural


@click.command(short_help="Check that a store is whole.")
@db_option
@click.option("--quiet", "-q", is_flag=True, help="No progress on standard error.")
@debug_option
@click.pass_obj
def verify(session: Session, /, *, db: str, quiet: bool) -> int:
    """Check a store: the file, references, texts, offsets, the index, and that all follows from the claims.

    What follows from the claims is made anew beside the store and compared, which takes a while and as much room as the
    store has. Problems are printed, a line each, and never repaired. Exit code 0 when there are none, else 3.
    """
    from dateline.store.verify import verify as verify_store

    with session.open_store(db, create=False) as store, Progress(wanted=not quiet, verb="looked at") as progress:
        found = verify_store(store, lambda check, done, total: progress.show(done, 0))
        name = store.name
    for problem in found:
        click.echo(safe_line(f"{problem.check}: {problem.where}: {problem.what}"))
    say(f"{name}: {plural(len(found), 'problem')}" if found else f"{name} is whole")
    return RunError.exit_code if found else 0
