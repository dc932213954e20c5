"""How often a client may ask: so much in a minute, by token or, without one, by address."""

from __future__ import annotations

import ipaddress
import math
import time
from typing import Final

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.service.errors import ProblemError, problem_response

READING: Final = ("GET", "HEAD", "OPTIONS")
WRITES_PER_READ: Final = 0.2  # a write holds up all other writers, so there may be fewer of them
WRONG_TOKENS: Final = 20  # a minute from one address: too few to try many, enough to mistype


class Rates:
    """Counts what clients ask for; `reads` a minute are allowed, 0 for any number."""

    def __init__(self, reads: int) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._most = {
            "read": RateLimitItemPerMinute(reads) if reads else None,
            "write": RateLimitItemPerMinute(max(1, round(reads * WRITES_PER_READ))) if reads else None,
            "wrong token": RateLimitItemPerMinute(WRONG_TOKENS),
        }

    def count(self, what: str, who: str) -> ProblemError | None:
        """Count a request; what is returned says that it is one too many, and when to ask again."""
        most = self._most[what]
        if most is None or self._limiter.hit(most, what, who):
            return None
        return self._too_many(what, who)

    def exhausted(self, what: str, who: str) -> ProblemError | None:
        """The same without counting."""
        most = self._most[what]
        return None if most is None or self._limiter.test(most, what, who) else self._too_many(what, who)

    def _too_many(self, what: str, who: str) -> ProblemError:
        most = self._most[what]
        assert most is not None  # it was exceeded
        reset = self._limiter.get_window_stats(most, what, who).reset_time
        wait = max(1, math.ceil(reset - time.time()))
        return ProblemError(
            429,
            "E-RATE",
            f"more than {most.amount} requests of this kind came in a minute",
            remedy=f"wait {wait} seconds",
            headers={"Retry-After": str(wait)},
        )


class RateLimits:
    """Middleware that refuses what is too much; it comes after the one that tells who asks."""

    def __init__(self, app: ASGIApp, rates: Rates, prefix: str) -> None:
        self.app = app
        self.rates = rates
        self.prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse."""
        if scope["type"] == "http" and scope["path"].startswith(f"{self.prefix}/"):
            what = "read" if scope["method"] in READING else "write"
            if problem := self.rates.count(what, scope.get("state", {}).get("token") or address_of(scope)):
                await problem_response(problem)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def address_of(scope: Scope) -> str:
    """Where a request comes from; of IPv6 the network that one customer has."""
    host = (scope.get("client") or ("unknown", 0))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)
