"""How soon the page is of use on a large store, and how much memory it takes, in Debian's Chromium.

    python -m benchmarks.page --incidents 50000 [--rounds 3]

Chromium draws the map without a graphics card here. Run it on an idle machine: wall times are those of a reader on it;
the processor time of the page's main thread hardly depends on what else runs.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from dateline.service.app import make_app
from dateline.service.serving import listen
from dateline.store import Store

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--enable-precise-memory-info",
)
STEPS = {
    "timeline": "rect.incidents",
    "list": "#panel li",
    "map": "text=incidents in view",
    "drawn": ".canvas[data-drawn]",
}
USEFUL = ("timeline", "list", "map")  # what a reader can work with; `drawn` is the last sign on the map
PATIENCE = 120_000  # milliseconds


def main() -> None:
    """Fill a passing store, open the page on it some times, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, served(filled(Path(folder), given.incidents)) as address:
        rounds = measured(address, given.rounds)
    print(f"{given.incidents:,} incidents, {given.rounds} rounds; the median, and the worst")
    for name in rounds[0]:
        values = [each[name] for each in rounds]
        print(f"  {name:28} {statistics.median(values):8.2f} {max(values):8.2f}")


def filled(folder: Path, incidents: int) -> str:
    """A store of that many incidents, as the tests of the service make it."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "service"))
    from many_incidents import fill  # type: ignore[import-not-found, unused-ignore]

    path = folder / "many.db"
    with Store.open(path) as store:
        fill(store, incidents)
    return str(path)


@contextmanager
def served(store: str) -> Iterator[str]:
    """The address of a service on the store."""
    server = uvicorn.Server(uvicorn.Config(make_app(store), ws="none", log_level="critical"))
    with listen("127.0.0.1", 0) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        finally:
            server.should_exit = True
            thread.join()


def measured(address: str, rounds: int) -> list[dict[str, float]]:
    """The figures of each round, each in a fresh profile; one more before warms the service."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        figures = [opened(browser, address) for _ in range(rounds + 1)]
        browser.close()
    return figures[1:]


def opened(browser: Browser, address: str) -> dict[str, float]:
    """Seconds until each step, the main thread's processor time until it is of use, and the heap in megabytes."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    begun, figures = time.monotonic(), {}
    page.goto(address, wait_until="commit")
    for name, selector in STEPS.items():
        page.wait_for_selector(selector)
        figures[f"{name} (s)"] = time.monotonic() - begun
        if name == USEFUL[-1]:
            figures["first paint (s)"] = first_paint(page)
            figures["main thread until then (s)"] = main_thread(session)
    session.send("HeapProfiler.collectGarbage")
    figures["JavaScript heap (MB)"] = page.evaluate("performance.memory.usedJSHeapSize") / 1e6
    context.close()
    return figures


def first_paint(page: Page) -> float:
    """When the first words were painted, in seconds."""
    return float(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")) / 1000


def main_thread(session: CDPSession) -> float:
    """Processor time of the page's main thread so far, in seconds."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(each["value"]) for each in metrics if each["name"] == "ThreadTime")


if __name__ == "__main__":
    main()
