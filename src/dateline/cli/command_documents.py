"""`dateline documents`: the documents of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dateline.cli.asking import (
    Ask,
    Target,
    find_all,
    list_things,
    make_filters,
    print_records,
    reading,
    refuse_filters,
    tell_found,
)
from dateline.cli.options import debug_option
from dateline.cli.session import Session
from dateline.cli.speech import say
from dateline.cli.store_options import db_option, filter_options, listing_options

if TYPE_CHECKING:
    from sqlalchemy import Connection

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

    --text searches titles and sentences, the best match first; --publisher asks of the document; other filters ask for
    documents that make such a claim.
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
            refuse_filters(ask)
            print_records(ONE_DOCUMENT, target, [find_all(connection, ids, document_details, "document")])
        elif ask.text:
            list_by_text(connection, ask, target)
        else:
            list_things(connection, ask, target, DOCUMENTS, find_documents, document_record)
    return 0


def list_by_text(connection: Connection, ask: Ask, target: Target) -> None:
    """Print the documents that match a text, with the words around what was found."""
    from dateline.output.list_kinds import DOCUMENTS
    from dateline.store.queries import find_documents_by_text
    from dateline.store.records import document_record

    page = ask.page(target.chosen)
    told = find_documents_by_text(connection, make_filters(connection, ask), page)
    for note in told.notes:
        say(note)
    count = print_records(DOCUMENTS, target, [[document_record(row) | {"found": words} for row, words in told.items]])
    tell_found("documents", count, page, more=told.more)
