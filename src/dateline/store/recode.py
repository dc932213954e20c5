"""Code the dispatches of a store again, with the present coder.

Each dispatch is a transaction of its own, and one that this version of the coder has coded is passed over: a run that
was interrupted goes on where it stopped. What the coder says as before keeps its rows; what it says otherwise is
retired, and what is new stands beside it.

Judgements outlast it. An accepted claim stays as it was accepted, marked as held, and what the coder now makes of its
very words is left out. Where a rejected, corrected, merged or split claim is gone and the coder makes one other of the
same words, the judgements pass on to that one; a corrected claim whose words no longer tell of anything is held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import Connection, select, update

from dateline.judgements.effective import vouches
from dateline.judgements.ledger import Said, live_on
from dateline.judgements.succession import is_accepted, pass_on
from dateline.records import Claim, Coded, Document, Failure
from dateline.store import writer
from dateline.store.differences import Change, change, content, successors
from dateline.store.opening import Store
from dateline.store.resplitting import replace_sentences
from dateline.store.rows import StoredClaim, document_from_row, in_parts, load_claims
from dateline.store.tables import claims, documents

AT_A_TIME = 50  # dispatches read from the store at once


class Codes(Protocol):
    """What is needed of a coder."""

    @property
    def name(self) -> str:
        """The version of the program and of the model."""

    def pipe(self, documents: Iterator[Document]) -> Iterator[Coded | Failure]:
        """Code documents lazily and in order."""


@dataclass(frozen=True, slots=True)
class Recoded:
    """What coding a dispatch again changed; `same` is the number of claims that stayed as they were."""

    id: str
    same: int
    changes: tuple[Change, ...] = ()


@dataclass(slots=True)
class _Plan:
    """What becomes of the claims of a dispatch."""

    said: dict[str, list[Said]]
    same: list[StoredClaim] = field(default_factory=list)
    held: list[StoredClaim] = field(default_factory=list)
    retired: list[StoredClaim] = field(default_factory=list)
    fresh: list[Claim] = field(default_factory=list)
    passed_on: list[tuple[Claim, Claim]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


def recode(store: Store, coder: Codes, recorded: str, *, again: bool = False) -> Iterator[Recoded | Failure]:
    """Code the live dispatches of a store again, in the order in which they were added.

    Args:
        store: The store.
        coder: The present coder.
        recorded: The moment, in UTC.
        again: Also those that this version of the coder has coded, for example with other actors.

    Yields:
        What changed, a dispatch at a time, when it is on the disk; or why one could not be coded, which stays as it
        was.
    """
    rows: dict[str, int] = {}
    for item in coder.pipe(_documents(store, _due(store, None if again else coder.name), rows)):
        if isinstance(item, Failure):
            yield item
            continue
        with store.writing() as connection:
            recoded = recode_document(connection, rows.pop(item.document.id), item, coder.name, recorded)
        if recoded is not None:
            yield recoded


def count_due(store: Store, coder: str) -> int:
    """How many live dispatches another version of the coder has coded."""
    return len(_due(store, coder))


def recode_document(connection: Connection, n: int, coded: Coded, coder: str, recorded: str) -> Recoded | None:
    """Take what a coder now says of the dispatch in row `n`; null where the row was superseded meanwhile."""
    live = (documents.c.n == n) & documents.c.retired.is_(None)
    known = connection.execute(select(documents.c.known).where(live)).scalar()
    if known is None:
        return None
    rows = connection.execute(select(claims.c.n).where(claims.c.document == n, claims.c.retired.is_(None))).scalars()
    stored = list(load_claims(connection, rows.all()))
    plan = _planned(stored, coded, live_on(connection, (each.claim.id for each in stored)))
    writer.relink(connection, _carry_out(connection, n, plan, coded, known, recorded))
    connection.execute(update(documents).where(documents.c.n == n).values(coder=coder, reasons=list(coded.reasons)))
    return Recoded(coded.document.id, len(plan.same), tuple(plan.changes))


def _due(store: Store, coder: str | None) -> list[int]:
    due = select(documents.c.n).where(documents.c.retired.is_(None)).order_by(documents.c.n)
    with store.reading() as connection:
        return list(connection.execute(due if coder is None else due.where(documents.c.coder != coder)).scalars())


def _documents(store: Store, ns: Sequence[int], rows: dict[str, int]) -> Iterator[Document]:
    """The documents of rows; `rows` takes the row of each id before it is given."""
    for begin in range(0, len(ns), AT_A_TIME):
        wanted = select(documents).where(documents.c.n.in_(ns[begin : begin + AT_A_TIME])).order_by(documents.c.n)
        with store.reading() as connection:
            found = connection.execute(wanted).all()
        for row in found:
            rows[row.id] = row.n
            yield document_from_row(row, text=row.text)


def _planned(stored: Sequence[StoredClaim], coded: Coded, said: dict[str, list[Said]]) -> _Plan:
    plan = _Plan(said)
    told = {claim.id: claim for claim in coded}
    known = {each.claim.id for each in stored}
    gone = [each for each in stored if each.claim.id not in told]
    fresh = [claim for claim in coded if claim.id not in known]
    for each in stored:
        if each.claim.id in told:
            _compare(plan, each, told[each.claim.id])
    read_as = successors([each.claim for each in gone], fresh)
    left_out = {claim.id for each in gone if (claim := _let_go(plan, each, read_as.get(each.claim.id)))}
    spoken_for = {claim.id for claim in read_as.values()}
    plan.fresh += [claim for claim in fresh if claim.id not in left_out]
    plan.changes += [change("added", claim) for claim in fresh if claim.id not in spoken_for]
    return plan


def _compare(plan: _Plan, stored: StoredClaim, told: Claim) -> None:
    """A claim that the coder still finds."""
    if content(stored.claim) == content(told):
        plan.same.append(stored)
    elif is_accepted(plan.said.get(stored.claim.id, ())):
        plan.held.append(stored)
        plan.changes.append(change("held", stored.claim, told))
    else:
        plan.retired.append(stored)
        plan.fresh.append(told)
        plan.changes.append(change("changed", stored.claim, told))


def _let_go(plan: _Plan, stored: StoredClaim, told: Claim | None) -> Claim | None:
    """A claim that the coder finds no more; what it makes of the words instead is returned when it is left out."""
    said = plan.said.get(stored.claim.id, ())
    if is_accepted(said) or (told is None and vouches(said)):
        plan.held.append(stored)
        plan.changes.append(change("held", stored.claim, told))
        return told
    plan.retired.append(stored)
    plan.changes.append(change("changed" if told else "gone", stored.claim, told))
    if told is not None and said:
        plan.passed_on.append((stored.claim, told))
    return None


def _carry_out(connection: Connection, n: int, plan: _Plan, coded: Coded, known: str, recorded: str) -> set[int]:
    """Do what was planned; the rows of claims that came, went or changed are returned."""
    for was, now in plan.passed_on:
        pass_on(connection, plan.said[was.id], was, now)
    _mark_held(connection, plan, recorded)
    gone = {each.n for each in plan.retired}
    for some in in_parts(sorted(gone)):
        writer.retire_claims(connection, claims.c.n.in_(some), recorded)
    fresh = {sentence.index: sentence for sentence in (*coded.sentences, *(claim.sentence for claim in coded))}
    at = replace_sentences(connection, n, fresh)
    return gone | set(writer.insert_rows(connection, n, plan.fresh, at, known, recorded))


def _mark_held(connection: Connection, plan: _Plan, recorded: str) -> None:
    for some in in_parts([each.n for each in plan.held]):
        fresh = claims.c.n.in_(some) & claims.c.held.is_(None)
        connection.execute(update(claims).where(fresh).values(held=recorded))
    for some in in_parts([each.n for each in plan.same]):
        again = claims.c.n.in_(some) & claims.c.held.is_not(None)
        connection.execute(update(claims).where(again).values(held=None))
