"""`dateline annotate`: dispatches in, mentions out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from dateline.cli.batch import Items, Target, each, once_readable, run_batch
from dateline.cli.command_code import read_files
from dateline.cli.options import debug_option, make_read_options, output_options, output_path, reading_options
from dateline.cli.session import CoderLike, Session
from dateline.output import FORMATS, Annotated
from dateline.records import Document, Failure


@click.command(short_help="Find actors, places, times and quantities.")
@reading_options
@output_options
@debug_option
@click.pass_obj
def annotate(
    session: Session,
    *,
    files: tuple[str, ...],
    date: str | None,
    input_format: str | None,
    encoding: str | None,
    viewpoint: str | None,
    keep: bool,
    out: str | None,
    report: Path | None,
    quiet: bool,
) -> int:
    """Read each FILE and write its mentions, one JSON object a document.

    For those who need a geoparser, a time tagger or an actor linker and not the claims. FILE is read as by
    `dateline code`.

    \b
    {"document": {...}, "mentions": [{"kind": "actor"|"place"|"time"|"quantity",
                                      "text": ..., "start": ..., "end": ..., ...}]}
    """
    path = output_path(out, files, report)
    options = make_read_options(date, input_format, encoding, keep)
    target = Target(chosen=FORMATS["jsonl"], out=path, report=report, quiet=quiet, verb="annotated")
    documents = read_files(files, options)
    return run_batch(
        lambda: once_readable(documents, lambda readable: annotate_documents(session.load(viewpoint), readable)), target
    )


def annotate_documents(coder: CoderLike, documents: Iterable[Document | Failure]) -> Items:
    """The mentions of documents."""
    return each(documents, lambda document: Annotated(document, coder.annotate(document)))
