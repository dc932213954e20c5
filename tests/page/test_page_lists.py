"""Lists of the page: what they hold, how they are narrowed, and how they leave."""

from __future__ import annotations

import json
import re
from pathlib import Path

from browsing import Open, snapshot
from playwright.sync_api import expect

TABS = {
    "Incidents": "told of last first",
    "Claims": "shelled",
    "Situation": "as known by the end of",
    "Actors": "Syrian Democratic Forces",
    "Places": "Deir ez-Zor",
    "Dispatches": "Raqqa falls",
    "Network": "Relations said to hold",
    "Review": "Accounts differ",
    "Add": "Paste",
}


def test_lists_of_each_tab_say_what_they_hold(open_page: Open, desk: str) -> None:
    page = open_page(desk)
    for tab, told in TABS.items():
        page.get_by_role("tab", name=tab, exact=True).click()
        expect(page.get_by_role("tabpanel")).to_contain_text(told)
        snapshot(page, f"list-{tab.lower()}")


def test_lists_go_from_tab_to_tab_by_arrow_keys(open_page: Open, desk: str) -> None:
    page = open_page(desk)
    page.get_by_role("tab", name="Incidents").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Claims")).to_be_focused()
    expect(page).to_have_url(re.compile("tab=claims"))


def test_lists_tell_status_in_words(open_page: Open, desk: str) -> None:
    panel = open_page(desk).get_by_role("tabpanel")
    for status in ("Actual", "Future", "Hypothetical", "Negated"):
        expect(panel.get_by_text(status, exact=True).first).to_be_visible()


def test_lists_are_narrowed_by_type_and_status_and_the_address_keeps_it(open_page: Open, desk: str) -> None:
    page = open_page(desk)
    filters = page.get_by_role("region", name="Filters")
    filters.get_by_role("button", name="Type", exact=True).click()
    filters.get_by_label("Assault").check()
    filters.get_by_role("button", name="Status", exact=True).click()
    filters.get_by_role("checkbox", name="Negated").check()
    page.keyboard.press("Escape")
    chips = page.get_by_role("list", name="Filters that are set")
    expect(chips).to_contain_text("Type Assault")
    expect(page.get_by_role("tabpanel").get_by_role("status")).to_contain_text("1 incident")
    again = open_page(page.url)
    expect(again.get_by_role("tabpanel").get_by_role("status")).to_contain_text("1 incident")
    chips.get_by_role("button", name="Clear all").click()
    expect(chips).to_have_count(0)


def test_lists_are_narrowed_by_an_actor_that_is_found_by_name(open_page: Open, desk: str) -> None:
    page = open_page(desk + "?tab=claims")
    filters = page.get_by_role("region", name="Filters")
    filters.get_by_role("button", name="Actor", exact=True).click()
    filters.get_by_role("combobox", name="Takes part").fill("turk")
    filters.get_by_role("option", name="Turkey").click()
    expect(page).to_have_url(re.compile("actor=turkey"))
    expect(page.get_by_role("list", name="Filters that are set")).to_contain_text("Turkey")
    expect(page.get_by_role("tabpanel").get_by_role("status")).to_contain_text("3 claims")


def test_lists_take_every_filter_from_the_address(open_page: Open, desk: str) -> None:
    page = open_page(desk)
    for query, count in {
        "publisher=Courier": 6,
        "source=new:monitors": 1,
        "place=gn:172955": 5,
        "from=2017-10-17&to=2017-10-20": 2,
        "min_confidence=0.95": 0,
        "text=aid": 1,
    }.items():
        page.goto(f"{desk}?tab=claims&{query}")
        expect(page.get_by_role("tabpanel").get_by_role("status")).to_contain_text("claim")
        expect(page.get_by_role("list", name="claims").locator(":scope > li")).to_have_count(count)


def test_lists_without_a_hit_say_why_and_offer_the_way_back(open_page: Open, desk: str) -> None:
    page = open_page(f"{desk}?text=nowhere")
    panel = page.get_by_role("tabpanel")
    expect(panel).to_contain_text("No incidents meet all 1 filter.")
    panel.get_by_role("button", name="clear them all").click()
    expect(panel.get_by_role("status")).to_contain_text("incidents")


def test_lists_are_exported_whole_with_their_filters(open_page: Open, desk: str, tmp_path: Path) -> None:
    page = open_page(f"{desk}?type=ASSAULT&status=actual")
    for label, ending in {"CSV": "csv", "JSON Lines": "jsonl", "GeoJSON": "geojson"}.items():
        with page.expect_download() as download:
            page.get_by_role("tabpanel").get_by_role("link", name=label, exact=True).click()
        assert download.value.suggested_filename == f"dateline-incidents.{ending}"
        download.value.save_as(tmp_path / ending)
        text = (tmp_path / ending).read_text(encoding="utf-8")
        assert "ASSAULT" in text
        assert "CONSULT" not in text
    assert json.loads((tmp_path / "geojson").read_text(encoding="utf-8"))["type"] == "FeatureCollection"


def test_lists_keep_their_place_when_a_card_is_closed(open_page: Open, desk: str) -> None:
    page = open_page(f"{desk}?tab=claims", height=420)
    body = page.get_by_role("tabpanel")
    expect(body.get_by_role("link", name="Assault").first).to_be_visible()
    body.evaluate("element => element.scrollTop = 300")
    body.get_by_role("link", name="Controls").last.click()
    expect(body.get_by_role("heading", level=2)).to_be_visible()
    page.keyboard.press("Escape")
    expect(body.get_by_role("heading", level=2)).to_be_hidden()
    assert body.evaluate("element => element.scrollTop") > 100
