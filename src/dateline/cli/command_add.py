"""`dateline add`: dispatches in, held in a store."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from dateline.cli.adding import Adder, Put, Tally, add_all, mark_unchanged
from dateline.cli.batch import INTERRUPTED, once_readable
from dateline.cli.command_code import read_files
from dateline.cli.options import debug_option, make_read_options, output_path, reading_options, report_options
from dateline.cli.report import ReportFile
from dateline.cli.session import Session
from dateline.cli.speech import say
from dateline.cli.store_options import db_option
from dateline.errors import InputError
from dateline.records import Coded, Failure

Items = Iterable[Coded | Failure]
_URL = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_ARCHIVES = (".warc", ".warc.gz", ".arc.gz")


@click.command(short_help="Code dispatches and hold them in a store.")
@reading_options
@db_option
@report_options
@debug_option
@click.pass_obj
def add(
    session: Session,
    *,
    files: tuple[str, ...],
    date: str | None,
    input_format: str | None,
    encoding: str | None,
    viewpoint: str | None,
    keep: bool,
    db: str,
    report: Path | None,
    quiet: bool,
) -> int:
    """Read each FILE, code it, link it with what is there, and hold it in the store.

    FILE is read as by `dateline code`. Each dispatch is added by itself and wholly: whatever stops the run, what was
    added stays, and adding the same files again goes on where it stopped. A dispatch that is there as it is (same id,
    text and facts) is not coded again; another version of one supersedes the older, which stays.

    \b
    Exit codes: 0 all well; 1 some dispatches failed; 2 nothing usable was given;
    3 the model or the store is unusable; 130 Ctrl-C (what was added is kept).
    """
    check_sources(files)
    output_path(None, files, report)
    options = make_read_options(date, input_format, encoding, keep)
    with session.open_store(db, create=True) as store:
        adder = Adder(session, store, viewpoint)
        documents = mark_unchanged(store, read_files(files, options))
        return run_adding(once_readable(documents, adder.code), adder.put, report, store.name, quiet=quiet)


def check_sources(files: Sequence[str]) -> None:
    """Refuse what cannot be read yet, before anything is done.

    Raises:
        InputError: a URL, a feed or a web archive is among them.
    """
    for file in files:
        if _URL.match(file):
            raise InputError("E-SOURCE", f"{file}: URLs and feeds cannot be read yet; save the page and add the file")
        if file.lower().endswith(_ARCHIVES):
            raise InputError("E-SOURCE", f"{file}: web archives cannot be read yet; unpack it and add the pages")


def run_adding(items: Items, put: Put, report: Path | None, into: str, *, quiet: bool) -> int:
    """Add everything and say what became of it; what is returned is the exit code.

    Raises:
        InputError: there was nothing to add.
    """
    tally = Tally()
    try:
        with ReportFile(report) as full:
            add_all(items, put, tally, full, quiet=quiet)
    except KeyboardInterrupt:
        tell(tally, quiet=quiet)
        say(f"interrupted: {tally.taken:,} documents are in {into}; the same command again goes on from there")
        return INTERRUPTED
    if not tally.taken and not tally.report.failed.count:
        raise InputError("E-EMPTY", "there is no dispatch in what was given; name a file with text in it")
    tell(tally, quiet=quiet)
    return tally.exit_code


def tell(tally: Tally, *, quiet: bool) -> None:
    """Say on standard error what became of the dispatches; that nothing was usable is said in any case."""
    if quiet and tally.taken:
        return
    for line in tally.report.details():
        say(line)
    say(tally.summary())
