"""`dateline schema`: what a claim looks like."""

from __future__ import annotations

import json

import click

from dateline.cli.options import debug_option
from dateline.cli.session import Session


@click.command(short_help="Print the JSON Schema of a claim.")
@debug_option
@click.pass_obj
def schema(session: Session) -> None:
    """Print the JSON Schema (2020-12) of a claim as `dateline code --format jsonl` prints it.

    Parquet has the same fields; the columns of CSV are its flat form. Your own event types (`dateline train-type`) are
    among the types.
    """
    from dateline.home import layers
    from dateline.schema import record_schema

    own_types = [path.stem for path in layers("types")]
    click.echo(json.dumps(record_schema(session.ontology(), own_types), indent=2))
