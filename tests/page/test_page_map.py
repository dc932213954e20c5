"""The map: incidents, control, precision, borders, the list in its place, pictures and exports."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path

from browsing import Open, drawn, snapshot
from playwright.sync_api import Page, Route, expect


def listed(page: Page) -> list[str]:
    """The titles of the list that stands for the map."""
    page.get_by_role("button", name="As a list").click()
    rows = page.get_by_label("What the map shows, as a list").get_by_role("listitem")
    expect(rows.first).to_be_visible()
    return [row.locator("strong").inner_text() for row in rows.all()]


def test_map_shows_incidents_and_says_how_many_have_no_place(page: Page) -> None:
    expect(page.get_by_text("incidents in view")).to_be_visible()
    snapshot(page, "map-incidents-1440-light")


def test_map_list_says_area_where_only_an_area_is_told(open_page: Open, desk: str) -> None:
    page = drawn(open_page(desk + "?map=5/35/38"))
    titles = listed(page)
    assert any("Idlib" in title or "not attack" in title or "Syrian army" in title for title in titles)
    details = page.get_by_label("What the map shows, as a list").inner_text()
    assert "somewhere in this country" in details


def test_map_list_opens_an_incident_by_keyboard(open_page: Open, desk: str) -> None:
    page = drawn(open_page(desk + "?map=9/46.2/6.14"))
    titles = listed(page)
    assert any("United States" in title for title in titles)
    expect(page.get_by_role("heading", name="In this part of the map")).to_be_focused()
    row = page.get_by_label("What the map shows, as a list").get_by_role("button").filter(has_text="United States")
    row.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("select=incident:i-"))


def test_map_canvas_answers_to_a_click_on_a_sign(open_page: Open, desk: str) -> None:
    page = drawn(open_page(desk + "?map=9/46.20222/6.14569"))
    box = page.locator(".canvas canvas").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(re.compile("select=incident:i-"))


def test_map_of_control_names_holders_and_doubt(open_page: Open, desk: str) -> None:
    page = drawn(open_page(desk + "?layer=control&at=2017-10-27"))
    legend = page.locator("details.legend")
    expect(legend.get_by_text("Syrian Democratic Forces")).to_be_visible()
    titles = listed(page)
    assert "Raqqa: said to be held by Syrian Democratic Forces" in titles
    details = page.get_by_label("What the map shows, as a list").inner_text()
    assert "last confirmed" in details
    snapshot(page, "map-control-1440-light")


def test_map_of_control_shows_both_sides_of_a_disputed_place(open_page: Open, desk: str) -> None:
    page = drawn(open_page(desk + "?layer=control&at=2017-09-07"))
    east = next(title for title in listed(page) if title.startswith("Deir ez-Zor"))
    assert "Syrian army" in east
    assert "Islamic State" in east
    assert "claims differ" in page.get_by_label("What the map shows, as a list").inner_text()


def test_map_of_control_goes_back_in_time(open_page: Open, desk: str) -> None:
    page = drawn(open_page(desk + "?layer=control&at=2017-06-15"))
    assert "Raqqa: said to be held by Islamic State" in listed(page)
    assert "besieged by Syrian Democratic Forces" in page.get_by_label("What the map shows, as a list").inner_text()


def test_map_disclaims_borders_and_names_its_data(page: Page) -> None:
    expect(page.get_by_text("Made with Natural Earth. Places © GeoNames")).to_be_visible()
    expect(page.get_by_text("contested lines are dashed. No endorsement.")).to_be_visible()


def test_map_draws_borders_from_a_point_of_view(page: Page) -> None:
    page.get_by_label("Borders as drawn by").select_option("UKR")
    expect(page.get_by_text("Borders with Ukraine’s claims")).to_be_visible()
    assert "viewpoint=UKR" in page.url


def test_map_is_saved_as_a_picture_with_its_data_named(page: Page, tmp_path: Path) -> None:
    page.locator(".tools").get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Picture, PNG").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    content = file.read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", content[16:24])
    assert width > 600
    assert height > 400
    assert len(content) > 20_000, "a picture of one colour is far smaller"


def test_map_exports_all_that_meets_the_filters(open_page: Open, desk: str, tmp_path: Path) -> None:
    page = drawn(open_page(desk + "?type=CONSULT"))
    page.locator(".tools").get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="GeoJSON, all of it").click()
    file = tmp_path / "it.geojson"
    download.value.save_as(file)
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    assert [each["properties"]["type"] for each in features] == ["CONSULT"]


def test_map_says_when_nothing_is_there(open_page: Open, desk: str) -> None:
    page = drawn(open_page(desk + "?map=6/-40/-120"))
    expect(page.get_by_text("No incident with a place here meets the filters and the days.")).to_be_visible()


def test_map_wears_the_style_of_the_operator(open_page: Open, styled_desk: str) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        layers = [{"id": "ground", "type": "background", "paint": {"background-color": "#ffe9c4"}}]
        route.fulfill(json={"version": 8, "sources": {}, "layers": layers})

    page = drawn(open_page(styled_desk, routes={"**/own-style.json": answer}))
    assert len(asked) == 1
    expect(page.get_by_text("does not load")).to_have_count(0)
    snapshot(page, "map-own-style-1440-light")


def test_map_takes_its_own_world_where_the_style_of_the_operator_fails(open_page: Open, styled_desk: str) -> None:
    page = drawn(open_page(styled_desk, routes={"**/own-style.json": lambda route: route.fulfill(status=500)}))
    expect(page.get_by_text("/own-style.json does not load. This is the bundled map.")).to_be_visible()
