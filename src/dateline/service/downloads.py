"""Downloads: everything that meets the filters, in the formats of the commands.

A download is written whole before it is sent: what a store cannot give is told as a problem and never as a file that
ends in the middle, and who reads slowly holds neither a connection nor a thread.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, cast

from sqlalchemy import Connection
from starlette.background import BackgroundTask
from starlette.responses import Response, StreamingResponse

from dateline.output import FORMATS, Options, open_writer
from dateline.output.listing import Kind, open_list_writer
from dateline.service.desk import ServedDesk
from dateline.service.errors import ProblemError

IN_MEMORY = 4_000_000  # bytes of a download; what is longer goes to a file
PIECE = 64 * 1024  # bytes that are sent at a time
TYPES = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
}
_TEXT: dict[str, Any] = {"schema": {"type": "string"}}
_FEATURES: dict[str, Any] = {"schema": {"type": "object", "required": ["type", "features"]}}
_TABLES = {TYPES[name]: _TEXT for name in ("jsonl", "csv")}
# How routes with downloads describe what they give.
WITH_TABLES: dict[int | str, dict[str, Any]] = {200: {"content": _TABLES}}
WITH_MAPS: dict[int | str, dict[str, Any]] = {200: {"content": {**_TABLES, TYPES["geojson"]: _FEATURES}}}
Portions = Callable[[Connection], Iterable[Any]]


def download_records(desk: ServedDesk, kind: Kind, name: str, portions: Portions) -> Response:
    """Records, some at a time, as a download.

    Raises:
        InputError: the format is not for this kind.
        ProblemError: as many downloads as may be are being made.
    """
    return _download(desk, kind.name, name, lambda to: open_list_writer(name, kind, to, Options()), portions)


def download_claims(desk: ServedDesk, name: str, portions: Portions) -> Response:
    """Claims, document by document, as a download."""
    return _download(desk, "claims", name, lambda to: open_writer(FORMATS[name], to, Options()), portions)


def _download(
    desk: ServedDesk, what: str, name: str, open_on: Callable[[BinaryIO], Any], portions: Portions
) -> Response:
    if not desk.making.acquire(blocking=False):
        raise ProblemError(
            503,
            "E-BUSY",
            "as many downloads as may be made at once are being made",
            remedy="try again in a few seconds",
            headers={"Retry-After": "5"},
        )
    to = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 - closed when it was sent
    try:
        with desk.reading() as connection:
            writer = open_on(to)
            for some in portions(connection):
                writer.write(some)
            writer.close()
    except BaseException:
        to.close()
        raise
    finally:
        desk.making.release()
    return _sent(to, f"dateline-{what}.{name}", TYPES[name])


def _sent(to: BinaryIO, name: str, media_type: str) -> Response:
    length = to.tell()
    to.seek(0)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(length)}
    return StreamingResponse(_pieces(to), headers=headers, media_type=media_type, background=BackgroundTask(to.close))


def _pieces(to: BinaryIO) -> Iterator[bytes]:
    try:
        while piece := to.read(PIECE):
            yield piece
    finally:
        to.close()
