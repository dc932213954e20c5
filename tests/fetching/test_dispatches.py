from __future__ import annotations

from collections.abc import Iterable

import pytest
from sites import Site

from dateline.fetching import Fetched, make_guard
from dateline.fetching.dispatches import read_fetched, read_url
from dateline.reading import ReadOptions
from dateline.records import Document, Failure

STORY = "Rebels seized the town of Kidal on Friday, the army said. Nobody was hurt in the streets, it added later."
PAGE = f"<html><head><title>Kidal</title></head><body><article><p>{STORY}</p></article></body></html>"
URL = "https://example.org/2012/story.html"


def only(found: Iterable[Document | Failure]) -> Document | Failure:
    (one,) = found
    return one


def read(body: str | bytes, kind: str = "text/html", url: str = URL, **more: str | None) -> list[Document | Failure]:
    data = body if isinstance(body, bytes) else body.encode()
    return list(read_fetched(Fetched(url=url, status=200, body=data, kind=kind, **more), ReadOptions()))  # type: ignore[arg-type]


def test_article_is_known_by_its_address() -> None:
    first, second, other = (only(read(PAGE, url=url)) for url in (URL, f"{URL}?utm_source=x", f"{URL}?page=2"))
    assert isinstance(first, Document)
    assert (first.title, first.url) == ("Kidal", URL)
    assert first.id == second.id != other.id  # type: ignore[union-attr]


def test_plain_text_is_read_as_text_whatever_the_address_looks_like() -> None:
    document = only(read(STORY, "text/plain"))
    assert isinstance(document, Document)
    assert document.text.startswith("Rebels seized")


def test_rows_of_a_table_keep_their_own_ids() -> None:
    body = '{"id": "a", "text": "One text."}\n{"id": "b", "text": "Another text."}\n'
    assert [each.id for each in read(body, "application/x-ndjson")] == ["a", "b"]  # type: ignore[union-attr]


def test_charset_that_the_server_tells_counts_where_the_page_is_not_utf_8() -> None:
    cyrillic = PAGE.replace("Kidal", "Кидаль")
    told = only(read(cyrillic.encode("cp1251"), encoding="windows-1251"))
    assert isinstance(told, Document)
    assert "Кидаль" in told.text
    wrong = only(read(cyrillic.encode(), encoding="iso-8859-1"))
    assert isinstance(wrong, Document)
    assert "Кидаль" in wrong.text
    unknown = only(read(cyrillic.encode("cp1251"), encoding="klingon"))
    assert isinstance(unknown, Document)


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"\x89PNG\r\n\x1a\n" + bytes(100)])
def test_what_holds_no_dispatch_says_so_by_its_address(body: bytes) -> None:
    failure = only(read(body))
    assert isinstance(failure, Failure)
    assert failure.where == URL


def test_address_without_a_file_name_is_read(site: Site) -> None:
    url = site.page("/", PAGE.encode(), Content_Type="text/html")
    document = only(read_url(url, ReadOptions(), make_guard(["127.0.0.0/8"])))
    assert isinstance(document, Document)
    assert document.url == url


def test_what_cannot_be_fetched_is_a_failure_with_its_reason(site: Site) -> None:
    site.page("/gone", b"", status=410)
    found = [only(read_url(url, ReadOptions(), make_guard(["127.0.0.0/8"]))) for url in
             (site.url("/gone"), "http://10.0.0.1/", "ftp://example.org/")]  # fmt: skip
    assert [(each.where, each.code) for each in found if isinstance(each, Failure)] == [
        (site.url("/gone"), "E-FETCH-STATUS"),
        ("http://10.0.0.1/", "E-FETCH-ADDRESS"),
        ("ftp://example.org/", "E-FETCH-URL"),
    ]
