"""Judgements made and revoked."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update
from tests.judgements.desk import (
    ALL,
    DENIED,
    EXPECTS,
    LATER,
    MADE,
    RESUME,
    SHELLED,
    decide,
    effective,
    fill,
    join_as_incident,
    proposed,
)
from tests.store.store_samples import coded

from dateline.errors import InputError
from dateline.judgements.deciding import judge, revoke
from dateline.judgements.ledger import all_on, find
from dateline.judgements.records import make_judgement
from dateline.store import Store, writer
from dateline.store.tables import claims, documents
from dateline.store.verify import verify
from dateline.store.writer import add

INCIDENT = "i-0123456789"


@pytest.fixture
def desk(store: Store) -> Store:
    return fill(store)


@pytest.fixture
def relinked(monkeypatch: pytest.MonkeyPatch) -> list[set[int]]:
    """The rows that were handed on to be linked anew, a set each time."""
    seen: list[set[int]] = []
    relink = writer.relink
    monkeypatch.setattr(writer, "relink", lambda connection, ns: (seen.append(set(ns)), relink(connection, ns)))
    return seen


def rows_of(store: Store, *idents: str) -> set[int]:
    with store.reading() as connection:
        return set(connection.execute(select(claims.c.n).where(claims.c.id.in_(idents))).scalars())


def test_judgement_and_its_revocation_relink_what_they_touch(desk: Store, relinked: list[set[int]]) -> None:
    judgement = decide(desk, "merge", [SHELLED, RESUME])
    with desk.writing() as connection:
        revoke(connection, judgement.id, by="B", at=LATER, reason="two wars")
    assert relinked == [rows_of(desk, SHELLED, RESUME)] * 2


def test_judgement_that_is_there_changes_nothing(desk: Store, relinked: list[set[int]]) -> None:
    judgement = decide(desk, "reject", [SHELLED])
    with desk.writing() as connection:
        assert not judge(connection, judgement)
    assert len(relinked) == 1


def test_revoked_judgement_stays_with_who_revoked_it_and_why(desk: Store) -> None:
    judgement = decide(desk, "reject", [SHELLED])
    with desk.writing() as connection:
        revoke(connection, judgement.id, by="B", at=LATER, reason="a misreading")
        kept = find(connection, judgement.id)
    assert kept is not None
    assert (kept.revoked, kept.revoked_by, kept.revoked_reason) == (LATER, "B", "a misreading")
    with desk.writing() as connection, pytest.raises(InputError, match="was revoked by B on 2026-02-02"):
        revoke(connection, judgement.id, by="C", at=LATER)


def test_conflicting_judgements_both_stay(desk: Store) -> None:
    decide(desk, "accept", [SHELLED])
    decide(desk, "reject", [SHELLED], LATER)
    with desk.reading() as connection:
        assert [said.judgement.action for said in all_on(connection, [SHELLED])[SHELLED]] == ["accept", "reject"]


def test_what_is_decided_in_the_same_second_wins_over_what_was_decided_before(desk: Store) -> None:
    for action in ("reject", "accept", "reject", "accept"):
        decide(desk, action, [SHELLED])
        assert (SHELLED in effective(desk)) is (action == "accept")


def test_incident_stands_for_its_claims(desk: Store) -> None:
    join_as_incident(desk, INCIDENT, [SHELLED, RESUME])
    judgement = proposed(desk, "merge", [INCIDENT, DENIED])
    assert set(judgement.targets) == {SHELLED, RESUME, DENIED}


def test_claims_of_an_incident_are_split_from_its_others(desk: Store) -> None:
    join_as_incident(desk, INCIDENT, ALL[:3])
    judgement = proposed(desk, "split", [INCIDENT, ALL[1]])
    assert set(judgement.targets) == set(ALL[:3])
    assert sorted(map(len, judgement.value)) == [1, 2]
    assert [ALL[1]] in judgement.value


def test_incident_split_alone_falls_into_its_claims(desk: Store) -> None:
    join_as_incident(desk, INCIDENT, ALL[:3])
    assert proposed(desk, "split", [INCIDENT]).value is None


def test_all_claims_of_an_incident_cannot_be_split_from_it(desk: Store) -> None:
    join_as_incident(desk, INCIDENT, ALL[:2])
    with pytest.raises(InputError, match="name some of them"):
        proposed(desk, "split", [INCIDENT, *ALL[:2]])


@pytest.mark.parametrize(
    ("action", "idents", "more", "remedy"),
    [
        ("reject", ["c-unknown"], {}, "no claim or incident c-unknown"),
        ("merge", [EXPECTS], {}, "two claims or more"),
        ("correct", [EXPECTS], {"field": "status", "value": "odd"}, "there are actual"),
        ("correct", [EXPECTS], {"field": "type", "value": "ASAULT"}, "there are AGREE"),
        ("correct", [EXPECTS], {"field": "sentence", "value": "x"}, "cannot be corrected"),
    ],
    ids=str,
)
def test_judgement_that_does_not_fit_the_store_is_refused(
    desk: Store, action: str, idents: list[str], more: dict[str, Any], remedy: str
) -> None:
    with pytest.raises(InputError, match=remedy):
        decide(desk, action, idents, **more)


def test_type_of_the_user_s_own_can_be_given_where_the_store_has_it(desk: Store) -> None:
    own = coded("bridge", title="Own")
    add(desk, own, "test 2", LATER)
    with desk.writing() as connection:
        connection.execute(update(claims).where(claims.c.id == EXPECTS).values(type="STRIKE_OF_WORKERS"))
    decide(desk, "correct", [SHELLED], field="type", value="STRIKE_OF_WORKERS")
    assert effective(desk)[SHELLED].type == "STRIKE_OF_WORKERS"
    assert effective(desk)[SHELLED].cameo is None


def test_claim_that_was_replaced_is_named_as_such(desk: Store) -> None:
    add(desk, coded("bridge", "Nothing happened."), "test 1", LATER)
    with pytest.raises(InputError, match="replaced on 2026-02-02"):
        decide(desk, "reject", [SHELLED])


def test_failed_judgement_leaves_nothing(desk: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(connection: object, ns: object) -> None:
        raise RuntimeError("the linker broke")

    monkeypatch.setattr(writer, "relink", fail)
    judgement = make_judgement("reject", [SHELLED], author="A", made=MADE)
    with pytest.raises(RuntimeError), desk.writing() as connection:
        judge(connection, judgement)
    with desk.reading() as connection:
        assert find(connection, judgement.id) is None


def test_held_claim_goes_with_its_judgement_and_its_dispatch_is_due_again(desk: Store) -> None:
    judgement = decide(desk, "accept", [SHELLED])
    with desk.writing() as connection:  # as re-coding leaves it
        connection.execute(update(claims).where(claims.c.id == SHELLED).values(held=MADE))
        connection.execute(update(documents).where(documents.c.id == "bridge").values(coder="test 2"))
        revoke(connection, judgement.id, by="B", at=LATER)
    assert SHELLED not in effective(desk)
    with desk.reading() as connection:
        assert connection.execute(select(claims.c.retired).where(claims.c.id == SHELLED)).scalar() == LATER
        assert connection.execute(select(documents.c.coder).where(documents.c.id == "bridge")).scalar() == "test 1"


def test_proposing_changes_nothing(desk: Store) -> None:
    judgement = proposed(desk, "reject", [SHELLED])
    with desk.reading() as connection:
        assert find(connection, judgement.id) is None


def test_judged_store_is_whole_and_so_it_is_when_all_is_revoked(desk: Store) -> None:
    made = [
        decide(desk, "reject", [SHELLED]),
        decide(desk, "merge", [DENIED, RESUME]),
        decide(desk, "split", [RESUME, EXPECTS]),
        decide(desk, "correct", [EXPECTS], field="places", value=[{"name": "Geneva", "lat": 46.2, "lon": 6.1}]),
        decide(desk, "correct", [DENIED], field="type", value="opposes"),
    ]
    assert verify(desk) == []
    for judgement in made:
        with desk.writing() as connection:
            revoke(connection, judgement.id, by="B", at=LATER)
        assert verify(desk) == []
