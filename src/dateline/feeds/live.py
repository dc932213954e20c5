"""Live blogs: a page that is many dispatches, each with a time of its own, taken apart into its posts.

A page tells its posts in its data for search engines (schema.org's LiveBlogPosting), or by the classes and ids of the
elements that hold them; see `live_posts` in feeds.toml. A post keeps its id when it is edited: its own where it has
one, else made of its time and headline.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from dateline.feeds.dates import feed_date
from dateline.feeds.markup import element_text, plain_line, plain_text
from dateline.feeds.words import words

_FEWEST: Final = 2  # posts; one element that looks like a post is no live blog
_SHORTEST: Final = 20  # characters of a post
_MOST: Final = 1_000
_MOST_TAGS: Final = 60_000
_DEEPEST: Final = 8
_LONGEST_JSON: Final = 4_000_000
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5")
_HOLDERS: Final = frozenset({"article", "div", "section", "li"})


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a live blog. `key` tells it from the blog's others and stays when it is edited."""

    key: str
    title: str | None
    text: str
    published: str | None
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class Blog:
    """A live blog: its posts, the newest first as a rule, and when it says that it ended or will end."""

    posts: tuple[Post, ...]
    ends: str | None = None


def find_live_blog(markup: str) -> Blog | None:
    """The live blog that a page is; null where it is none."""
    if markup.count("<") > _MOST_TAGS or not _may_be_live(markup):
        return None
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        page = html.document_fromstring(markup.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return None
    blog = _from_data(page)
    posts = blog.posts if blog else _from_elements(page)
    return Blog(_told_apart(posts)[:_MOST], blog.ends if blog else None) if len(posts) >= _FEWEST else None


def _may_be_live(markup: str) -> bool:
    plain = markup.casefold()
    return "liveblogposting" in plain or any(mark in plain for mark in words().live_posts)


# --- schema.org


def _from_data(page: Any) -> Blog | None:
    for script in page.iter("script"):
        if script.get("type") != "application/ld+json" or len(script.text or "") > _LONGEST_JSON:
            continue
        try:
            said = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for blog in _blogs(said, _DEEPEST):
            if posts := tuple(post for each in _listed(blog["liveBlogUpdate"]) if (post := _data_post(each))):
                return Blog(posts, feed_date(_string(blog.get("coverageEndTime")))[0])
    return None


def _blogs(said: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(said, dict) and said.get("liveBlogUpdate"):
        yield said
    if depth and isinstance(said, dict | list):
        for inner in said.values() if isinstance(said, dict) else said:
            yield from _blogs(inner, depth - 1)


def _data_post(said: Any) -> Post | None:
    if not isinstance(said, dict):
        return None
    text = plain_text(_string(said.get("articleBody")) or _string(said.get("text")) or "")
    published, _ = feed_date(_string(said.get("datePublished")))
    updated, _ = feed_date(_string(said.get("dateModified")))
    title = plain_line(_string(said.get("headline")) or _string(said.get("name")))
    if len(text) < _SHORTEST:
        return None
    own = _string(said.get("@id")) or _string(said.get("url")) or _string(said.get("mainEntityOfPage")) or ""
    return Post(_own_key(own), title, text, published, updated)


def _own_key(address: str) -> str:
    """The part of a post's address that tells it from others; empty where it is the blog's own."""
    parts = urlsplit(address)
    return parts.fragment or parts.query


# --- elements


def _from_elements(page: Any) -> tuple[Post, ...]:
    found = [each for each in page.iter(*_HOLDERS) if _is_marked(each) and each.find(".//time[@datetime]") is not None]
    inner = set(found)
    outermost = [each for each in found if not any(above in inner for above in each.iterancestors())]
    if len(outermost) < _FEWEST:  # one element around them all is marked too
        outermost = [each for each in found if each not in outermost]
    return tuple(post for each in outermost if (post := _element_post(each)))


def _is_marked(element: Any) -> bool:
    said = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-type') or ''}".casefold()
    return any(mark in said for mark in words().live_posts)


def _element_post(element: Any) -> Post | None:
    times = element.findall(".//time[@datetime]")
    published, _ = feed_date(times[0].get("datetime"))
    heading = next(element.iter(*_HEADINGS), None)
    title = plain_line(heading.text_content()) if heading is not None else None
    for each in (*times, *([heading] if heading is not None else [])):
        each.drop_tree()  # what stands in them is the time and the title, and no sentence
    text = element_text(element)
    own = element.get("id") or element.get("data-id") or ""
    return Post(own, title, text, published) if len(text) >= _SHORTEST else None


def _told_apart(posts: tuple[Post, ...]) -> tuple[Post, ...]:
    """The posts with a key each; two of the same key are told apart by time and headline."""
    keys = [post.key for post in posts]
    found: dict[str, Post] = {}
    for post in posts:
        own = post.key if post.key and keys.count(post.key) == 1 else ""
        key = _hashed(own) if own else _hashed(post.published, post.title or post.text[:80])
        found.setdefault(key, Post(key, post.title, post.text, post.published, post.updated))
    return tuple(found.values())


def _hashed(*parts: str | None) -> str:
    return hashlib.sha256(json.dumps(["post.v1", *parts]).encode("ascii")).hexdigest()[:12]


def _string(value: Any) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
