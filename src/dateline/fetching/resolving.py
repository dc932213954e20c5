"""The addresses of a host, asked for once and not for longer than there is time."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable

from dateline.fetching.answers import REACH, TIME, FetchError

Resolve = Callable[[str, int], list[str]]


def system_addresses(host: str, port: int) -> list[str]:
    """The addresses that the system's resolver knows of a host, in the order in which they should be tried."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def resolve_within(resolve: Resolve, host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host.

    The resolver cannot be told how long it may take, so it is asked in a thread that is left behind when time is up.

    Raises:
        FetchError: there is no such host, or the time was up.
    """
    answer: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answer.put(resolve(host, port))
        except Exception as error:  # handed over to the thread that waits
            answer.put(error)

    threading.Thread(target=look_up, name="dateline-resolve", daemon=True).start()
    try:
        found = answer.get(timeout=max(seconds, 0.0))
    except queue.Empty:
        raise FetchError(TIME, f"the name {host} could not be looked up in time") from None
    if isinstance(found, OSError | UnicodeError) or not found:
        raise FetchError(REACH, f"there is no host {host}; check the address")
    if isinstance(found, Exception):
        raise found
    return found
