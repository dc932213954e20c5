"""Claims as they count."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select
from tests.judgements.desk import ALL, DENIED, LATER, LATEST, MADE, SHELLED, decide, effective, fill
from tests.store.store_samples import coded

from dateline.judgements.deciding import revoke
from dateline.judgements.effective import effective_claims, is_rejected
from dateline.judgements.ledger import write
from dateline.judgements.records import make_judgement
from dateline.store import Store
from dateline.store.rows import load_claims
from dateline.store.tables import claims
from dateline.store.writer import add


def rejected(store: Store) -> set[str]:
    with store.reading() as connection:
        return set(connection.execute(select(claims.c.id).where(is_rejected())).scalars())


def test_claims_that_nobody_judged_count_as_they_were_coded(store: Store) -> None:
    fill(store)
    with store.reading() as connection:
        ns = connection.execute(select(claims.c.n)).scalars().all()
        assert list(effective_claims(connection, ns)) == list(load_claims(connection, ns))


def test_rejected_claim_does_not_count_until_the_rejection_is_revoked(store: Store) -> None:
    fill(store)
    judgement = decide(store, "reject", [SHELLED])
    assert set(effective(store)) == set(ALL) - {SHELLED}
    assert rejected(store) == {SHELLED}
    with store.writing() as connection:
        revoke(connection, judgement.id, by="B", at=LATER)
    assert set(effective(store)) == set(ALL)
    assert rejected(store) == set()


def test_accepted_claim_is_sure_and_says_who_accepted_it(store: Store) -> None:
    fill(store)
    decide(store, "accept", [SHELLED], reason="read it twice")
    claim = effective(store)[SHELLED]
    assert claim.confidence == 1.0
    assert claim.reasons[-1].startswith("accepted by A. Reader on 2026-02-01: read it twice")
    assert effective(store)[DENIED].confidence == 0.8


def test_corrected_claim_is_vouched_for_and_its_days_follow(store: Store) -> None:
    fill(store)
    decide(store, "correct", [SHELLED], field="time", value={"from": "2017-02"})
    with store.reading() as connection:
        ns = connection.execute(select(claims.c.n).where(claims.c.id == SHELLED)).scalars().all()
        (stored,) = effective_claims(connection, ns)
    assert (stored.valid_from, stored.valid_to, stored.claim.confidence) == ("2017-02-01", "2017-03-01", 1.0)


@pytest.mark.parametrize(
    ("actions", "counts"),
    [
        (["accept", "reject"], False),
        (["reject", "accept"], True),
        (["reject", "correct"], True),
        (["correct", "reject"], False),
        (["reject", "merge"], False),
    ],
    ids=str,
)
def test_the_later_of_conflicting_verdicts_wins(store: Store, actions: list[str], counts: bool) -> None:
    fill(store)
    for action, made in zip(actions, (MADE, LATER), strict=True):
        more = {"field": "label", "value": "x"} if action == "correct" else {}
        decide(store, action, [SHELLED, DENIED] if action == "merge" else [SHELLED], made, **more)
    assert (SHELLED in effective(store)) is counts
    assert (SHELLED not in rejected(store)) is counts


def test_what_is_judged_later_wins_even_if_it_comes_in_first(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        write(connection, make_judgement("accept", [SHELLED], author="A", made=LATEST))
        write(connection, make_judgement("reject", [SHELLED], author="B", made=MADE))
    assert SHELLED in effective(store)


def test_judgement_takes_effect_when_its_claim_arrives(store: Store) -> None:
    with store.writing() as connection:
        write(connection, make_judgement("reject", [SHELLED], author="A", made=MADE))
    fill(store)
    assert set(effective(store)) == set(ALL) - {SHELLED}


def test_judgement_stays_in_effect_when_a_newer_version_says_the_same(store: Store) -> None:
    fill(store)
    decide(store, "reject", [SHELLED])
    add(store, coded("bridge", title="Updated"), "test 1", LATER)
    assert set(effective(store)) == set(ALL) - {SHELLED}


def test_judgements_are_asked_for_in_parts_not_claim_by_claim(store: Store) -> None:
    fill(store)
    asked: list[str] = []
    with store.reading() as connection:
        ns = connection.execute(select(claims.c.n)).scalars().all()
        event.listen(store.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        list(effective_claims(connection, ns))
    assert len(asked) == 3  # claims with sentences, documents, judgements
