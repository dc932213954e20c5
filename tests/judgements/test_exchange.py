"""Judgements out of a store and into another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from tests.judgements.desk import ALL, DENIED, LATER, LATEST, MADE, RESUME, SHELLED, decide, effective, fill

from dateline.errors import InputError
from dateline.judgements.deciding import revoke
from dateline.judgements.exchange import Imported, export, import_lines
from dateline.judgements.ledger import live_on, write
from dateline.judgements.records import make_judgement
from dateline.store import Store
from dateline.store.tables import judgements


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """A second store, empty."""
    with Store.open(tmp_path / "other.db") as opened:
        yield opened


def lines_of(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(export(connection))


def take_in(store: Store, lines: list[str]) -> Imported:
    with store.writing() as connection:
        return import_lines(connection, lines, LATEST)


def test_exported_judgements_are_in_effect_where_they_are_imported(store: Store, other: Store) -> None:
    fill(store), fill(other)
    decide(store, "reject", [SHELLED], reason="a film, not a war")
    decide(store, "correct", [DENIED], field="status", value="negated")
    decide(store, "merge", [DENIED, RESUME])
    imported = take_in(other, lines_of(store))
    assert (len(imported.added), imported.unknown) == (3, ())
    assert effective(other) == effective(store)
    assert lines_of(other) == lines_of(store)


def test_importing_twice_changes_nothing(store: Store, other: Store) -> None:
    fill(store), fill(other)
    decide(store, "reject", [SHELLED])
    lines = lines_of(store)
    first, second = take_in(other, lines), take_in(other, [*lines, "", *lines])
    assert (first.added, second.added, second.unchanged) == (second.unchanged, (), first.added)
    assert lines_of(other) == lines


def test_revocation_is_taken_over_and_never_undone(store: Store, other: Store) -> None:
    fill(store), fill(other)
    judgement = decide(store, "reject", [SHELLED])
    standing = lines_of(store)
    take_in(other, standing)
    with store.writing() as connection:
        revoke(connection, judgement.id, by="B", at=LATER, reason="it is a war")
    imported = take_in(other, lines_of(store))
    assert imported.revoked == (judgement.id,)
    assert SHELLED in effective(other)
    take_in(other, standing)
    assert SHELLED in effective(other)
    assert lines_of(other) == lines_of(store)


def test_judgement_on_a_claim_that_is_not_there_is_kept_and_told_and_counts_when_it_comes(
    store: Store, other: Store
) -> None:
    fill(store)
    decide(store, "reject", [SHELLED])
    imported = take_in(other, lines_of(store))
    assert imported.unknown == (SHELLED,)
    fill(other)
    assert set(effective(other)) == set(ALL) - {SHELLED}


def test_what_newer_coders_read_in_the_words_is_exported_too(store: Store, other: Store) -> None:
    fill(other)
    with store.writing() as connection:
        judgement = make_judgement("reject", ["c-older"], author="A", made=MADE)
        write(connection, judgement, {SHELLED: "c-older"})
    take_in(other, lines_of(store))
    assert SHELLED not in effective(other)
    with other.reading() as connection:
        assert [said.given for said in live_on(connection, [SHELLED])[SHELLED]] == ["c-older"]


def test_correction_that_does_not_fit_is_kept_without_effect(store: Store) -> None:
    fill(store)
    given = {"author": "A", "made": MADE, "field": "actors.7.name", "value": "x"}
    line = {"action": "correct", "targets": [SHELLED], **given}
    assert len(take_in(store, [json.dumps(line)]).added) == 1
    assert any("does not fit any more" in reason for reason in effective(store)[SHELLED].reasons)


def changed(**parts: Any) -> str:
    return json.dumps({"action": "reject", "targets": [SHELLED], "author": "A", "made": MADE} | parts)


def test_lines_that_cannot_be_used_are_all_named_and_nothing_is_imported(store: Store) -> None:
    fill(store)
    lines = ["{", changed(), "[]", changed(action="like"), changed(id="j-0"), changed(read_as={"c-1": "c-2"})]
    lines.append(changed(action="correct", field="sentence", value="x"))
    with pytest.raises(InputError) as raised:
        take_in(store, lines)
    assert [f"line {number}:" in str(raised.value) for number in range(1, 8)] == [True, False, *[True] * 5]
    with store.reading() as connection:
        assert connection.execute(select(judgements)).first() is None


@pytest.mark.parametrize(
    "wrong", [{"made": "2026-99-99T99:99:99Z"}, {"read_as": {SHELLED: [SHELLED]}}, {"read_as": {SHELLED: {}}}]
)
def test_line_that_cannot_be_used_is_told(store: Store, wrong: dict[str, Any]) -> None:
    line = {"action": "reject", "targets": [SHELLED], "author": "A", "made": MADE} | wrong
    with pytest.raises(InputError, match="line 1"):
        take_in(fill(store), [json.dumps(line)])
