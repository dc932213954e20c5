"""Watches feeds: asks for what is due, and hands over the documents that come of it while others are being coded.

    conductor (one thread)    plans, keeps answers in the store, hands on what is to be coded
    workers (some threads)    ask one host each, and take apart what it answers
    consumer (the caller's)   codes `documents()` in order, and says with `settle` what became of each

All that must not be lost is in the store before the next step is taken; threads may be left behind at any moment.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from dateline.errors import InputError
from dateline.feeds import keeping
from dateline.feeds.asking import Job, Outcome, Reader
from dateline.feeds.board import Board
from dateline.feeds.dispatches import Yield
from dateline.feeds.moments import to_iso
from dateline.feeds.records import Waiting
from dateline.feeds.schedule import NEVER, Plan, plan
from dateline.feeds.telling import Tell
from dateline.records import Coded, Document, Failure
from dateline.store import Store
from dateline.store.writer import Added, add_within

_LOOK: Final = 0.2  # seconds between the consumer's looks at whether to stop
_LONGEST: Final = 1.0  # seconds that the conductor sleeps: clocks are set, and machines are sent to sleep
_SHORTEST: Final = 0.02
_GRACE: Final = 3.0  # seconds in which requests under way may end when time is up


@dataclass(frozen=True, slots=True)
class Ticket:
    """Where a document that is being coded belongs: its entry, whether it is its last, and what is to be kept then."""

    waiting: Waiting
    updated: str | None
    last: bool
    again: str | None


@dataclass(frozen=True, slots=True)
class _Settled:
    """An entry whose documents were all taken in."""

    n: int


class Watcher:
    """Watches feeds that are in a store. Start it, code its `documents()` in order, settle each, close it."""

    def __init__(
        self,
        store: Store,
        reader: Reader,
        now: Callable[[], float],
        tell: Tell,
        *,
        once: bool = False,
        until: float = NEVER,
    ) -> None:
        self._store = store
        self._reader = reader
        self._now = now
        self._tell = tell
        self._once = once
        self._until = until
        self._next_round = 0.0
        self._board = Board(reader.settings, once=once)
        self._inbox: queue.SimpleQueue[Outcome | _Settled | None] = queue.SimpleQueue()
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._ready: queue.SimpleQueue[tuple[Document | Failure, Ticket] | Exception | None] = queue.SimpleQueue()
        self._tickets: deque[Ticket] = deque()
        self._stop = threading.Event()
        self._turn = threading.Lock()
        self._threads = [threading.Thread(target=self._conduct, name="dateline-feeds", daemon=True)]
        self._threads += [
            threading.Thread(target=self._work, name=f"dateline-feeds-{number}", daemon=True)
            for number in range(reader.settings.workers)
        ]

    # --- the consumer's side

    def start(self, urls: Collection[str]) -> None:
        """Begin to watch feeds, which are in the store."""
        with self._store.reading() as connection:
            self._board.load(connection, urls)
        for thread in self._threads:
            thread.start()

    def documents(self) -> Iterator[Document | Failure]:
        """The documents to code, as they come; each must be settled, in this order."""
        while not self._stop.is_set():
            try:
                item = self._ready.get(timeout=_LOOK)
            except queue.Empty:
                continue
            if item is None or self._now() >= self._until:  # what was not handed out waits in the store
                return
            if isinstance(item, Exception):
                raise item
            document, ticket = item
            self._tickets.append(ticket)
            yield document

    def settle(self, coded: Coded, coder: str) -> Added:
        """Take in a coded document and, with the last one of an entry, end its waiting, in one transaction.

        Raises:
            InputError: the database cannot hold something of this one; others it can, and this one has failed.
        """
        ticket, moment = self._tickets[0], to_iso(self._now())
        updated = {coded.document.id: ticket.updated} if ticket.updated else {}
        try:
            with self._writing() as connection:
                (added,) = add_within(connection, [coded], coder, moment, updated)
                if ticket.last:
                    keeping.settle(connection, ticket.waiting, "taken", again=ticket.again)
        except InputError as error:
            self.settle_without(Failure(coded.document.id, error.code, error.message))
            raise
        self._done()
        return added

    def settle_without(self, failure: Failure | None = None) -> None:
        """Settle a document that failed, or was there as it is."""
        ticket = self._tickets[0]
        if ticket.last:
            problem = f"[{failure.code}] {failure.reason}" if failure else None
            failed = failure is not None and ticket.again is None
            with self._writing() as connection:
                keeping.settle(connection, ticket.waiting, "failed" if failed else "taken", problem, ticket.again)
        self._done()

    def close(self) -> None:
        """Stop; what is under way is left, and asked for again the next time."""
        self._stop.set()
        self._inbox.put(None)
        for _ in self._threads:
            self._jobs.put(None)
        if self._threads[0].is_alive():
            self._threads[0].join(10.0)  # it may be writing to the store, which is going to be closed

    def _done(self) -> None:
        ticket = self._tickets.popleft()
        if ticket.last:
            self._inbox.put(_Settled(ticket.waiting.n))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that writes. A lock of our own wakes who waits at once; databases look again now and then."""
        with self._turn, self._store.writing() as connection:
            yield connection

    # --- workers

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None and not self._stop.is_set():
            self._inbox.put(self._reader.perform(job))

    # --- the conductor

    def _conduct(self) -> None:
        try:
            while not self._stop.is_set() and self._step():
                pass
            self._wind_up()
            self._ready.put(None)
        except Exception as error:  # handed over, to be raised in the consumer's thread
            self._ready.put(error)

    def _step(self) -> bool:
        """Do what is to be done now and wait until there is more; False when all is done."""
        board, now = self._board, self._now()
        if now >= self._until:
            return False
        if board.is_stale:
            with self._store.reading() as connection:
                board.refill(connection, now)
        self._hand_over_what_is_whole()
        chosen = plan(board.state(self._room()), now, self._reader.settings)
        self._begin(chosen, now)
        if board.is_idle(now) and self._ready.empty():
            if self._once:
                return False
            if now >= self._next_round:
                self._end_round(chosen.wake)
                self._next_round = now + self._reader.settings.every / 2
        self._listen(chosen.wake - now)
        return True

    def _room(self) -> int:
        return self._reader.settings.ahead - self._ready.qsize()

    def _hand_over_what_is_whole(self) -> None:
        for waiting in self._board.whole(self._room()):
            self._hand_over(waiting, self._reader.without_page(waiting))

    def _begin(self, chosen: Plan, now: float) -> None:
        """Start requests; that their hosts are asked is kept first, so that nobody is asked too soon after a crash."""
        allowed = []
        for ask in chosen.start:
            refusal = self._board.refusal(ask)
            if refusal is not None:
                self._take(self._reader.conclude(Job(ask, self._board.entry_of(ask), now), refusal))
            else:
                allowed.append(ask)
        if allowed:
            with self._writing() as connection:
                for ask in allowed:
                    self._board.begin(connection, ask, now)
        for ask in allowed:
            self._jobs.put(Job(ask, self._board.entry_of(ask), now))

    def _listen(self, seconds: float) -> None:
        """Wait for something to happen, and take it all."""
        left = min(max(seconds, _SHORTEST), _LONGEST, max(self._until - self._now(), _SHORTEST))
        try:
            self._hear(self._inbox.get(timeout=left))
            while True:
                self._hear(self._inbox.get_nowait())
        except queue.Empty:
            return

    def _hear(self, heard: Outcome | _Settled | None) -> None:
        if heard is None:
            return
        if isinstance(heard, _Settled):
            self._board.settled(heard.n)
            return
        now = self._now()
        with self._writing() as connection:
            self._board.end(connection, heard, now)
        if heard.reply.is_redirect:
            nowhere = self._board.follow(heard, now)
            if nowhere is None:
                return
            heard = self._reader.conclude(Job(heard.ask, self._board.entry_of(heard.ask), now), nowhere)
        self._take(heard)

    def _take(self, outcome: Outcome) -> None:
        """Keep what an outcome means, hand on what is to be coded, and tell what is worth it."""
        waiting = self._board.entry_of(outcome.ask)
        with self._writing() as connection:
            tells = self._board.take(connection, outcome, self._now())
        for told in tells:
            self._tell(told)
        if outcome.made is not None and waiting is not None:
            self._hand_over(waiting, outcome.made)

    def _hand_over(self, waiting: Waiting, made: Yield) -> None:
        """Hand an entry's documents on to be coded; one without any is settled here."""
        again = to_iso(self._now() + self._reader.settings.every) if made.goes_on else None
        if not made.dispatches:
            with self._writing() as connection:
                keeping.settle(connection, waiting, "taken", again=again)
            self._board.settled(waiting.n)
            return
        self._board.coding.add(waiting.n)
        for number, dispatch in enumerate(made.dispatches, 1):
            last = number == len(made.dispatches)
            self._ready.put((dispatch.document, Ticket(waiting, dispatch.updated, last, again)))

    def _end_round(self, wake: float) -> None:
        done = self._board.end_round(wake)
        if not done.is_empty:
            self._tell(done)

    def _wind_up(self) -> None:
        """Let requests end that are under way, for a short while, and tell of the last round."""
        end = self._now() + _GRACE
        while self._board.running and not self._stop.is_set() and self._now() < end:
            self._listen(_LOOK)
        self._end_round(NEVER)
