"""`dateline recode`: the dispatches of a store, coded again with the present coder."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.asking import Ask, print_records
from dateline.cli.batch import INTERRUPTED, is_terminal
from dateline.cli.options import debug_option, out_option, viewpoint_option
from dateline.cli.progress import Progress
from dateline.cli.session import CoderLike, Session
from dateline.cli.speech import say
from dateline.cli.store_options import db_option
from dateline.records import Failure

if TYPE_CHECKING:
    from dateline.output.listing import Record
    from dateline.store import Store
    from dateline.store.recode import Recoded

KINDS = {"added": "added", "gone": "gone", "changed": "changed", "held": "kept by a judgement"}


@click.command(short_help="Code a store again with the present coder.")
@db_option
@viewpoint_option
@click.option("--again", is_flag=True, help="Also what this very coder has coded.")
@click.option("--format", "asked_format", type=click.Choice(("table", "jsonl", "csv")), help="How to write changes.")
@out_option
@debug_option
@click.pass_obj
def recode(session: Session, /, *, db: str, viewpoint: str | None, again: bool, **options: Any) -> int:
    """Code the dispatches of a store again and print how their claims changed.

    Claims that say the same keep their ids; what is gone is retired and stays to be asked for with --recorded.
    Judgements outlast it: an accepted claim stays, others pass on to what the coder now makes of the same words.
    Stopped with Ctrl-C, it goes on from there the next time.
    """
    from dateline.output.list_kinds import CHANGES

    target = Ask(db=db, **options).target()
    with session.open_store(db, create=False) as store:
        recoding = Recoding(session, store, session.load(viewpoint), again)
        shown = target.path is not None or not is_terminal(sys.stdout)
        with Progress(wanted=shown, verb="coded again") as progress:
            print_records(CHANGES, target, recoding.changes(progress))
    say(recoding.summary())
    if recoding.interrupted:
        say("interrupted: the same command again goes on from there")
        return INTERRUPTED
    return 1 if recoding.counts["failed"] else 0


@dataclass(slots=True)
class Recoding:
    """A run over a store: its changes as they come, and their count."""

    session: Session
    store: Store
    coder: CoderLike
    again: bool
    counts: Counter[str] = field(default_factory=Counter)
    interrupted: bool = False

    def changes(self, progress: Progress) -> Iterator[Sequence[Record]]:
        """What changed, a dispatch at a time, until all are done or Ctrl-C is pressed."""
        try:
            for item in self._recoded():
                yield self._count(item)
                progress.show(self.counts["documents"], 0)
        except KeyboardInterrupt:
            self.interrupted = True

    def _recoded(self) -> Iterator[Recoded | Failure]:
        from dateline.store.moments import moment
        from dateline.store.recode import recode

        return recode(self.store, self.coder, moment(self.session.now()), again=self.again)

    def _count(self, item: Recoded | Failure) -> Sequence[Record]:
        if isinstance(item, Failure):
            say(f"[{item.code}] {item.where}: {item.reason}")
            self.counts["failed"] += 1
            return ()
        self.counts["documents"] += 1
        self.counts["same"] += item.same
        self.counts.update(change.kind for change in item.changes)
        return [change_record(item.id, change) for change in item.changes]

    def summary(self) -> str:
        """The counts in one line."""
        changed = ", ".join(f"{self.counts[kind]:,} {words}" for kind, words in KINDS.items())
        done = f"{self.counts['documents']:,} documents coded again with {self.coder.name}"
        return f"{done}: {self.counts['same']:,} claims the same, {changed}; {self.counts['failed']:,} failed"


def change_record(document: str, change: Any) -> Record:
    """How a claim changed, as it is printed."""
    fields = [{"field": name, "was": was, "is": now} for name, was, now in change.fields]
    told = {"document": document, "change": change.kind, "claim": change.claim, "became": change.became}
    return {**told, "what": change.what, "fields": fields, "words": change.words()}
