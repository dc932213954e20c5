"""Runs a watch: which feeds are meant, what is coded, what is said while it goes on, and how it ends."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.cli.adding import Adder, Tally, Unchanged, mark_unchanged
from dateline.cli.batch import INTERRUPTED, is_terminal, once_readable
from dateline.cli.progress import Progress
from dateline.cli.report import ReportFile
from dateline.cli.speech import say
from dateline.errors import InputError
from dateline.feeds import keeping
from dateline.feeds.addresses import feed_address
from dateline.feeds.asking import Reader
from dateline.feeds.faring import due
from dateline.feeds.moments import to_iso
from dateline.feeds.parse import Answer, parse
from dateline.feeds.records import Feed, NoFeed
from dateline.feeds.replies import make_asker
from dateline.feeds.schedule import NEVER
from dateline.feeds.settings import Settings
from dateline.feeds.telling import Round, Told
from dateline.feeds.watcher import Watcher
from dateline.fetching import make_guard
from dateline.output import choose_format, deferred_interrupt
from dateline.output.list_kinds import columns_layout
from dateline.output.listing import Kind, Record
from dateline.output.words import plural
from dateline.reading import ReadOptions
from dateline.records import Coded, Failure

if TYPE_CHECKING:
    from dateline.store import Store
    from dateline.store.writer import Added

_LONGEST_LIST = 20_000_000  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a user asked for: how feeds are watched, which ones (none for all that the store knows), and how it ends."""

    settings: Settings
    feeds: tuple[str, ...]
    once: bool
    how_long: float | None
    retry: bool
    contact: str | None
    allowed: tuple[str, ...]
    report: Path | None
    quiet: bool


def wanted_feeds(sources: Sequence[str]) -> tuple[str, ...]:
    """The addresses that a user names, by themselves or in files.

    Raises:
        InputError: something is neither an address nor a file with a list of them.
    """
    found: list[str] = []
    for source in sources:
        address = feed_address(source)
        found += [address] if address else _listed(source)
    return tuple(dict.fromkeys(found))


def _listed(path: str) -> tuple[str, ...]:
    try:
        with open(path, "rb") as file:
            body = file.read(_LONGEST_LIST)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError("E-FEEDS", f"{path} is no address of a feed, and as a file it cannot be read ({reason}); give "
                         "https://… or a file with a list of feeds") from None  # fmt: skip
    parsed = parse(Answer(body, Path(path).absolute().as_uri()))
    if isinstance(parsed, NoFeed):
        raise InputError("E-FEEDS", f"{path} is no list of feeds: {parsed.reason}")
    if parsed.kind not in keeping.LISTS:
        raise InputError("E-FEEDS", f"{path} is itself a feed; watch asks for addresses, `dateline add` takes the file")
    return parsed.feeds


# --- the run


@dataclass(slots=True)
class _Course:
    """What was said and done so far."""

    quiet: bool
    tally: Tally = field(default_factory=Tally)
    asked: int = 0
    failed: int = 0
    before: Mapping[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, told: Told | Round) -> None:
        """Say what happened; the conductor's thread calls this."""
        if isinstance(told, Round):
            self._count(told)
        elif not self.quiet:
            say(f"{told.feed} {told.words}")

    def _count(self, done: Round) -> None:
        with self.lock:
            self.asked += done.asked
            self.failed += done.failed
        if not self.quiet:
            say(self._words(done))

    def _words(self, done: Round) -> str:
        now = self._outcomes()
        taken = {name: count - self.before.get(name, 0) for name, count in now.items()}
        self.before = now
        parts = [
            f"{plural(done.asked, 'feed')} asked ({done.unchanged:,} unchanged, {done.failed:,} failed)",
            f"{done.new:,} new and {done.changed:,} changed entries",
            f"{plural(done.pages, 'page')} asked",
            ", ".join(f"{count:,} {name}" for name, count in taken.items() if count) or "nothing added",
        ]
        if done.waiting:
            parts.append(f"{done.waiting:,} still waiting")
        if done.next_due is not None:
            parts.append(f"next at {to_iso(done.next_due)}")
        return "; ".join(parts)

    def _outcomes(self) -> dict[str, int]:
        report = self.tally.report
        return {**self.tally.outcomes, "failed": report.failed.count, "claims": report.claims}

    @property
    def exit_code(self) -> int:
        """0 when all is well, 1 when some feeds or entries failed, 2 when no feed answered and nothing was taken."""
        if not self.failed and not self.tally.report.failed.count:
            return 0
        return 1 if self.tally.taken or self.failed < self.asked else InputError.exit_code


def run_watch(store: Store, adder: Adder, chosen: Chosen) -> int:
    """Watch until it ends; what is returned is the exit code.

    Raises:
        InputError: no feed is named, and the store knows none.
    """
    urls = _enter(store, chosen)
    course = _Course(chosen.quiet)
    watcher = _make_watcher(store, adder, chosen, course)
    try:
        watcher.start(urls)
        _take_all(watcher, store, adder, course, chosen)
    except KeyboardInterrupt:
        say(f"interrupted: {course.tally.taken:,} dispatches were taken in; the same command goes on from there")
        return INTERRUPTED
    finally:
        watcher.close()
    if not chosen.quiet:
        say(course.tally.summary())
    return course.exit_code


def _enter(store: Store, chosen: Chosen) -> tuple[str, ...]:
    """See that the feeds are in the store; their URLs."""
    with store.writing() as connection:
        keeping.name_feeds(connection, chosen.feeds)
        known = keeping.load_feeds(connection, chosen.feeds or None)
        if chosen.retry:
            keeping.revive(connection, known.keys())
    if not known:
        raise InputError("E-FEEDS", "no feed is named, and the store knows none; give the address of a feed or a list")
    return chosen.feeds or tuple(url for url, feed in known.items() if feed.parent is None)


def _make_watcher(store: Store, adder: Adder, chosen: Chosen, course: _Course) -> Watcher:
    def now() -> float:
        return adder.session.now().timestamp()

    reader = Reader(make_asker(make_guard(chosen.allowed), chosen.contact), ReadOptions(), chosen.settings)
    until = now() + chosen.how_long if chosen.how_long else NEVER
    return Watcher(store, reader, now, course.tell, once=chosen.once, until=until)


def _take_all(watcher: Watcher, store: Store, adder: Adder, course: _Course, chosen: Chosen) -> None:
    documents = mark_unchanged(store, watcher.documents())
    with ReportFile(chosen.report) as full, Progress(wanted=not chosen.quiet, verb="added") as progress:
        for item in once_readable(documents, adder.code):
            with deferred_interrupt():  # a dispatch is in the store wholly, and counted, or not at all
                full.write(_take(item, watcher, adder, course))
            progress.show(course.tally.taken, course.tally.report.claims)


def _take(item: Coded | Failure, watcher: Watcher, adder: Adder, course: _Course) -> dict[str, Any]:
    def put(coded: Coded) -> Added:
        return watcher.settle(coded, adder.coder.name if adder.coder else "")

    entry = course.tally.take(item, put)
    if isinstance(item, Failure):
        watcher.settle_without(None if isinstance(item, Unchanged) else item)
    if entry["outcome"] == "failed" and not course.quiet:
        say(f"[{entry['code']}] {entry['where']}: {entry['reasons'][0]}")
    return entry


# --- the status

_STATUS = (
    "url", "status", "kind", "title", "address", "succeeded", "due", "failures", "problem", "taken", "waiting",
    "failed",
)  # fmt: skip


def _named(name: str) -> Callable[[Record], Any]:
    return lambda record: record[name]


FEEDS = Kind(
    name="feeds",
    columns={name: _named(name) for name in _STATUS},
    layout=columns_layout(
        ("feed", lambda r: r["url"]), ("status", lambda r: r["status"]), ("last success", lambda r: r["succeeded"]),
        ("next due", lambda r: r["due"]), ("failures", lambda r: r["failures"]), ("taken", lambda r: r["taken"]),
        ("waiting", lambda r: r["waiting"]), ("failed", lambda r: r["failed"]), ("problem", lambda r: r["problem"]),
    ),
)  # fmt: skip


def print_status(store: Store, settings: Settings, asked_format: str | None) -> None:
    """Print how each feed fares."""
    from dateline.cli.asking import Target, print_records, tell_found
    from dateline.store.queries import Page

    with store.reading() as connection:
        known, counts = keeping.load_feeds(connection), keeping.entry_counts(connection)
    records = [status_record(feed, counts.get(feed.url, {}), settings) for feed in known.values()]
    chosen = choose_format(asked_format, None, terminal=is_terminal(sys.stdout))
    print_records(FEEDS, Target(None, chosen), [records])
    tell_found("feeds", len(records), Page(limit=None, offset=0), more=False)


def status_record(feed: Feed, counts: Mapping[str, int], settings: Settings) -> dict[str, Any]:
    """How a feed fares, for people and programs."""
    moment = due(feed, settings, once=False)
    return {
        "url": feed.url,
        "status": feed.status,
        "kind": feed.kind,
        "title": feed.title,
        "parent": feed.parent,
        "address": feed.address,
        "asked": feed.asked,
        "succeeded": feed.succeeded,
        "due": (to_iso(moment) if moment else "now") if feed.status == "live" else None,
        "failures": feed.failures,
        "problem": feed.problem,
        **{name: counts.get(name, 0) for name in ("taken", "waiting", "failed")},
    }
