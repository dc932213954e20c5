"""What clients send: no more than there is room for, and no slower than is fair to the others."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.service.errors import ProblemError, problem_response

SECONDS: Final = 15.0  # that a body may take however small it is
SLOWEST: Final = 20_000  # bytes a second that a longer one must come with
DRAINED: Final = 4  # times the limit that is read and thrown away, so that the client hears why it is refused


@dataclass(frozen=True, slots=True)
class Room:
    """How large bodies may be, in bytes: `upload` below `path`, `most` elsewhere; and how slow, in seconds."""

    most: int
    upload: int
    path: str
    seconds: float = SECONDS

    def of(self, scope: Scope) -> int:
        """How large the body of a request may be."""
        return self.upload if scope["path"] == self.path else self.most


class Bodies:
    """Middleware that stops reading what is too large or too slow, and says so."""

    def __init__(self, app: ASGIApp, room: Room) -> None:
        self.app = app
        self.room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, watching what is sent."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body = _Body(scope, receive, send, self.room)
        if body.is_told_too_large():
            await body.refuse(too_large(self.room.of(scope)))
        else:
            with suppress(ClientDisconnect):  # who is gone, or was refused, is told nothing more
                await self.app(scope, body.receive, body.send)


class _Body:
    """The body of one request. Once it is refused, what the application still says is dropped."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, room: Room) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._room = room
        self._most = room.of(scope)
        self._since = monotonic()
        self._size = 0
        self._ended = False
        self._answered = False
        self._refused = False

    def is_told_too_large(self) -> bool:
        told = Headers(scope=self._scope).get("content-length", "")
        return told.isascii() and told.isdecimal() and int(told[:20]) > self._most

    async def receive(self) -> Message:
        if self._ended:
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), self._left())
        except TimeoutError:
            return await self.refuse(_too_slow())
        self._size += len(message.get("body", b""))
        self._ended = not message.get("more_body", False)
        return await self.refuse(too_large(self._most)) if self._size > self._most else message

    async def send(self, message: Message) -> None:
        if not self._refused:
            self._answered = True
            await self._send(message)

    async def refuse(self, problem: ProblemError) -> Message:
        """Answer with a problem; the application, if it is at work, sees that the client has gone."""
        if not self._answered:
            self._refused = True
            if problem.status == 413:
                await self._drain()
            problem.headers["Connection"] = "close"
            await problem_response(problem)(self._scope, self._receive, self._send)
        self._ended = True
        return {"type": "http.disconnect"}

    def _left(self) -> float:
        return max(0.0, self._since + self._room.seconds + self._size / SLOWEST - monotonic())

    async def _drain(self) -> None:
        """Read what is still coming, within bounds: a client that is cut off while it sends hears no answer."""
        if self._ended or "expect" in Headers(scope=self._scope):
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(self._room.seconds):
                await self._read_on()

    async def _read_on(self) -> None:
        more = True
        while more and self._size <= self._most * DRAINED:
            message = await self._receive()
            self._size += len(message.get("body", b""))
            more = message.get("more_body", False)


def too_large(most: int) -> ProblemError:
    """The problem that a body is over the limit."""
    return ProblemError(413, "E-TOO-LARGE", f"more than {most / 1_000_000:g} MB were sent",
                        remedy="send less at once, or use `dateline add`")  # fmt: skip


def _too_slow() -> ProblemError:
    return ProblemError(408, "E-SLOW", "the request came too slowly", remedy="send it again over a better connection")
