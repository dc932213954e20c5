"""A service that listens at a real socket, and a client that says what it likes there."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any

import uvicorn
from served import NOW, OneClaimCoder

from dateline.service.app import make_app
from dateline.service.operating import Operation
from dateline.service.protocol import PatientProtocol


@contextlib.contextmanager
def listening(
    store: str,
    *,
    headers: float = 10.0,
    reading: float = 60.0,
    most: int = 500,
    room: int | None = None,
    **options: Any,
) -> Iterator[int]:
    """The port of a service that is operated so, and has so much patience.

    `room` is how much the system keeps of an answer that is not read.
    """

    class Protocol(PatientProtocol):
        headers_seconds = headers
        reading_seconds = reading

    Protocol.most = most
    given = {"load": OneClaimCoder, "now": lambda: NOW, **options}
    app = make_app(store, operation=Operation(**given))
    config = uvicorn.Config(app, http=Protocol, ws="none", lifespan="on", log_config=None, log_level="critical")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        if room is not None:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, room)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(10)
    assert not thread.is_alive()


def talk(port: int, *sent: bytes, seconds: float = 5.0) -> bytes:
    """What the service answers until it closes the connection."""
    with socket.create_connection(("127.0.0.1", port), seconds) as client:
        for part in sent:
            client.sendall(part)
        return rest_of(client)


def rest_of(client: socket.socket) -> bytes:
    """What comes until the other side closes the connection."""
    answer = b""
    with contextlib.suppress(ConnectionResetError):
        while part := client.recv(65_536):
            answer += part
    return answer
