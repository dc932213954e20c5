"""Entries into documents: from what the feed holds where that is whole, from the page it leads to where it is not.

What goes wrong costs as little as possible: a page that cannot be had leaves the feed's summary, with a note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dateline.errors import DatelineError
from dateline.feeds.live import Blog, Post, find_live_blog
from dateline.feeds.moments import from_iso, instant, to_iso
from dateline.feeds.records import Entry, Waiting
from dateline.feeds.settings import DAY
from dateline.reading import codes
from dateline.reading.decoding import declared_encoding, decode
from dateline.reading.documents import make_document
from dateline.reading.english import is_english
from dateline.reading.facts import NO_DATE
from dateline.reading.options import ReadOptions
from dateline.reading.rows import too_long
from dateline.reading.web_page import Article, find_article
from dateline.records import Document, Failure

_SHORT: Final = 8  # words of a summary that is worth reading


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A document of an entry, or why there is none. `updated` is when this version of it was published, where it
    updates an earlier one."""

    document: Document | Failure
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came: its bytes, the charset that its server told, and the address where it was found."""

    body: bytes
    url: str
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Yield:
    """What an entry came to. `goes_on` is whether it is a live blog that may say more."""

    dispatches: tuple[Dispatch, ...]
    goes_on: bool = False


def from_feed(waiting: Waiting, options: ReadOptions, why: str = "") -> Yield:
    """The document of what the feed itself holds; `why` is the reason for doing without the page, if it is needed."""
    entry = waiting.entry
    if entry.whole or (entry.text and entry.link is None):
        return _one(waiting, entry.text, (), options)
    if len(entry.text.split()) < _SHORT:
        reason = f"{why or 'it has no page'}, and the feed has no text for it"
        return Yield((Dispatch(Failure(_where(waiting), codes.PAGE, reason)),))
    return _one(waiting, entry.text, (f"only the summary in the feed was read: {why or 'it has no page'}",), options)


def from_page(waiting: Waiting, page: Page, options: ReadOptions, live_for: float, now: float) -> Yield:
    """The documents of the page to which an entry leads: its article, or the posts of a live blog.

    Args:
        waiting: The entry.
        page: What its link answered.
        options: How to read it.
        live_for: How many seconds after its last post a live blog is taken to have ended.
        now: The moment.
    """
    decoded = decode(page.body, options.encoding, page.charset or declared_encoding(page.body))
    markup = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    blog = find_live_blog(markup)
    if blog is not None:
        return Yield(tuple(_from_post(waiting, post, page.url, options) for post in blog.posts),
                     _goes_on(blog, waiting.seen, live_for, now))  # fmt: skip
    article = find_article(markup, _where(waiting), options.max_chars)
    if isinstance(article, Failure):
        return from_feed(waiting, options, why=article.reason)
    if len(article.text.split()) < len(waiting.entry.text.split()):
        return from_feed(waiting, options, why="its page has less text than the feed")
    return _one(waiting, article.text, decoded.notes, options, article, page.url)


def _one(
    waiting: Waiting,
    text: str,
    notes: Sequence[str],
    options: ReadOptions,
    article: Article | None = None,
    url: str | None = None,
) -> Yield:
    entry = waiting.entry
    published, more = _published(entry, article, waiting.seen)
    facts: dict[str, Any] = {
        "id": waiting.document,
        "title": entry.title or (article.title if article else None),
        "publisher": (article.publisher if article else None) or entry.publisher,
        "url": (article.url if article else None) or url or entry.link,
    }
    document = _made(text, waiting, (*entry.notes, *notes, *more), facts, published, options)
    return Yield((Dispatch(document, _updated(entry.published, entry.updated, waiting.seen)),))


def _goes_on(blog: Blog, seen: str, live_for: float, now: float) -> bool:
    """Whether a live blog may say more: its end has not come, and it said something not long ago."""
    told = [at for post in blog.posts if (at := instant(post.updated) or instant(post.published))]
    end = instant(blog.ends)
    return now < from_iso(max(told, default=seen)) + live_for and (end is None or now < from_iso(end))


def _from_post(waiting: Waiting, post: Post, url: str, options: ReadOptions) -> Dispatch:
    published, notes = _sane(post.published, waiting.seen, "the post")
    facts: dict[str, Any] = {
        "id": f"{waiting.document}.{post.key}",
        "title": post.title or waiting.entry.title,
        "publisher": waiting.entry.publisher,
        "url": waiting.entry.link or url,
    }
    document = _made(post.text, waiting, notes, facts, published, options)
    return Dispatch(document, _updated(post.published, post.updated, waiting.seen))


def _made(
    text: str,
    waiting: Waiting,
    notes: Sequence[str],
    facts: dict[str, Any],
    published: str | None,
    options: ReadOptions,
) -> Document | Failure:
    """The document; one that no date is known of, and that was not there before, was published when it was seen."""
    if len(text) > options.max_chars:
        return Failure(_where(waiting), codes.LONG, too_long(options.max_chars))
    if not is_english(text):
        return Failure(_where(waiting), codes.LANGUAGE, "it is not in English, the one language that can be coded")
    try:
        document = make_document(text, published=published, fallback=options.published, notes=notes, **facts)
        if NO_DATE not in document.notes or waiting.first:
            return document
        seen = f"the feed gives no date: {waiting.seen}, when it was first seen, is used"
        return make_document(text, published=waiting.seen, notes=(*notes, seen), **facts)
    except DatelineError as error:
        return Failure(_where(waiting), error.code, error.message)


def _published(entry: Entry, article: Article | None, seen: str) -> tuple[str | None, tuple[str, ...]]:
    """When an entry was published, by the feed, else by the page, else by its update."""
    said, notes = _sane(entry.published, seen, "the feed")
    if said is None and article and article.published:
        return article.published, (*notes, *article.notes)
    if said is None and entry.updated:
        said, more = _sane(entry.updated, seen, "the feed")
        notes = (*notes, *more)
    return said, notes


def _sane(date: str | None, seen: str, where: str) -> tuple[str | None, tuple[str, ...]]:
    """A date, unless it lies in the future: some clocks are wrong, and some dates are plans."""
    if date is None or (instant(date) or date) <= to_iso(from_iso(seen) + DAY):
        return date, ()
    return None, (f"the date {date} in {where} lies in the future and is left out",)


def _updated(published: str | None, updated: str | None, seen: str) -> str | None:
    """The moment of an update, where there was one; not later than we could know it."""
    first, last = instant(published), instant(updated)
    return min(last, seen) if last and first and last > first else None


def _where(waiting: Waiting) -> str:
    return waiting.entry.link or f"{waiting.feed} ({waiting.entry.title or waiting.entry.guid or 'an entry'})"
