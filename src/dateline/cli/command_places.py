"""`dateline places`: the places of a store."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from dateline.cli.asking import Ask, find_named, list_things, make_filters, print_records, reading
from dateline.cli.options import debug_option
from dateline.cli.session import Session
from dateline.cli.store_options import db_option, filter_options, listing_options

FORMATS = ("table", "jsonl", "csv", "geojson")


@click.command(short_help="Ask a store for places.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@db_option
@filter_options
@listing_options(*FORMATS)
@debug_option
@click.pass_obj
def places(session: Session, /, *, names: tuple[str, ...], **options: Any) -> int:
    """Print the places of the claims that meet all filters, the most told of first; with NAME, one whole.

    NAME is a name in any spelling or an id.
    """
    from dateline.output.detail_layouts import ONE_PLACE
    from dateline.output.list_kinds import PLACES
    from dateline.store.details import place_details
    from dateline.store.naming import place_meant
    from dateline.store.queries import find_places
    from dateline.store.records import place_record

    ask = Ask(**options)
    target = ask.target()
    with reading(session, ask.db) as connection:
        if names:
            find = partial(place_details, asked=make_filters(connection, ask))
            print_records(ONE_PLACE, target, [find_named(connection, names, find, place_meant, "place")])
        else:
            list_things(connection, ask, target, PLACES, find_places, place_record)
    return 0
