"""How feeds are watched: every number that somebody may want to change, with its unit and its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

AGENT: Final = "dateline"
"""What robots.txt calls us."""

MINUTE: Final = 60.0
HOUR: Final = 3_600.0
DAY: Final = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How feeds are watched. Times are in seconds.

    Attributes:
        every: Between two requests for a feed that asks for nothing else.
        pause: Between two requests to a host whose robots.txt asks for nothing longer.
        workers: Requests under way at the same time, each to another host.
        ahead: Dispatches that are fetched before they are coded; when so many wait, only feeds are asked.
        most_entries: Of one answer; the first ones are taken.
        most_feeds: That one list or index may name.
        hops: Redirects from one request on.
        longest_wait: The most that is heeded of what a server asks for, and the longest back-off.
        dead_after: Failures in a row until a feed is no longer asked, if they went on
        dead_span: for so long.
        attempts: For a page that cannot be had for the moment.
        again: Until the second of them; each wait is twice the one before.
        pages: Whether pages are asked for; else what the feed holds has to do.
        recent: How old an entry of a plain sitemap may be; sitemaps name all that a site ever had.
        live_for: How long a live blog is looked at again after it last said something new.
        robots_for: How long a robots.txt holds.
    """

    every: float = 15 * MINUTE
    pause: float = 1.0
    workers: int = 8
    ahead: int = 32
    most_entries: int = 2_000
    most_feeds: int = 2_000
    hops: int = 5
    longest_wait: float = DAY
    dead_after: int = 10
    dead_span: float = 3 * DAY
    attempts: int = 5
    again: float = MINUTE
    pages: bool = True
    recent: float = 2 * DAY
    live_for: float = 6 * HOUR
    robots_for: float = DAY

    def page_back_off(self, attempts: int) -> float:
        """How long to wait until a page is asked for again, after so many attempts."""
        return min(self.longest_wait, self.again * 2.0 ** min(attempts - 1, 32))

    def back_off(self, failures: int) -> float:
        """How long to wait after so many failures in a row."""
        return min(self.longest_wait, self.every * 2.0 ** min(failures - 1, 32))
