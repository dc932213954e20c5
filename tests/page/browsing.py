"""What tests of the page do again and again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "out" / "screenshots"
PATIENCE = 60_000  # milliseconds for a map that is drawn without a graphics card, on a busy machine

Open = Callable[..., Page]
expect.set_options(timeout=PATIENCE)


def drawn(page: Page) -> Page:
    """The page once its map has drawn all that it was given."""
    page.wait_for_selector(".canvas[data-drawn]", timeout=PATIENCE)
    return page


def snapshot(page: Page, name: str) -> None:
    """Keep a picture of the page as an artefact of the run."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


def axe_findings(page: Page) -> list[str]:
    """What axe-core finds serious or critical, with where."""
    source = ROOT / "page" / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file():
        pytest.skip("axe-core is not installed: make page")
    page.evaluate(source.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(result => result.violations)")
    return [
        f"{each['id']}: {each['help']}: {[node['target'] for node in each['nodes'][:4]]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
