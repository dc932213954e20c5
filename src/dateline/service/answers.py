"""Answers as the commands print them: one codec for JSON, whoever asks."""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse, Response

from dateline.output.json_text import json_line


class Json(JSONResponse):
    """A record as JSON. What a route declares as its model is held by tests, not checked again for every answer."""

    def render(self, content: Any) -> bytes:
        """The body."""
        return json_line(content)


class GeoJson(Json):
    """Features of a map."""

    media_type = "application/geo+json"


def fresh(answer: Response, *, stale: bool) -> Response:
    """An answer that may be kept by its tag, unless it is of an earlier state of the store."""
    if stale:
        answer.headers["Cache-Control"] = "no-store"
    return answer
