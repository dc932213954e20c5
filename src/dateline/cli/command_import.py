"""`dateline import-actors` and `dateline import-dictionary`: the user's own actors, layered over ours."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from dateline.cli.options import debug_option
from dateline.cli.speech import say
from dateline.errors import InputError

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,60}")
SHOWN = 5  # problems that are told in full
ACTOR_COLUMNS = ("id", "name", "kind", "country", "sector", "aliases")

_FILES = click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
_NAME = click.option("--name", metavar="NAME", help="Name the layer; without it, after the file. Same name: replaced.")


@click.command("import-actors", short_help="Add your own actors from CSV.")
@_FILES
@_NAME
@debug_option
def import_actors(files: tuple[Path, ...], name: str | None) -> int:
    """Add actors from each CSV FILE; from then on `dateline code` and `annotate` know them.

    Only the column name is required. The others: id, kind, country (alpha-3), sector (PLOVER), aliases, lineage,
    offices, wikidata; lists are separated by “;”. docs/actors.md describes them. Yours win over ours: a row with the
    id of one of ours adds its names and replaces what else it says, and a name of yours is preferred. A row without
    id that has the name and country of one of ours adds to it.
    """
    from dateline.actors.files import COLUMNS, read_entries
    from dateline.world.cells import read_table

    for layer, path in layer_names(name, files):
        text = read_text(path)
        count = sum(1 for _ in read_entries(io.StringIO(text, newline=""), path.name))
        if not count:
            raise InputError("E-ACTORS", f"{path} names no actor; below its header it needs a row for each")
        store("actors", layer, text)
        say(f"{count:,} actors of {path.name} added as layer “{layer}”")
        columns = [column.strip() for column in read_table(text).fieldnames or ()]
        unread = [column for column in columns if column.lower() not in COLUMNS]
        if unread:
            say(f"{path.name}: not read: {', '.join(unread)}; the columns are {', '.join(COLUMNS)}")
    return 0


@click.command("import-dictionary", short_help="Add PETRARCH actor and agent dictionaries.")
@_FILES
@_NAME
@debug_option
def import_dictionary(files: tuple[Path, ...], name: str | None) -> int:
    """Add the actors or agents of each PETRARCH or TABARI dictionary FILE.

    Dated codes become dated sectors; lines that cannot be used are counted and the first of them shown.
    """
    from dateline.actors.layering import KIND_COLUMNS
    from dateline.actors.petrarch import Problem, is_agents, read_actors, read_agents
    from dateline.world import load_world

    for layer, path in layer_names(name, files):
        lines = read_text(path).split("\n")
        problems: list[Problem] = []
        kind = "kinds" if is_agents(lines) else "actors"
        rows = list(read_agents(lines, problems) if kind == "kinds" else read_actors(lines, load_world(), problems))
        if not rows:
            raise InputError(
                "E-DICTIONARY", f"{path} holds no entry with a code; is it a PETRARCH actor or agent file?"
            )
        store(kind, layer, as_csv(KIND_COLUMNS if kind == "kinds" else ACTOR_COLUMNS, rows))
        what = "agents" if kind == "kinds" else "actors"
        say(f"{len(rows):,} {what} of {path.name} added as layer “{layer}”; {len(problems):,} lines could not be used")
        for problem in problems[:SHOWN]:
            say(f"{path.name}, line {problem.line}: {problem.reason}")
    return 0


def layer_names(name: str | None, files: Sequence[Path]) -> list[tuple[str, Path]]:
    """The files, each with the name of its layer.

    Raises:
        InputError: Two of them would make one layer, or the given name cannot be a file's.
    """
    named = [(layer_name(name, path), path) for path in files]
    if len({layer for layer, _ in named}) < len(files):
        raise InputError("E-NAME", "two files would make one layer; bring them in one by one, each with its own --name")
    return named


def layer_name(name: str | None, path: Path) -> str:
    """The name of a layer, from the option or the file.

    Raises:
        InputError: The given name cannot be a file's.
    """
    if name is None:
        return re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:60] or "layer"
    if not NAME.fullmatch(name):
        raise InputError("E-NAME", f"{name!r} is no name for a layer; use a-z, 0-9, hyphens and dots")
    return name


def read_text(path: Path) -> str:
    """The text of a file in UTF-8.

    Raises:
        InputError: It is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("E-ENCODING", f"{path} is not UTF-8 ({error.reason}); save it as UTF-8") from error


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Rows as the text of a CSV file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def store(kind: str, name: str, text: str) -> Path:
    """Write a layer so that it appears whole."""
    from dateline.home import home

    folder = home() / kind
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.csv"
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)
    return path
