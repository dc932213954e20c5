"""HTTP as uvicorn speaks it, with patience that ends: for headers that do not come, and for answers nobody reads."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from dateline.service.errors import ProblemError, problem_response

HEADERS: Final = 10.0  # seconds for the head of a request
READING: Final = 60.0  # seconds in which a client must take something of what waits for it
CONNECTIONS: Final = 500  # at the same time

_SLOW: Final = ProblemError(408, "E-SLOW", "the head of the request did not come in time", remedy="send it again")
_BROKEN: Final = ProblemError(400, "E-HTTP", "what came is no HTTP request", remedy="send one")
_FULL: Final = ProblemError(503, "E-BUSY", "too many connections are open", remedy="try again in a few seconds",
                            headers={"Retry-After": "5"})  # fmt: skip


class PatientProtocol(H11Protocol):
    """One connection. Its refusals have the shape of all others."""

    headers_seconds = HEADERS
    reading_seconds = READING
    most = CONNECTIONS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            self._refuse(_FULL)
        else:
            self._start("headers", self.headers_seconds)

    def data_received(self, data: bytes) -> None:
        """Take what came; a request that has begun must go on until its head is there."""
        cycle = self.cycle
        super().data_received(data)
        if self.cycle is not cycle:
            self._stop("headers")
        elif (cycle is None or cycle.response_complete) and not self.transport.is_closing():
            self._start("headers", self.headers_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        for name in list(self._timers):
            self._stop(name)
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Begin to wait for the client to read."""
        super().pause_writing()
        self._start("reading", self.reading_seconds)

    def resume_writing(self) -> None:
        """The client reads."""
        super().resume_writing()
        self._stop("reading")

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP."""
        self._refuse(_BROKEN)

    def _start(self, name: str, seconds: float) -> None:
        if name not in self._timers:
            self._timers[name] = self.loop.call_later(seconds, self._give_up, name)

    def _stop(self, name: str) -> None:
        if timer := self._timers.pop(name, None):
            timer.cancel()

    def _give_up(self, name: str) -> None:
        self._timers.pop(name, None)
        if name == "reading":
            self.transport.abort()  # closing would wait until everything is read
        else:
            self._refuse(_SLOW)

    def _refuse(self, problem: ProblemError) -> None:
        """Answer, if no answer has begun, and close."""
        if self.transport.is_closing():
            return
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            answer = problem_response(problem)
            headers = [*answer.raw_headers, (b"connection", b"close")]
            for event in (
                h11.Response(status_code=problem.status, headers=headers, reason=b""),
                h11.Data(data=bytes(answer.body)),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
