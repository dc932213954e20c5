"""The guarded client: asks, follows redirects, reads what comes. Only `fetch` imports this, since it needs httpx."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from urllib.parse import urldefrag, urljoin

import httpcore
import httpx

from dateline.fetching.addresses import Guard, check_url
from dateline.fetching.answers import REACH, REDIRECT, TIME, TYPE, URL, Fetched, FetchError, Limits, takes
from dateline.fetching.bodies import read_body, too_large
from dateline.fetching.network import Deadline, GuardedBackend, GuardedTransport
from dateline.fetching.resolving import Resolve
from dateline.version import __version__

_REDIRECTS = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}
_NOTHING = {204, 304}
# What is not named here the client would offer to unpack by itself, without bounds.
_HEADERS = {"User-Agent": f"dateline/{__version__}", "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is fetched, and within which bounds; see `fetch`."""

    url: str
    guard: Guard
    limits: Limits
    kinds: frozenset[str]
    headers: Mapping[str, str]
    resolve: Resolve
    check: Callable[[str], None] | None


def ask(asked: Asked) -> Fetched:
    """Fetch; see `dateline.fetching.fetch`.

    Raises:
        FetchError: it was refused, could not be reached, or is over a limit.
    """
    deadline = Deadline(time.monotonic() + asked.limits.seconds)
    transport = GuardedTransport(GuardedBackend(asked.guard, asked.resolve, deadline))
    with httpx.Client(
        transport=transport, trust_env=False, follow_redirects=False, timeout=asked.limits.silence
    ) as client:
        return _follow(client, asked)


def _follow(client: httpx.Client, asked: Asked) -> Fetched:
    url, moved, for_good = urldefrag(asked.url).url, None, True
    for _ in range(asked.limits.redirects + 1):
        check_url(url, asked.guard)
        if asked.check:
            asked.check(url)
        with _complaints(url), client.stream("GET", url, headers={**_HEADERS, **asked.headers}) as answer:
            if not (asked.limits.redirects and answer.status_code in _REDIRECTS and "location" in answer.headers):
                return _read(answer, url, moved, asked)
            url = _next(url, answer.headers["location"])
            for_good = for_good and answer.status_code in _FOR_GOOD
            moved = url if for_good else moved
    raise FetchError(REDIRECT, f"the address sends on more than {asked.limits.redirects} times; name where it ends")


def _next(url: str, location: str) -> str:
    try:
        return urldefrag(urljoin(url, location.strip())).url
    except ValueError:
        raise FetchError(REDIRECT, "the address sends on to something that is no URL") from None


def _read(answer: httpx.Response, url: str, moved: str | None, asked: Asked) -> Fetched:
    kind, encoding = _media_type(answer.headers.get("content-type", ""))
    if answer.status_code == 200 and not takes(asked.kinds, kind):
        raise FetchError(TYPE, f"it is {kind[:60]}, not text; convert it to text or HTML and add the file")
    told = answer.headers.get("content-length", "")
    if told.isascii() and told.isdecimal() and int(told[:20]) > asked.limits.size:
        raise too_large(asked.limits.size)
    body = b""
    if answer.status_code not in _NOTHING:
        body = read_body(answer.iter_raw(), answer.headers.get("content-encoding", ""), asked.limits.size)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Fetched(
        url=url, status=answer.status_code, headers=headers, body=body, kind=kind, encoding=encoding, moved=moved
    )


def _media_type(header: str) -> tuple[str, str | None]:
    """The media type and the charset that a Content-Type tells."""
    message = Message()
    message["content-type"] = " ".join(header.split())
    charset = message.get_param("charset")
    kind = message.get_content_type() if "/" in header else ""
    return kind, charset.strip().lower() if isinstance(charset, str) and charset.strip() else None


@contextmanager
def _complaints(url: str) -> Iterator[None]:
    """Turn what the client complains of into the reason why something was not fetched."""
    try:
        yield
    except (httpcore.TimeoutException, httpx.TimeoutException):
        raise FetchError(TIME, "the server says nothing for too long; try again later") from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpcore.UnsupportedProtocol, UnicodeError):
        raise FetchError(URL, "this is no URL that can be fetched; it should look like https://host/path") from None
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError) as error:
        raise FetchError(REACH, _reason(error)) from error


def _reason(error: Exception) -> str:
    if isinstance(error.__cause__ or error.__context__, ssl.SSLCertVerificationError) or "CERTIFICATE" in str(error):
        return "the server's certificate is not to be trusted; open the address in a browser and see why"
    return "the server cannot be reached or broke off; check the address, and try again later"
