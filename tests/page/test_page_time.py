"""The timeline: two handles, play, steps, comparison, pictures."""

from __future__ import annotations

import re
from pathlib import Path

from browsing import Open, drawn, snapshot
from playwright.sync_api import Page, expect


def at(page: Page) -> str:
    return page.get_by_label("In the world on").input_value()


def test_timeline_handle_moves_a_day_by_keyboard_and_the_lists_follow(open_page: Open, desk: str) -> None:
    page = drawn(open_page(desk + "?at=2017-08-02"))
    handle = page.get_by_role("slider", name="The day in the world")
    assert "2 August 2017" in (handle.get_attribute("aria-valuetext") or "")
    handle.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_label("In the world on")).to_have_value("2017-08-01")
    page.keyboard.press("PageUp")
    expect(page.get_by_label("In the world on")).to_have_value("2017-08-31")
    assert "at=2017-08-31" in page.url


def test_timeline_handle_is_dragged(open_page: Open, desk: str) -> None:
    page = drawn(open_page(desk + "?at=2017-07-01"))
    box = page.get_by_role("slider", name="The day in the world").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 20, steps=5)
    page.mouse.up()
    assert at(page) > "2017-07-15"


def test_timeline_day_of_knowledge_takes_back_what_was_not_yet_told(open_page: Open, desk: str) -> None:
    page = drawn(open_page(desk + "?layer=control&at=2017-10-17&known=2017-10-17"))
    legend = page.locator("details.legend")
    expect(legend.get_by_text("Islamic State")).to_be_visible()
    expect(legend.get_by_text("Syrian Democratic Forces")).to_have_count(0)
    page.get_by_role("button", name="Latest").click()
    expect(legend.get_by_text("Syrian Democratic Forces")).to_be_visible()


def test_timeline_explains_its_two_days(page: Page) -> None:
    page.get_by_role("button", name="Explain").click()
    expect(page.get_by_text("when things happened or held")).to_be_visible()


def test_timeline_plays_to_the_end_and_stops(open_page: Open, desk: str) -> None:
    page = drawn(open_page(desk + "?at=2017-11-14"))
    play = page.get_by_role("button", name="Play", exact=True)
    play.click()
    pause = page.get_by_role("button", name="Pause")
    expect(pause).to_be_visible()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible(timeout=15_000)
    assert at(page) > "2017-11-14"


def test_timeline_compares_two_days_and_says_why(open_page: Open, desk: str) -> None:
    page = drawn(open_page(desk + "?at=2017-10-20&layer=control"))
    page.get_by_role("button", name="Compare").click()
    changes = page.get_by_label("What changed")
    row = changes.get_by_role("button").filter(has_text="Syrian Democratic Forces controls Raqqa")
    expect(row).to_contain_text("Began")
    expect(row).to_contain_text("claim")
    assert "compare=2017-09-20" in page.url
    drawn(page)
    snapshot(page, "compare-1440-light")
    row.click()
    page.wait_for_url(re.compile("select=state:s-"))
    page.get_by_role("button", name="Stop comparing").click()
    expect(changes).to_have_count(0)


def test_timeline_is_saved_as_svg_with_its_colours(open_page: Open, desk: str, tmp_path: Path) -> None:
    page = drawn(open_page(desk))
    time = page.get_by_label("Timeline", exact=True)
    time.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        time.get_by_role("button", name="Picture, SVG").click()
    file = tmp_path / "timeline.svg"
    download.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert text.startswith("<svg")
    assert "In the world on" in text
    assert "var(" not in text
    assert "rgb(" in text


def test_timeline_bars_tell_their_numbers(page: Page) -> None:
    bars = page.locator("rect.incidents")
    expect(bars.first).to_be_attached()
    box = page.locator("svg.chart").bounding_box()
    tall = next(bar.bounding_box() for bar in bars.all() if (bar.bounding_box() or {"height": 0})["height"] > 5)
    assert box is not None
    assert tall is not None
    page.mouse.move(tall["x"] + tall["width"] / 2, box["y"] + 40)
    expect(page.locator(".pointed-at")).to_contain_text("incident")
