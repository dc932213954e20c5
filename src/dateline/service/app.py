"""The application: its routers, its middleware and its errors, each in one visible table."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import anyio.to_thread
from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from dateline.service import built_page
from dateline.service.desk import ServedDesk
from dateline.service.errors import HANDLERS
from dateline.service.freshness import Freshness
from dateline.service.headers import SecurityHeaders
from dateline.service.jobs import Jobs
from dateline.service.openapi import true_openapi
from dateline.service.operating import Operation, gates, make_intake, make_jobs
from dateline.service.resources import (
    actors,
    claims,
    documents,
    health,
    incidents,
    jobs,
    judging,
    meta,
    network,
    places,
    review,
    search,
    situation,
    timeline,
)
from dateline.service.resources import map as map_resource
from dateline.service.settings import Settings
from dateline.store import Store
from dateline.version import __version__

API = "/api/v1"
PACKED_FROM = 1_000  # bytes
PACKING = 2  # of 9: a third of the time of the usual for some percent more

# --- where the parts of the service are joined

READING: Sequence[APIRouter] = tuple(
    resource.router
    for resource in (
        health, meta, documents, claims, incidents, situation, map_resource, timeline, actors, places, network, search,
        review,
    )
)  # fmt: skip
WRITING: Sequence[APIRouter] = (judging.router, jobs.router)


def middleware(settings: Settings, operation: Operation) -> list[Middleware]:
    """The first sees a request first. Whoever asks must be known (`scope["state"]`) before Freshness tags for them."""
    return [
        Middleware(SecurityHeaders, map_hosts=settings.map_hosts),
        Middleware(GZipMiddleware, minimum_size=PACKED_FROM, compresslevel=PACKING),
        *gates(operation, API),
        Middleware(Freshness, prefix=API),
    ]


def make_app(store_url: str, settings: Settings | None = None, operation: Operation | None = None) -> FastAPI:
    """The application that serves a store that is there.

    Raises:
        InputError: there is no such store, or its file of tokens cannot be read.
        RunError: it cannot be read.
    """
    settings, operation = settings or Settings(), operation or Operation()
    gated = middleware(settings, operation)
    desk = ServedDesk(Store.open(store_url, create=False), settings)
    app = FastAPI(
        title="Dateline",
        version=__version__,
        summary="What dispatches claim: incidents, states, actors, places, and who says so.",
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(desk, made := make_jobs(operation, desk.store, store_url)),
        middleware=gated,
        exception_handlers=dict(HANDLERS),
        redirect_slashes=False,
        separate_input_output_schemas=False,  # what may be missing in an answer is not promised
    )
    app.state.desk, app.state.jobs = desk, made
    app.state.intake, app.state.now = make_intake(operation), operation.now
    for router in (*READING, *WRITING):
        app.include_router(router, prefix=API)
    app.include_router(built_page.router)
    app.openapi = true_openapi(app)  # type: ignore[method-assign]
    return app


def _lifespan(desk: ServedDesk, added: Jobs) -> Callable[[Any], Any]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = desk.settings.threads
        warming = threading.Thread(target=desk.warm, name="dateline-warming", daemon=True)
        warming.start()
        yield
        await anyio.to_thread.run_sync(warming.join)
        await anyio.to_thread.run_sync(added.close)
        desk.close()

    return lifespan
