from __future__ import annotations

from dataclasses import replace

import pytest
from tests.feeds.test_feed_live import WORDS, data_page, post

from dateline.feeds.dispatches import Page, Yield, from_feed, from_page
from dateline.feeds.moments import from_iso
from dateline.feeds.records import Entry, Waiting
from dateline.reading.options import ReadOptions
from dateline.records import Document, Failure

OPTIONS = ReadOptions()
LONG = " ".join([WORDS, "The army answered with shelling for several hours, and many people left the town."] * 4)
ENTRY = Entry("g", "https://a.example/1", "Troops move", published="2017-03-09T10:00:00+03:00", publisher="News")
SEEN = "2017-03-09T12:00:00Z"
NOW = from_iso(SEEN)


def waiting(entry: Entry = ENTRY, **more: bool) -> Waiting:
    return Waiting(n=1, feed="https://a.example/f", document="f-1", entry=entry, seen=SEEN, **more)


def document(made: Yield, index: int = 0) -> Document:
    found = made.dispatches[index].document
    assert isinstance(found, Document), found
    return found


def failure(made: Yield) -> Failure:
    found = made.dispatches[0].document
    assert isinstance(found, Failure)
    return found


def page(text: str, head: str = "") -> Page:
    body = f"<html><head>{head}</head><body><article><h1>On the page</h1><p>{text}</p></article></body></html>"
    return Page(body.encode(), "https://a.example/1?moved")


def test_whole_entry_is_a_document_of_its_own() -> None:
    made = document(from_feed(waiting(replace(ENTRY, text=LONG, whole=True)), OPTIONS))
    assert (made.id, made.text, made.title, made.publisher) == ("f-1", LONG, "Troops move", "News")
    assert (made.published, made.url, made.notes) == ("2017-03-09T10:00:00+03:00", "https://a.example/1", ())


def test_summary_is_taken_with_a_note_where_the_page_cannot_be_had() -> None:
    made = document(from_feed(waiting(replace(ENTRY, text=WORDS)), OPTIONS, why="the server answered 404"))
    assert made.text == WORDS
    assert made.notes == ("only the summary in the feed was read: the server answered 404",)


def test_entry_without_text_fails_with_the_reason() -> None:
    found = failure(from_feed(waiting(), OPTIONS, why="the server answered 404"))
    assert (found.where, found.code) == ("https://a.example/1", "E-PAGE")
    assert found.reason == "the server answered 404, and the feed has no text for it"


def test_page_gives_the_text_and_the_feed_the_facts() -> None:
    made = document(from_page(waiting(), page(LONG), OPTIONS, 3600, NOW))
    assert made.text.endswith(LONG)
    assert (made.title, made.published) == ("Troops move", "2017-03-09T10:00:00+03:00")


def test_page_says_when_the_feed_does_not() -> None:
    meta = '<meta property="article:published_time" content="2017-03-08T09:00:00Z">'
    made = document(from_page(waiting(replace(ENTRY, published=None)), page(LONG, meta), OPTIONS, 3600, NOW))
    assert made.published == "2017-03-08T09:00:00+00:00"


def test_page_with_less_text_than_the_feed_is_not_taken() -> None:
    made = document(from_page(waiting(replace(ENTRY, text=LONG * 2)), page(LONG), OPTIONS, 3600, NOW))
    assert made.text == LONG * 2
    assert "less text than the feed" in made.notes[0]


def test_page_without_an_article_leaves_the_summary() -> None:
    buttons = Page(b"<html><body><a>Home</a></body></html>", "https://a.example/1")
    made = document(from_page(waiting(replace(ENTRY, text=WORDS)), buttons, OPTIONS, 3600, NOW))
    assert "without an article" in made.notes[0]


@pytest.mark.parametrize(
    ("first", "published", "note"),
    [(True, None, "no publication date"), (False, SEEN, "when it was first seen")],
    ids=["when the feed was new", "later"],
)
def test_entry_without_a_date(first: bool, published: str | None, note: str) -> None:
    entry = replace(ENTRY, published=None, text=LONG, whole=True)
    made = document(from_feed(waiting(entry, first=first), OPTIONS))
    assert made.published == (published and published.replace("Z", "+00:00"))
    assert note in made.notes[-1]


def test_date_in_the_future_is_left_out_with_a_note() -> None:
    entry = replace(ENTRY, published="2031-01-01T00:00:00Z", text=LONG, whole=True)
    made = document(from_feed(waiting(entry), OPTIONS))
    assert made.published == "2017-03-09T12:00:00+00:00"
    assert "lies in the future" in made.notes[0]


@pytest.mark.parametrize(
    ("updated", "moment"),
    [
        ("2017-03-09T13:00:00+03:00", "2017-03-09T10:00:00Z"),
        ("2017-03-09T10:00:00+03:00", None),
        ("2017-03-09T09:00:00+03:00", None),
        ("2031-01-01T00:00:00Z", SEEN),
        (None, None),
    ],
    ids=["later", "the same", "earlier", "in the future", "none"],
)
def test_update_is_when_a_version_could_be_known(updated: str | None, moment: str | None) -> None:
    made = from_feed(waiting(replace(ENTRY, updated=updated, text=LONG, whole=True)), OPTIONS)
    assert made.dispatches[0].updated == moment
    assert document(made).published == "2017-03-09T10:00:00+03:00"


BLOG = Page(data_page(post(1), post(2), coverageEndTime="2017-03-09T20:00:00Z").encode(), "https://a.example/1")


def test_live_blog_gives_a_document_for_each_post() -> None:
    made = from_page(waiting(), BLOG, OPTIONS, 3600, NOW)
    one, two = document(made), document(made, 1)
    assert one.id.startswith("f-1.")
    assert one.id != two.id
    assert (one.title, one.published, one.publisher) == ("H1", "2017-03-09T11:00:00+02:00", "News")


@pytest.mark.parametrize(
    ("hours", "live_for", "goes_on"), [(0, 4, True), (3, 4, False), (3, 40, True), (9, 40, False)],
    ids=["new", "silent for long", "silent", "ended"],
)  # fmt: skip
def test_live_blog_goes_on_until_it_ends_or_is_silent(hours: int, live_for: int, goes_on: bool) -> None:
    made = from_page(waiting(), BLOG, OPTIONS, live_for * 3600, NOW + hours * 3600)
    assert made.goes_on is goes_on


def test_text_in_another_language_fails_with_the_reason() -> None:
    text = (
        "Les rebelles ont attaqué la ville dans la matinée, selon les responsables du gouvernement et de l'armée. " * 3
    )
    assert failure(from_feed(waiting(replace(ENTRY, text=f"{text} {text}", whole=True)), OPTIONS)).code == "E-LANGUAGE"


def test_text_over_the_limit_fails_with_the_reason() -> None:
    entry = replace(ENTRY, text="x " * 600_000, whole=True)
    assert failure(from_feed(waiting(entry), OPTIONS)).code == "E-LONG"
