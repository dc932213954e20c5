"""`dateline watch`: feeds are asked again and again, and what they tell is coded and held in a store."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import click

from dateline.cli.adding import Adder
from dateline.cli.options import debug_option, report_options, viewpoint_option
from dateline.cli.session import Session
from dateline.cli.store_options import db_option
from dateline.errors import InputError

_NEEDED = ("httpx", "feedparser", "protego")
_UNITS = {"": 60.0, "s": 1.0, "m": 60.0, "min": 60.0, "h": 3_600.0, "d": 86_400.0}
_DURATION = re.compile(r"(\d{1,7}(?:\.\d{1,3})?)\s*([a-z]*)", re.IGNORECASE)


def duration(context: click.Context, parameter: click.Parameter, value: str | None) -> float | None:
    """Seconds from a duration that a user writes: 10m, 2h, 90s, 1d; a bare number counts minutes."""
    if value is None:
        return None
    found = _DURATION.fullmatch(value.strip())
    unit = _UNITS.get(found[2].lower()) if found else None
    if found is None or unit is None or float(found[1]) <= 0:
        raise click.BadParameter(f"“{value}” is no duration; write 90s, 10m, 2h or 1d")
    return float(found[1]) * unit


@click.command(short_help="Keep adding what feeds tell.")
@click.argument("sources", nargs=-1, metavar="[FEEDS]...")
@db_option
@click.option("--once", is_flag=True, help="Ask every feed that may be asked once, take in what it tells, and end.")
@click.option("--every", default="15m", callback=duration, show_default=True, metavar="TIME",
              help="Time between two requests for a feed that asks for nothing longer.")  # fmt: skip
@click.option("--for", "how_long", callback=duration, metavar="TIME", help="End after this time: 10m, 2h.")
@click.option("--status", is_flag=True, help="List the feeds: last success, next due, failures, entries; ask nothing.")
@click.option("--retry", is_flag=True, help="Ask feeds again that are no longer asked.")
@click.option("--no-pages", is_flag=True, help="Take what the feeds hold; never ask for the pages of entries.")
@click.option("--pause", default="1s", callback=duration, show_default=True, metavar="TIME",
              help="Time between two requests to a host that asks for nothing longer.")  # fmt: skip
@click.option("--hosts", default=8, show_default=True, type=click.IntRange(1, 64), metavar="N",
              help="Hosts that are asked at the same time.")  # fmt: skip
@click.option("--contact", metavar="WHERE", help="An address that is told to servers, for complaints.")
@click.option("--allow-address", "allowed", multiple=True, metavar="NET",
              help="Ask addresses in this network too, though they are not public: 10.1.0.0/16.")  # fmt: skip
@click.option("--format", "asked_format", type=click.Choice(("table", "jsonl", "csv")), help="Of --status.")
@viewpoint_option
@report_options
@debug_option
@click.pass_obj
def watch(
    session: Session,
    *,
    sources: tuple[str, ...],
    db: str,
    once: bool,
    every: float,
    how_long: float | None,
    status: bool,
    retry: bool,
    no_pages: bool,
    pause: float,
    hosts: int,
    contact: str | None,
    allowed: tuple[str, ...],
    asked_format: str | None,
    viewpoint: str | None,
    report: Path | None,
    quiet: bool,
) -> int:
    """Ask FEEDS again and again, code what they tell, and hold it in the store.

    FEEDS are addresses of feeds (RSS, Atom, JSON Feed, sitemaps of news) or of lists of feeds, or files that hold such
    a list (OPML, or an address a line); without any, those that the store knows. Servers are asked as they wish:
    robots.txt, crawl delays, Cache-Control, ttl, Retry-After. Stop it at any moment, however roughly: the same command
    goes on from there, loses nothing and takes nothing in twice.

    \b
    Exit codes: 0 all well; 1 some feeds or entries failed; 2 nothing usable was given;
    3 the model or the store is unusable; 130 Ctrl-C (what was added is kept).
    """
    from dateline.cli.watching import Chosen, print_status, run_watch, wanted_feeds
    from dateline.feeds.settings import Settings

    if once and how_long:
        raise InputError("E-USAGE", "--once ends by itself; leave out --for")
    settings = Settings(every=every, pause=pause, workers=hosts, pages=not no_pages)
    if status:
        with session.open_store(db, create=False) as store:
            print_status(store, settings, asked_format)
        return 0
    named = wanted_feeds(sources)
    require_watching()
    chosen = Chosen(
        settings=settings,
        feeds=named,
        once=once,
        how_long=how_long,
        retry=retry,
        contact=contact,
        allowed=allowed,
        report=report,
        quiet=quiet,
    )
    with session.open_store(db, create=bool(named)) as store:
        return run_watch(store, Adder(session, store, viewpoint), chosen)


def require_watching() -> None:
    """See that what watching needs is installed.

    Raises:
        InputError: it is not.
    """
    if any(find_spec(name) is None for name in _NEEDED):
        raise InputError("E-EXTRA", "watching feeds needs: pip install 'dateline[watch]'")
