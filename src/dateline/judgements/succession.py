"""Let a judgement pass on to the claim that stands for the same words.

Claims get other ids when a newer version of their dispatch puts a paragraph before them, or when a newer coder reads
another party into them. What people decided about the words must not be lost by that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from dateline.judgements.effective import vouches
from dateline.judgements.ledger import Said, live_on
from dateline.records import Claim
from dateline.store.differences import successors
from dateline.store.rows import StoredClaim, load_claims
from dateline.store.tables import claims, documents, judgement_targets
from dateline.store.upsert import insert_missing


def pass_on(connection: Connection, said: Iterable[Said], was: Claim, now: Claim) -> None:
    """Let judgements on a claim speak about another; a rejection of one type says nothing of another type."""
    rows = [
        {"judgement": each.judgement.id, "target": now.id, "given": each.given}
        for each in said
        if was.type == now.type or each.judgement.action not in ("reject", "accept")
    ]
    insert_missing(connection, judgement_targets, rows)


def judged_claims(connection: Connection, document: str) -> list[StoredClaim]:
    """The live claims of a dispatch that anybody judged."""
    judged = (
        select(claims.c.n)
        .join_from(claims, documents, claims.c.document == documents.c.n)
        .where(documents.c.id == document, documents.c.retired.is_(None), claims.c.retired.is_(None))
        .where(claims.c.id.in_(select(judgement_targets.c.target)))
    )
    return list(load_claims(connection, connection.execute(judged).scalars().all()))


def inherit(connection: Connection, judged: Sequence[StoredClaim], fresh: Iterable[Claim]) -> None:
    """Let judgements on claims of a dispatch's older version speak about those of the newer that say the same."""
    told = {claim.id: claim for claim in fresh}
    gone = [each.claim for each in judged if each.claim.id not in told]
    if not gone:
        return
    read_as = successors(gone, [claim for ident, claim in told.items() if ident not in {e.claim.id for e in judged}])
    said = live_on(connection, read_as)
    for was in gone:
        if was.id in read_as:
            pass_on(connection, said.get(was.id, ()), was, read_as[was.id])


def is_accepted(said: Iterable[Said]) -> bool:
    """Whether somebody accepted the claim as it stands, and nobody rejected it since."""
    each = list(said)
    return vouches(each) and any(one.judgement.action == "accept" for one in each)
