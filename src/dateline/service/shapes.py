"""What `POST /jobs` takes, read and described in one place: JSON for a text or an address, a form for a file."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

Line = Annotated[str, StringConstraints(max_length=2_000)]
Day = Annotated[str, StringConstraints(max_length=100)]


class AddText(BaseModel):
    """A dispatch by its text, with what is known of it."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=1_000_000)
    title: Line | None = None
    published: Day | None = None
    publisher: Line | None = None
    url: Line | None = None
    id: Annotated[str, StringConstraints(max_length=500)] | None = None


class AddAddress(BaseModel):
    """A dispatch by the address that it lies at; `published` is for pages that do not say."""

    model_config = ConfigDict(extra="forbid")

    fetch: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
    published: Day | None = None


ADDING: Final[dict[str, Any]] = {
    "application/json": {
        "schema": {
            "oneOf": [AddText.model_json_schema(), AddAddress.model_json_schema()],
            "description": "A text, or an address to fetch it from.",
        }
    }
}
UPLOADING: Final[dict[str, Any]] = {
    "multipart/form-data": {
        "schema": {
            "type": "object",
            "required": ["file"],
            "additionalProperties": False,
            "properties": {
                "file": {
                    "type": "string",
                    "contentMediaType": "application/octet-stream",
                    "description": "Text, HTML, JSON Lines, CSV, Parquet or WARC, as `dateline add` reads them.",
                },
                "date": {"type": "string", "description": "When dispatches were published that do not say."},
            },
        }
    }
}


def parsed(body: Any) -> AddText | AddAddress:
    """What a JSON body asks for.

    Raises:
        RequestValidationError: it is none of the shapes.
    """
    kind = AddAddress if isinstance(body, dict) and "fetch" in body else AddText
    try:
        return kind.model_validate(body)
    except ValidationError as error:
        found = [{**each, "loc": ("body", *each["loc"])} for each in error.errors(include_url=False)]
        raise RequestValidationError(found) from None
