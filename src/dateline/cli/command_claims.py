"""`dateline claims`: the claims of a store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.asking import (
    Ask,
    Target,
    find_all,
    make_filters,
    print_claims,
    print_records,
    reading,
    refuse_filters,
    tell_found,
    tell_left_out,
)
from dateline.cli.command_code import table_encoding
from dateline.cli.options import debug_option
from dateline.cli.session import Session
from dateline.cli.store_options import db_option, filter_options, listing_options
from dateline.output import Options

if TYPE_CHECKING:
    from sqlalchemy import Connection

FORMATS = ("table", "jsonl", "csv", "parquet", "geojson")


@click.command(short_help="Ask a store for claims.")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@db_option
@filter_options
@click.option("--explain", is_flag=True, help="Show in the table why each claim was coded.")
@listing_options(*FORMATS)
@debug_option
@click.pass_obj
def claims(session: Session, /, *, ids: tuple[str, ...], explain: bool, **options: Any) -> int:
    """Print the claims of a store that meet all filters, the newest first; with ID, one whole in its context.

    A claim whose sentence gives no time is taken to be of the day its dispatch was published, unless it tells of the
    past. An option that is given several times asks for any of its values; --actor, --source and --place ask for all.
    What is printed is the record of `dateline code`.
    """
    ask = Ask(**options)
    target = ask.target()
    with reading(session, ask.db) as connection:
        if ids:
            refuse_filters(ask)
            show_claims(connection, ids, target)
        else:
            list_claims(connection, ask, target, explain=explain)
    return 0


def list_claims(connection: Connection, ask: Ask, target: Target, *, explain: bool) -> None:
    """Print the claims that were asked for."""
    from dateline.output.highlight import highlighter
    from dateline.store.queries import by_document, find_claims, load_found

    page = ask.page(target.chosen)
    tell_left_out(ask)
    found = find_claims(connection, make_filters(connection, ask), page)
    style = Options(
        explain=explain,
        ids=True,
        encoding=table_encoding(target.path),
        highlight=highlighter(ask.text) if ask.text else None,
    )
    documents = by_document(load_found(connection, found.items, past=ask.recorded is not None))
    tell_found("claims", print_claims(target, documents, style), page, more=found.more)


def show_claims(connection: Connection, ids: Sequence[str], target: Target) -> None:
    """Print claims: for people in their context, as data the record alone."""
    from dateline.output.detail_layouts import ONE_CLAIM, as_claim
    from dateline.records import Coded
    from dateline.store.details import claim_details

    found = find_all(connection, ids, claim_details, "claim")
    if target.chosen.name == "table":
        print_records(ONE_CLAIM, target, [found])
    else:
        whole = (as_claim(each["claim"]) for each in found)
        print_claims(target, (Coded(claim.document, (claim,)) for claim in whole), Options())
