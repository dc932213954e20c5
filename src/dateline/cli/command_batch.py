"""`dateline batch`: folders, tables and web archives in, partitioned Parquet out, on one machine or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from dateline.cli.batch import INTERRUPTED
from dateline.cli.options import INPUT_FORMATS, debug_option, make_read_options, viewpoint_option
from dateline.cli.progress import SHORT
from dateline.cli.session import Session
from dateline.cli.speech import say
from dateline.errors import ItemError

if TYPE_CHECKING:
    from dateline.dataflow.report import Report
    from dateline.dataflow.run import Step

Show = Callable[["Step"], None]


@click.command(short_help="Code millions of dispatches into Parquet, on one machine or a cluster.")
@click.argument("inputs", nargs=-1, required=True, metavar="IN...")
@click.argument("out", metavar="OUT")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", help="Where to code. [default: local]")
@click.option("--address", metavar="HOST:PORT", help="The Ray cluster; without it, one that is started here.")
@click.option("--workers", type=int, metavar="N", help="How many processes code; without it, one a core.")
@click.option("--date", metavar="D", help="When dispatches were published that do not say: 2017-03-09.")
@click.option("--input-format", type=click.Choice(INPUT_FORMATS), help="Read every file as this.")
@click.option("--encoding", metavar="NAME", help="Read every file in this encoding.")
@viewpoint_option
@click.option("--keep", is_flag=True, help="Carry other columns of the input along, as JSON in `extra`.")
@click.option("--link/--no-link", default=True, help="Whether to find copies and incidents, too. [default: link]")
@click.option("--unit-size", type=float, metavar="MB", help="The size of a work unit; without it, up to 8.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary on standard error.")
@debug_option
@click.pass_obj
def batch(
    session: Session,
    *,
    inputs: tuple[str, ...],
    out: str,
    engine: str,
    address: str | None,
    workers: int | None,
    date: str | None,
    input_format: str | None,
    encoding: str | None,
    viewpoint: str | None,
    keep: bool,
    link: bool,
    unit_size: float | None,
    quiet: bool,
) -> int:
    """Code everything in IN and write tables of documents, claims, failures, copies and incidents to the folder OUT.

    IN is a file, a folder, a pattern in quotes ("news/*.jsonl") or a URL (s3://…): plain text, HTML, JSON Lines, CSV,
    Parquet, web archives (WARC), each also packed with gzip. OUT is a folder or a URL of one.

    The same command again goes on where a run was stopped, whatever stopped it, and codes nothing twice. The tables are
    described in docs/batch.md. Needs pip install 'dateline[batch]', for a cluster 'dateline[cluster]'.

    \b
    Exit codes: 0 all well; 1 some dispatches failed (OUT/failures says why); 2 nothing usable was given;
    3 the model, the output or the cluster is unusable; 130 Ctrl-C (what was coded is kept).
    """
    from dateline.dataflow.options import BatchOptions
    from dateline.dataflow.run import Setting, run

    options = BatchOptions(
        inputs=inputs,
        out=out,
        engine="ray" if engine == "ray" else "local",
        address=address,
        workers=workers,
        reading=make_read_options(date, input_format, encoding, keep),
        viewpoint=viewpoint,
        link=link,
        unit_bytes=int(unit_size * 1_000_000) if unit_size is not None else None,
    )
    try:
        with progress(wanted=not quiet) as show:
            report = run(options, show, Setting(now=session.now))
    except KeyboardInterrupt:
        say(f"interrupted: finished parts are in {out}; the same command again goes on from there")
        return INTERRUPTED
    if not quiet:
        tell(report, out)
    return exit_code(report)


def tell(report: Report, out: str) -> None:
    """Say in a few lines what became of the dispatches."""
    totals = report.totals
    for code, count in totals.failures.most_common():
        say(f"{count:,} failed with [{code}]; {out}/failures says which and why")
    last = report.runs[-1]
    speed = last["documents"] / last["seconds"] if last["seconds"] else 0
    found = "".join(f", {count:,} {name}" for name, count in report.linked.items())
    say(
        f"{totals.documents + totals.failed:,} read, {totals.documents:,} coded, {totals.claims:,} claims, "
        f"{totals.empty:,} without claims, {totals.failed:,} failed{found}; "
        f"this run {last['documents']:,} documents in {last['seconds']:,.0f} s ({speed:.1f} a second)"
    )


def exit_code(report: Report) -> int:
    """0 when all is well, 1 when some failed, 2 when nothing was usable."""
    if not report.totals.failed:
        return 0
    return ItemError.exit_code if report.totals.documents else 2


@contextmanager
def progress(*, wanted: bool) -> Iterator[Show]:
    """A bar on a terminal: how much is done, documents a second, and how long it will take."""
    import sys

    if not wanted or sys.stderr is None or not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}% {task.description}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def show(step: Step) -> None:
            if step.seconds > SHORT or step.done == step.units:
                bar.update(task, total=step.all_bytes, completed=step.bytes, description=words(step))

        yield show


def words(step: Step) -> str:
    """How far a run is, in words."""
    said = [f"{step.documents:,} documents, {step.claims:,} claims", f"{step.speed:.1f} documents/s"]
    if step.failed:
        said.insert(1, f"{step.failed:,} failed")
    if step.done == step.units:
        return ", ".join([*said, "finding copies and incidents"])
    left = step.left
    return ", ".join([*said, f"{duration(left)} left" if left is not None else "no part done yet"])


def duration(seconds: float) -> str:
    """A duration as people say it: 45 s, 12 min, 3 h 20 min, 4 days."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if hours < 48 else f"{hours / 24:.0f} days"
