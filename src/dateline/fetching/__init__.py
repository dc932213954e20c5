"""Fetch from the web, guarded: no private address, no endless answer, no time without end.

    fetched = fetch("https://example.org/story.html", guard=Guard())
    if fetched.status == 200: ...

`serve`, `add URL` and `watch` fetch by this and by nothing else. It needs the extra `watch` or `serve` (httpx), which
is imported when the first page is fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec

from dateline.errors import InputError
from dateline.fetching.addresses import PORTS, Guard, check_url, make_guard
from dateline.fetching.answers import FEEDS, PAGES, Fetched, FetchError, Limits, require_success
from dateline.fetching.resolving import Resolve, system_addresses

__all__ = [
    "FEEDS", "PAGES", "PORTS", "FetchError", "Fetched", "Guard", "Limits", "Resolve",
    "check_url", "fetch", "make_guard", "require_fetching", "require_success", "system_addresses",
]  # fmt: skip


def fetch(
    url: str,
    *,
    guard: Guard,
    limits: Limits | None = None,
    kinds: frozenset[str] = frozenset(),
    headers: Mapping[str, str] | None = None,
    etag: str | None = None,
    modified: str | None = None,
    resolve: Resolve = system_addresses,
    check: Callable[[str], None] | None = None,
) -> Fetched:
    """Fetch what a URL names; redirects are followed, each of them checked like the first address.

    Args:
        url: http or https.
        guard: Which addresses may be asked.
        limits: How much and how long; `Limits()` when not given.
        kinds: The media types that are taken of an answer 200, such as `PAGES`; empty for any. `text/*` stands for all
            of a kind.
        headers: Further headers of the request, such as a User-Agent of the caller's.
        etag: The ETag of the last answer: when nothing changed, the status is 304 and the body empty.
        modified: Its Last-Modified, likewise.
        resolve: Gives the addresses of a host; the system's resolver, or a test's.
        check: Called with each URL before it is asked for, redirects too; what it raises ends the fetch (robots.txt).

    Returns:
        The answer, whatever its status is: `require_success` refuses all but 200.

    Raises:
        FetchError: it was refused, could not be reached, or is over a limit. The code says which of these.
        InputError: httpx is not installed.
    """
    require_fetching()
    from dateline.fetching.client import Asked, ask

    conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
    given = {**(headers or {}), **{name: value for name, value in conditions.items() if value}}
    return ask(Asked(url, guard, limits or Limits(), kinds, given, resolve, check))


def require_fetching() -> None:
    """See that what fetching needs is installed.

    Raises:
        InputError: it is not; the message says what to install.
    """
    if find_spec("httpx") is None:
        raise InputError("E-EXTRA", "fetching from the web needs: pip install 'dateline[watch]'")
