"""Who asks, and whether they may: by token, or, where the service listens to this machine only, everybody.

Every path below the API's needs a token where there are tokens, but for /health; reading needs the role reader,
whatever else the role editor. What only an admin may do is seen to by the route. The page itself holds no data and
needs none.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final
from urllib.parse import unquote

from fastapi import Depends, Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.errors import InputError
from dateline.output.safe_text import safe_line
from dateline.service.errors import ProblemError, problem_response
from dateline.service.rates import READING, Rates, address_of
from dateline.service.tokens import Role, Token, TokenBook, may
from dateline.store.moments import moment

LOCAL: Final = "local"  # who judges on this machine and says no name
_BEARER: Final = re.compile(r"Bearer +([A-Za-z0-9_~+/.=-]{1,200})", re.IGNORECASE)
_LONGEST: Final = 100  # characters of an author's name


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks: the name that judgements carry, and the role."""

    name: str
    role: Role

    def may(self, needed: Role) -> bool:
        """Whether they may do what a role may."""
        return may(self.role, needed)


def who_of(request: Request) -> Who:
    """Who asks, as the middleware found out."""
    state = request.scope["state"]
    return Who(state["author"], state["role"])


WhoAsks = Annotated[Who, Depends(who_of)]


class Access:
    """Middleware that finds out who asks. It leaves `author`, `role` and `token` (whose requests are counted together)
    in the state of the request."""

    def __init__(
        self, app: ASGIApp, *, book: TokenBook | None, rates: Rates, now: Callable[[], datetime], prefix: str
    ) -> None:
        self.app = app
        self.book = book
        self.rates = rates
        self.now = now
        self.prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse."""
        if scope["type"] == "http":
            try:
                who = await self._who(scope)
            except ProblemError as problem:
                await problem_response(problem)(scope, receive, send)
                return
            scope.setdefault("state", {}).update(author=who.name, role=who.role)
        await self.app(scope, receive, send)

    async def _who(self, scope: Scope) -> Who:
        headers = Headers(scope=scope)
        if self.book is None:
            return Who(_author(headers.get("x-author", "")), "admin")
        if not self._is_guarded(scope):
            return Who(LOCAL, "reader")
        token = await asyncio.to_thread(self._token, headers.get("authorization", ""), address_of(scope))
        if scope["method"] not in READING and not may(token.role, "editor"):
            raise forbidden("a reader may look and change nothing")
        scope.setdefault("state", {})["token"] = token.hash
        return Who(token.name, token.role)

    def _is_guarded(self, scope: Scope) -> bool:
        path: str = scope["path"]
        return path.startswith(f"{self.prefix}/") and path != f"{self.prefix}/health" and scope["method"] != "OPTIONS"

    def _token(self, header: str, address: str) -> Token:
        if problem := self.rates.exhausted("wrong token", address):
            raise problem
        match = _BEARER.fullmatch(header.strip())
        if match is None:
            raise _unknown("a token is needed", "")
        found = self._find(match[1])
        state = found.state(moment(self.now())) if found else None
        if found is None or state == "revoked":
            self.rates.count("wrong token", address)
            raise _unknown("this token is not known here, or was revoked", ' error="invalid_token"')
        if state == "expired":
            raise _unknown("this token has expired", ' error="invalid_token"', "E-TOKEN-EXPIRED")
        return found

    def _find(self, secret: str) -> Token | None:
        assert self.book is not None  # without tokens nobody is asked for one
        try:
            return self.book.find(secret)
        except InputError as error:  # the file went away: nobody gets in, and it is not the client's mistake
            raise ProblemError(503, error.code, "the tokens of this service cannot be read",
                               remedy="tell whoever runs it", headers={"Retry-After": "30"}) from error  # fmt: skip


def forbidden(detail: str) -> ProblemError:
    """The problem that somebody's role does not go so far."""
    return ProblemError(403, "E-ROLE", detail, remedy="ask whoever runs the service for a token with another role")


def _unknown(detail: str, parameters: str, code: str = "E-TOKEN") -> ProblemError:
    return ProblemError(
        401,
        code,
        detail,
        remedy="send Authorization: Bearer and a token that `dateline token add` made",
        headers={"WWW-Authenticate": f'Bearer realm="dateline"{"," if parameters else ""}{parameters}'},
    )


def _author(header: str) -> str:
    """The name that somebody on this machine gives, percent-encoded as headers need it."""
    return safe_line(unquote(header, errors="replace"))[:_LONGEST] or LOCAL
