"""Requests to add something, turned into what a job does: what can be refused at once is."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from dateline.fetching import Guard, Limits, Resolve, check_url, system_addresses
from dateline.fetching.addresses import port_of
from dateline.fetching.answers import ADDRESS, FetchError
from dateline.fetching.resolving import resolve_within
from dateline.output.safe_text import safe_line
from dateline.reading import ReadOptions, make_document, read_stream
from dateline.records import Document, Failure
from dateline.service.errors import ProblemError
from dateline.service.jobs import Asked
from dateline.service.shapes import AddAddress, AddText, parsed

_LONGEST: Final = 200  # characters of a name that is shown
_SECONDS: Final = 3.0  # to look a host up before a job is taken; the fetch itself looks again
_FIELDS: Final = ("file", "date")


@dataclass(frozen=True, slots=True)
class Intake:
    """How dispatches come in: which addresses may be fetched, and within which limits."""

    guard: Guard
    limits: Limits
    resolve: Resolve = system_addresses


async def read_asked(request: Request, intake: Intake) -> Asked:
    """What a request asks to be added.

    Raises:
        ProblemError: it is neither JSON nor a form, or has no file.
        RequestValidationError: its fields do not fit.
        DatelineError: its date is none, its text is empty, or its address must not be fetched.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        asked = parsed(await _json(request))
        return _of_text(asked) if isinstance(asked, AddText) else await asyncio.to_thread(_of_address, asked, intake)
    if kind == "multipart/form-data":
        return await _of_form(request)
    raise ProblemError(415, "E-MEDIA-TYPE", "a dispatch is added as application/json or multipart/form-data",
                       remedy="name one of them in Content-Type")  # fmt: skip


async def _json(request: Request) -> Any:
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError):
        raise ProblemError(400, "E-JSON", "the body is no JSON", remedy="send a JSON object in UTF-8") from None


def _of_text(asked: AddText) -> Asked:
    facts = asked.model_dump(exclude={"text"}, exclude_none=True)
    document = make_document(asked.text, **facts)
    name = asked.title or document.title or " ".join(asked.text.split())
    return Asked("text", _shown(name), lambda: [document])


def _of_address(asked: AddAddress, intake: Intake) -> Asked:
    options = ReadOptions(published=asked.published)
    parts = check_url(asked.fetch, intake.guard)
    _refuse_private(parts.hostname or "", port_of(parts), intake)

    def read() -> Iterator[Document | Failure]:
        from dateline.fetching.dispatches import read_url

        return read_url(asked.fetch, options, intake.guard, limits=intake.limits, resolve=intake.resolve)

    return Asked("url", _shown(asked.fetch), read)


def _refuse_private(host: str, port: int, intake: Intake) -> None:
    """Refuse a name of private addresses at once; that there is no such host is told by the job."""
    try:
        intake.guard.check(host, port, resolve_within(intake.resolve, host, port, _SECONDS))
    except FetchError as error:
        if error.code == ADDRESS:
            raise


async def _of_form(request: Request) -> Asked:
    try:
        async with request.form(max_files=1, max_fields=1) as form:
            file, date = form.get("file"), form.get("date")
            unknown = [name for name in form if name not in _FIELDS]
            if unknown or not isinstance(file, UploadFile) or isinstance(date, UploadFile):
                raise _no_file()
            options = ReadOptions(published=date or None)
            return await asyncio.to_thread(_of_file, file, options)
    except HTTPException as error:
        told = f"the form cannot be read: {error.detail}"
        raise ProblemError(400, "E-REQUEST", told, remedy="send one file") from None


def _no_file() -> ProblemError:
    fields = [{"name": "file", "reason": "one is needed, and no others but date"}]
    return ProblemError(422, "E-REQUEST", "the form has no file", remedy="put one into the field “file”", fields=fields)


def _of_file(file: UploadFile, options: ReadOptions) -> Asked:
    """An uploaded file; it is kept until it is its turn."""
    name = _file_name(file.filename or "")
    folder = Path(tempfile.mkdtemp(prefix="dateline-"))
    path = folder / "upload"  # never a name that came from elsewhere
    try:
        with path.open("wb") as kept:
            shutil.copyfileobj(file.file, kept)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise

    def read() -> Iterator[Document | Failure]:
        with path.open("rb") as kept:
            yield from read_stream(name, kept, options)

    return Asked("file", _shown(name), read, lambda: shutil.rmtree(folder, ignore_errors=True))


def _file_name(given: str) -> str:
    """The name of a file without the folders that some browsers and all attackers put before it."""
    return given.replace("\\", "/").rpartition("/")[2][:_LONGEST] or "upload"


def _shown(name: str) -> str:
    return safe_line(name[: 2 * _LONGEST])[:_LONGEST]
