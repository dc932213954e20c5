from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from dateline.records import Document, Failure

Write = Callable[[str, str | bytes], str]
ReadAll = Callable[..., list[Document | Failure]]

SENTENCES = (
    "The ministry said on Thursday that its forces had entered the northern districts of the city.",
    "Residents reached by telephone spoke of heavy shelling through the night and of empty streets.",
    "The governor promised that food and medicine would be let through before the end of the week.",
)


def page(head: str = "", before: str = "", sentences: tuple[str, ...] = SENTENCES) -> str:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>Army enters the city - The Paper</title>{head}</head><body>'
        '<nav><a href="/">Home</a> <a href="/world">World</a></nav>'
        f"<article><h1>Army enters the city</h1>{before}{paragraphs}</article>"
        "<footer>© 2024 The Paper. All rights reserved.</footer></body></html>"
    )


FACTS = """
<link rel="canonical" href="https://paper.example.org/world/army-enters">
<meta property="og:site_name" content="The Paper">
<meta property="article:published_time" content="2017-03-09T14:05:00+03:00">
"""


def one(results: list[Document | Failure]) -> Document:
    (result,) = results
    assert isinstance(result, Document), result
    return result


def test_page_gives_article_and_facts(write: Write, read_all: ReadAll) -> None:
    document = one(read_all(write("a.html", page(FACTS))))
    for sentence in SENTENCES:
        assert sentence in document.text
    assert "All rights reserved" not in document.text
    assert "Home" not in document.text
    assert document.title == "Army enters the city"
    assert document.publisher == "The Paper"
    assert document.url == "https://paper.example.org/world/army-enters"
    assert document.published == "2017-03-09T14:05:00+03:00"
    assert document.notes == ()


@pytest.mark.parametrize(
    ("head", "before", "expected", "note"),
    [
        ('<meta name="DC.date.issued" content="2017-03-09">', "", "2017-03-09", None),
        ('<meta itemprop="datePublished" content="9 March 2017 14:05 GMT">', "", "2017-03-09T14:05+00:00", None),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", '
            '"datePublished": "2017-03-09T14:05Z"}]}</script>',
            "",
            "2017-03-09T14:05+00:00",
            None,
        ),
        (
            '<meta name="date" content="2017-03-09">'
            '<script type="application/ld+json">{"datePublished": "2017-03-09T14:05Z"}</script>',
            "",
            "2017-03-09T14:05+00:00",
            None,
        ),
        ('<script type="application/ld+json">{"datePublished": </script>', "", None, "no publication date"),
        ('<script type="application/ld+json">' + "[" * 5000 + "</script>", "", None, "no publication date"),
        ("", '<time datetime="2017-03-09T14:05Z">9 March</time>', "2017-03-09T14:05+00:00", "<time>"),
        (
            "",
            '<time datetime="2018-01-01">x</time><time class="entry-date published" datetime="2017-03-09">y</time>',
            "2017-03-09",
            "<time>",
        ),
        ('<link rel="canonical" href="https://paper.example.org/2017/03/09/army">', "", "2017-03-09", "address"),
        ("", "<p>Published: 9 March 2017 14:05 GMT</p>", "2017-03-09T14:05+00:00", "Published: 9 March"),
        # What is not said is not made up: neither the day of a month nor the year of a day
        ('<meta name="date" content="2017 March">', "", "2017-03", None),
        ('<meta name="date" content="March 9">', "", None, "no publication date"),
        ('<meta name="date" content="soon">', "", None, "no publication date"),
        ("", "", None, "no publication date"),
    ],
)
def test_page_published(
    write: Write, read_all: ReadAll, head: str, before: str, expected: str | None, note: str | None
) -> None:
    document = one(read_all(write("a.html", page(head, before))))
    assert document.published == expected
    notes = [text for text in document.notes if "publisher" not in text]
    assert (note is None and not notes) or any(note in text for text in notes if note)


@pytest.mark.parametrize(
    ("charset", "declaration"),
    [
        ("cp1252", '<meta charset="windows-1252">'),
        ("cp1252", '<meta charset="iso-8859-1">'),
        ("cp1251", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'),
        ("utf-8", ""),
        ("utf-8", '<meta charset="iso-8859-1">'),
        ("utf-16", ""),
        ("cp1252", '<meta charset="no-such-charset">'),
        ("cp1252", '<meta charset="unicode_escape">'),
        ("cp1252", ""),
    ],
)
def test_page_encodings(write: Write, read_all: ReadAll, charset: str, declaration: str) -> None:
    sentence = {
        "cp1251": "The word «мир» was painted on the wall of the ministry on Thursday morning.",
    }.get(charset, "Mr Peña said “no” – and left the café of the ministry on Thursday morning.")
    document = one(read_all(write("a.html", page(declaration, sentences=(*SENTENCES, sentence)).encode(charset))))
    assert sentence in document.text


@pytest.mark.parametrize(
    "content",
    [
        "<html></html>",
        "<html><body></body></html>",
        "<!DOCTYPE html><html><body><nav><a href='/'>Home</a><a href='/b'>World</a></nav></body></html>",
        "<html><body><ul>" + "<li><a href='/a'>Story number one</a></li>" * 40 + "</ul></body></html>",
        "<html><body><form>Log in <input></form><p>Please enable JavaScript.</p></body></html>",
        "<html><body><script>var text = 'The army said that it had left the city on Thursday.';</script></body></html>",
        "<html><body>" + "<div>" * 20_000 + "x",
        "<html><body><p>" + "<b>" * 20_000 + "x",
        "<html " + "x" * 200_000,
        "<html>" + "<" * 50_000,
        "<html>" + "<!--" * 50_000,
        "<!---->" * 50_000 + "<html>",
        "<?xml version='1.0'?>" * 10_000 + "<html>",
        "<html><body><p>\x01&#0;&#xd800;&#x110000;</p></body></html>",
    ],
    ids=range(14),
)
def test_page_without_an_article_has_a_reason(write: Write, read_all: ReadAll, content: str) -> None:
    (result,) = read_all(write("a.html", content))
    assert isinstance(result, Failure)
    assert result.code == "E-PAGE"
    assert "article" in result.reason or "taken apart" in result.reason


def test_page_name_without_markup_is_read_as_text(write: Write, read_all: ReadAll) -> None:
    path = write("a.html", SENTENCES[0])
    document = one(read_all(path))
    assert document.text == SENTENCES[0]
    assert any("no markup" in note for note in document.notes)


def test_page_told_to_be_one_must_be_one(write: Write, read_all: ReadAll) -> None:
    (result,) = read_all(write("a.txt", SENTENCES[0]), input_format="html")
    assert isinstance(result, Failure)
    assert result.code == "E-PAGE"


def test_page_that_breaks_the_extractor_is_a_failure(
    write: Write, read_all: ReadAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(*args: object, **kwargs: object) -> None:
        raise RecursionError("deep\ndown")

    monkeypatch.setattr("trafilatura.bare_extraction", explode)
    (result,) = read_all(write("a.html", page()))
    assert isinstance(result, Failure)
    assert result.reason == "it is a page that cannot be taken apart (RecursionError)"


def test_page_over_the_limit(write: Write, read_all: ReadAll) -> None:
    (result,) = read_all(write("a.html", page()), max_chars=100)
    assert isinstance(result, Failure)
    assert result.code == "E-LONG"


def test_page_of_too_many_tags(write: Write, read_all: ReadAll) -> None:
    (result,) = read_all(write("a.html", page(before="<span>The army left.</span>" * 60_000)), max_chars=1_000_000)
    assert isinstance(result, Failure)
    assert result.code == "E-LONG"
    assert "tags" in result.reason


def test_page_script_is_no_text(write: Write, read_all: ReadAll) -> None:
    document = one(read_all(write("a.html", page(before="<script>alert('Rebels left the town.')</script>"))))
    assert "alert" not in document.text


def test_pages_print_nothing(write: Write, read_all: ReadAll, capfd: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    kept, root.handlers = root.handlers, []
    try:
        read_all(write("a.html", "<html></html>"), write("b.html", page(FACTS)))
    finally:
        root.handlers = kept
    assert capfd.readouterr() == ("", "")
