"""Answers as the commands print them: one codec for JSON, whoever asks."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from dateline.output.json_text import json_line


class Json(Response):
    """A record as JSON. What a route declares as its model is held by tests, not checked again for every answer."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The body."""
        return json_line(content)
