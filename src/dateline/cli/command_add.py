"""`dateline add`: dispatches in, held in a store."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.adding import Adder, Put, Tally, add_all, mark_unchanged
from dateline.cli.batch import INTERRUPTED, once_readable
from dateline.cli.command_code import read_files
from dateline.cli.options import (
    allow_option,
    debug_option,
    make_read_options,
    output_path,
    reading_options,
    report_options,
)
from dateline.cli.report import ReportFile
from dateline.cli.session import Session
from dateline.cli.speech import say
from dateline.cli.store_options import db_option
from dateline.errors import InputError
from dateline.records import Coded, Document, Failure

if TYPE_CHECKING:
    from dateline.fetching import Fetched, Guard
    from dateline.reading import ReadOptions

Items = Iterable[Coded | Failure]
_URL = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@click.command(short_help="Code dispatches and hold them in a store.")
@reading_options
@db_option
@allow_option
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
    allowed: tuple[str, ...],
    report: Path | None,
    quiet: bool,
) -> int:
    """Read each FILE, code it, link it with what is there, and hold it in the store.

    FILE is read as by `dateline code`, or fetched where it is the address of a page or a feed (https://…). Each
    dispatch is added by itself and wholly: whatever stops the run, what was added stays, and adding the same files
    again goes on where it stopped. A dispatch that is there as it is (same id, text and facts) is not coded again;
    another version of one supersedes the older, which stays.

    \b
    Exit codes: 0 all well; 1 some dispatches failed; 2 nothing usable was given;
    3 the model or the store is unusable; 130 Ctrl-C (what was added is kept).
    """
    output_path(None, files, report)
    options = make_read_options(date, input_format, encoding, keep)
    sources = read_sources(files, options, allowed, session.now().timestamp())
    with session.open_store(db, create=True) as store:
        adder = Adder(session, store, viewpoint)
        documents = mark_unchanged(store, sources)
        return run_adding(once_readable(documents, adder.code), adder.put, report, store.name, quiet=quiet)


def read_sources(
    sources: Sequence[str], options: ReadOptions, allowed: Sequence[str] = (), now: float = 0.0
) -> Iterator[Document | Failure]:
    """The dispatches in files and at addresses of the web, in order; those of a feed are its entries.

    Args:
        sources: What `read_files` takes, and URLs.
        options: How to read them.
        allowed: Networks that may be fetched from beside the public internet.
        now: The moment, in seconds since 1970; entries of feeds that say no date are not later.

    Raises:
        InputError: a network is none, or what fetching needs is not installed.
    """
    if not any(map(_URL.match, sources)):
        return read_files(sources, options)
    from dateline.fetching import make_guard, require_fetching
    from dateline.fetching.dispatches import read_url

    require_fetching()
    guard = make_guard(allowed)

    def read_feed(fetched: Fetched) -> Iterator[Document | Failure]:
        return _read_feed(fetched, options, guard, now)

    return chain.from_iterable(
        read_url(source, options, guard, read_feed=read_feed) if _URL.match(source) else read_files([source], options)
        for source in sources
    )


def _read_feed(fetched: Fetched, options: ReadOptions, guard: Guard, now: float) -> Iterator[Document | Failure]:
    """The entries of a feed, read once.

    Raises:
        InputError: what reading feeds needs is not installed.
    """
    from dateline.cli.command_watch import require_watching

    require_watching()
    from dateline.feeds.asking import Reader
    from dateline.feeds.once import read_feed
    from dateline.feeds.parse import Answer
    from dateline.feeds.replies import make_asker
    from dateline.feeds.settings import Settings

    reader = Reader(make_asker(guard), options, Settings())
    return read_feed(Answer(fetched.body, fetched.url, fetched.encoding), reader, now, time.sleep)


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
