"""What judgements do to incidents."""

from __future__ import annotations

from tests.judgements.desk import DENIED, LATER, RESUME, SHELLED, decide, fill, together
from tests.store.store_samples import coded

from dateline.judgements.deciding import revoke
from dateline.store import Store
from dateline.store.writer import add


def test_merged_claims_are_one_incident_until_the_merge_is_revoked(store: Store) -> None:
    before = together(fill(store))
    judgement = decide(store, "merge", [SHELLED, RESUME])
    assert any({SHELLED, RESUME} <= incident for incident in together(store))
    with store.writing() as connection:
        revoke(connection, judgement.id, by="B", at=LATER)
    assert together(store) == before


def test_split_claims_are_two_incidents_even_if_the_machine_joins_them(store: Store) -> None:
    for ident in ("one", "two"):
        add(store, coded(ident, "Rebels shelled the bridge."), "test 1", LATER)
    (joined,) = together(store)
    decide(store, "split", list(joined))
    assert together(store) == {frozenset({ident}) for ident in joined}


def test_rejected_claim_is_in_no_incident(store: Store) -> None:
    fill(store)
    decide(store, "reject", [DENIED])
    assert not any(DENIED in incident for incident in together(store))


def test_merge_holds_when_another_dispatch_comes(store: Store) -> None:
    fill(store)
    decide(store, "merge", [SHELLED, RESUME])
    add(store, coded("later", "Rebels shelled the old bridge on Monday."), "test 1", LATER)
    assert any({SHELLED, RESUME} <= incident for incident in together(store))


def test_split_of_claims_that_nothing_joins_is_no_matter_for_what_comes(store: Store) -> None:
    fill(store)
    decide(store, "split", [SHELLED, RESUME])
    add(store, coded("later", "Rebels shelled the old bridge on Monday."), "test 1", LATER)
    assert not any({SHELLED, RESUME} <= incident for incident in together(store))


def test_merge_holds_when_one_of_the_claims_is_corrected_to_a_relation(store: Store) -> None:
    fill(store)
    for merged in ([SHELLED, DENIED], [DENIED, RESUME]):
        decide(store, "merge", merged)
    decide(store, "correct", [DENIED], field="type", value="opposes")
    assert any({SHELLED, RESUME} <= incident for incident in together(store))
    assert not any(DENIED in incident for incident in together(store))
