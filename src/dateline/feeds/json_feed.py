"""JSON Feed, versions 1 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from dateline.feeds.dates import feed_date
from dateline.feeds.markup import is_whole, plain_line, plain_text, without_footer
from dateline.feeds.records import Entry, NoFeed, Parsed
from dateline.reading.decoding import decode

_MOST_ENTRIES: Final = 5_000


def parse(body: bytes, charset: str | None = None) -> Parsed | NoFeed:
    """Read a JSON Feed."""
    try:
        said = json.loads(decode(body, None, charset).text)
    except ValueError:
        return NoFeed("it begins like JSON and is none: it is broken or cut off")
    if not isinstance(said, dict) or "jsonfeed.org/version" not in str(said.get("version")):
        return NoFeed("it is JSON, but no JSON Feed: its “version” does not say so")
    items = said.get("items")
    publisher = plain_line(_string(said.get("title")))
    return Parsed(
        kind="json",
        title=publisher,
        entries=tuple(_entry(each, publisher) for each in _list(items)[:_MOST_ENTRIES] if isinstance(each, dict)),
        notes=("the feed says that it has ended",) if said.get("expired") is True else (),
    )


def _entry(said: Mapping[str, Any], publisher: str | None) -> Entry:
    content = _string(said.get("content_text")) or plain_text(_string(said.get("content_html")) or "")
    text = without_footer(content or plain_text(_string(said.get("summary")) or ""))
    published, notes = feed_date(_string(said.get("date_published")))
    updated, more = feed_date(_string(said.get("date_modified")))
    return Entry(
        guid=_string(said.get("id")),
        link=_string(said.get("url")) or _string(said.get("external_url")),
        title=plain_line(_string(said.get("title"))),
        text=text.strip(),
        whole=is_whole(text, is_content=bool(content)),
        published=published,
        updated=updated,
        publisher=publisher,
        notes=() if published or updated else (*notes, *more),
    )


def _string(value: Any) -> str | None:
    """A value as text; ids are numbers in some feeds, against the standard."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
