"""Lists of feeds: OPML, and plain text with an address a line; and web pages, which may name their feeds."""

from __future__ import annotations

import re
from typing import Any, Final

from dateline.feeds.addresses import feed_address, web_address
from dateline.feeds.records import NoFeed, Parsed

_FEED_TYPES: Final = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_NEITHER: Final = "it is neither a feed (RSS, Atom, JSON Feed, sitemap) nor a list of them"
_MOST_HINTS: Final = 3
_MOST_TAGS: Final = 60_000
_LONGEST: Final = 300


def parse_opml(body: bytes) -> Parsed | NoFeed:
    """The feeds of an OPML list, in whatever outlines they lie."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(body, parser)
    outlines = [] if root is None else [each for each in root.iter() if isinstance(each.tag, str)]
    named = [address for each in outlines if (address := _outline(each))]
    if not named:
        return NoFeed("it is an OPML list that names no feed (no outline has an xmlUrl)")
    title = next((each.text for each in outlines if each.tag.lower() == "title" and each.text), None)
    return Parsed(kind="opml", title=title, feeds=tuple(named))


def _outline(element: Any) -> str | None:
    written = next((value for name, value in element.attrib.items() if name.lower() == "xmlurl"), "")
    return feed_address(written)


def parse_lines(text: str) -> Parsed | NoFeed:
    """The feeds of a plain list: an address a line; empty lines and what follows # are passed over."""
    found: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        written = re.sub(r"(?:^|\s)#.*", "", line).strip()
        address = feed_address(written)
        if address:
            found.append(address)
        elif written:
            reason = f"line {number} is no address of a feed: “{written[:60]}”"
            return NoFeed(
                reason if found else "it is neither a feed (RSS, Atom, JSON Feed, sitemap) nor a list of them"
            )
    return Parsed(kind="list", feeds=tuple(found)) if found else NoFeed("it names no feed")


def parse_page(text: str, url: str) -> NoFeed:
    """Why a web page is no feed, and which feeds it says that it has."""
    named = _named_feeds(text, url) if text.count("<") <= _MOST_TAGS else []
    hint = f"; it names these feeds: {', '.join(named)}" if named else ""
    return NoFeed(f"it is a web page and no feed{hint}")


def _named_feeds(text: str, url: str) -> list[str]:
    found = []
    for tag in re.findall(r"<link\b[^>]{1,2000}>", text[:500_000], re.IGNORECASE):
        if "alternate" in tag.lower() and any(kind in tag.lower() for kind in _FEED_TYPES):
            href = re.search(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", tag, re.IGNORECASE)
            address = web_address(href and (href[1] or href[2] or href[3]), url)
            if address and len(address) <= _LONGEST:
                found.append(address)
    return list(dict.fromkeys(found))[:_MOST_HINTS]
