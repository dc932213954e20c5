from __future__ import annotations

import dataclasses
import gc
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from store_samples import CODER, RECORDED, coded, ids, silent

from dateline.records import Actor
from dateline.store import Store, writer
from dateline.store.content import derived_rows
from dateline.store.rows import load_claims
from dateline.store.tables import actors, claim_actors, claims, documents, sentences
from dateline.store.writer import Added, add, add_several

LATER = "2026-02-02T00:00:00Z"


def live_claims(store: Store) -> list[str]:
    with store.reading() as connection:
        ns = connection.execute(select(claims.c.n)).scalars().all()
        return [stored.claim.id for stored in load_claims(connection, ns)]


def test_writer_gives_back_what_it_took(store: Store) -> None:
    dispatch = coded()
    assert add(store, dispatch, CODER, RECORDED) == Added("bridge", "added", 2)
    with store.reading() as connection:
        loaded = [stored.claim for stored in load_claims(connection, [1, 2])]
    shown = dataclasses.replace(dispatch.document, text="")
    assert loaded == [dataclasses.replace(told, document=shown) for told in dispatch]


def test_writer_takes_the_same_dispatch_once(store: Store) -> None:
    add(store, coded(), CODER, RECORDED)
    assert add(store, coded(), CODER, LATER) == Added("bridge", "unchanged")
    assert live_claims(store) == ids([coded()])


def test_writer_keeps_dispatches_that_claim_nothing(store: Store) -> None:
    add(store, silent("quiet", "Nothing happened."), CODER, RECORDED)
    with store.reading() as connection:
        row = connection.execute(select(documents.c.reasons, sentences.c.text).join(sentences)).one()
    assert row == (["no event and no relation"], "Nothing happened.")


def test_writer_lets_a_newer_version_supersede_the_older_which_stays(store: Store) -> None:
    newer = coded("bridge", "Rebels shelled the new bridge.")
    add(store, coded(), CODER, RECORDED)
    assert add(store, newer, CODER, LATER) == Added("bridge", "superseded", 1)
    assert live_claims(store) == ids([newer])
    with store.reading() as connection:
        found = connection.execute(select(documents.c.retired).order_by(documents.c.n)).scalars().all()
        gone = select(func.count()).select_from(claims).where(claims.c.retired == LATER)
        assert (found, connection.execute(gone).scalar_one()) == ([LATER, None], 2)


def test_writer_lets_the_older_version_come_again(store: Store) -> None:
    newer = coded("bridge", "Rebels shelled the new bridge.")
    for dispatch in (coded(), newer, coded()):
        outcome = add(store, dispatch, CODER, RECORDED).outcome
    assert outcome == "unchanged"
    assert live_claims(store) == ids([newer])


def test_writer_keeps_the_version_that_was_published_last_whichever_comes_first(store: Store) -> None:
    newer = coded("bridge", "Rebels shelled the new bridge.", published="2017-03-10")
    outcomes = [add(store, dispatch, CODER, RECORDED).outcome for dispatch in (newer, coded(), coded())]
    assert outcomes == ["added", "outdated", "unchanged"]
    assert live_claims(store) == ids([newer])


def test_writer_writes_all_of_a_dispatch_or_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "relink", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add(store, coded(), CODER, RECORDED)
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(documents)).scalar_one() == 0


def test_writer_keeps_what_is_absent_as_null(store: Store) -> None:
    add(store, coded(), CODER, RECORDED)
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM documents WHERE filed IS NULL")).scalar_one() == 1


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_writer_describes_an_actor_the_same_in_any_order(store: Store, order: tuple[int, int]) -> None:
    mentions = (
        Actor("Rebels", 0, 6, "rebels", "Rebels", None, "REB"),
        Actor("Rebels", 0, 6, "rebels", "Band", "SYR"),
    )
    for n in order:
        base = coded(f"d{n}", "Rebels came.")
        told = dataclasses.replace(base.claims[0], actors=(mentions[n],))
        add(store, dataclasses.replace(base, claims=(told,)), CODER, RECORDED)
    with store.reading() as connection:
        assert connection.execute(select(actors)).one() == ("rebels", "Band", "SYR", "REB")
        assert connection.execute(select(func.count()).select_from(claim_actors)).scalar_one() == 2


def test_writer_takes_any_letters(store: Store) -> None:
    told = "Ракка سقطت 🙂 “quoted” \\ ' \" %s :name {}."
    add(store, coded("letters", told, title=told), CODER, RECORDED)
    with store.reading() as connection:
        row = connection.execute(select(documents.c.text, documents.c.title)).one()
        (stored,) = load_claims(connection, [1])
    assert (row, stored.claim.sentence.text) == ((told, told), told)


def test_writer_takes_several_dispatches_as_it_takes_each(tmp_path: Path) -> None:
    newer = coded("bridge", "Rebels shelled the new bridge.", published="2017-03-10")
    told = [coded(), coded("talks"), coded(), newer, silent("quiet", "Nothing happened."), coded("talks", "Talks end.")]
    with Store.open(tmp_path / "each.db") as each, Store.open(tmp_path / "several.db") as several:
        outcomes = [add(each, dispatch, CODER, RECORDED) for dispatch in told]
        assert add_several(several, told, CODER, RECORDED) == outcomes
        assert [one.outcome for one in outcomes] == [
            "added", "added", "unchanged", "superseded", "added", "superseded",
        ]  # fmt: skip
        assert live_claims(several) == live_claims(each)
        with each.reading() as one, several.reading() as other:
            assert dict(derived_rows(one)) == dict(derived_rows(other))


def test_writer_takes_all_of_several_dispatches_or_none(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "relink", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add_several(store, [coded(), coded("talks")], CODER, RECORDED)
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(documents)).scalar_one() == 0


def test_writer_takes_no_dispatches(store: Store) -> None:
    assert add_several(store, [], CODER, RECORDED) == []


def test_writer_leaves_the_search_for_rubbish_as_it_was(store: Store) -> None:
    for was in (gc.enable, gc.disable):
        was()
        before = gc.isenabled()
        try:
            add(store, coded(), CODER, RECORDED)
            assert gc.isenabled() == before
        finally:
            gc.enable()
