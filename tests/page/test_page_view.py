"""The whole view is in the address; it fits a phone; it has no barriers that axe finds; failures are said."""

from __future__ import annotations

import re

import pytest
from browsing import Open, axe_findings, drawn, snapshot
from playwright.sync_api import Page, Route, expect

VIEWS = {
    "first": "",
    "control": "?layer=control&at=2017-10-27",
    "compare": "?at=2017-10-20&compare=2017-09-20&layer=control",
    "hostile": "?map=9/36.2/37.16&text=shelled",
}


def test_view_is_the_same_from_its_address(open_page: Open, desk: str) -> None:
    page = drawn(open_page(desk))
    page.get_by_role("button", name="Control").click()
    page.get_by_label("In the world on").fill("2017-09-07")
    page.get_by_label("In the world on").blur()
    page.get_by_role("button", name="Dark").click()
    again = drawn(open_page(page.url))
    expect(again.get_by_role("button", name="Control")).to_have_attribute("aria-pressed", "true")
    expect(again.get_by_label("In the world on")).to_have_value("2017-09-07")
    assert again.locator("html").get_attribute("data-theme") == "dark"


def test_view_goes_back_and_forward(page: Page) -> None:
    page.get_by_role("button", name="Control").click()
    page.wait_for_url(re.compile("layer=control"))
    page.go_back()
    expect(page.get_by_role("button", name="Incidents", exact=True)).to_have_attribute("aria-pressed", "true")
    page.go_forward()
    expect(page.get_by_role("button", name="Control")).to_have_attribute("aria-pressed", "true")


def test_view_keeps_the_map_where_it_was(open_page: Open, desk: str) -> None:
    page = drawn(open_page(desk + "?map=7.00/36.5000/38.0000"))
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_url(re.compile("map=8.00"))


def test_view_in_a_bad_address_is_the_first_view(open_page: Open, desk: str) -> None:
    page = drawn(open_page(desk + "?at=never&map=x&tab=%3Cscript%3E&select=spell:1&theme=pink"))
    expect(page.get_by_text("incidents in view")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "width", "theme"),
    [
        ("first", 1440, "light"),
        ("first", 1024, "dark"),
        ("first", 390, "light"),
        ("control", 1440, "dark"),
        ("control", 1024, "light"),
        ("control", 390, "dark"),
        ("compare", 1440, "light"),
        ("compare", 1024, "dark"),
        ("hostile", 1440, "dark"),
        ("hostile", 390, "light"),
    ],
)
def test_view_has_no_serious_finding_of_axe(open_page: Open, desk: str, name: str, width: int, theme: str) -> None:
    page = drawn(open_page(desk + VIEWS[name], width=width, height=844 if width == 390 else 900, theme=theme))
    page.wait_for_load_state("networkidle")
    snapshot(page, f"{name}-{width}-{theme}")
    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing is wider than the screen"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_view_on_a_phone_has_one_part_at_a_time(open_page: Open, desk: str, theme: str) -> None:
    page = drawn(open_page(desk, width=390, height=844, theme=theme))
    page.get_by_role("button", name="Time", exact=True).click()
    expect(page.get_by_role("slider", name="The day in the world")).to_be_visible()
    expect(page.locator("#panel")).to_be_hidden()
    snapshot(page, f"phone-time-390-{theme}")
    assert axe_findings(page) == []
    page.get_by_role("button", name="Lists", exact=True).click()
    expect(page.locator("#panel")).to_be_visible()
    expect(page.get_by_role("slider", name="The day in the world")).to_be_hidden()
    snapshot(page, f"phone-lists-390-{theme}")
    assert axe_findings(page) == []


def test_view_of_hostile_text_runs_nothing_and_holds_its_layout(open_page: Open, desk: str) -> None:
    page = drawn(open_page(desk + VIEWS["hostile"]))
    assert page.title() == "Dateline"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    assert page.locator("#panel").evaluate("panel => panel.scrollWidth <= panel.clientWidth + 1")


def test_view_says_when_the_service_does_not_answer(open_page: Open, desk: str) -> None:
    page = drawn(open_page(desk + "?at=2017-10-20"))
    page.route("**/api/v1/**", lambda route: route.abort())
    page.get_by_role("button", name="One day back").click()
    alert = page.get_by_role("alert").first
    expect(alert).to_contain_text("The service does not answer.")


def test_view_shows_the_problem_as_the_service_words_it(open_page: Open, desk: str) -> None:
    problem = '{"title": "Too much", "status": 503, "detail": "the store is busy", "code": "E-BUSY", "remedy": "Wait."}'

    def refuse(route: Route) -> None:
        route.fulfill(status=503, content_type="application/problem+json", body=problem)

    page = drawn(open_page(desk))
    page.route("**/api/v1/map/control*", refuse)
    page.get_by_role("button", name="Control").click()
    note = page.locator(".note").get_by_role("alert")
    expect(note).to_contain_text("the store is busy")
    expect(note).to_contain_text("E-BUSY")
    page.unroute("**/api/v1/map/control*")
    note.get_by_role("button", name="Try again").click()
    expect(note).to_have_count(0)


def test_view_follows_the_systems_theme(open_page: Open, desk: str) -> None:
    page = open_page(desk, theme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
