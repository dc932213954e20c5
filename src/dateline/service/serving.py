"""The service at an address: listens, serves until it is told to stop, and stops cleanly."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Final

import uvicorn
from fastapi import FastAPI

from dateline.errors import RunError
from dateline.service.protocol import PatientProtocol

WAITING: Final = 1_024  # connections that the system holds until they are taken
GRACE: Final = 3  # seconds that requests at work may still take when the service stops
IDLE: Final = 75  # seconds that a connection without requests is kept: longer than proxies keep theirs
HEAD: Final = 32_768  # bytes of the head of a request


@dataclass(frozen=True, slots=True)
class Address:
    """Where a service listens; `url` is what a browser on this machine opens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """As people write it."""
        shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)
        shown = f"[{shown}]" if ":" in shown and not shown.startswith("[") else shown
        return f"http://{shown}:{self.port}/"


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; with port 0 the system chooses one that is free.

    Raises:
        RunError: the address is not one of this machine, or is taken.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _unusable(host, port, error) from None
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(WAITING)
    except OSError as error:
        listening.close()
        raise _unusable(host, port, error) from None
    return listening


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def run(app: FastAPI, listening: socket.socket, *, proxies: str = "", ready: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; `ready` is called when requests are taken.

    Args:
        app: The application.
        listening: Where.
        proxies: Addresses of reverse proxies, with commas, whose word on where a request comes from is taken.
        ready: Called once.
    """
    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        timeout_keep_alive=IDLE,
        timeout_graceful_shutdown=GRACE,
        h11_max_incomplete_event_size=HEAD,
    )
    _warm()
    _Server(config, app, ready).run([listening])


class _Server(uvicorn.Server):
    """It tells when it is ready, and lets those who watch a job go when it is to stop."""

    def __init__(self, config: uvicorn.Config, app: FastAPI, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._app = app
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop, at the second time without waiting; uvicorn would raise the signal again when all is done."""
        self._app.state.jobs.closing.set()
        self.force_exit = self.should_exit
        self.should_exit = True


def _warm() -> None:
    """Read what is kept, before there are readers: each of the first would read it for themselves."""
    from dateline.situation.parties import register
    from dateline.world import load_world

    register()
    load_world()


def _unusable(host: str, port: int, error: OSError) -> RunError:
    return RunError("E-LISTEN", f"it cannot listen at {host} port {port} ({error.strerror or error}); "
                    "give another --port (0 for any that is free) or --host")  # fmt: skip
