"""The rows of sentences when another coder splits a document otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from tests.store.store_samples import CODER, RECORDED, coded

from dateline.records import Sentence
from dateline.store import Store
from dateline.store.resplitting import replace_sentences
from dateline.store.tables import claims, documents, sentences
from dateline.store.writer import add

TEXT = "Talks resume. Nobody came. Rebels shelled it."


def taken(store: Store) -> tuple[int, tuple[Sentence, ...]]:
    told = coded("talks", TEXT)
    add(store, told, CODER, RECORDED)
    with store.reading() as connection:
        return connection.execute(select(documents.c.n)).scalar_one(), told.sentences


def rows(store: Store) -> list[tuple[int, int, str]]:
    wanted = select(sentences.c.position, sentences.c.n, sentences.c.text).order_by(sentences.c.position)
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(wanted)]


def resplit(store: Store, n: int, told: Sequence[Sentence]) -> dict[int, int]:
    with store.writing() as connection:
        return replace_sentences(connection, n, {sentence.index: sentence for sentence in told})


def test_same_splitting_keeps_the_rows(store: Store) -> None:
    n, told = taken(store)
    before = rows(store)
    assert resplit(store, n, told) == {position: row for position, row, _ in before}
    assert rows(store) == before


def test_sentence_that_stays_keeps_its_row_at_its_new_position(store: Store) -> None:
    n, (first, second, third) = taken(store)
    was = {text: row for _, row, text in rows(store)}
    whole = Sentence(TEXT[: second.end], first.start, second.end, 0)
    at = resplit(store, n, [whole, Sentence(third.text, third.start, third.end, 1)])
    assert at[1] == was[third.text]
    assert [text for position, _, text in rows(store) if position < 2] == [whole.text, third.text]


def test_sentence_that_is_gone_stays_after_the_last_while_claims_stand_in_it(store: Store) -> None:
    n, (first, second, third) = taken(store)
    with store.writing() as connection:
        connection.execute(claims.delete().where(claims.c.record["trigger"]["text"].as_string() == "came"))
    whole = Sentence(TEXT, 0, len(TEXT), 0)
    resplit(store, n, [whole])
    assert [text for _, _, text in rows(store)] == [whole.text, first.text, third.text]
    resplit(store, n, [first, second, third])
    assert [text for _, _, text in rows(store)] == [first.text, second.text, third.text]
