"""Web pages: the article, and the facts that the page's markup states about it.

The article is found by trafilatura. Its dates are not used: they lose the time and its zone, take the first of the
month for a month, and complete "2017 March" with the day of today.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.reading import codes
from dateline.reading.decoding import Decoded
from dateline.reading.documents import make_document
from dateline.reading.options import ReadOptions
from dateline.reading.page_dates import page_published
from dateline.reading.rows import too_long
from dateline.reading.streams import dispatch_id
from dateline.records import Document, Failure

_NO_ARTICLE = "it is a page without an article: no running text was found in it"
# The extractor's time grows with the square of the tags: 60,000 take seconds, 300,000 a minute. Articles have far
# fewer.
_MOST_TAGS = 60_000
_TOO_MANY_TAGS = f"it is a page of more than {_MOST_TAGS:,} tags, too many for an article; save the article alone"
_WORDS_OF_A_SENTENCE = 6
_WORDS_OF_AN_ARTICLE = 12
_SENTENCE_ENDS = tuple('.!?…:"”’)')
# Dates are asked of `page_published`; the latest date only keeps the extractor from asking the clock.
_DATE_SEARCH = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}


@dataclass(frozen=True, slots=True)
class Article:
    """The article of a page, and the facts that the page's markup states about it."""

    text: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    notes: tuple[str, ...]


def read_page(
    page: Decoded, name: str, options: ReadOptions, *, url: str | None = None, fallback: str | None = None
) -> Document | Failure:
    """The article of a page as a document; a page without running text is a failure.

    Args:
        page: Its markup.
        name: What a failure calls it; its id comes from that where there is no `url`.
        options: How to read it.
        url: Where it was found.
        fallback: The publication date to take when the page gives none; the options' when not given.
    """
    article = find_article(page.text, name, options.max_chars)
    if isinstance(article, Failure):
        return article
    return make_document(
        article.text,
        id=None if url else dispatch_id(name),
        title=article.title,
        published=article.published,
        publisher=article.publisher,
        url=article.url or url,
        fallback=fallback or options.published,
        notes=(*page.notes, *article.notes),
    )


def find_article(markup: str, name: str, max_chars: int) -> Article | Failure:
    """The article of a page, or why there is none; `name` is what a failure calls the page."""
    if markup.count("<") > _MOST_TAGS:
        return Failure(name, codes.LONG, _TOO_MANY_TAGS)
    try:
        article = _extract(markup)
    except Exception as error:  # markup is hostile, and the extractor raises whatever it runs into
        return Failure(name, codes.PAGE, f"it is a page that cannot be taken apart ({type(error).__name__})")
    if article is None or not is_running_text(article.text):
        return Failure(name, codes.PAGE, _NO_ARTICLE)
    if len(article.text) > max_chars:
        return Failure(name, codes.LONG, too_long(max_chars))
    return article


def _extract(markup: str) -> Article | None:
    """The article of a page, or null where the extractor finds no text at all."""
    library = _library()
    tree = library.load_html(_as_page(markup))
    if tree is None:
        return None
    found = library.bare_extraction(
        tree, with_metadata=True, include_comments=False, date_extraction_params=dict(_DATE_SEARCH)
    )
    if found is None or not found.text:
        return None
    published, notes = page_published(tree, found.url)
    return Article(found.text, found.title, found.sitename, found.url, published, notes)


@cache
def _library() -> Any:
    """The extractor, imported when the first page comes and kept from printing what it thinks of it."""
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    return trafilatura


def _as_page(markup: str) -> str:
    """The markup as a whole page: the extractor refuses fragments of one element."""
    return markup if "<html" in markup[:4096].lower() else f"<html><body>{markup}</body></html>"


def is_running_text(text: str) -> bool:
    """Whether there are sentences, and not just the labels of links and buttons."""
    sentences = [len(line.split()) for line in text.splitlines() if line.rstrip().endswith(_SENTENCE_ENDS)]
    return sum(words for words in sentences if words >= _WORDS_OF_A_SENTENCE) >= _WORDS_OF_AN_ARTICLE
