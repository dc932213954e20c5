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
    from dateline.coding import Coder
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
