"""How long servers and feeds ask not to be asked: Cache-Control, Expires, Retry-After, ttl, skipHours, skipDays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from dateline.feeds.moments import from_http
from dateline.feeds.records import Quiet
from dateline.feeds.settings import HOUR

_MAX_AGE: Final = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_FRESH_NEVER: Final = re.compile(r"(?:^|[,\s])(?:no-cache|no-store)\b", re.IGNORECASE)
_SECONDS: Final = re.compile(r"\s*(\d{1,10})(?:\.\d*)?\s*", re.ASCII)
DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def fresh_for(headers: Mapping[str, str], now: float) -> float:
    """How many seconds an answer says that it stays good."""
    said = headers.get("cache-control", "")
    if _FRESH_NEVER.search(said):
        return 0.0
    if found := _MAX_AGE.search(said):
        return max(0.0, float(found[1]) - _number(headers.get("age", "")))
    expires = from_http(headers.get("expires", ""))
    return max(0.0, expires - (from_http(headers.get("date", "")) or now)) if expires else 0.0


def retry_after(headers: Mapping[str, str], now: float) -> float:
    """How many seconds a server that refuses asks to wait."""
    said = headers.get("retry-after", "")
    if _SECONDS.fullmatch(said):
        return _number(said)
    return max(0.0, (from_http(said) or now) - now)


def not_skipped(at: float, quiet: Quiet) -> float:
    """The first moment from `at` on that lies in no hour and on no day which a feed leaves out."""
    if not quiet.hours and not quiet.days:
        return at
    moment = datetime.fromtimestamp(at, UTC)
    for step in range(8 * 24):
        hour = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=step)
        if hour.hour not in quiet.hours and DAYS[hour.weekday()] not in quiet.days:
            return max(at, hour.timestamp())
    return at  # it leaves out every hour there is: that cannot be meant


def next_allowed(headers: Mapping[str, str], quiet: Quiet, now: float, most: float) -> float:
    """When a feed that answered may be asked again, as far as it and its server say; `most` bounds the wait.

    A ttl and a max-age of an hour need not add up: the longer one counts.
    """
    wait = min(max(fresh_for(headers, now), quiet.seconds), most)
    return min(not_skipped(now + wait, quiet), now + most + HOUR * 24)


def _number(text: str) -> float:
    found = _SECONDS.fullmatch(text)
    return float(found[1]) if found else 0.0
