"""Dateline reads news dispatches and keeps what they claim, sourced and dated.

    import dateline
    coder = dateline.load()
    for claim in coder("Rebels seized the town on Friday, the army said.", published="2017-03-11"):
        print(claim.type, claim.status, [a.text for a in claim.actors])

Everything to import stands here; what lies deeper may change.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import DatelineError, InputError, ItemError, RunError
from dateline.records import Claim, Coded, Document, Failure
from dateline.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.coding import Coder
    from dateline.dataflow.options import Engine
    from dateline.dataflow.report import Report
    from dateline.desk import Desk

__all__ = [
    "Claim",
    "Coded",
    "DatelineError",
    "Document",
    "Failure",
    "InputError",
    "ItemError",
    "RunError",
    "__version__",
    "batch",
    "load",
    "open",
]


def load(viewpoint: str | None = None) -> Coder:
    """The coder, with the shipped model, frames, actors and places. Takes about two seconds; keep what it returns.

    Args:
        viewpoint: The country (code or id) whose claims label disputed places; without it they are "disputed".
    """
    from dateline.coding import Coder  # spaCy and the model are loaded here, not on import

    return Coder(viewpoint=viewpoint)


def open(where: str | Path = "dateline.db", viewpoint: str | None = None) -> Desk:
    """A store of dispatches, to add to and to ask; it is made where it is not there. See `dateline.desk.Desk`.

    Args:
        where: A path, or the URL of a PostgreSQL database.
        viewpoint: The country whose claims label disputed places in what is added.

    Raises:
        InputError: it is no store.
        RunError: it cannot be reached or written.
    """
    from dateline.desk import Desk  # the database's libraries are loaded here, not on import

    return Desk.open(where, lambda: load(viewpoint))


def batch(
    inputs: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    engine: Engine = "local",
    address: str | None = None,
    workers: int | None = None,
    published: str | None = None,
    keep: bool = False,
    viewpoint: str | None = None,
    link: bool = True,
) -> Report:
    """Code files, folders, patterns or URLs into Parquet in the folder `out`, as `dateline batch` does.

    The same call again goes on where one was stopped. Needs `pip install 'dateline[batch]'`.

    Args:
        inputs: One or several of them.
        out: A folder or the URL of one; docs/batch.md describes what comes to lie in it.
        engine: `local`, or `ray` for a cluster.
        address: The cluster's; without one, a cluster of this machine is started.
        workers: How many processes code; without a number, one a core.
        published: When dispatches were published that do not say.
        keep: Whether other columns of the input are kept.
        viewpoint: The country whose claims label disputed places.
        link: Whether copies and incidents are found.

    Raises:
        InputError: an input is not there, `out` was made from something else, or a package is missing.
        RunError: the output cannot be written, or the cluster not reached.
    """
    from dateline.dataflow.options import BatchOptions  # the engine is loaded here, not on import
    from dateline.dataflow.run import run
    from dateline.reading import ReadOptions

    several = [inputs] if isinstance(inputs, str | Path) else inputs
    reading = ReadOptions(published=published, keep=keep)
    return run(
        BatchOptions(
            inputs=tuple(map(str, several)),
            out=str(out),
            engine=engine,
            address=address,
            workers=workers,
            reading=reading,
            viewpoint=viewpoint,
            link=link,
        )
    )
