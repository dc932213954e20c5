from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update
from store_samples import CODER, RECORDED, coded, silent

from dateline.store import Store, verify
from dateline.store.tables import claims, copies, documents, incidents, links, sentences
from dateline.store.verify import Problem
from dateline.store.writer import add

TEXTS = (
    "Rebels shelled Aleppo. The army left Homs.",
    "Rebels attacked Aleppo. Nobody left Homs.",
    "Talks failed in Geneva.",
)


@pytest.fixture
def filled(store: Store) -> Store:
    for n, said in enumerate(TEXTS):
        add(store, coded(f"d{n}", said, published=f"2017-03-0{n + 6}", title=f"Day {n}"), CODER, RECORDED)
    add(store, coded("d0", "Rebels shelled Aleppo. The army left Hama."), CODER, RECORDED)
    add(store, silent("quiet", "Nothing happened."), CODER, RECORDED)
    return store


def test_verify_finds_nothing_in_a_store_that_is_whole(filled: Store) -> None:
    assert verify.verify(filled) == []


def test_verify_finds_nothing_in_an_empty_store(store: Store) -> None:
    assert verify.verify(store) == []


def test_verify_tells_how_far_it_is(filled: Store) -> None:
    told: list[tuple[str, int, int]] = []
    verify.verify(filled, lambda *progress: told.append(progress))
    assert told[0] == ("offset", 1, 5)
    assert told[-1] == ("rebuilt", 4, 4)


def change_text(connection: Connection) -> None:
    connection.execute(update(documents).where(documents.c.id == "d2").values(text="Talks failed in Vienna."))


def move_sentence(connection: Connection) -> None:
    connection.execute(update(sentences).where(sentences.c.text.startswith("Talks")).values(start=1))


def move_mention(connection: Connection) -> None:
    record = connection.execute(claims.select().where(claims.c.n == 1)).one().record
    record["actors"][0]["start"] += 1
    connection.execute(update(claims).where(claims.c.n == 1).values(record=record))


def change_facts(connection: Connection) -> None:
    connection.execute(update(documents).where(documents.c.id == "d2").values(publisher="Others"))


def forget_incidents(connection: Connection) -> None:
    connection.execute(delete(incidents))


def change_incident(connection: Connection) -> None:
    connection.execute(update(incidents).values(last_known="2030-01-01T00:00:00Z"))


def invent_copy(connection: Connection) -> None:
    ends = {"later": 5, "earlier": 3, "kind": "exact", "similarity": 1.0, "reasons": []}
    connection.execute(insert(copies), [ends])


def retire_claim(connection: Connection) -> None:
    connection.execute(update(claims).where(claims.c.retired.is_(None)).values(retired=RECORDED))


@pytest.mark.parametrize(
    ("damage", "check", "says"),
    [
        (change_text, "digest", "not those it was taken in with"),
        (change_text, "offset", "sentence 0 is not at 0–23"),
        (change_facts, "digest", "not those it was taken in with"),
        (move_sentence, "offset", "sentence 0 is not at 1–23"),
        (move_mention, "offset", "“Rebels” is not at 1–6 of d0"),
        (forget_incidents, "rebuilt", "is missing"),
        (change_incident, "rebuilt", "is otherwise when made anew"),
        (invent_copy, "rebuilt", "does not follow from the claims"),
        (retire_claim, "rebuilt", "does not follow from the claims"),
    ],
)
def test_verify_finds(filled: Store, damage: Callable[[Connection], None], check: str, says: str) -> None:
    with filled.writing() as connection:
        damage(connection)
    found = verify.verify(filled)
    assert any(problem.check == check and says in problem.what for problem in found), found


def test_verify_lists_some_and_counts_the_rest(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "MOST", 2)
    with filled.writing() as connection:
        connection.execute(update(documents).values(text="Other."))
    digests = [problem for problem in verify.verify(filled) if problem.check == "digest"]
    assert len(digests) == 3
    assert digests[-1] == Problem("digest", "", "3 more of this kind")


# --- what only SQLite allows


@pytest.fixture
def loose(tmp_path: Path) -> Store:
    """A store that may be damaged behind its back."""
    store = Store.open(tmp_path / "desk.db")
    add(store, coded("bridge", title="On the bridge"), CODER, RECORDED)
    return store


def behind_its_back(store: Store, statement: str) -> list[Problem]:
    with store.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute(statement)
        raw.execute("PRAGMA foreign_keys = ON")
    return verify.verify(store)


def test_verify_finds_rows_that_are_not_there(loose: Store) -> None:
    found = behind_its_back(loose, "DELETE FROM actors WHERE id = 'rebels'")
    assert Problem("reference", "claim_actors.actor", "1 rows name actors that are not there") in found


@pytest.mark.parametrize(("table", "column"), [("sentences", "text"), ("documents", "title")])
def test_verify_finds_an_index_out_of_step(loose: Store, table: str, column: str) -> None:
    found = behind_its_back(loose, f"DROP TRIGGER {table}_text_change")
    assert found == []
    found = behind_its_back(loose, f"UPDATE {table} SET {column} = 'Else'")
    where = f"{table}.{column}"
    assert Problem("search", where, "the full-text index does not have the words that are there") in found


def test_verify_reads_what_may_not_be_written(loose: Store) -> None:
    with Store.open(loose.name) as shown:
        shown.read_only = True
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Store, "writing", refuse)
            patch.setattr(verify, "_rebuilt", lambda *_: iter(()))
            assert verify.verify(shown) == []


def refuse(store: Store) -> None:
    pytest.fail("it was going to be written")


def test_verify_says_in_words_what_it_checks() -> None:
    assert verify.__doc__ is not None
    checks = {line.split()[0] for line in verify.__doc__.splitlines() if line.startswith("    ")}
    assert checks == {"file", "reference", "digest", "offset", "search", "rebuilt"}


def test_text_index_survives_a_backup_of_words(loose: Store) -> None:
    with loose.writing() as connection:
        connection.execute(text("INSERT INTO sentences_text (sentences_text) VALUES ('optimize')"))
    assert verify.verify(loose) == []


def test_verify_finds_nothing_where_later_dispatches_came_first(store: Store) -> None:
    for n, said in reversed(list(enumerate(TEXTS))):
        add(store, coded(f"d{n}", said, published=f"2017-03-0{n + 6}", title=f"Day {n}"), CODER, RECORDED)
    with store.reading() as connection:
        assert connection.execute(select(links)).first() is not None
    assert verify.verify(store) == []
