"""What comes of fetching: an answer, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dateline.errors import ItemError

URL: Final = "E-FETCH-URL"  # no URL that can be fetched
ADDRESS: Final = "E-FETCH-ADDRESS"  # an address that must not be asked
REACH: Final = "E-FETCH-REACH"  # no such host, no answer, broken off, no certificate
SIZE: Final = "E-FETCH-SIZE"
TIME: Final = "E-FETCH-TIME"
TYPE: Final = "E-FETCH-TYPE"  # a video, an archive
STATUS: Final = "E-FETCH-STATUS"  # 404 and the like
REDIRECT: Final = "E-FETCH-REDIRECT"  # too many, or to nowhere

PAGES: Final = frozenset(
    {"text/html", "application/xhtml+xml", "text/plain", "application/json", "application/x-ndjson", "text/csv"}
)
FEEDS: Final = frozenset(
    {
        "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml",
        "application/json", "application/feed+json", "text/html", "application/xhtml+xml", "text/plain",
    }
)  # fmt: skip


class FetchError(ItemError):
    """Something could not be fetched; `code` says why. Other things may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is fetched. `size` is in bytes, as sent and as unpacked; `seconds` count from the first look-up of the
    host to the last byte, over all redirects; `silence` is how many seconds a server may say nothing. With
    no `redirects` one is the answer, and the caller goes on from there."""

    size: int = 10_000_000
    seconds: float = 30.0
    silence: float = 10.0
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer.

    Attributes:
        url: Where it came from in the end.
        status: 200, 304, 404 …
        headers: By lower-case name.
        body: As unpacked.
        kind: The media type, such as text/html; empty where the server told none.
        encoding: The charset that the server told.
        moved: Where the server says that the thing lies from now on; null where it did not move for good.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    kind: str = ""
    encoding: str | None = None
    moved: str | None = None


def require_success(fetched: Fetched) -> Fetched:
    """The answer, if it is what was asked for.

    Raises:
        FetchError: the server answered with a failure, or with nothing.
    """
    if fetched.status != 200:
        raise FetchError(STATUS, f"the server answered {fetched.status}; open the address in a browser and see why")
    return fetched


def takes(kinds: frozenset[str], kind: str) -> bool:
    """Whether a media type is among those that are taken; what says nothing of itself is looked at later."""
    return not kinds or not kind or kind in kinds or f"{kind.partition('/')[0]}/*" in kinds
