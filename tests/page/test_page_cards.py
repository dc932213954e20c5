"""Cards of the page: incidents, claims, dispatches, actors, places and states, and the network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import Open, snapshot
from playwright.sync_api import Page, expect


def at(open_page: Open, desk: str, select: str, **options: object) -> Page:
    return open_page(f"{desk}?part=panel&select={select}", **options)


def shelling(page: Page) -> None:
    """Open the incident that two outlets tell of."""
    page.get_by_role("tabpanel").locator("li", has_text="12–20 killed").get_by_role("link").first.click()


def test_card_of_an_incident_has_accounts_side_by_side(open_page: Open, desk: str) -> None:
    page = open_page(desk)
    shelling(page)
    panel = page.get_by_role("tabpanel")
    figures = panel.get_by_role("table", name="12–20 killed")
    expect(figures.get_by_role("row", name="12 Monitors")).to_be_visible()
    expect(figures.get_by_role("row", name="20 courier")).to_be_visible()
    expect(panel).to_contain_text("2 independent sources")
    expect(panel.get_by_role("list", name="Outlets")).to_contain_text("herald")
    expect(panel).to_contain_text("Why these are one")
    expect(panel.locator("blockquote")).to_have_count(2)
    snapshot(page, "card-incident")


def test_card_of_a_claim_marks_its_words_by_role(open_page: Open, desk: str) -> None:
    panel = at(open_page, desk, "claim:c-e-shell-0").get_by_role("tabpanel")
    for role, words in [
        ("actor", "The Syrian Democratic Forces"), ("trigger", "shelled"), ("place", "Raqqa"), ("time", "Tuesday"),
        ("quantity", "12 people"), ("source", "Monitors"),
    ]:  # fmt: skip
        expect(panel.locator(f".own mark[data-roles={role}]")).to_contain_text(words)
    expect(panel.get_by_role("list", name="What the marks mean")).to_contain_text("who says so")
    expect(panel).to_contain_text("made by hand")
    expect(panel.get_by_role("link", name="The incident it tells of")).to_be_visible()


def test_card_of_a_claim_leads_to_its_state(open_page: Open, desk: str) -> None:
    page = at(open_page, desk, "claim:c-c-back-0")
    page.get_by_role("link", name="A state it holds up").click()
    panel = page.get_by_role("tabpanel")
    expect(panel.get_by_role("heading", level=2)).to_contain_text("Backs")
    expect(panel).to_contain_text("As it was known")


def test_card_of_a_dispatch_opens_the_claims_of_a_sentence(open_page: Open, desk: str) -> None:
    page = at(open_page, desk, "document:e-shell")
    panel = page.get_by_role("tabpanel")
    expect(panel.locator(".text")).to_contain_text("a hospital in")
    panel.get_by_role("button", name="1 claim").click()
    panel.locator(".claims").get_by_role("link", name="Assault").click()
    expect(page).to_have_url(re.compile("select=claim:c-e-shell-0"))


def test_card_of_an_actor_has_relations_and_deeds(open_page: Open, desk: str) -> None:
    page = at(open_page, desk, "actor:syrian-democratic-forces")
    panel = page.get_by_role("tabpanel")
    expect(panel.get_by_role("link", name="United States, government, USA")).to_be_visible()
    panel.get_by_role("button", name="Table").click()
    expect(panel.get_by_role("row", name="United States backs Syrian Democratic Forces")).to_be_visible()
    panel.get_by_role("button", name="Assault: did 2, list them").click()
    expect(page.get_by_role("list", name="claims").locator(":scope > li")).to_have_count(2)


def test_card_of_a_place_has_who_held_it_one_after_the_other(open_page: Open, desk: str) -> None:
    page = at(open_page, desk, "place:gn:172955")
    panel = page.get_by_role("tabpanel")
    expect(panel).to_contain_text("Controls: Islamic State")
    expect(panel).to_contain_text("Controls: Syrian Democratic Forces")
    expect(panel).to_contain_text("What happened here last")
    snapshot(page, "card-place")


def test_card_of_what_is_not_there_says_so(open_page: Open, desk: str) -> None:
    page = at(open_page, desk, "incident:i-none")
    expect(page.get_by_role("alert")).to_contain_text("i-none")
    page.get_by_role("tabpanel").get_by_role("button", name="Back", exact=True).click()
    expect(page.get_by_role("tabpanel").get_by_role("status")).to_contain_text("incidents")


def test_card_is_as_of_the_day_of_knowledge(open_page: Open, desk: str) -> None:
    page = open_page(f"{desk}?known=2017-08-02")
    page.get_by_role("tabpanel").locator("li", has_text="12 killed").get_by_role("link").first.click()
    panel = page.get_by_role("tabpanel")
    expect(panel.get_by_role("table", name="12 killed")).to_be_visible()
    expect(panel.locator("blockquote")).to_have_count(1)


def test_network_is_walked_by_keys_and_opens_an_actor(open_page: Open, desk: str) -> None:
    page = open_page(f"{desk}?tab=network")
    first = page.get_by_role("link", name="Syrian Democratic Forces, ")
    first.focus()
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        if not first.evaluate("element => element === document.activeElement"):
            break
    assert page.evaluate("document.activeElement.getAttribute('role')") == "link"
    page.keyboard.press("Enter")
    expect(page.get_by_role("tabpanel").get_by_role("heading", level=2)).to_be_visible()
    expect(page).to_have_url(re.compile("select=actor:"))


@pytest.mark.parametrize("kind", ["SVG", "PNG"])
def test_network_is_saved_as_a_picture(open_page: Open, desk: str, tmp_path: Path, kind: str) -> None:
    page = open_page(f"{desk}?tab=network")
    with page.expect_download() as download:
        page.get_by_role("group", name="Save the picture").get_by_role("button", name=kind).click()
    download.value.save_as(tmp_path / "network")
    content = (tmp_path / "network").read_bytes()
    if kind == "PNG":
        assert content.startswith(b"\x89PNG")
    else:
        assert b"Relations said to hold" in content
        assert b'fill="rgb' in content  # colours of the theme are written out


def test_search_finds_sentences_and_marks_the_words(open_page: Open, desk: str) -> None:
    page = open_page(desk)
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.type("hospital")
    page.keyboard.press("Enter")
    panel = page.get_by_role("tabpanel")
    expect(panel.locator("mark").first).to_have_text("hospital", ignore_case=True)
    expect(panel.get_by_role("heading", name="Dispatches")).to_be_visible()
    expect(page).to_have_url(re.compile("tab=search.*q=hospital"))


def test_search_says_when_nothing_has_the_words(open_page: Open, desk: str) -> None:
    page = open_page(f"{desk}?tab=search&q=zzzz")
    expect(page.get_by_role("tabpanel")).to_contain_text("Nothing has these words.")


def test_help_lists_the_keys(open_page: Open, desk: str) -> None:
    page = open_page(desk)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("review: accept")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
