"""Dates as feeds write them, as ISO 8601 cut to what is known."""

from __future__ import annotations

import time
from collections.abc import Iterable

from dateline.errors import InputError
from dateline.reading.dates import YEARS, parse_published


def feed_date(written: str | None, read: time.struct_time | None = None) -> tuple[str | None, tuple[str, ...]]:
    """A date of a feed, and a note where there is one that cannot be read.

    Args:
        written: As the feed has it.
        read: What the feed's parser made of it, in UTC; taken where we cannot read it ourselves.
    """
    if not written or not written.strip():
        return None, ()
    try:
        return parse_published(written), ()
    except InputError:
        pass
    if read is not None and read.tm_year in YEARS:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", read).replace("Z", "+00:00"), ()
    return None, (f"the date “{written.strip()[:60]}” of the feed cannot be read",)


def first_date(dates: Iterable[tuple[str | None, tuple[str, ...]]]) -> tuple[str | None, tuple[str, ...]]:
    """The first date there is; the notes on those before it, where there is none."""
    notes: list[str] = []
    for found, said in dates:
        if found:
            return found, ()
        notes.extend(said)
    return None, tuple(notes)
