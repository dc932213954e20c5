"""When a web page says it was published: `<meta>`, JSON-LD, `<time>`, and the address, in this order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from dateline.errors import InputError
from dateline.reading.dates import parse_published
from dateline.reading.tables import tables

_DAY = len("2017-03-09")
_DEEPEST = 12
_LONGEST_JSON = 500_000
_URL_DAY = re.compile(r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?=[/-])")
_PUBLICATION = re.compile(r"publi|posted|pubdate|entry-date", re.IGNORECASE)


def page_published(tree: Any, url: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The publication date of a page, with a note where the page does not state it as such.

    Args:
        tree: The page as lxml parsed it.
        url: Its canonical address.
    """
    if stated := _most_exact(_readable([*_from_meta(tree), *_from_json(tree)])):
        return stated, ()
    if timed := next(_readable(_from_time(tree)), None):
        return timed, (f"publication date {timed} is taken from a <time> of the page",)
    if addressed := next(_readable(_from_url(url or "")), None):
        return addressed, (f"publication date {addressed} is taken from the page's address",)
    return None, ()


def _readable(values: list[str]) -> Iterator[str]:
    for value in values:
        try:
            yield parse_published(value)
        except InputError:
            continue


def _most_exact(values: Iterator[str]) -> str | None:
    """The first value, or the first that gives the time of the same day."""
    found = list(values)
    if not found:
        return None
    return next((value for value in found if len(value) > _DAY and value.startswith(found[0])), found[0])


def _from_meta(tree: Any) -> list[str]:
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        said.setdefault(name.lower(), element.get("content") or "")
    return [said[name] for name in tables().page_dates if said.get(name)]


def _from_json(tree: Any) -> list[str]:
    found: list[str] = []
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json" and len(script.text or "") <= _LONGEST_JSON:
            try:
                found.extend(_dates_in(json.loads(script.text or "", strict=False), _DEEPEST))
            except (ValueError, RecursionError):
                continue
    return found


def _dates_in(value: Any, depth: int) -> Iterator[str]:
    """Each `datePublished` in JSON, outermost first."""
    if isinstance(value, dict) and isinstance(value.get("datePublished"), str):
        yield value["datePublished"]
    if depth and isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _dates_in(inner, depth - 1)


def _from_time(tree: Any) -> list[str]:
    """The machine-readable times that are marked as publication, then the first of the article."""
    times = [element for element in tree.iter("time") if element.get("datetime")]
    marked = [element for element in times if _is_publication(element)]
    within = [element for element in times if next(element.iterancestors("article"), None) is not None]
    return [element.get("datetime") for element in (*marked, *within[:1])]


def _is_publication(element: Any) -> bool:
    said = " ".join(element.get(name) or "" for name in ("itemprop", "class"))
    return element.get("pubdate") is not None or bool(_PUBLICATION.search(said))


def _from_url(url: str) -> list[str]:
    match = _URL_DAY.search(url)
    return [f"{match['year']}-{match['month']}-{match['day']}"] if match else []
