"""One request and what is made of its answer: what a worker does, without a look at the store.

Taking answers apart takes time too, and so is done here and not by the conductor.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.feeds.dispatches import Page, Yield, from_feed, from_page
from dateline.feeds.moments import to_iso
from dateline.feeds.parse import Answer, parse
from dateline.feeds.records import NoFeed, Parsed, Waiting
from dateline.feeds.replies import Asker, Reply
from dateline.feeds.schedule import Ask
from dateline.feeds.settings import Settings
from dateline.reading.options import ReadOptions


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request: the reply, and what it was read as where it is a feed, or leads to a page."""

    ask: Ask
    reply: Reply
    parsed: Parsed | NoFeed | None = None
    made: Yield | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A request to be made at a moment; `waiting` is the entry to whose page it goes, if it does."""

    ask: Ask
    waiting: Waiting | None
    now: float


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes requests and reads what is answered."""

    asker: Asker
    options: ReadOptions
    settings: Settings

    def perform(self, job: Job) -> Outcome:
        """Make a request and read the answer; whatever an answer does to its readers costs no more than itself."""
        try:
            return self.conclude(job, self.asker(job.ask))
        except Exception as error:  # answers are hostile
            reason = f"what it answered cannot be taken apart ({type(error).__name__})"
            return self.conclude(job, Reply(status=0, code="E-FEED", reason=reason))

    def conclude(self, job: Job, reply: Reply) -> Outcome:
        """What a reply comes to."""
        ask = job.ask
        if ask.what == "feed" and reply.status == 200:
            recent = to_iso(max(0.0, job.now - self.settings.recent))
            return Outcome(ask, reply, parse(Answer(reply.body, ask.url, reply.charset), recent_from=recent))
        if job.waiting is not None and not reply.is_redirect:
            return Outcome(ask, reply, made=self._page(job, reply, job.waiting))
        return Outcome(ask, reply)

    def _page(self, job: Job, reply: Reply, waiting: Waiting) -> Yield | None:
        """The documents of a page; null where it may be had another time, and there is one."""
        if reply.status == 200:
            page = Page(reply.body, job.ask.url, reply.charset)
            return from_page(waiting, page, self.options, self.settings.live_for, job.now)
        if reply.is_passing_failure and waiting.attempts + 1 < self.settings.attempts:
            return None
        return self.without_page(waiting, reply.words())

    def without_page(self, waiting: Waiting, why: str = "") -> Yield:
        """What an entry comes to whose page cannot be had; a live blog that was read before has been read."""
        return Yield(()) if waiting.goes_on else from_feed(waiting, self.options, why=why)
