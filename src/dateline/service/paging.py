"""Cursors: where the next part of a list begins, as a text that means nothing to whoever holds it.

A cursor names the last item that was given, by what the list is ordered by, so that it stays right while dispatches are
added. It belongs to one list with its filters.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import StringConstraints

from dateline.service.errors import ProblemError

Cursor = Annotated[str, StringConstraints(max_length=1_000, pattern=r"^[A-Za-z0-9_-]+$")]
DIGEST = 8  # bytes that tell one list from another


def to_cursor(asked: Mapping[str, Any], last: Sequence[Any]) -> str:
    """The cursor after an item, by its keys, of the list that was asked for."""
    told = json.dumps([_digest(asked), list(last)], separators=(",", ":")).encode("ascii")
    return base64.urlsafe_b64encode(told).decode("ascii").rstrip("=")


def from_cursor(asked: Mapping[str, Any], cursor: str | None, kinds: Sequence[type]) -> tuple[Any, ...] | None:
    """The keys of the last item that was given; None at the beginning.

    Args:
        asked: What was asked for.
        cursor: What the caller sent.
        kinds: The types of the keys, all of which may be null.

    Raises:
        ProblemError: it is no cursor of this list.
    """
    if cursor is None:
        return None
    try:
        digest, last = json.loads(base64.b64decode(f"{cursor}{'=' * (-len(cursor) % 4)}", b"-_", validate=True))
        fits = len(last) == len(kinds) and all(_is(key, kind) for key, kind in zip(last, kinds, strict=True))
    except (binascii.Error, ValueError, TypeError):
        raise _no_cursor() from None
    if digest != _digest(asked) or not fits:
        raise _no_cursor()
    return tuple(last)


def _is(key: Any, kind: type) -> bool:
    return key is None or (isinstance(key, kind) and not (isinstance(key, bool) and kind is not bool))


def _digest(asked: Mapping[str, Any]) -> str:
    told = json.dumps(asked, sort_keys=True, default=str).encode("utf-8", "backslashreplace")
    return hashlib.sha256(told).hexdigest()[: 2 * DIGEST]


def _no_cursor() -> ProblemError:
    return ProblemError(
        400,
        "E-CURSOR",
        "this is no cursor of this list with these filters",
        remedy="take `next` of the last answer with the same filters, or leave `cursor` out to begin anew",
    )
