"""What holds for every panel: axe finds nothing serious, hostile text does no harm, readers cannot write."""

from __future__ import annotations

import re

import pytest
from browsing import Open, axe_findings, snapshot
from playwright.sync_api import Page, expect

PANELS = (
    "", "tab=claims", "tab=situation", "tab=actors", "tab=places", "tab=network", "tab=documents", "tab=review",
    "tab=add", "tab=search&q=raqqa", "select=incident", "select=claim:c-e-shell-0", "select=document:e-shell",
    "select=actor:syrian-democratic-forces", "select=place:gn:172955", "select=state",
)  # fmt: skip
HOSTILE = (
    "tab=incidents", "tab=claims", "tab=documents", "tab=actors", "tab=search&q=shelled", "select=claim:c-n-hostile-0",
    "select=document:n-hostile",
)  # fmt: skip
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDER = "(() => { const e = document.getElementById('panel-body'); return e.scrollWidth - e.clientWidth })()"


def settled(page: Page) -> None:
    """Wait until nothing is on its way any more."""
    expect(page.get_by_role("tabpanel")).not_to_be_empty()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("Loading ")).to_have_count(0)


def visit(page: Page, desk: str, panel: str) -> None:
    """Go to a panel; an incident or state without an id is the first of its list."""
    if panel in ("select=incident", "select=state"):
        page.goto(f"{desk}?part=panel&tab={'incidents' if panel.endswith('incident') else 'situation'}")
        page.get_by_role("tabpanel").locator("li a").first.click()
    else:
        page.goto(f"{desk}?part=panel&{panel}")
    settled(page)


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_panels_have_no_serious_finding_of_axe(open_page: Open, desk: str, width: int, theme: str) -> None:
    page = open_page(f"{desk}?part=panel", width=width, theme=theme)
    found = {}
    for panel in PANELS:
        visit(page, desk, panel)
        found[panel] = axe_findings(page)
        assert page.evaluate(WIDE) <= 0, panel
        snapshot(page, f"panel-{re.split('[=:&]', panel + '=first')[1]}-{width}-{theme}")
    assert {panel: each for panel, each in found.items() if each} == {}


def test_panels_of_forms_have_no_serious_finding_of_axe(open_page: Open, desk: str) -> None:
    page = open_page(f"{desk}?part=panel&select=claim:c-e-shell-0", width=1024)
    page.get_by_role("button", name="Correct").click()
    page.get_by_role("button", name="Merge …").click()
    page.get_by_role("region", name="Filters").get_by_role("button", name="Type", exact=True).click()
    assert axe_findings(page) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_panels_of_hostile_text_run_nothing_and_hold_their_layout(open_page: Open, desk: str, width: int) -> None:
    page = open_page(f"{desk}?part=panel", width=width)
    for panel in HOSTILE:
        visit(page, desk, panel)
        assert page.title() == "Dateline"
        assert page.evaluate(WIDE) <= 0, panel
        assert page.evaluate(WIDER) <= 0, panel
    assert page.locator("#panel script").count() == 0
    expect(page.get_by_role("tabpanel")).to_contain_text("<script>document.title = 'broken'</script>")
    snapshot(page, f"hostile-{width}")


def test_panels_hold_a_sentence_of_ten_thousand_words(open_page: Open, own_desk: str) -> None:
    page = open_page(f"{own_desk}?tab=add&part=panel", width=1024)
    panel = page.get_by_role("tabpanel")
    panel.get_by_label("The dispatch").fill("Rebels 🔥 attacked " + "the depot and then " * 2_500 + "\u202eleft.")
    panel.get_by_role("button", name="Add and code it").click()
    page.get_by_role("list", name="What was added here").get_by_role("link").click(timeout=60_000)
    expect(panel.locator(".text mark[data-roles=trigger]")).to_contain_text("attacked")
    assert page.evaluate(WIDER) <= 0
    page.goto(f"{own_desk}?tab=claims&text=depot&part=panel")
    expect(page.get_by_role("list", name="claims").locator(":scope > li")).to_have_count(1)
    assert page.evaluate(WIDER) <= 0
