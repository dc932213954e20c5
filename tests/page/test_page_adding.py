"""Adding on the page: a dispatch is pasted, dropped or fetched, and becomes claims before one's eyes."""

from __future__ import annotations

from browsing import Open, snapshot
from playwright.sync_api import Page, expect


def adding(open_page: Open, address: str) -> Page:
    return open_page(f"{address}?tab=add&part=panel", width=1024)


def test_adding_by_paste_becomes_claims(open_page: Open, own_desk: str) -> None:
    page = adding(open_page, own_desk)
    panel = page.get_by_role("tabpanel")
    panel.get_by_label("The dispatch").fill("Rebels attacked the depot on Friday.")
    panel.get_by_label("Title").fill("Depot attacked")
    panel.get_by_role("button", name="Add and code it").click()
    added = page.get_by_role("list", name="What was added here")
    expect(added).to_contain_text("added, 1 claim")
    snapshot(page, "added")
    added.get_by_role("link", name="Depot attacked").click()
    expect(panel.locator(".text mark[data-roles=trigger]")).to_contain_text("attacked")


def test_adding_says_why_there_are_no_claims_and_why_it_failed(open_page: Open, own_desk: str) -> None:
    page = adding(open_page, own_desk)
    panel = page.get_by_role("tabpanel")
    panel.get_by_role("button", name="File").click()
    file = {"name": "calm.txt", "mimeType": "text/plain", "buffer": b"Nothing of note took place on Friday."}
    panel.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    panel.get_by_role("button", name="Add and code it").click()
    expect(panel).to_contain_text("no sentence names a happening")
    panel.get_by_role("button", name="Paste").click()
    panel.get_by_label("The dispatch").fill("This is unreadable.")
    panel.get_by_role("button", name="Add and code it").click()
    expect(panel).to_contain_text("it is unreadable")


def test_adding_from_a_private_address_is_refused(open_page: Open, own_desk: str) -> None:
    page = adding(open_page, own_desk)
    panel = page.get_by_role("tabpanel")
    panel.get_by_role("button", name="Address").click()
    panel.get_by_label("Address of the page").fill("http://127.0.0.1:1/secret")
    panel.get_by_role("button", name="Add and code it").click()
    expect(panel).to_contain_text("127.0.0.1")
    expect(panel.locator(".bad, [role=alert]").first).to_be_visible()
