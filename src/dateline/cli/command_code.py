"""`dateline code`: dispatches in, claims out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from dateline.cli.batch import Items, Target, each, is_terminal, once_readable, run_batch
from dateline.cli.options import (
    debug_option,
    make_read_options,
    output_options,
    output_path,
    probability,
    reading_options,
)
from dateline.cli.session import CoderLike, Session
from dateline.output import FORMATS, Analysed, Options, choose_format
from dateline.records import Coded, Document, Failure

if TYPE_CHECKING:
    from dateline.reading import ReadOptions


@click.command(short_help="Code dispatches into claims.")
@reading_options
@click.option(
    "--format",
    "asked",
    type=click.Choice(list(FORMATS)),
    help="How to write the claims; without it the name of OUT decides, else a table on a terminal and jsonl elsewhere.",
)
@click.option("--explain", is_flag=True, help="Show in the table why each claim was coded.")
@click.option(
    "--min-confidence",
    type=float,
    default=0.0,
    callback=probability,
    metavar="X",
    help="Leave out claims below this confidence, from 0 to 1.",
)
@output_options
@debug_option
@click.pass_obj
def code(
    session: Session,
    *,
    files: tuple[str, ...],
    date: str | None,
    input_format: str | None,
    encoding: str | None,
    viewpoint: str | None,
    keep: bool,
    asked: str | None,
    explain: bool,
    min_confidence: float,
    out: str | None,
    report: Path | None,
    quiet: bool,
) -> int:
    """Read each FILE and write the claims that its sentences make.

    FILE is plain text, HTML, JSON Lines, CSV or Parquet, or a folder of them; - is standard input. JSON Lines and
    tables have the columns id and text, and where known title, published (or date), publisher and url.

    \b
    Formats:
      table    for reading, grouped by document
      jsonl    one claim a line, as `dateline schema` describes it
      csv      one row a claim, flat
      parquet  the fields of jsonl as columns (needs pip install 'dateline[parquet]')
      geojson  a feature a claim; its geometry is null until a place of it is geolocated
      conllu   the Universal Dependencies analysis instead of the claims

    \b
    Exit codes: 0 all well; 1 some dispatches failed; 2 nothing usable was given;
    3 the model or the output is unusable; 130 Ctrl-C (what was coded is kept).
    """
    path = output_path(out, files, report)
    options = make_read_options(date, input_format, encoding, keep)
    chosen = choose_format(asked, path, terminal=is_terminal(sys.stdout))
    style = Options(explain=explain, encoding=table_encoding(path))
    verb = "coded" if chosen.needs == "claims" else "analysed"
    target = Target(chosen=chosen, out=path, options=style, report=report, quiet=quiet, verb=verb)
    work = code_documents(min_confidence) if chosen.needs == "claims" else analyse_documents
    documents = read_files(files, options)
    return run_batch(lambda: once_readable(documents, lambda readable: work(session.load(viewpoint), readable)), target)


def read_files(files: Sequence[str], options: ReadOptions) -> Iterator[Document | Failure]:
    """The dispatches in files, - being standard input."""
    from dateline.reading import read

    return read(files, options, stdin=standard_input())


def standard_input() -> BinaryIO | None:
    """Standard input as bytes; None when it is closed."""
    return sys.stdin.buffer if sys.stdin is not None else None


def table_encoding(path: Path | None) -> str:
    """The encoding that the reader of the table expects: the terminal's own, else UTF-8."""
    return sys.stdout.encoding if path is None and is_terminal(sys.stdout) else "utf-8"


def code_documents(min_confidence: float) -> Callable[[CoderLike, Iterable[Document | Failure]], Items]:
    """A function that codes documents and leaves out claims below a confidence."""

    def work(coder: CoderLike, documents: Iterable[Document | Failure]) -> Items:
        for coded in coder.pipe(documents):
            yield coded if isinstance(coded, Failure) else confident(coded, min_confidence)

    return work


def confident(coded: Coded, least: float) -> Coded:
    """The document with the claims that are sure enough; when none is, that is the reason."""
    claims = tuple(claim for claim in coded if claim.confidence >= least)
    if len(claims) == len(coded):
        return coded
    reason = f"claims left out because their confidence is below {least:g}: {len(coded) - len(claims)}"
    return replace(coded, claims=claims, reasons=(*coded.reasons, reason))


def analyse_documents(coder: CoderLike, documents: Iterable[Document | Failure]) -> Items:
    """The linguistic analysis of documents."""
    return each(documents, lambda document: Analysed(document, coder.analyse(document)))
