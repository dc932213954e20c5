"""Serves the built page from the package; every path that is neither a file of it nor the API's is the page."""

from __future__ import annotations

import mimetypes
from importlib import resources
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, Response

router = APIRouter(include_in_schema=False)
FOLDER = Path(str(resources.files("dateline.service"))) / "page"
FOREVER = "public, max-age=31536000, immutable"  # files whose names change with their content
NAMED_BY_CONTENT = "assets/"
TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".webmanifest": "application/manifest+json"}
UNBUILT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Dateline</title>
<body style="font: 1rem/1.5 sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem">
<h1>The page is not built</h1>
<p>The service runs; its data are below <a href="/api/v1/meta">/api/v1</a>.</p>
<p>In a checkout, build the page with <code>make page</code> and load this again. An installed package brings it along:
if it does not, install Dateline again.</p>
"""


@router.get("/{path:path}")
def page(path: str, request: Request) -> Response:
    """A file of the page, else the page itself."""
    if path == "api" or path.startswith("api/"):
        raise HTTPException(404, "there is no such resource")
    found = _file(path)
    if found is None and path.startswith(NAMED_BY_CONTENT):
        raise HTTPException(404, "the page has no such file; load it again")
    found = found or _file("index.html")
    if found is None:
        return HTMLResponse(UNBUILT, headers={"Cache-Control": "no-store"})
    kind = TYPES.get(found.suffix) or mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    caching = FOREVER if path.startswith(NAMED_BY_CONTENT) and found.name != "index.html" else "no-cache"
    return FileResponse(found, media_type=kind, headers={"Cache-Control": caching})


def _file(path: str) -> Path | None:
    """A file of the page; nothing above its folder."""
    if not path or "\0" in path:
        return None
    found = (FOLDER / path).resolve()
    return found if found.is_relative_to(FOLDER.resolve()) and found.is_file() else None
