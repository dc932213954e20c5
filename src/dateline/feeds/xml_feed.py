"""RSS, RDF and Atom, by feedparser: it reads what no XML parser would."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from typing import Any, Final

from dateline.feeds.dates import feed_date
from dateline.feeds.markup import is_whole, plain_line, plain_text, without_footer
from dateline.feeds.records import Entry, NoFeed, Parsed, Quiet
from dateline.feeds.settings import MINUTE
from dateline.feeds.waits import DAYS

# Its parser takes some 50 µs for each, and other threads wait for it: a feed of a thousand entries has some 50,000.
_MOST_TAGS: Final = 100_000
_MOST_ENTRIES: Final = 5_000
_LONGEST: Final = 10  # digits of a ttl
_SKIPS: Final = re.compile(rb"<skip(hours|days)\b[^>]{0,200}>(.{0,4000}?)</skip", re.IGNORECASE | re.DOTALL)
_START: Final = re.compile(rb"<\?xml\b|<(?:[a-z0-9_.-]{1,40}:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)


def parse(body: bytes, url: str, charset: str | None, *, is_clean: bool) -> Parsed | NoFeed:
    """Read a feed in XML, sound or not.

    Args:
        body: The bytes.
        url: Where they came from: relative links start there.
        charset: What the server says; the XML itself and a sound guess win over a wrong one.
        is_clean: Whether nothing stands before the XML.
    """
    if body.count(b"<") > _MOST_TAGS:
        return NoFeed(f"it has more than {_MOST_TAGS:,} tags, too many for a feed")
    begin = None if is_clean else _START.search(body)
    found = _read(body[begin.start() :] if begin else body, url, charset)
    if found.get("bozo") and not found["entries"] and not found["feed"].get("title"):
        return NoFeed("it begins like a feed and is broken: nothing can be read in it")
    said = found["feed"]
    publisher = plain_line(said.get("publisher")) or plain_line(said.get("title"))
    return Parsed(
        kind=found.get("version") or "rss",
        title=plain_line(said.get("title")),
        entries=tuple(_entry(each, publisher) for each in found["entries"][:_MOST_ENTRIES]),
        quiet=_quiet(said, body),
        notes=_notes(found, is_clean),
    )


def _read(body: bytes, url: str, charset: str | None) -> Mapping[str, Any]:
    import feedparser  # type: ignore[import-untyped]

    kind = f"application/xml; charset={charset}" if charset else "application/xml"
    headers = {"content-location": url, "content-type": kind}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of hostile encodings and markup
        # What is not HTML when it gets here is no danger: text is all that is taken.
        found: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    return found


def _notes(found: Mapping[str, Any], is_clean: bool) -> tuple[str, ...]:
    before = () if is_clean else ("something stands before the XML and is left out",)
    if not found.get("bozo"):
        return before
    wrong = type(found.get("bozo_exception")).__name__
    if wrong == "NonXMLContentType":
        return before
    if wrong == "CharacterEncodingOverride":
        return (*before, f"its encoding is not what it says; read as {found.get('encoding')}")
    return (*before, "its XML is broken; what could be read was taken")


def _entry(said: Mapping[str, Any], publisher: str | None) -> Entry:
    contents = [_text(each) for each in said.get("content") or ()]
    content, summary = max(contents, key=len, default=""), _text(said.get("summary_detail"))
    is_content = bool(content) and len(content) >= len(summary)
    text = without_footer(content if is_content else summary)
    published, notes = feed_date(said.get("published"), said.get("published_parsed"))
    updated, more = feed_date(*_updated(said))
    source = said.get("source") or {}
    return Entry(
        guid=said.get("id"),
        link=said.get("link"),
        title=plain_line(said.get("title")),
        text=text,
        whole=is_whole(text, is_content=is_content),
        published=published,
        updated=updated,
        publisher=plain_line(source.get("title")) or publisher,
        notes=() if published or updated else (*notes, *more),
    )


def _updated(said: Mapping[str, Any]) -> tuple[str | None, Any]:
    # Asked for otherwise, feedparser hands out the publication where there is no update.
    return (said.get("updated"), said.get("updated_parsed")) if "updated" in said else (None, None)


def _text(detail: Mapping[str, Any] | None) -> str:
    value = (detail or {}).get("value") or ""
    return value.strip() if (detail or {}).get("type") == "text/plain" else plain_text(value)


def _quiet(said: Mapping[str, Any], body: bytes) -> Quiet:
    ttl = str(said.get("ttl") or "").strip()
    minutes = float(ttl) if ttl.isascii() and ttl.isdecimal() and len(ttl) <= _LONGEST else 0.0
    skips = {match[1].lower(): match[2] for match in _SKIPS.finditer(body[:65_536])}
    hours = {int(hour) % 24 for hour in re.findall(rb">\s*(\d{1,2})\s*<", skips.get(b"hours", b""))}
    days = {day.decode("latin-1").lower() for day in re.findall(rb">\s*([a-zA-Z]+)\s*<", skips.get(b"days", b""))}
    return Quiet(minutes * MINUTE, frozenset(hours), frozenset(days & set(DAYS)))
