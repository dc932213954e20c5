"""Options that several commands share, and how they become settings of the reader."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dateline.cli.session import Session
from dateline.errors import InputError

if TYPE_CHECKING:
    from dateline.reading import ReadOptions

F = TypeVar("F", bound=Callable[..., Any])
INPUT_FORMATS = ("text", "html", "jsonl", "csv", "parquet", "warc")


def _set_debug(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        context.ensure_object(Session).debug = True


def debug_option(command: F) -> F:
    """`--debug`, which works before and after the command's name."""
    option = click.option(
        "--debug", is_flag=True, expose_value=False, callback=_set_debug, help="Show the full traceback of an error."
    )
    return option(command)


_VIEWPOINT = click.option(
    "--viewpoint",
    metavar="COUNTRY",
    help="Whose claims label disputed places: a code (UA, UKR); without it they are labelled “disputed”.",
)

_READING: tuple[Callable[[Any], Any], ...] = (
    click.argument("files", nargs=-1, required=True, metavar="FILE..."),
    click.option("--date", metavar="D", help="When dispatches were published that do not say: 2017-03-09."),
    click.option(
        "--input-format",
        type=click.Choice(INPUT_FORMATS),
        help="Read every FILE as this; without it the content decides.",
    ),
    click.option(
        "--encoding", metavar="NAME", help="Read every FILE in this encoding; without it the content decides."
    ),
    _VIEWPOINT,
    click.option("--keep", is_flag=True, help="Carry other columns of the input along, under document.extra."),
)


_OUT = click.option(
    "-o", "--output", "out", metavar="OUT", help="Write to OUT, which appears whole; - is standard output."
)

_REPORT: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--report",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="REPORT",
        help="Write what became of each dispatch to REPORT, as JSON Lines.",
    ),
    click.option("--quiet", "-q", is_flag=True, help="No progress and no report on standard error."),
)


def probability(context: click.Context, parameter: click.Parameter, value: float) -> float:
    """Check an option that is a probability."""
    if not 0 <= value <= 1:  # neither is nan, which click's own range lets through
        raise click.BadParameter(f"{value} is not between 0 and 1")
    return value


def reading_options(command: F) -> F:
    """The options that say how to read FILE."""
    for option in reversed(_READING):
        command = option(command)
    return command


def allow_option(command: F) -> F:
    """`--allow-address`, for whatever fetches."""
    option = click.option(
        "--allow-address",
        "allowed",
        multiple=True,
        metavar="NETWORK",
        help="Also fetch from here, which is not on the public internet: 10.1.0.0/16.",
    )
    return option(command)


def output_options(command: F) -> F:
    """The options that say where results and the report go."""
    return out_option(report_options(command))


def viewpoint_option(command: F) -> F:
    """`--viewpoint`, for whatever codes."""
    return _VIEWPOINT(command)


def out_option(command: F) -> F:
    """The option that says where results go."""
    return _OUT(command)


def report_options(command: F) -> F:
    """The options that say where the report goes."""
    for option in reversed(_REPORT):
        command = option(command)
    return command


def make_read_options(date: str | None, input_format: str | None, encoding: str | None, keep: bool) -> ReadOptions:
    """The reader's settings from the options.

    Raises:
        InputError: a date that is no date, an unknown encoding.
    """
    from dateline.reading import ReadOptions

    return ReadOptions(published=date, keep=keep, input_format=input_format, encoding=encoding)


def output_path(out: str | None, files: tuple[str, ...], report: Path | None = None) -> Path | None:
    """Where to write, None for standard output.

    Raises:
        InputError: it would overwrite an input or the report.
    """
    path = None if out in (None, "-", "") else Path(str(out))
    for each in (each for each in (path, report) if each is not None):
        if any(_same(each, Path(file)) for file in files):
            raise InputError("E-OUTPUT", f"{each} is also an input; choose another name for the output")
    if path and report and _same(path, report):
        raise InputError("E-OUTPUT", f"{path} is named for the output and for the report; choose two names")
    return path


def _same(left: Path, right: Path) -> bool:
    if os.path.exists(left) and os.path.exists(right):
        return os.path.isfile(left) and os.path.samefile(left, right)
    return os.path.realpath(left) == os.path.realpath(right)
