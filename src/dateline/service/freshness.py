"""ETags: what a reader has already is not made or sent again.

A tag is of the store's state, of what was asked and of who asks. It is checked before anything is read.
"""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.service.headers import SECURITY

CACHING = "private, no-cache"
VARY = "Accept-Encoding, Authorization"
WITHOUT = ("/health", "/openapi.json", "/jobs")  # what does not follow from the store


class Freshness:
    """Middleware for GET below the API's path; `app.state.desk` has the store."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self.app = app
        self.prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 304, or pass on and tag the answer."""
        if not self._concerns(scope):
            await self.app(scope, receive, send)
            return
        desk = scope["app"].state.desk
        version = await asyncio.to_thread(desk.version)
        tag = _tag(version, scope)
        if tag in _known(Headers(scope=scope).get("if-none-match", "")):
            await Response(status_code=304, headers=_headers(tag))(scope, receive, send)
            return
        scope.setdefault("state", {})["version"] = version
        await self.app(scope, receive, _tagging(send, tag))

    def _concerns(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return False
        path: str = scope["path"]
        return path.startswith(f"{self.prefix}/") and not path.removeprefix(self.prefix).startswith(WITHOUT)


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": CACHING, "Vary": VARY, **SECURITY}


def _tagging(send: Send, tag: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            headers = MutableHeaders(scope=message)
            if "Cache-Control" not in headers:  # what is stale is not to be kept
                headers["ETag"] = tag
            headers.setdefault("Cache-Control", CACHING)
            headers["Vary"] = VARY
        await send(message)

    return sending


def _tag(version: str, scope: Scope) -> str:
    """Weak: the same answer may be packed or not."""
    state: dict[str, Any] = scope.get("state", {})
    who = f"{state.get('role')}\n{state.get('author')}"
    told = f"{version}\n{scope['path']}\n{scope['query_string'].decode('latin-1')}\n{who}"
    return f'W/"{hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()[:24]}"'


def _known(header: str) -> set[str]:
    tags = (each.strip() for each in header.split(","))
    return {each if each.startswith("W/") else f"W/{each}" for each in tags}
