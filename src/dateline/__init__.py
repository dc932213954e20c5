"""Dateline reads news dispatches and keeps what they claim, sourced and dated.

    import dateline
    coder = dateline.load()
    for claim in coder("Rebels seized the town on Friday, the army said.", published="2017-03-11"):
        print(claim.type, claim.status, [a.text for a in claim.actors])

Everything to import stands here; what lies deeper may change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.errors import DatelineError, InputError, ItemError, RunError
from dateline.records import Claim, Coded, Document, Failure
from dateline.version import __version__

if TYPE_CHECKING:
    from dateline.coding import Coder

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
]


def load(viewpoint: str | None = None) -> Coder:
    """The coder, with the shipped model, frames, actors and places. Takes about two seconds; keep what it returns.

    Args:
        viewpoint: The country (code or id) whose claims label disputed places; without it they are "disputed".
    """
    from dateline.coding import Coder  # spaCy and the model are loaded here, not on import

    return Coder(viewpoint=viewpoint)
