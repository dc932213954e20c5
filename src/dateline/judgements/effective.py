"""Claims as they count: what the coder said, as people judged it.

A claim whose latest verdict is a rejection does not count. One that was accepted or corrected has confidence 1 and
its corrected fields; its reasons say who decided what, and when.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from dateline.judgements.corrections import corrected
from dateline.judgements.ledger import Said, live_on
from dateline.judgements.records import Judgement, in_words
from dateline.store.moments import day_interval
from dateline.store.rows import AT_ONCE, StoredClaim, load_claims
from dateline.store.tables import claims, judgement_targets, judgements

VERDICTS = ("accept", "reject", "correct")
VOUCH = ("accept", "correct")


def effective_claims(connection: Connection, ns: Collection[int]) -> Iterator[StoredClaim]:
    """The live claims of some rows, in the order of the rows, as judged; those that people rejected are left out."""
    for stored, said in with_judgements(connection, load_claims(connection, ns)):
        if not rejects(said):
            yield as_judged(stored, said)


class AtHand:
    """Claims as they count, each loaded and judged once in a transaction; what was just inserted need not be loaded."""

    def __init__(self, connection: Connection, inserted: Iterable[StoredClaim] = ()) -> None:
        self._connection = connection
        self._inserted = {each.n: each for each in inserted}
        self._known: dict[int, StoredClaim | None] = {}

    def effective(self, ns: Collection[int]) -> list[StoredClaim]:
        """The live claims of some rows, in the order of the rows; those that people rejected are left out."""
        wanted = sorted(ns)
        self._know([n for n in wanted if n not in self._known])
        return [found for n in wanted if (found := self._known[n]) is not None]

    def _know(self, ns: Sequence[int]) -> None:
        self._known.update(dict.fromkeys(ns))
        inserted = [self._inserted[n] for n in ns if n in self._inserted]
        loaded = load_claims(self._connection, [n for n in ns if n not in self._inserted])
        for stored, said in with_judgements(self._connection, chain(inserted, loaded)):
            if not rejects(said):
                self._known[stored.n] = as_judged(stored, said)


def with_judgements(
    connection: Connection, stored: Iterable[StoredClaim]
) -> Iterator[tuple[StoredClaim, Sequence[Said]]]:
    """Claims, each with the judgements on it that were not revoked, those that win last."""
    rest = iter(stored)
    while some := list(islice(rest, AT_ONCE)):
        said = live_on(connection, (each.claim.id for each in some))
        yield from ((each, said.get(each.claim.id, ())) for each in some)


def verdict(said: Sequence[Said]) -> Judgement | None:
    """The judgement that decides whether a claim counts."""
    return next((each.judgement for each in reversed(said) if each.judgement.action in VERDICTS), None)


def rejects(said: Sequence[Said]) -> bool:
    """Whether the last verdict is a rejection."""
    last = verdict(said)
    return last is not None and last.action == "reject"


def vouches(said: Sequence[Said]) -> bool:
    """Whether the last verdict says that the claim is right."""
    last = verdict(said)
    return last is not None and last.action in VOUCH


def as_judged(stored: StoredClaim, said: Sequence[Said]) -> StoredClaim:
    """A claim with its corrections; when nobody vouches for it any more, those still apply."""
    if not said:
        return stored
    claim = corrected(stored.claim, [each.judgement for each in said])
    if vouches(said):
        claim = dataclasses.replace(claim, confidence=1.0)
    claim = dataclasses.replace(claim, reasons=(*claim.reasons, *_words(said)))
    first, last = day_interval(claim.time.from_, claim.time.to) if claim.time else (None, None)
    return dataclasses.replace(stored, claim=claim, valid_from=first, valid_to=last)


@functools.cache
def is_rejected() -> ColumnElement[bool]:
    """The condition of SQL that a row of `claims` counts for nothing because of people's last verdict on it."""
    rejected, target = judgements.alias(), judgement_targets.alias()
    later, also = judgements.alias(), judgement_targets.alias()
    outweighed = exists().where(
        also.c.target == target.c.target,
        later.c.id == also.c.judgement,
        later.c.action.in_(VOUCH),
        later.c.revoked.is_(None),
        or_(later.c.made > rejected.c.made, and_(later.c.made == rejected.c.made, later.c.id > rejected.c.id)),
    )
    standing = select(target.c.target).where(
        target.c.judgement == rejected.c.id, rejected.c.action == "reject", rejected.c.revoked.is_(None), ~outweighed
    )
    return claims.c.id.in_(standing)


def _words(said: Sequence[Said]) -> list[str]:
    """Who accepted, merged and split; corrections have told of themselves."""
    return [in_words(each.judgement) for each in said if each.judgement.action != "correct"]
