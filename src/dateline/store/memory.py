"""Python's search for rubbish that refers to itself, put off where none is made."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def collecting_later() -> Iterator[None]:
    """Put the search off for a short while.

    Adding makes and drops many small objects and hardly any rings of them, so that to go through all that a program
    holds, again and again, would take a fifth of the time and find nothing.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
