"""Dispatches from the web: what lies at an address, read as a file of the same kind would be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Final
from urllib.parse import unquote, urlsplit

from dateline.errors import InputError
from dateline.feeds.identity import page_id
from dateline.feeds.parse import looks_like_feed
from dateline.fetching import FEEDS, PAGES, Fetched, FetchError, Guard, Limits, fetch, require_success
from dateline.fetching.resolving import Resolve, system_addresses
from dateline.reading import ReadOptions, read_stream
from dateline.reading.decoding import fits
from dateline.reading.streams import dispatch_id
from dateline.records import Document, Failure

_FORMATS: Final = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/x-ndjson": "jsonl",
    "application/json": "jsonl",
    "text/csv": "csv",
}
# What servers call Latin-1 is Windows-1252 everywhere on the web.
_SUPERSETS: Final = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
_HEADERS: Final = {"Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5"}


def read_url(
    url: str,
    options: ReadOptions,
    guard: Guard,
    *,
    limits: Limits | None = None,
    resolve: Resolve = system_addresses,
    read_feed: Callable[[Fetched], Iterator[Document | Failure]] | None = None,
) -> Iterator[Document | Failure]:
    """The dispatches at an address; what cannot be fetched or read is a failure with its reason.

    An article is known by its address: fetched again it is the same dispatch, or a newer version of it, and it is the
    same that `dateline watch` makes of the page. `read_feed` reads the entries of a feed; without it a feed fails.
    """
    try:
        fetched = fetch(url, guard=guard, limits=limits, kinds=PAGES | FEEDS, headers=_HEADERS, resolve=resolve)
        require_success(fetched)
    except FetchError as error:
        yield Failure(url, error.code, error.message)
        return
    if looks_like_feed(fetched.body):
        if read_feed is not None:
            yield from read_feed(fetched)
            return
        yield Failure(url, "E-SOURCE", "it is a feed, not a dispatch; follow it with `dateline watch`")
        return
    yield from read_fetched(fetched, options)


def read_fetched(fetched: Fetched, options: ReadOptions) -> Iterator[Document | Failure]:
    """The dispatches in an answer."""
    name = _name(fetched.url)
    for document in read_stream(name, BytesIO(fetched.body), _options(fetched, options)):
        if isinstance(document, Failure):
            yield replace(document, where=fetched.url)
        elif document.id == dispatch_id(name):  # named like the file: an article, not a row of a table
            yield replace(document, id=page_id(fetched.url), url=document.url or fetched.url)
        else:
            yield document


def _options(fetched: Fetched, options: ReadOptions) -> ReadOptions:
    """What the user says outweighs what the server says, and that outweighs what the content looks like.

    Servers tell a charset for all their pages: it counts where the page is not UTF-8.
    """
    told = replace(options, input_format=options.input_format or _FORMATS.get(fetched.kind))
    if options.encoding or fetched.encoding is None or fits(fetched.body, "utf-8"):
        return told
    try:
        return replace(told, encoding=_SUPERSETS.get(fetched.encoding, fetched.encoding))
    except InputError:  # there is no such charset
        return told


def _name(url: str) -> str:
    """The name of the file that an address looks like."""
    return unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])[:100] or "page"
