"""`dateline evaluate`: coded claims against gold annotation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from dateline.cli.command_code import standard_input
from dateline.cli.options import debug_option
from dateline.cli.speech import say
from dateline.errors import InputError
from dateline.evaluation import Evaluation, load_coded, load_gold, parse_coded
from dateline.evaluation import evaluate as score
from dateline.evaluation_records import CodedRecords, GoldDocument
from dateline.output.safe_text import safe_line


@click.command(short_help="Score coded claims against gold annotation.")
@click.argument("gold", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.argument("coded", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
@click.option(
    "--errors", type=click.IntRange(min=0), default=0, metavar="N", help="Show N missed and N spurious records."
)
@debug_option
def evaluate(gold: Path, coded: Path, as_json: bool, errors: int) -> None:
    """Score CODED, the output of `dateline code --format jsonl`, against the annotation files in the folder GOLD.

    \b
    event, relation   found with the right kind and type in the right sentence
    roles, role:...   fillers found on those records, out of all in gold
    status            share of the found records whose status is right
    modes             modes on the found events
    joint             wholly right: type, status, parties, places, time
    detect            events seen at all, whatever their type
    """
    documents = load_gold(gold)
    records = _read_coded(coded, documents)
    if records.ignored:
        say(f"{records.ignored:,} claims belong to no document of {gold} and were left out")
    result = score(documents, records.records)
    click.echo(json.dumps(result.to_dict(), indent=1) if as_json else result.table())
    for line in mistakes(result, errors):
        click.echo(safe_line(line), err=as_json)


def mistakes(result: Evaluation, most: int) -> Iterator[str]:
    """The first missed and spurious records, a line each."""
    for name, records in (("missed", result.missed), ("spurious", result.spurious)):
        yield from (f"{name}: {mistake.line()}" for mistake in records[:most])


def _read_coded(path: Path, gold: Mapping[str, GoldDocument]) -> CodedRecords:
    if str(path) != "-":
        return load_coded(path, gold)
    stdin = standard_input()
    try:
        return parse_coded(stdin.read().decode("utf-8") if stdin else "", gold, where="standard input")
    except UnicodeDecodeError as error:
        raise InputError("E-CODED", f"standard input is not UTF-8: {error}") from error
