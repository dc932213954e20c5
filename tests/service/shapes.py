"""Whether answers have the shape that the API's description gives them."""

from __future__ import annotations

from typing import Any

from client import TestClient
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

PREFIX = "/api/v1"


class Description:
    """The description that a service gives of itself."""

    def __init__(self, client: TestClient) -> None:
        self._told = client.get(f"{PREFIX}/openapi.json").json()

    def problems(self, template: str, body: Any) -> list[str]:
        """What in an answer to GET does not fit."""
        contents = self._told["paths"][f"{PREFIX}{template}"]["get"]["responses"]["200"]["content"]
        schema = next(each["schema"] for name, each in contents.items() if name.endswith("json"))
        validator = Draft202012Validator({**schema, "components": self._told["components"]})
        found = (best_match([error]) for error in validator.iter_errors(body))
        return [f"{error.json_path}: {error.message[-300:]}" for error in found if error]
