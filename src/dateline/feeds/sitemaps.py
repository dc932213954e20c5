"""Sitemaps: those of news (Google's extension), plain ones as far as they are recent, and indexes of sitemaps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dateline.feeds.dates import feed_date, first_date
from dateline.feeds.markup import plain_line
from dateline.feeds.moments import instant
from dateline.feeds.records import Entry, NoFeed, Parsed

_MOST_URLS: Final = 50_000  # as the protocol has it
_DAY: Final = len("2017-03-09")
Fields = dict[str, str]


def parse_urls(body: bytes, recent_from: str) -> Parsed | NoFeed:
    """The news of a sitemap; of a plain one, what changed since a moment."""
    records = list(_records(body, "url"))
    entries = [_entry(each) for each in records if each.get("loc")]
    is_news = any("title" in each or "publication_date" in each for each in records)
    taken = entries if is_news else [each for each in entries if _is_recent(each.updated, recent_from)]
    notes = []
    if len(taken) < len(entries):
        notes.append(f"{len(entries) - len(taken):,} of its pages are not news: they say no date, or an old one")
    return Parsed(kind="news sitemap" if is_news else "sitemap", entries=tuple(taken), notes=tuple(notes))


def parse_index(body: bytes, recent_from: str) -> Parsed | NoFeed:
    """The sitemaps of an index, without those that have not changed since a moment."""
    told = [(each["loc"], feed_date(each.get("lastmod"))[0]) for each in _records(body, "sitemap") if each.get("loc")]
    named = [url for url, changed in told if changed is None or _is_recent(changed, recent_from)]
    notes = () if len(named) == len(told) else (f"{len(told) - len(named):,} of its sitemaps are old",)
    return Parsed(kind="sitemap index", feeds=tuple(named), notes=notes)


def _entry(said: Fields) -> Entry:
    published, notes = first_date(feed_date(said.get(name)) for name in ("publication_date", "lastmod"))
    updated, _ = feed_date(said.get("lastmod"))
    loc = said["loc"]
    return Entry(
        guid=loc,
        link=loc,
        title=plain_line(said.get("title")),
        published=published,
        updated=updated,
        publisher=plain_line(said.get("name")),
        notes=notes,
    )


def _is_recent(date: str | None, moment: str) -> bool:
    """Whether a date is not before a moment; of one without a time the whole day counts."""
    if date is None:
        return False
    return (instant(date) or f"{date[:_DAY]}T23:59:59Z") >= moment


def _records(body: bytes, name: str) -> Iterator[Fields]:
    """The fields of each record, by the local names of their elements."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(body, parser)
    if root is None:
        return
    for count, record in enumerate(each for each in root.iter() if _local(each) == name):
        if count >= _MOST_URLS:
            return
        fields: Fields = {}
        for element in record.iter():
            if element is not record and (text := (element.text or "").strip()):
                fields.setdefault(_local(element), text)
        yield fields


def _local(element: Any) -> str:
    """An element's name without its namespace, in lower case; empty for comments."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
