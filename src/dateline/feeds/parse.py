"""What a feed's address answered, read: which kind of feed it is, its entries, or why it is none.

The content decides, whatever the server calls it: feeds come as text/html and pages come as application/xml.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from dateline.errors import ItemError
from dateline.feeds import json_feed, lists, sitemaps, xml_feed
from dateline.feeds.addresses import LONGEST, web_address
from dateline.feeds.records import Entry, NoFeed, Parsed
from dateline.reading.decoding import declared_encoding, decode, is_wide, marked_encoding

_HEAD: Final = 65_536
_ROOT: Final = re.compile(
    r"<(?:[a-z0-9_.-]{1,40}:)?(rss|feed|rdf|channel|urlset|sitemapindex|opml|html|!doctype\s+html)\b[^>]{0,4000}>?",
    re.IGNORECASE,
)
_GZIP: Final = b"\x1f\x8b"
_MOST_BYTES: Final = 20_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What is parsed: the bytes, where they came from, and the charset that the server told."""

    body: bytes
    url: str
    charset: str | None = None


Parser = Callable[[Answer], Parsed | NoFeed]


def parse(answer: Answer, *, recent_from: str = "") -> Parsed | NoFeed:
    """Read a feed, or a list of feeds.

    Args:
        answer: What the address answered.
        recent_from: Entries of a plain sitemap from this moment on count; it names all that a site ever had.
    """
    try:
        answer = replace(answer, body=_unpacked(answer.body))
    except ItemError as error:
        return NoFeed(error.message)
    if not answer.body.strip():
        return NoFeed("it is empty")
    try:
        found = _parser(answer, recent_from)(answer)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        return NoFeed(f"it cannot be taken apart ({type(error).__name__})")  # feeds are hostile, and parsers give in
    return found if isinstance(found, NoFeed) else _usable(found, answer.url)


def looks_like_feed(body: bytes) -> bool:
    """Whether something begins as a feed or a list of feeds does, for those who were given an address of anything."""
    head = _sniffed(body[:_HEAD])
    root = _ROOT.search(head)
    if head.lstrip().startswith("{"):
        return "jsonfeed.org/version" in head
    return root is not None and not _is_page(root[1])


def _parser(answer: Answer, recent_from: str) -> Parser:
    head = _sniffed(answer.body[:_HEAD])
    if head.lstrip().startswith(("{", "[")):
        return lambda given: json_feed.parse(given.body, given.charset)
    root = _ROOT.search(head)
    if root is None:
        return lambda given: lists.parse_lines(_text(given))
    if _is_page(root[1]):
        return lambda given: lists.parse_page(_text(given), given.url)
    return _by_root(root[1].lower(), _is_clean(head[: root.start()]), recent_from)


def _by_root(name: str, is_clean: bool, recent_from: str) -> Parser:
    match name:
        case "urlset":
            return lambda given: sitemaps.parse_urls(given.body, recent_from)
        case "sitemapindex":
            return lambda given: sitemaps.parse_index(given.body, recent_from)
        case "opml":
            return lambda given: lists.parse_opml(given.body)
    return lambda given: xml_feed.parse(given.body, given.url, given.charset, is_clean=is_clean)


def _is_page(root: str) -> bool:
    return root.lower() == "html" or root.startswith("!")


def _is_clean(before: str) -> bool:
    """Whether nothing stands before a feed that does not belong there, such as a complaint of PHP's."""
    bare = re.sub(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>", "", before, flags=re.DOTALL | re.IGNORECASE)
    return not bare.strip("\ufeff \t\r\n")


def _unpacked(body: bytes) -> bytes:
    """The body; sitemaps are often files that were packed beforehand."""
    if not body.startswith(_GZIP):
        return body
    from dateline.fetching.bodies import read_body

    return read_body([body], "gzip", _MOST_BYTES)


def _sniffed(head: bytes) -> str:
    told = marked_encoding(head)
    if told is None and head[:4] in (b"<\0?\0", b"\0<\0?"):
        told = "utf-16-le" if head.startswith(b"<") else "utf-16-be"
    return head.decode(told or "latin-1", "replace")


def _text(answer: Answer) -> str:
    declared = answer.charset or declared_encoding(answer.body)
    return decode(answer.body, None, None if is_wide(declared) else declared).text


def _usable(found: Parsed, base: str) -> Parsed:
    """The feed with whole addresses, without what cannot be fetched or kept."""
    return replace(
        found,
        title=(found.title or "")[:300] or None,
        entries=tuple(each for entry in found.entries if (each := _usable_entry(entry, base))),
        feeds=tuple(dict.fromkeys(url for each in found.feeds if (url := web_address(each, base)))),
    )


def _usable_entry(entry: Entry, base: str) -> Entry | None:
    """An entry with a whole link; null where it says nothing at all."""
    link = web_address(entry.link, base)
    notes = entry.notes
    if entry.link and link is None:
        notes = (*notes, f"its link “{entry.link[:80]}” is none to the web and is left out")
    guid = (entry.guid or "").strip()[:LONGEST] or None
    if not (guid or link or entry.title):
        if not entry.text:
            return None
        guid = f"text:{hashlib.sha256(entry.text.encode('utf-8', 'replace')).hexdigest()[:32]}"
    return replace(entry, link=link, guid=guid, notes=notes)
