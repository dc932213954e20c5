"""Jobs: dispatches that are added in the background, by text, file or address."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response, StreamingResponse

from dateline.output.json_text import json_line
from dateline.service.access import WhoAsks, forbidden
from dateline.service.answers import Json
from dateline.service.errors import not_found
from dateline.service.intake import Intake, read_asked
from dateline.service.jobs import ENDED, Job, Jobs
from dateline.service.models import Listing, Shape
from dateline.service.shapes import ADDING, UPLOADING
from dateline.store.moments import moment

router = APIRouter(tags=["jobs"])
LOOK = 0.2  # seconds between looks at a job
PING = 15.0  # seconds of silence that proxies and browsers bear
STREAM = "text/event-stream"


class Counts(Shape):
    """How many dispatches came to what."""

    added: int
    unchanged: int
    superseded: int
    outdated: int
    failed: int


class Trouble(Shape):
    """Why a job could not be done."""

    code: str
    detail: str


class JobSummary(Shape):
    """A job as far as it has come. `total` is null until its dispatches are counted."""

    id: str
    kind: Literal["text", "url", "file"]
    name: str
    by: str
    made: str
    status: Literal["queued", "running", "done", "failed", "cancelled"]
    step: Literal["reading", "loading the model", "coding"] | None
    done: int
    total: int | None
    claims: int
    counts: Counts
    problem: Trouble | None


class DispatchOutcome(Shape):
    """What became of a dispatch; `reason` says why it failed, or why it gave no claims."""

    document: str
    title: str | None
    outcome: Literal["added", "unchanged", "superseded", "outdated", "failed"]
    claims: int
    code: str | None
    reason: str | None


class JobRecord(JobSummary):
    """A job with what became of its dispatches: the newest 100, and `truncated` where there were more."""

    outcomes: list[DispatchOutcome]
    truncated: bool


def jobs_of(request: Request) -> Jobs:
    """The jobs of the service."""
    jobs: Jobs = request.app.state.jobs
    return jobs


JobsHere = Annotated[Jobs, Depends(jobs_of)]


def job_of(jobs: JobsHere, id: str) -> Job:
    """The job of an id."""
    job = jobs.find(id)
    if job is None:
        raise not_found("job", id)
    return job


JobHere = Annotated[Job, Depends(job_of)]


@router.post(
    "/jobs",
    status_code=202,
    response_model=JobRecord,
    openapi_extra={"requestBody": {"required": True, "content": {**ADDING, **UPLOADING}}},
)
async def add(request: Request, jobs: JobsHere, who: WhoAsks) -> Response:
    """Add a dispatch: its text, the address that it lies at, or a file of one or many. The answer comes at once."""
    intake: Intake = request.app.state.intake
    asked = await read_asked(request, intake)
    try:
        job = jobs.submit(asked, by=who.name, at=moment(request.app.state.now()))
    except Exception:
        asked.drop()
        raise
    return Json(jobs.view(job)[1], 202, {"Location": f"{request.url.path}/{job.id}"})


@router.get("/jobs", response_model=Listing[JobSummary])
def list_jobs(jobs: JobsHere) -> Response:
    """The jobs since the service was started, the newest first; of those that have ended, the last 500."""
    found = jobs.summaries()
    listing: dict[str, Any] = {"items": found, "next": None, "total": len(found), "truncated": False, "notes": []}
    return Json(listing, headers={"Cache-Control": "no-store"})


@router.get("/jobs/{id}", response_model=JobRecord)
def show_job(jobs: JobsHere, job: JobHere) -> Response:
    """A job as far as it has come."""
    return Json(jobs.view(job)[1], headers={"Cache-Control": "no-store"})


@router.get(
    "/jobs/{id}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {STREAM: {"schema": {"type": "string"}}}, "description": "Events named job, each with "
                     "the job's record, until it has ended."}},
)  # fmt: skip
async def watch_job(jobs: JobsHere, job: JobHere) -> StreamingResponse:
    """Watch a job: its record each time that it changes."""
    return StreamingResponse(_events(jobs, job), headers={"Cache-Control": "no-store"}, media_type=STREAM)


@router.delete("/jobs/{id}", response_model=JobRecord)
def cancel_job(jobs: JobsHere, job: JobHere, who: WhoAsks) -> Response:
    """Give a job up. The dispatch that is being coded is still added; editors give up their own, admins everybody's."""
    if job.by != who.name and not who.may("admin"):
        raise forbidden(f"this job is {job.by}'s, and only they or an admin may give it up")
    jobs.cancel(job)
    return Json(jobs.view(job)[1])


async def _events(jobs: Jobs, job: Job) -> AsyncIterator[bytes]:
    seen, silent = -1, 0.0
    while not jobs.closing.is_set():
        version, record = jobs.view(job) if job.version != seen else (seen, None)
        if record is not None:
            yield b"event: job\ndata: " + json_line(record) + b"\n\n"
            if record["status"] in ENDED:
                return
            seen, silent = version, 0.0
        elif silent >= PING:
            yield b": ping\n\n"
            silent = 0.0
        await asyncio.sleep(LOOK)
        silent += LOOK
