"""Moments: seconds since 1970 where they are reckoned with, ISO 8601 in UTC where they are kept.

What is kept is rounded up to the second: nobody is asked too early because of it.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

LATEST: Final = 253_402_300_799.0  # the end of the year 9999


def to_iso(at: float) -> str:
    """A moment as it is kept."""
    return datetime.fromtimestamp(min(math.ceil(at), LATEST), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_iso(kept: str | None) -> float:
    """A moment that was kept; long ago where there is none."""
    return datetime.fromisoformat(kept).timestamp() if kept else 0.0


def instant(published: str | None) -> str | None:
    """A date as feeds and pages give it, as a moment to compare; without a zone it counts as UTC, null for no time."""
    if published is None or "T" not in published:
        return None
    try:
        at = datetime.fromisoformat(published)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return None


def from_http(header: str) -> float | None:
    """A date of HTTP."""
    try:
        at = parsedate_to_datetime(header)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None
