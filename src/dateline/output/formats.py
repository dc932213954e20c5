"""The table of output formats."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

from dateline.errors import InputError
from dateline.output.items import Options, Writer


@dataclass(frozen=True, slots=True)
class Format:
    """An output format: the module that makes its writer, the file names it goes by, what it is written from."""

    name: str
    module: str
    suffixes: tuple[str, ...]
    needs: Literal["claims", "analysis"] = "claims"


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format("table", "table", (".txt",)),
        Format("jsonl", "json_lines", (".jsonl", ".ndjson")),
        Format("csv", "csv_rows", (".csv",)),
        Format("parquet", "parquet", (".parquet", ".pq")),
        Format("geojson", "geojson", (".geojson",)),
        Format("conllu", "conllu", (".conllu",), needs="analysis"),
    )
}
BINARY = frozenset({"parquet"})


def choose_format(asked: str | None, out: Path | None, *, terminal: bool) -> Format:
    """The format that was asked for, else the one that the output's name implies, else a table for eyes only.

    Raises:
        InputError: the name implies no format, or the format cannot be shown on a terminal.
    """
    if asked is None and out is not None and out.suffix:
        return _by_suffix(out)
    chosen = FORMATS[asked or ("table" if terminal and out is None else "jsonl")]
    if chosen.name in BINARY and out is None and terminal:
        raise InputError("E-FORMAT", f"{chosen.name} is not for reading on a terminal; add -o FILE")
    return chosen


def _by_suffix(out: Path) -> Format:
    suffix = out.suffix.lower()
    for each in FORMATS.values():
        if suffix in each.suffixes:
            return each
    known = ", ".join(each.suffixes[0] for each in FORMATS.values())
    raise InputError("E-FORMAT", f"{out} implies no format; add --format, or end the name in one of {known}")


def open_writer(chosen: Format, stream: BinaryIO, options: Options) -> Writer[Any]:
    """The writer of a format on a stream.

    Raises:
        InputError: the format needs an extra that is not installed.
    """
    module = importlib.import_module(f"dateline.output.{chosen.module}")
    return cast(Writer[Any], module.make_writer(stream, options))
