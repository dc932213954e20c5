from __future__ import annotations

import pytest
from sqlalchemy import update
from store_samples import CODER, RECORDED, coded, silent

from dateline.store import Store, search
from dateline.store.search import Found
from dateline.store.tables import documents, sentences
from dateline.store.text_query import parse
from dateline.store.writer import add


@pytest.fixture
def filled(store: Store) -> Store:
    add(store, coded("bridge", title="Shells on the bridge"), CODER, RECORDED)
    add(store, coded("talks"), CODER, RECORDED)
    add(store, silent("long", f"{'Filler ' * 80}bridge {'more ' * 80}end."), CODER, RECORDED)
    return store


def ask(store: Store, typed: str, **options: object) -> Found:
    with store.reading() as connection:
        return search.search(connection, typed, **options)  # type: ignore[arg-type]


def shown(store: Store, typed: str) -> list[str]:
    return [hit.snippet for hit in ask(store, typed).hits]


@pytest.mark.parametrize(
    ("typed", "snippets"),
    [
        ("deal", ["Nobody expects a [deal]."]),
        ("DEAL expects", ["Nobody [expects] a [deal]."]),
        ("deal geneva", []),
        ('"a deal"', ["Nobody expects [a] [deal]."]),
        ('"deal a"', []),
        ("shell*", ["[Shells] on the bridge", "Rebels [shelled] the old bridge on Monday."]),
        ("shell", []),
        ("montreal", ["The army denied that it had left [Montréal]’s al-Bab quarter."]),
        ("MONTRÉAL", ["The army denied that it had left [Montréal]’s al-Bab quarter."]),
        ("al-bab", ["The army denied that it had left Montréal’s [al]-[Bab] quarter."]),
        ("bab-al", []),
        ("the -old", ["[The] army denied that it had left Montréal’s al-Bab quarter.", "Shells on [the] bridge"]),
        ('the -"old bridge" -shells', ["[The] army denied that it had left Montréal’s al-Bab quarter."]),
    ],
)
def test_search_finds(filled: Store, typed: str, snippets: list[str]) -> None:
    assert sorted(shown(filled, typed)) == sorted(snippets)


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "-", "--", '"', '""', "*", "-deal", "AND", "OR NOT", "NEAR(", "NEAR(a b, 2)", "text:deal", "^deal",
        "a + b", "{text}:x", "'; DROP TABLE sentences; --", "deal'", "deal' & !x", "a:*b", "a <-> b", "\\", "\x00",
        "deal\x00x", "%", "_",
        "deal) OR (1=1", "🙂", "\ud800", "((((((", "x" * 5000, "w " * 5000, '"' * 99, "-" * 99, "́", "ﬁ İ ß",
        "1e5 0x1A 3.5",
    ],
)  # fmt: skip
def test_search_never_fails(filled: Store, typed: str) -> None:
    found = ask(filled, typed)
    assert found.hits or found.notes or parse(typed).wanted


def test_search_says_that_there_is_nothing_to_search_for(filled: Store) -> None:
    assert ask(filled, "-deal").notes == ("nothing to search for: give at least one word that is not excluded",)


@pytest.mark.parametrize(
    ("typed", "used"), [("w " * 40, "only 32 of 40"), ("the d*", "only 1 of 2"), (f"the {'x' * 101}", "only 1 of 2")]
)
def test_search_says_that_it_left_out_terms(filled: Store, typed: str, used: str) -> None:
    (note,) = ask(filled, typed).notes
    assert note.startswith(f"{used} search terms are used: at most 32, ")


def test_search_puts_more_in_less_text_first(filled: Store) -> None:
    found = ask(filled, "bridge")
    assert [hit.sentence is None for hit in found.hits] == [True, False, False]
    assert [hit.rank for hit in found.hits] == sorted((hit.rank for hit in found.hits), reverse=True)


def test_search_cuts_long_sentences_around_what_was_found(filled: Store) -> None:
    (snippet,) = [hit.snippet for hit in ask(filled, "bridge").hits if "more" in hit.snippet]
    assert snippet.startswith("…Filler")
    assert snippet.endswith("more…")
    assert "Filler [bridge] more" in snippet


def test_search_names_rows(filled: Store) -> None:
    (hit,) = ask(filled, "geneva").hits
    with filled.reading() as connection:
        row = connection.execute(sentences.select().where(sentences.c.n == hit.sentence)).one()
    assert (row.text, row.document) == ("Talks resume in Geneva.", hit.document)


def test_search_leaves_out_older_versions_unless_asked(filled: Store) -> None:
    add(filled, coded("talks", "Talks fail in Geneva."), CODER, RECORDED)
    assert shown(filled, "geneva") == ["Talks fail in [Geneva]."]
    assert len(ask(filled, "geneva", retired=True).hits) == 2


def test_search_takes_marks_out_of_the_text_itself(filled: Store) -> None:
    add(filled, silent("trick", "A \x02trick\x03 with marks."), CODER, RECORDED)
    assert [hit.snippet for hit in ask(filled, "trick", marks=("\x02", "\x03")).hits] == ["A \x02trick\x03 with marks."]
    assert [hit.snippet for hit in ask(filled, "marks", marks=("\x02", "\x03")).hits] == ["A trick with \x02marks\x03."]


def test_search_says_that_it_was_truncated(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "CAP", 2)
    found = ask(filled, "the")
    assert not found.truncated
    add(filled, silent("more", "The end. The rest."), CODER, RECORDED)
    found = ask(filled, "the", limit=1)
    assert (len(found.hits), found.matches, found.truncated) == (1, 3, True)
    assert found.notes == ("more than 2 sentences or titles match; only the 2 added last were looked at",)


def test_search_follows_changes_of_texts(filled: Store) -> None:
    with filled.writing() as connection:
        connection.execute(update(sentences).where(sentences.c.text.contains("Geneva")).values(text="Talks in Vienna."))
        connection.execute(documents.delete().where(documents.c.id == "bridge"))
    assert (shown(filled, "geneva"), shown(filled, "vienna"), shown(filled, "rebels")) == (
        [], ["Talks in [Vienna]."], [],
    )  # fmt: skip


def test_matching_sentences_can_be_part_of_a_query(filled: Store) -> None:
    with filled.reading() as connection:
        found = connection.execute(
            sentences.select().where(sentences.c.n.in_(search.matching_sentences(connection, "rebels -deal")))
        )
        assert [row.text for row in found] == ["Rebels shelled the old bridge on Monday."]
        none = sentences.select().where(sentences.c.n.in_(search.matching_sentences(connection, "")))
        assert connection.execute(none).all() == []
