"""Addresses: as people, lists and feeds write them, made whole, and without what tells no page from another."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

LONGEST: Final = 2_000  # letters of a link or guid; a database indexes no longer ones
_FEED: Final = re.compile(r"(?:feed:)?(?://)?(https?://\S+)|feed://(\S+)", re.IGNORECASE)
# What campaigns and statistics add to a link; the page is the same.
_TRACKING: Final = re.compile(r"utm_\w+|at_\w+|fbclid|gclid|xtor|cmp|cmpid|rss|src|ref|source|partner|traffic_source")


def feed_address(written: str) -> str | None:
    """The address that a person or a list writes for a feed (`feed:` is an old scheme for http); null where none."""
    found = _FEED.fullmatch(written.strip())
    if found is None or len(written) > LONGEST:
        return None
    return found[1] or f"http://{found[2]}"


def web_address(link: str | None, base: str) -> str | None:
    """A link as a whole address of the web; null where it is none."""
    if not link or len(link) > LONGEST:
        return None
    try:
        whole = urljoin(base, re.sub(r"[\t\r\n]", "", link).strip().replace(" ", "%20"))
        parts = urlsplit(whole)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return whole if is_web and whole.isprintable() and len(whole) <= LONGEST else None


def without_tracking(link: str) -> str:
    """A link by which a page can be told from others: what campaigns add to it is left out, and http is https."""
    parts = urlsplit(link)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)
             if not _TRACKING.fullmatch(name.lower())]  # fmt: skip
    fragment = "" if "=" in parts.fragment else parts.fragment
    path = parts.path or "/"
    return parts._replace(
        scheme="https", netloc=parts.netloc.lower(), path=path, query=urlencode(query), fragment=fragment
    ).geturl()


def host_of(url: str) -> str:
    """The host of an address, to which one request goes at a time."""
    return (urlsplit(url).hostname or "").rstrip(".")


def origin_of(url: str) -> str:
    """Scheme, host and port of an address: what a robots.txt is for."""
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"
