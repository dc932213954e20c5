"""Take judgements into the store and back, and bring what follows from them up to date.

with store.writing() as connection:
    asked = propose(connection, "reject", ["c-0f3a…"], author="A. Reader", made="2026-01-02T10:00:00Z")
    judge(connection, asked)
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from dateline.errors import InputError
from dateline.judgements.corrections import apply
from dateline.judgements.effective import as_judged, vouches
from dateline.judgements.ledger import (
    all_on,
    find,
    live_on,
    row_numbers,
    targets_of,
    write,
    write_revocation,
)  # fmt: skip
from dateline.judgements.records import Judgement, make_judgement
from dateline.ontology import load_ontology
from dateline.store import writer
from dateline.store.moments import moment
from dateline.store.rows import in_parts, load_claims
from dateline.store.tables import claims, documents, incident_claims


def propose(
    connection: Connection,
    action: str,
    idents: Sequence[str],
    *,
    author: str,
    made: str,
    reason: str | None = None,
    field: str | None = None,
    value: Any = None,
) -> Judgement:
    """The judgement that a user means who names claims and incidents.

    Args:
        connection: To the store.
        action: accept, reject, merge, split or correct.
        idents: Of claims or of incidents, which stand for their claims. To split an incident, name it and some of its
            claims: these belong apart from the others. To split several, name claims only: each belongs apart.
        author: Who decides.
        made: When, in UTC.
        reason: Why.
        field: What to correct, by its path in the record.
        value: What it is instead.

    Raises:
        InputError: the store has no such claim or incident, or the judgement does not fit them.
    """
    named = {ident: _claims_of(connection, ident) for ident in dict.fromkeys(idents)}
    targets = {target for each in named.values() for target in each}
    if action == "split":
        value = _sides(named)
    judgement = make_judgement(action, targets, author=author, made=made, field=field, value=value, reason=reason)
    check(connection, judgement)
    return _later_than_others(connection, judgement)


def check(connection: Connection, judgement: Judgement) -> None:
    """See that a correction fits those of its claims that are there.

    Raises:
        InputError: it does not.
    """
    if judgement.action != "correct":
        return
    if judgement.field == "type":
        _check_type(connection, judgement.value)
    said = live_on(connection, judgement.targets)
    for stored in load_claims(connection, row_numbers(connection, judgement.targets)):
        claim = as_judged(stored, said.get(stored.claim.id, ())).claim
        apply(claim.to_dict(), judgement.field or "", judgement.value)


def judge(connection: Connection, judgement: Judgement) -> bool:
    """Take a judgement in, with all that follows from it; whether it was not there already."""
    if find(connection, judgement.id) is not None:
        return False
    write(connection, judgement)
    writer.relink(connection, touched(connection, [judgement.id]))
    return True


def revoke(connection: Connection, ident: str, *, by: str, at: str, reason: str | None = None) -> Judgement:
    """Take a judgement back; what the machine says counts again.

    A claim that only this judgement held, since its coder no longer finds it, is retired. Where that coder says
    something else about the same words, the next re-coding brings it.

    Raises:
        InputError: there is no such judgement, or it was revoked before.
    """
    judgement = find(connection, ident)
    if judgement is None:
        raise InputError("E-JUDGE", f"there is no judgement {ident}")
    if judgement.revoked is not None:
        raise InputError("E-JUDGE", f"{ident} was revoked by {judgement.revoked_by} on {judgement.revoked[:10]}")
    revoked = dataclasses.replace(judgement, revoked=at, revoked_by=by, revoked_reason=reason)
    write_revocation(connection, revoked)
    follow_revocations(connection, [ident], at)
    return revoked


def follow_revocations(connection: Connection, idents: Collection[str], at: str) -> None:
    """Bring up to date what judgements that were just revoked had decided."""
    changed = touched(connection, idents)
    let_go(connection, changed, at)
    writer.relink(connection, changed)


def touched(connection: Connection, idents: Collection[str]) -> set[int]:
    """The live rows of all that judgements speak about."""
    targets = [said.target for each in targets_of(connection, idents).values() for said in each]
    return set(row_numbers(connection, targets))


def let_go(connection: Connection, ns: Collection[int], at: str) -> None:
    """Retire those of some claims that are held, though nobody vouches for them any more."""
    for some in in_parts(sorted(ns)):
        held = select(claims.c.n, claims.c.id, claims.c.document, claims.c.coder).where(
            claims.c.n.in_(some), claims.c.held.is_not(None), claims.c.retired.is_(None)
        )
        rows = connection.execute(held).all()
        said = live_on(connection, (row.id for row in rows))
        for row in (row for row in rows if not vouches(said.get(row.id, ()))):
            connection.execute(update(claims).where(claims.c.n == row.n).values(retired=at))
            # The document is as if its last coder had not been there: re-coding looks at it again.
            connection.execute(update(documents).where(documents.c.n == row.document).values(coder=row.coder))


def _claims_of(connection: Connection, ident: str) -> tuple[str, ...]:
    """The claims that an id stands for: itself, or an incident's."""
    if row_numbers(connection, [ident]):
        return (ident,)
    of_incident = (
        select(claims.c.id)
        .join_from(incident_claims, claims, incident_claims.c.claim == claims.c.n)
        .where(incident_claims.c.incident == ident, claims.c.retired.is_(None))
        .order_by(claims.c.id)
    )
    found = tuple(connection.execute(of_incident).scalars())
    if not found:
        raise InputError("E-JUDGE", _unknown(connection, ident))
    return found


def _unknown(connection: Connection, ident: str) -> str:
    was = connection.execute(select(claims.c.retired).where(claims.c.id == ident)).scalar()
    if was is not None:
        return f"the claim {ident} was replaced on {was[:10]}; `dateline claims` shows those that are there now"
    return f"the store has no claim or incident {ident}; `dateline claims` and `dateline incidents` show their ids"


def _sides(named: Mapping[str, Sequence[str]]) -> list[list[str]] | None:
    """The groups of claims that a split puts apart; null: each claim."""
    incident = next((ident for ident, found in named.items() if tuple(found) != (ident,)), None)
    if incident is None:
        return None
    chosen = sorted({claim for ident, found in named.items() if ident != incident for claim in found})
    others = sorted(set(named[incident]) - set(chosen))
    if not chosen:
        return None
    if not others:
        raise InputError("E-JUDGE", f"those are all claims of {incident}; name some of them, or claims only")
    return [chosen, others]


def _check_type(connection: Connection, value: Any) -> None:
    ontology = load_ontology()
    known = [*ontology.event_types, *ontology.relations]
    own = select(claims.c.type).where(claims.c.type == value).limit(1)
    if value not in known and (not isinstance(value, str) or connection.execute(own).first() is None):
        raise InputError("E-CORRECT", f"no type “{value}”; there are {', '.join(known)}")


def _later_than_others(connection: Connection, judgement: Judgement) -> Judgement:
    """Who decides now wins over what was decided before, in the same second or by a clock that was fast."""
    before: Iterable[str] = (
        said.judgement.made for each in all_on(connection, judgement.targets).values() for said in each
    )
    latest = max(before, default="")
    if latest < judgement.made:
        return judgement
    made = moment(datetime.fromisoformat(latest) + timedelta(seconds=1))
    return make_judgement(
        judgement.action, judgement.targets, author=judgement.author, made=made,
        field=judgement.field, value=judgement.value, reason=judgement.reason,
    )  # fmt: skip
