"""The description of the API, in which every failure has the one shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from dateline.service.errors import MEDIA_TYPE, Problem

_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_REFUSED = {
    "description": "The request cannot be answered; the body says why and what to do.",
    "content": {MEDIA_TYPE: {"schema": _PROBLEM}},
}
_FAILED = {**_REFUSED, "description": "The service or its store failed; the body says what to do."}
_UNCHANGED = {"description": "What the reader has (If-None-Match) is as it was."}


def true_openapi(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """A function that gives the description, made when it is first asked for."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    return openapi


def _described(app: FastAPI) -> dict[str, Any]:
    found = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    _, problems = models_json_schema([(Problem, "validation")], ref_template="#/components/schemas/{model}")
    schemas.update(problems["$defs"])
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for path in found["paths"].values():
        for method, operation in path.items():
            operation["responses"] = _responses(method, operation["responses"])
    return found


def _responses(method: str, declared: dict[str, Any]) -> dict[str, Any]:
    own = {status: each for status, each in declared.items() if status != "422"}
    unchanged = {"304": _UNCHANGED} if method == "get" else {}
    return {**own, **unchanged, "4XX": _REFUSED, "5XX": _FAILED}
