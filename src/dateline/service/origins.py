"""Where requests come from: other sites must not use the browser of somebody who has the desk open.

Host      a name that its owner points at 127.0.0.1 (DNS rebinding) is none of ours
Origin    a page of another site may not write; it may read only where the operator allows (`--cors`)
proxies   where everybody on this machine may do everything, nothing is taken that a proxy passes on from elsewhere
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.service.errors import ProblemError, problem_response
from dateline.service.rates import READING

LOCAL_HOSTS: Final = ("localhost", "127.0.0.1", "::1")
PASSED_ON: Final = ("forwarded", "x-forwarded-for", "x-real-ip")
OWN_HEADER: Final = "x-dateline"


class Origins:
    """Middleware that refuses what comes from elsewhere.

    Args:
        app: What is protected.
        hosts: The names by which the service may be asked; empty for any.
        allowed: Origins that may write as well.
        local: Whether everybody who reaches it may do everything, so that nobody may reach it from elsewhere.
    """

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], allowed: Sequence[str], local: bool) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)
        self.allowed = frozenset(allowed)
        self.local = local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse."""
        if scope["type"] == "http" and (problem := self._problem(scope)):
            await problem_response(problem)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _problem(self, scope: Scope) -> ProblemError | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self.hosts and _name(host) not in self.hosts:
            return ProblemError(421, "E-HOST", "the service does not go by the name that was asked for",
                                remedy="use the address that `dateline serve` printed, or give it --name")  # fmt: skip
        if self.local and any(name in headers for name in PASSED_ON):
            return ProblemError(403, "E-PROXY", "this was passed on by a proxy, and everybody could do everything",
                                remedy="give the service tokens (--tokens) before others can reach it")  # fmt: skip
        return None if scope["method"] in READING else self._problem_of_writing(headers, host)

    def _problem_of_writing(self, headers: Headers, host: str) -> ProblemError | None:
        origin = headers.get("origin")
        if origin is not None and origin not in self.allowed and urlsplit(origin).netloc.lower() != host.lower():
            return _cross_site("a page of another site may not write here")
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none") and origin not in self.allowed:
            return _cross_site("a page of another site may not write here")
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "application/json" or OWN_HEADER in headers or "authorization" in headers:
            return None
        return _cross_site("what writes must be JSON or name itself, so that no other site's form can do it")


def _cross_site(detail: str) -> ProblemError:
    return ProblemError(403, "E-CROSS-SITE", detail,
                        remedy="send Content-Type: application/json, or a header X-Dateline: 1")  # fmt: skip


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    bare = host.strip().lower()
    if bare.startswith("["):
        return bare.partition("]")[0].removeprefix("[")
    return bare.partition(":")[0].rstrip(".")
