"""Every failure as one shape: RFC 9457 problem details, with a stable code and a remedy.

    raise ProblemError(404, "E-NOT-FOUND", "no claim of the store has the id c-1", remedy="ask /api/v1/claims for them")

`HANDLERS` turn what is raised below a route into it; middleware answers with `problem_response`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dateline.errors import DatelineError, InputError, ItemError, RunError
from dateline.output.json_text import json_line
from dateline.service.headers import SECURITY

MEDIA_TYPE = "application/problem+json"
LONGEST = 300  # characters of what was sent that are repeated


class Complaint(BaseModel):
    """What is wrong with one parameter or field."""

    name: str
    reason: str


class Problem(BaseModel):
    """A failure (RFC 9457). `code` is stable and can be searched for; `remedy` says what to do."""

    type: str = "about:blank"
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    code: str = Field(pattern="^E-[A-Z0-9-]+$")
    remedy: str | None
    fields: list[Complaint] | None = Field(default=None, description="Only where parameters or fields are at fault.")


class ProblemError(Exception):
    """A request that cannot be answered; `headers` go with the answer."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        remedy: str | None = None,
        fields: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"[{code}] {detail}")
        self.status = status
        self.code = code
        self.detail = detail
        self.remedy = remedy
        self.fields = tuple(fields)
        self.headers = dict(headers or {})


def problem_response(problem: ProblemError) -> Response:
    """The answer that tells of a problem."""
    details: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "remedy": problem.remedy,
    }
    if problem.fields:
        details["fields"] = list(problem.fields)
    headers = {"Cache-Control": "no-store", **SECURITY, **problem.headers}
    return Response(json_line(details), problem.status, headers, MEDIA_TYPE)


def not_found(what: str, ident: str) -> ProblemError:
    """The problem that there is no such thing in the store."""
    named = ident if len(ident) <= LONGEST else f"{ident[:LONGEST]}…"
    return ProblemError(
        404, "E-NOT-FOUND", f"no {what} of the store has the id “{named}”", remedy=f"ask for the {what}s"
    )


def of_dateline(error: DatelineError) -> ProblemError:
    """What the library complains of; its messages end with what to do."""
    statuses = ((InputError, 400), (ItemError, 422), (RunError, 503))
    status = next((status for kind, status in statuses if isinstance(error, kind)), 500)
    what, _, remedy = error.message.partition("; ")
    headers = {"Retry-After": "5"} if status == 503 else {}
    return ProblemError(status, error.code, what, remedy=remedy or None, headers=headers)


def of_validation(error: RequestValidationError) -> ProblemError:
    """Parameters or fields that do not fit."""
    fields = [{"name": _named(each["loc"]), "reason": _reason(each)} for each in error.errors()]
    told = "; ".join(f"{each['name']}: {each['reason']}" for each in fields)
    return ProblemError(
        422,
        "E-REQUEST",
        told[:LONGEST] or "the request cannot be read",
        remedy="correct or leave out what `fields` names; /api/v1/openapi.json lists what there is",
        fields=fields,
    )


def _named(loc: Iterable[Any]) -> str:
    """The name of a parameter without the part of the request that it stands in."""
    _, *names = loc
    return ".".join(str(each) for each in names)[:LONGEST] or "body"


def _reason(error: Mapping[str, Any]) -> str:
    if error["type"] == "extra_forbidden":
        return "there is no such parameter"
    return str(error["msg"]).removeprefix("Value error, ")[:LONGEST]


_OF_HTTP: Mapping[int, tuple[str, str | None]] = {
    401: ("E-TOKEN", "send Authorization: Bearer and a token that `dateline token add` made"),
    404: ("E-NOT-FOUND", "see /api/v1/openapi.json for what there is"),
    405: ("E-METHOD", "see /api/v1/openapi.json for what can be done here"),
    413: ("E-TOO-LARGE", "send less at once"),
}


def of_http(error: HTTPException) -> ProblemError:
    """What the framework refuses: unknown paths and methods, bodies that cannot be read."""
    code, remedy = _OF_HTTP.get(error.status_code, ("E-HTTP", None))
    return ProblemError(error.status_code, code, str(error.detail), remedy=remedy, headers=error.headers)


UNEXPECTED = ProblemError(
    500,
    "E-BUG",
    "the service failed at this request, which is our mistake",
    remedy="the service's log says where; please report it with what you asked",
)

Handler = Callable[[Request, Any], Awaitable[Response]]


def _answers(make: Callable[[Any], ProblemError]) -> Handler:
    async def handle(request: Request, error: Any) -> Response:
        return problem_response(make(error))

    return handle


HANDLERS: Mapping[Any, Handler] = {
    ProblemError: _answers(lambda problem: problem),
    DatelineError: _answers(of_dateline),
    RequestValidationError: _answers(of_validation),
    HTTPException: _answers(of_http),
    Exception: _answers(lambda error: UNEXPECTED),
}
