"""Which entry is which: the same one seen again, a newer version of it, or another one.

Most feeds give each entry a guid that stays. Some give several the same, some none; links change when a headline does
and are shared when all lead to the front page. So an entry is, in this order:

  1. the known one with the same guid, and the same link or else the same title, unless the feed shares guids
  2. without a guid that says anything: the known one with the same link, and where several share it, the same title
  3. a new one

The id of its dispatch is made once, of its link, so that several feeds that lead to one page tell of one dispatch; of
the guid or the title too where entries share a link.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from dateline.feeds.addresses import without_tracking
from dateline.feeds.moments import instant
from dateline.feeds.records import Entry, Known


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry of an answer beside the known one that it is, if any."""

    entry: Entry
    known: Known | None


@dataclass(frozen=True, slots=True)
class Twin:
    """An entry of any feed, by which can be told whether another one is the same dispatch."""

    guid: str | None
    title: str | None


def shares_guids(entries: Iterable[Entry]) -> bool:
    """Whether a feed gives several entries, with other links or titles, the same guid."""
    told = {(entry.guid, entry.link, entry.title) for entry in entries if entry.guid}
    return any(count > 1 for count in Counter(guid for guid, _, _ in told).values())


def recognise(entries: Sequence[Entry], known: Collection[Known]) -> list[Seen]:
    """Tell which entries of an answer are known; one that comes twice in it is taken once.

    Args:
        entries: As they came; guids that say nothing are left out.
        known: The entries of this feed that have a guid, a link or a title in common with these, likewise.
    """
    shared = _shared_links(entries, known)
    by_guid: dict[str, list[Known]] = {}
    for each in known:
        if each.guid:
            by_guid.setdefault(each.guid, []).append(each)
    by_page = {_page(each, shared): each for each in known if not each.guid}
    seen: dict[tuple[str | None, ...], Seen] = {}
    for entry in entries:
        page = _page(entry, shared)
        found = _by_guid(entry, by_guid.get(entry.guid, ())) if entry.guid else by_page.get(page)
        seen.setdefault(("guid", entry.guid) if entry.guid else ("page", *page), Seen(entry, found))
    return list(seen.values())


def _by_guid(entry: Entry, candidates: Sequence[Known]) -> Known | None:
    same_link = [each for each in candidates if each.link == entry.link]
    same_title = [each for each in candidates if each.title == entry.title]
    return next(iter([*same_link, *same_title]), None)


def _page(entry: Entry | Known, shared: Collection[str]) -> tuple[str | None, str | None]:
    """Where an entry leads; its title too where others lead there, or it leads nowhere."""
    alone = entry.link is not None and entry.link not in shared
    return (entry.link, None if alone else entry.title)


def _shared_links(entries: Iterable[Entry], known: Iterable[Known]) -> set[str]:
    told = Counter(link for link, _ in {(entry.link, entry.title) for entry in entries if not entry.guid} if link)
    stored = Counter(each.link for each in known if not each.guid and each.link)
    return {link for counts in (told, stored) for link, count in counts.items() if count > 1}


def dispatch_id(entry: Entry, feed: str, twins: Collection[Twin]) -> str:
    """The id of an entry's dispatch.

    Args:
        entry: A new one.
        feed: Its feed's address, which tells entries without a link apart.
        twins: Entries that have the dispatch which its link alone would name.
    """
    if entry.link is None:
        return _id(feed, entry.guid or entry.title or entry.text[:500])
    page = page_id(entry.link)
    if not twins or any(_is_same(entry, twin) for twin in twins):
        return page
    return _id(without_tracking(entry.link), entry.guid or entry.title or "")


def page_id(link: str) -> str:
    """The id of the dispatch that a page is, when nothing else claims to be it."""
    return _id(without_tracking(link))


def digest(entry: Entry) -> str:
    """What tells one version of an entry from another."""
    said = ["entry.v1", entry.title, entry.text, entry.published, entry.updated]
    return hashlib.sha256(json.dumps(said).encode("ascii")).hexdigest()


def version(entry: Entry) -> str | None:
    """When this version of an entry was published, as far as its feed says."""
    return max(filter(None, (instant(entry.updated), instant(entry.published))), default=None)


def _is_same(entry: Entry, twin: Twin) -> bool:
    return (entry.guid is not None and entry.guid == twin.guid) or _folded(entry.title) == _folded(twin.title)


def _folded(title: str | None) -> str:
    return " ".join((title or "").casefold().split())


def _id(*parts: str) -> str:
    encoded = json.dumps(["entry.v1", *parts]).encode("ascii")
    return "f-" + hashlib.sha256(encoded).hexdigest()[:20]
