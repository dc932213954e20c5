"""`dateline actors`: the actors of a store."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from dateline.cli.asking import Ask, find_named, list_things, make_filters, print_records, reading
from dateline.cli.options import debug_option
from dateline.cli.session import Session
from dateline.cli.store_options import db_option, filter_options, listing_options

FORMATS = ("table", "jsonl", "csv")


@click.command(short_help="Ask a store for actors.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@db_option
@filter_options
@listing_options(*FORMATS)
@debug_option
@click.pass_obj
def actors(session: Session, /, *, names: tuple[str, ...], **options: Any) -> int:
    """Print the actors of the claims that meet all filters, the most told of first; with NAME, one whole.

    NAME is a name, an alias or an id. With --actor these are the actors that share a claim with that one.
    """
    from dateline.output.detail_layouts import ONE_ACTOR
    from dateline.output.list_kinds import ACTORS
    from dateline.store.details import actor_details
    from dateline.store.naming import actor_meant
    from dateline.store.queries import find_actors
    from dateline.store.records import actor_record

    ask = Ask(**options)
    target = ask.target()
    with reading(session, ask.db) as connection:
        if names:
            find = partial(actor_details, asked=make_filters(connection, ask))
            print_records(ONE_ACTOR, target, [find_named(connection, names, find, actor_meant, "actor")])
        else:
            list_things(connection, ask, target, ACTORS, find_actors, actor_record)
    return 0
