"""Judgements pass on to what newer versions of a dispatch say in the same words."""

from __future__ import annotations

from tests.judgements.desk import BRIDGE, DENIED, LATER, SHELLED, decide, effective, fill
from tests.store.store_samples import TEXTS, coded

from dateline.judgements.constraints import constraints
from dateline.store import Store
from dateline.store.writer import add

LEAD = "Fighting goes on in Aleppo. "


def test_judgement_follows_a_sentence_that_moves_down_in_a_newer_version(store: Store) -> None:
    fill(store)
    decide(store, "reject", [SHELLED])
    decide(store, "accept", [DENIED])
    newer = coded("bridge", LEAD + TEXTS["bridge"])
    add(store, newer, "test 1", LATER)
    lead, shelled, denied = newer
    counts = effective(store)
    assert {shelled.id, denied.id}.isdisjoint({SHELLED, DENIED})
    assert shelled.id not in counts
    assert (counts[denied.id].confidence, counts[lead.id].confidence) == (1.0, 0.8)


def test_judgement_does_not_pass_on_to_other_words(store: Store) -> None:
    fill(store)
    decide(store, "reject", [SHELLED])
    newer = coded("bridge", "Rebels shelled a new bridge on Tuesday.")
    add(store, newer, "test 1", LATER)
    assert newer[0].id in effective(store)


def test_merged_claims_stay_merged_in_a_newer_version(store: Store) -> None:
    fill(store)
    decide(store, "merge", [SHELLED, DENIED])
    newer = coded("bridge", LEAD + TEXTS["bridge"])
    add(store, newer, "test 1", LATER)
    with store.reading() as connection:
        must = constraints(connection, [newer[1].id]).must
    assert must == {tuple(sorted(claim.id for claim in newer[1:]))}


def test_newer_version_passes_judgements_on_to_the_next(store: Store) -> None:
    fill(store)
    decide(store, "reject", [claim.id for claim in BRIDGE])
    for count in (1, 2):
        newer = coded("bridge", LEAD * count + TEXTS["bridge"])
        add(store, newer, "test 1", LATER)
    assert not {claim.id for claim in newer[2:]} & set(effective(store))
