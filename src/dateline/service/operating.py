"""How the service is operated: who may ask, from where and how much; and what it works with.

The middleware that sees to this stands here in the order in which a request passes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from dateline.fetching import Guard, Limits, Resolve, system_addresses
from dateline.service.access import Access
from dateline.service.adding import Adder
from dateline.service.bodies import SECONDS, Bodies, Room
from dateline.service.coding import CoderLike, Coding, CodingApart, CodingHere
from dateline.service.intake import Intake
from dateline.service.jobs import Jobs
from dateline.service.origins import LOCAL_HOSTS, Origins
from dateline.service.rates import RateLimits, Rates
from dateline.service.tokens import TokenBook
from dateline.store import Store

READS = 1_200  # a minute for a client with a token: a map that is dragged about asks some ten times a second
_METHODS = ("GET", "HEAD", "POST", "DELETE")
_HEADERS = ("Authorization", "Content-Type", "If-None-Match", "X-Author", "X-Dateline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What `dateline serve` decides.

    Attributes:
        tokens: The file of tokens; without one everybody who reaches the service may do everything.
        hosts: The names by which the service may be asked; empty for any.
        origins: Other sites whose pages may use the API (CORS).
        reads: How many requests a client may make in a minute; 0 for any number.
        guard: Which addresses may be fetched.
        limits: How much and how long is fetched.
        body: The largest body of a request, in bytes.
        upload: The same of a file or a text that is added.
        seconds: How long a small body may take to come.
        waiting: How many jobs may wait.
        resolve: Gives the addresses of a host.
        viewpoint: The country whose claims label disputed places in what is added.
        load: Makes a coder for this process; without it the shipped one works in a process of its own.
        now: The clock.
    """

    tokens: Path | None = None
    hosts: tuple[str, ...] = LOCAL_HOSTS
    origins: tuple[str, ...] = ()
    reads: int = 0
    guard: Guard = field(default_factory=Guard)
    limits: Limits = field(default_factory=Limits)
    body: int = 1_000_000
    upload: int = 25_000_000
    seconds: float = SECONDS
    waiting: int = 100
    resolve: Resolve = system_addresses
    viewpoint: str | None = None
    load: Callable[[], CoderLike] | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


def gates(operation: Operation, prefix: str) -> list[Middleware]:
    """The middleware between a client and the API at a path; the first sees a request first.

    Raises:
        InputError: the file of tokens cannot be read.
    """
    rates = Rates(operation.reads)
    book = TokenBook(operation.tokens) if operation.tokens else None
    room = Room(operation.body, operation.upload, f"{prefix}/jobs", operation.seconds)
    return [
        *_cors(operation),
        Middleware(Origins, hosts=operation.hosts, allowed=operation.origins, local=book is None),
        Middleware(Access, book=book, rates=rates, now=operation.now, prefix=prefix),
        Middleware(RateLimits, rates=rates, prefix=prefix),
        Middleware(Bodies, room=room),
    ]


def make_jobs(operation: Operation, store: Store, store_url: str) -> Jobs:
    """The jobs that add to a store."""
    coding: Coding = CodingApart(store_url, operation.viewpoint)
    if operation.load is not None:
        coding = CodingHere(store, operation.load)
    return Jobs(Adder(store, coding, operation.now).work, operation.waiting, coding.close)


def make_intake(operation: Operation) -> Intake:
    """How dispatches come in."""
    return Intake(operation.guard, operation.limits, operation.resolve)


def _cors(operation: Operation) -> list[Middleware]:
    if not operation.origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=operation.origins,
            allow_methods=_METHODS,
            allow_headers=_HEADERS,
            expose_headers=("ETag", "Retry-After", "Location"),
        )
    ]
