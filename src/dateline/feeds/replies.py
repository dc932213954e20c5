"""What came of a request: a status with headers and a body, or why there was none. No redirect is followed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from dateline.feeds.addresses import web_address
from dateline.feeds.schedule import Ask
from dateline.feeds.settings import Settings
from dateline.fetching import FetchError, Guard, Limits, fetch

_FOR_GOOD: Final = frozenset({301, 308})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PASSING: Final = frozenset({"E-FETCH-REACH", "E-FETCH-TIME"})
_PASSING_STATUS: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_SIZES: Final = {"robots": 2_000_000, "feed": 10_000_000, "page": 8_000_000}
_ACCEPT: Final = {
    "robots": "text/plain, */*;q=0.1",
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "page": "text/html, application/xhtml+xml, */*;q=0.5",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came of a request. `status` is 0 where there was no answer, and `code` and `reason` say why."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    charset: str | None = None
    code: str = ""
    reason: str = ""

    @property
    def is_passing_failure(self) -> bool:
        """Whether it may go well another time."""
        return self.status in _PASSING_STATUS or self.status >= 520 or (self.status == 0 and self.code in _PASSING)

    @property
    def is_redirect(self) -> bool:
        """Whether it sends on to another address."""
        return self.status in _REDIRECTS and "location" in self.headers

    def words(self) -> str:
        """What is wrong, for people."""
        return self.reason or f"the server answered {self.status}"


Asker = Callable[[Ask], Reply]


def make_asker(guard: Guard, contact: str | None = None) -> Asker:
    """What asks the web.

    Args:
        guard: Which addresses may be asked.
        contact: Where those who run servers can complain: an address that is told them.
    """
    agent = {"User-Agent": _agent(contact)}

    def ask(asked: Ask) -> Reply:
        limits = Limits(size=_SIZES[asked.what], redirects=0)
        headers = {**agent, "Accept": _ACCEPT[asked.what]}
        try:
            got = fetch(
                asked.url, guard=guard, limits=limits, headers=headers, etag=asked.etag, modified=asked.modified
            )
        except FetchError as error:
            return Reply(status=0, code=error.code, reason=error.message)
        return Reply(status=got.status, headers=got.headers, body=got.body, charset=got.encoding)

    return ask


def next_hop(ask: Ask, reply: Reply, settings: Settings) -> Ask | str:
    """The request that a redirect sends on to, or why there is none."""
    target = web_address(reply.headers.get("location"), ask.url)
    if target is None:
        return "the address sends on to something that is none of the web"
    target = target.partition("#")[0]
    passed = (*ask.passed, ask.url)
    if target in passed:
        return "the address sends on in a circle"
    if len(passed) > settings.hops:
        return f"the address sends on more than {settings.hops} times"
    for_good = ask.for_good and reply.status in _FOR_GOOD
    moved = target if for_good else ask.moved
    return replace(ask, url=target, passed=passed, moved=moved, for_good=for_good)


def _agent(contact: str | None) -> str:
    from dateline.version import __version__

    told = " ".join((contact or "").encode("ascii", "replace").decode().split())
    return f"dateline/{__version__}" + (f" (+{told})" if told else "")
