"""Full-text search in sentences and titles, with the words found marked; the same answers from both databases.

    found = search(connection, 'raqqa "safe passage" -denied', limit=20, marks=("[", "]"))

The database's index finds, this module ranks: more of the words in less text comes first, then what was known last.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, column, func, literal_column, select, table, text

from dateline.store.tables import documents, sentences
from dateline.store.text_query import Query, Term, occurrences, parse, spans_of, times, words_of

CAP = 1_000  # sentences, and titles, that are ranked; a common word has a million
SNIPPET = 40  # words of a long sentence that are shown
_SATURATION, _LENGTH, _USUAL = 1.2, 0.75, 25  # BM25's constants, and how many words a sentence has
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence, or where `sentence` is null the title, of a document. Both numbers are rows."""

    sentence: int | None
    document: int
    snippet: str
    rank: float  # higher is better


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits. `truncated`: so many match that only some were looked at. `notes` says so in words, and more."""

    hits: tuple[Hit, ...]
    matches: int  # of those that were looked at
    truncated: bool
    notes: tuple[str, ...]


class _Candidate(NamedTuple):
    sentence: int | None
    document: int
    text: str
    order: tuple[str, str, int]  # known, id of the document, position in it


def search(
    connection: Connection,
    typed: str,
    *,
    limit: int = 20,
    marks: tuple[str, str] = ("[", "]"),
    retired: bool = False,
) -> Found:
    """Search in sentences and titles.

    Args:
        connection: A connection to a store.
        typed: Words, "phrases in quotes", -excluded, beginnings*; anything else is left out, nothing is an error.
        limit: How many hits to return.
        marks: What to put before and after words found. For HTML, take two control characters, escape the snippet,
            then replace them; they are taken out of the text itself.
        retired: Whether older versions of dispatches are searched too.
    """
    query = parse(typed)
    if not query.wanted:
        return Found((), 0, False, query.notes)
    told, more_told = _capped(connection.execute(_sentences(connection, query, retired)))
    titles, more_titles = _capped(connection.execute(_titles(connection, query, retired)))
    candidates = [*(_of_sentence(row) for row in told), *(_of_title(row) for row in titles)]
    truncated = more_told or more_titles
    note = (f"more than {CAP:,} sentences or titles match; only the {CAP:,} added last were looked at",)
    hits = _best(candidates, query, limit, marks)
    return Found(hits, len(candidates), truncated, (*query.notes, *(note if truncated else ())))


def matching_sentences(connection: Connection, typed: str) -> Select[tuple[int]]:
    """A query for the rows of all sentences that match, to be used within another query."""
    return _matching(connection, sentences.name, parse(typed))


def _matching(connection: Connection, indexed: str, query: Query) -> Select[Any]:
    if not query.wanted:
        return select(literal_column("0").label("n")).where(text("1 = 0"))
    if connection.dialect.name == "sqlite":
        index = table(f"{indexed}_text", column("rowid"))
        return select(index.c.rowid.label("n")).where(
            literal_column(f"{indexed}_text").op("MATCH")(_for_sqlite(query)),
        )
    rows = table(indexed, column("n"), column("words"))
    return select(rows.c.n).where(rows.c.words.op("@@")(func.to_tsquery("simple", _for_postgresql(query))))


def _sentences(connection: Connection, query: Query, retired: bool) -> Select[Any]:
    found = _matching(connection, sentences.name, query).subquery("found")
    wanted = (
        select(sentences.c.n, sentences.c.document, sentences.c.text, sentences.c.position, *_ORDER)
        .join_from(found, sentences, sentences.c.n == found.c.n)
        .join(documents, documents.c.n == sentences.c.document)
    )
    return _newest(wanted, found.c.n, retired)


def _titles(connection: Connection, query: Query, retired: bool) -> Select[Any]:
    found = _matching(connection, documents.name, query).subquery("found")
    wanted = select(documents.c.n, documents.c.title, *_ORDER).join_from(found, documents, documents.c.n == found.c.n)
    return _newest(wanted, found.c.n, retired)


def _newest(wanted: Select[Any], n: Any, retired: bool) -> Select[Any]:
    live = wanted if retired else wanted.where(documents.c.retired.is_(None))
    return live.order_by(n.desc()).limit(CAP + 1)


_ORDER = (documents.c.known, documents.c.id)


def _capped(rows: Iterable[Row[Any]]) -> tuple[list[Row[Any]], bool]:
    found = list(rows)
    return found[:CAP], len(found) > CAP


def _of_sentence(row: Row[Any]) -> _Candidate:
    return _Candidate(row.n, row.document, row.text, (row.known, row.id, row.position))


def _of_title(row: Row[Any]) -> _Candidate:
    return _Candidate(None, row.n, row.title, (row.known, row.id, -1))


def _for_sqlite(query: Query) -> str:
    wanted = " AND ".join(map(_sqlite_term, query.wanted))
    unwanted = " OR ".join(map(_sqlite_term, query.unwanted))
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _sqlite_term(term: Term) -> str:
    return f'"{" ".join(term.words)}"{" *" if term.prefix else ""}'


def _for_postgresql(query: Query) -> str:
    return " & ".join(
        [*map(_postgresql_term, query.wanted), *(f"!{_postgresql_term(term)}" for term in query.unwanted)]
    )


def _postgresql_term(term: Term) -> str:
    words = [f"'{unicodedata.normalize('NFKD', word)}'" for word in term.words]
    return f"({' <-> '.join(words)}{':*' if term.prefix else ''})"


def _best(candidates: Sequence[_Candidate], query: Query, limit: int, marks: tuple[str, str]) -> tuple[Hit, ...]:
    ranked = sorted(_ranked(candidates, query), key=lambda scored: (scored[0], scored[1].order), reverse=True)
    return tuple(
        Hit(candidate.sentence, candidate.document, _snippet(candidate.text, query, marks), rank)
        for rank, candidate in ranked[:limit]
    )


def _ranked(candidates: Iterable[_Candidate], query: Query) -> Iterator[tuple[float, _Candidate]]:
    for candidate in candidates:
        words = words_of(candidate.text)
        yield sum(_weight(times(term, words), len(words)) for term in query.wanted), candidate


def _weight(times: int, length: int) -> float:
    """BM25 without the rarity of the word, which is the same for all: every hit has every word."""
    return round(times * (_SATURATION + 1) / (times + _SATURATION * (1 - _LENGTH + _LENGTH * length / _USUAL)), 6)


def _snippet(told: str, query: Query, marks: tuple[str, str]) -> str:
    for mark in filter(None, marks):
        told = told.replace(mark, "")
    words, spans = words_of(told), spans_of(told)
    found = sorted({at + k for term in query.wanted for at in occurrences(term, words) for k in range(len(term.words))})
    first, last = _window(found, len(words))
    begin, end = (spans[first][0] if first else 0), (spans[last][1] if last + 1 < len(words) else len(told))
    shown = _marked(told, [spans[at] for at in found if first <= at <= last], begin, end, marks)
    return f"{_ELLIPSIS if begin else ''}{shown}{_ELLIPSIS if end < len(told) else ''}"


def _window(found: Sequence[int], length: int) -> tuple[int, int]:
    """The first and the last word of the stretch that shows most of what was found."""
    if length <= SNIPPET or not found:
        return 0, min(length, SNIPPET) - 1
    most = max(found, key=lambda at: (sum(at <= other < at + SNIPPET - 5 for other in found), -at))
    first = max(0, min(most - 5, length - SNIPPET))
    return first, first + SNIPPET - 1


def _marked(told: str, found: Sequence[tuple[int, int]], begin: int, end: int, marks: tuple[str, str]) -> str:
    pieces, at = [], begin
    for start, stop in found:
        pieces += [told[at:start], marks[0], told[start:stop], marks[1]]
        at = stop
    return "".join([*pieces, told[at:end]])
