"""`dateline backup`: a copy of a store."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.options import debug_option
from dateline.cli.session import Session
from dateline.cli.speech import say
from dateline.cli.store_options import db_option


@click.command(short_help="Copy a store while it is in use.")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@db_option
@click.option("--replace", is_flag=True, help="Replace OUT where it is there.")
@debug_option
@click.pass_obj
def backup(session: Session, /, *, out: Path, db: str, replace: bool) -> int:
    """Copy a store into the file OUT, which appears whole or not at all; others may read and write meanwhile.

    The copy of a SQLite store is a store. That of a PostgreSQL store is for `pg_restore --dbname=NAME OUT`.
    """
    from dateline.store.backup import backup as backup_store

    with session.open_store(db, create=False) as store:
        backup_store(store, out, replace=replace)
        say(f"{store.name} is copied to {out}")
    return 0
