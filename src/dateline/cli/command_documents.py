"""`dateline documents`: the documents of a store."""

from __future__ import annotations

from typing import Any

import click

from dateline.cli.asking import Ask, find_all, list_things, print_records, reading
from dateline.cli.options import debug_option
from dateline.cli.session import Session
from dateline.cli.store_options import db_option, filter_options, listing_options

FORMATS = ("table", "jsonl", "csv")


@click.command(short_help="Ask a store for documents.")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@db_option
@filter_options
@listing_options(*FORMATS)
@debug_option
@click.pass_obj
def documents(session: Session, /, *, ids: tuple[str, ...], **options: Any) -> int:
    """Print the documents of a store, the newest first; with ID, one whole with text, claims and versions.

    Filters of claims ask for documents that make such a claim.
    """
    from dateline.output.detail_layouts import ONE_DOCUMENT
    from dateline.output.list_kinds import DOCUMENTS
    from dateline.store.details import document_details
    from dateline.store.queries import find_documents
    from dateline.store.records import document_record

    ask = Ask(**options)
    target = ask.target()
    with reading(session, ask.db) as connection:
        if ids:
            print_records(ONE_DOCUMENT, target, [find_all(connection, ids, document_details, "document")])
        else:
            list_things(connection, ask, target, DOCUMENTS, find_documents, document_record)
    return 0
