"""`dateline incidents`: the incidents of a store."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from dateline.cli.asking import Ask, as_recorded, find_all, list_things, print_records, reading, refuse_filters
from dateline.cli.options import debug_option
from dateline.cli.session import Session
from dateline.cli.store_options import db_option, filter_options, listing_options

FORMATS = ("table", "jsonl", "csv", "geojson")


@click.command(short_help="Ask a store for incidents.")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@db_option
@filter_options
@click.option("--disputed", is_flag=True, help="Whose accounts disagree.")
@click.option("--min-sources", type=click.IntRange(min=1), default=1, metavar="N", help="Told by N sources.")
@listing_options(*FORMATS)
@debug_option
@click.pass_obj
def incidents(session: Session, /, *, ids: tuple[str, ...], **options: Any) -> int:
    """Print the incidents of a store, those told of last first; with ID, one whole with all who tell of it.

    --type, --status, --from, --to, --disputed and --min-sources ask of the incident; the other filters ask for those
    of which one claim meets them all. With --known, figures and status are those of that day.
    """
    from dateline.output.detail_layouts import ONE_INCIDENT
    from dateline.output.list_kinds import INCIDENTS
    from dateline.store.details import incident_details
    from dateline.store.filters import asked_moment
    from dateline.store.incidents import find_incidents

    ask = Ask(**options)
    target = ask.target()
    with reading(session, ask.db) as whole, as_recorded(whole, ask) as (connection, asked):
        if ids:
            refuse_filters(asked, but=("known",))
            known = asked_moment(asked.known)
            find = partial(incident_details, known=known)
            print_records(ONE_INCIDENT, target, [find_all(connection, ids, find, "incident")])
        else:
            list_things(connection, asked, target, INCIDENTS, find_incidents, dict)
    return 0
