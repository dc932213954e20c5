"""A newcomer's tour of the desk: from the first view to a correction that is taken back and a file to take away."""

from __future__ import annotations

import re
from pathlib import Path

from browsing import Open, drawn, snapshot
from playwright.sync_api import expect


def test_tour_of_a_newcomer(open_page: Open, own_desk: str, tmp_path: Path) -> None:
    page = drawn(open_page(own_desk))
    panel = page.get_by_role("tabpanel")
    expect(panel.get_by_role("listitem")).not_to_have_count(0)

    page.keyboard.press("/")
    search = page.get_by_role("combobox", name="Search")
    expect(search).to_be_focused()
    search.fill("raqqa")
    page.get_by_role("option", name="Raqqa city").first.click()
    expect(panel.get_by_role("heading", level=2, name="Raqqa")).to_be_visible()
    expect(panel).to_contain_text("Controls: Islamic State")

    page.get_by_label("As known by the end of").first.fill("2017-09-01")
    expect(page).to_have_url(re.compile("known=2017-09-01"))
    expect(panel).not_to_contain_text("Controls: Syrian Democratic Forces")
    snapshot(page, "tour-place")

    panel.get_by_role("button", name="Incidents here").click()
    panel.get_by_role("link", name="Assault").first.click()
    expect(panel.get_by_role("heading", level=2)).to_contain_text("Assault")
    expect(panel.get_by_role("table", name="12–20 killed")).to_contain_text("figures differ")

    panel.get_by_role("link", name="claim", exact=True).first.click()
    expect(panel.locator("mark[data-roles=trigger]")).to_contain_text("shelled")
    source = panel.get_by_role("link", name="herald.example")
    expect(source).to_have_attribute("href", "https://herald.example/raqqa")
    expect(source).to_have_attribute("rel", "noopener noreferrer nofollow")
    panel.get_by_role("link", name="Hospital hit in Raqqa").click()
    expect(panel.get_by_role("heading", level=2, name="Hospital hit in Raqqa")).to_be_visible()
    snapshot(page, "tour-article")
    page.go_back()

    panel.get_by_label("Your name").fill("A. Newcomer")
    panel.get_by_role("button", name="Correct").click()
    panel.get_by_label("Negated").check()
    panel.get_by_role("button", name="Save status").click()
    expect(panel).to_contain_text("corrected status → negated by A. Newcomer")
    snapshot(page, "tour-corrected")
    page.locator(".notices").get_by_role("button", name="Undo").click()
    expect(panel).to_contain_text("taken back by A. Newcomer")

    panel.get_by_role("button", name="Back").click()
    with page.expect_download() as download:
        panel.get_by_role("link", name="CSV").click()
    download.value.save_as(tmp_path / "incidents.csv")
    assert "ASSAULT" in (tmp_path / "incidents.csv").read_text(encoding="utf-8")
