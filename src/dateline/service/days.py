"""Days and moments of columns as numbers, and the calendar's buckets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bucket = Literal["day", "week", "month", "year"]
NONE = np.iinfo(np.int64).min  # no day
DAY = 86_400  # seconds
_EPOCH = date(1970, 1, 1).toordinal()
_MONDAY = 3  # days from a Monday to the first of January 1970


def day_number(day: str | None) -> int:
    """Days since 1970 of an ISO date; `NONE` of none."""
    return date.fromisoformat(day[:10]).toordinal() - _EPOCH if day else int(NONE)


def moment_number(moment: str) -> int:
    """Seconds since 1970 of a moment as the store keeps them."""
    return int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp())


def numbers(values: Sequence[Any], number: Callable[[Any], int]) -> Ints:
    """Values as numbers; each different one is turned once, of the few that there are."""
    known: dict[Any, int] = {}
    return np.fromiter(
        (known[value] if value in known else known.setdefault(value, number(value)) for value in values),
        np.int64,
        len(values),
    )


def iso(day: int) -> str:
    """The ISO date of days since 1970."""
    return date.fromordinal(int(day) + _EPOCH).isoformat()


def beginnings(days: Ints, bucket: Bucket) -> Ints:
    """The first days of the buckets in which days lie."""
    if bucket == "day":
        return days
    if bucket == "week":
        return days - (days + _MONDAY) % 7
    unit = "M" if bucket == "month" else "Y"
    return days.astype("datetime64[D]").astype(f"datetime64[{unit}]").astype("datetime64[D]").astype(np.int64)


def last_day(first: int, bucket: Bucket) -> int:
    """The last day of the bucket that begins on a day."""
    if bucket in ("day", "week"):
        return first + (6 if bucket == "week" else 0)
    unit = "M" if bucket == "month" else "Y"
    start = np.datetime64(int(first), "D").astype(f"datetime64[{unit}]")
    return int((start + 1).astype("datetime64[D]").astype(np.int64)) - 1


def fitting_bucket(days: Ints, most: int = 130) -> Bucket:
    """The finest buckets of which usual days fill no more than `most`: all but the first and the last tenth."""
    if not len(days):
        return "month"
    low, high = np.quantile(days, [0.1, 0.9])
    sizes: tuple[tuple[Bucket, int], ...] = (("day", 1), ("week", 7), ("month", 30))
    return next((bucket for bucket, size in sizes if (high - low) / size <= most), "year")
