"""The page in a browser: a service on a store made by hand, and Debian's Chromium, which must find nothing amiss."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import pytest

pytest.importorskip("fastapi", reason="the extra 'serve' is not installed")
pytest.importorskip("playwright", reason="playwright is not installed")

import uvicorn
from browsing import PATIENCE, Open, drawn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, sync_playwright
from story import HandCoder, fill

from dateline.service import built_page
from dateline.service.app import make_app
from dateline.service.operating import Operation
from dateline.service.serving import listen
from dateline.service.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = tuple(
    f"--{flag}"
    for flag in (
        "headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
        "disable-component-update", "disable-sync",
    )
)  # fmt: skip
Answer = Callable[[Route], None]
NOW = datetime(2018, 1, 2, 3, 4, 5, tzinfo=UTC)


@contextmanager
def served(store: str, settings: Settings | None = None, **options: Any) -> Iterator[str]:
    """The address of a service on the store."""
    operation = Operation(**{"load": HandCoder, "now": lambda: NOW, **options})
    config = uvicorn.Config(make_app(store, settings, operation), ws="none", log_config=None, log_level="critical")
    server = uvicorn.Server(config)
    with listen("127.0.0.1", 0) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        _wait_for(lambda: server.started)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        finally:
            server.should_exit = True
            thread.join(20)


def _wait_for(done: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "the service does not start"
        time.sleep(0.02)


@pytest.fixture(scope="package")
def built() -> Path:
    """The built page."""
    if not (built_page.FOLDER / "index.html").is_file():
        pytest.skip("the page is not built: make page")
    return built_page.FOLDER


@pytest.fixture(scope="package")
def desk(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service on the story; for tests that only read."""
    with served(fill(tmp_path_factory.mktemp("page") / "story.db")) as address:
        yield address


@pytest.fixture
def own_desk(built: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a service on a story of the test's own, which it may change."""
    with served(fill(tmp_path / "own.db")) as address:
        yield address


@pytest.fixture
def styled_desk(built: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a service whose operator points to another map style, of the same host."""
    with served(fill(tmp_path / "styled.db"), Settings(style="/own-style.json")) as address:
        yield address


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"Chromium is not installed at {CHROMIUM}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens addresses in fresh contexts; at the end no console error, no failed script, no request elsewhere."""
    contexts: list[BrowserContext] = []
    amiss: list[str] = []

    def opened(
        address: str,
        *,
        width: int = 1440,
        height: int = 900,
        theme: str = "light",
        routes: Mapping[str, Answer] = MappingProxyType({}),
        **options: Any,
    ) -> Page:
        size: Any = {"width": width, "height": height}
        given = {"viewport": size, "color_scheme": theme, "reduced_motion": "reduce", "locale": "en-GB", **options}
        context = browser.new_context(**given)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        _watch(page, urlsplit(address).netloc, amiss)
        for pattern, answer in routes.items():
            page.route(pattern, answer)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert amiss == []


def _watch(page: Page, host: str, amiss: list[str]) -> None:
    def said(message: ConsoleMessage) -> None:
        # Chromium reports each refused request as an error of its own; what the page makes of these is tested.
        if message.type == "error" and "Failed to load resource" not in message.text:
            amiss.append(f"console: {message.text}")

    def asked(request: Request) -> None:
        where = urlsplit(request.url)
        if where.scheme not in ("data", "blob") and where.netloc != host:
            amiss.append(f"asked elsewhere: {request.url[:200]}")

    page.on("console", said)
    page.on("pageerror", lambda error: amiss.append(f"script: {error}"))
    page.on("request", asked)


@pytest.fixture
def page(desk: str, open_page: Open) -> Page:
    """The page at its first view, 1440 pixels wide, with its map drawn."""
    return drawn(open_page(desk))
