"""Review on the page: the queue of the doubtful and the disputed, decided from the keyboard, and undone."""

from __future__ import annotations

import re

from browsing import Open, snapshot
from playwright.sync_api import Page, Route, expect


def queue(open_page: Open, address: str) -> Page:
    page = open_page(f"{address}?tab=review&part=panel", width=1024, height=768)
    expect(page.get_by_role("list", name="Queue").locator(":scope > li")).not_to_have_count(0)
    return page


def test_review_says_why_something_is_in_the_queue(open_page: Open, desk: str) -> None:
    page = queue(open_page, desk)
    expect(page.get_by_role("list", name="Queue")).to_contain_text("accounts disagree about killed")
    snapshot(page, "review")


def test_review_by_keyboard_accepts_rejects_and_undoes(open_page: Open, own_desk: str) -> None:
    page = queue(open_page, own_desk)
    panel = page.get_by_role("tabpanel")
    panel.get_by_label("Your name").fill("K. Board")
    panel.get_by_label("Your name").press("Tab")
    page.keyboard.press("a")
    expect(panel).to_contain_text("accepted")
    expect(page.locator(".notices")).to_contain_text("as K. Board")
    page.keyboard.press("u")
    expect(panel).not_to_contain_text("accepted")
    page.keyboard.press("r")
    expect(panel).to_contain_text("rejected")
    page.keyboard.press("u")
    expect(panel).to_contain_text("0 judgements made here")


def test_review_splits_an_incident_by_keyboard(open_page: Open, own_desk: str) -> None:
    page = queue(open_page, own_desk)
    page.keyboard.press("s")
    form = page.get_by_role("form", name="Split the incident")
    form.get_by_role("checkbox").first.check()
    form.get_by_role("button", name="Split off 1").click()
    expect(page.locator(".notices")).to_contain_text("Split 2 claims")


def test_review_merges_from_a_card_and_splits_again_by_undo(open_page: Open, own_desk: str) -> None:
    page = open_page(f"{own_desk}?select=claim:c-l-talks-0&part=panel", width=1024)
    panel = page.get_by_role("tabpanel")
    panel.get_by_role("button", name="Merge …").click()
    panel.get_by_label("Is one happening with").fill("c-m-manbij-0")
    panel.get_by_role("button", name="Merge", exact=True).click()
    expect(panel).to_contain_text("merged by local")
    expect(panel).to_contain_text("with 1 other claim")
    page.locator(".notices").get_by_role("button", name="Undo").click()
    expect(panel).to_contain_text("which no other claim tells of")


def test_review_refuses_what_does_not_fit_and_says_why(open_page: Open, own_desk: str) -> None:
    page = open_page(f"{own_desk}?select=claim:c-l-talks-0&part=panel", width=1024)
    panel = page.get_by_role("tabpanel")
    panel.get_by_role("button", name="Merge …").click()
    panel.get_by_label("Is one happening with").fill("c-nothing")
    panel.get_by_role("button", name="Merge", exact=True).click()
    expect(page.locator(".notices")).to_contain_text(re.compile("no claim or incident c-nothing"))


def test_review_is_not_offered_to_readers(open_page: Open, desk: str) -> None:
    def as_reader(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "role": "reader"})

    page = open_page(f"{desk}?part=panel", width=1024)
    page.route("**/api/v1/meta", as_reader)
    panel = page.get_by_role("tabpanel")
    page.goto(f"{desk}?select=claim:c-l-talks-0&part=panel")
    expect(panel).to_contain_text("You read here")
    expect(panel.get_by_role("button", name="Accept")).to_have_count(0)
    page.goto(f"{desk}?tab=add&part=panel")
    expect(panel).to_contain_text("Adding dispatches needs a token with the role editor.")
    expect(panel.get_by_role("form")).to_have_count(0)
