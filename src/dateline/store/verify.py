"""Check that a store is whole: `dateline verify`.

    file         the database finds its own file in order
    reference    every row that another one names is there
    digest       a document's text and facts are those it was taken in with
    offset       every sentence and mention stands where it is said to
    search       the full-text index has the texts that are there
    rebuilt      what follows from the claims is what comes out when it is made anew

Problems are reported, never repaired.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, func, select, text
from sqlalchemy.exc import DatabaseError

from dateline.store.content import Rows, derived_rows
from dateline.store.migrations.text_index import INDEXED
from dateline.store.opening import Store
from dateline.store.rebuild import rebuild
from dateline.store.rows import digest, document_from_row
from dateline.store.tables import claims, documents, metadata, sentences

MOST = 20  # problems of one kind that are listed; the rest is counted

Progress = Callable[[str, int, int], None]  # the check, documents done, documents in all


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be: the check that found it, where, and what."""

    check: str
    where: str
    what: str


def verify(store: Store, progress: Progress = lambda check, done, total: None) -> list[Problem]:
    """Check a store as it is now; others may read and write it meanwhile.

    The full-text index of a read-only SQLite store is not checked: SQLite only checks what it may write.
    """
    found = [] if store.read_only else _listed("search", _search(store))
    with store.reading() as connection:
        found += _listed("file", _file(connection))
        found += _listed("reference", _references(connection))
        found += _documents(connection, progress)
        found += _listed("rebuilt", _rebuilt(connection, progress))
    return found


_Finding = tuple[str, str]  # where, what


def _listed(check: str, findings: Iterable[_Finding]) -> list[Problem]:
    """The first problems of a kind, and how many more there are."""
    rest = iter(findings)
    listed = [Problem(check, *finding) for finding in islice(rest, MOST)]
    more = sum(1 for _ in rest)
    return [*listed, Problem(check, "", f"{more:,} more of this kind")] if more else listed


def _file(connection: Connection) -> Iterator[_Finding]:
    if connection.dialect.name == "sqlite":
        for (said,) in connection.execute(text(f"PRAGMA quick_check({MOST})")):
            if said != "ok":
                yield "the file", said


def _references(connection: Connection) -> Iterator[_Finding]:
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            column, target = key.parent, key.column
            aimed = target.table.alias()
            lost = ~select(aimed).where(aimed.c[target.name] == column).exists()
            n = connection.execute(
                select(func.count()).select_from(table).where(column.is_not(None), lost)
            ).scalar_one()
            if n:
                yield f"{table.name}.{column.name}", f"{n:,} rows name {target.table.name} that are not there"


def _search(store: Store) -> Iterator[_Finding]:
    if store.engine.dialect.name != "sqlite":
        return  # PostgreSQL computes the index from the text itself
    for table, column in INDEXED.items():
        compare = text(f"INSERT INTO {table}_text ({table}_text, rank) VALUES ('integrity-check', 1)")
        with store.writing() as connection:
            try:
                connection.execute(compare)
            except DatabaseError:
                yield f"{table}.{column}", "the full-text index does not have the words that are there"


# --- documents, and what stands where in them


def _documents(connection: Connection, progress: Progress) -> list[Problem]:
    ns = connection.execute(select(documents.c.n).order_by(documents.c.n)).scalars().all()
    digests: list[_Finding] = []
    offsets: list[_Finding] = []
    for done, n in enumerate(ns, 1):
        row = connection.execute(select(documents).where(documents.c.n == n)).one()
        if digest(document_from_row(row, text=row.text)) != row.digest:
            digests.append((row.id, "its text or facts are not those it was taken in with"))
        offsets += _offsets(connection, row)
        progress("offset", done, len(ns))
    return [*_listed("digest", digests), *_listed("offset", offsets)]


def _offsets(connection: Connection, document: Row[Any]) -> Iterator[_Finding]:
    said: str = document.text
    for row in connection.execute(select(sentences).where(sentences.c.document == document.n)):
        if said[row.start : row.end] != row.text:
            yield document.id, f"sentence {row.position} is not at {row.start}–{row.end}"
    told = select(claims.c.id, claims.c.record, sentences.c.document)
    for row in connection.execute(told.join_from(claims, sentences).where(claims.c.document == document.n)):
        if row.document != document.n:
            yield row.id, "its sentence is another document's"
        for span in _spans(row.record):
            if said[span["start"] : span["end"]] != span["text"]:
                yield row.id, f"“{span['text']}” is not at {span['start']}–{span['end']} of {document.id}"


def _spans(record: Any) -> Iterator[dict[str, Any]]:
    """Every part of a record that says where its words stand."""
    if isinstance(record, list):
        for each in record:
            yield from _spans(each)
    elif isinstance(record, dict):
        if record.keys() >= {"text", "start", "end"}:
            yield record
        for each in record.values():
            yield from _spans(each)


# --- what follows from the claims


def _rebuilt(connection: Connection, progress: Progress) -> Iterator[_Finding]:
    with tempfile.TemporaryDirectory(prefix="dateline-verify-") as folder, Store.open(Path(folder) / "v.db") as fresh:
        with fresh.writing() as target:
            rebuild(connection, target, lambda done, total: progress("rebuilt", done, total))
        with fresh.reading() as target:
            for (table, stored), (_, made) in zip(derived_rows(connection), derived_rows(target), strict=True):
                yield from _differences(table, stored, made)


def _differences(table: str, stored: Rows, made: Rows) -> Iterator[_Finding]:
    wrong, missing = stored - made, made - stored
    named = {name for name, _ in wrong} & {name for name, _ in missing}
    yield from ((f"{table} {name}", "is otherwise when made anew") for name in sorted(named))
    yield from (
        (f"{table} {name}", "does not follow from the claims") for name, _ in sorted(wrong) if name not in named
    )
    yield from ((f"{table} {name}", "is missing") for name, _ in sorted(missing) if name not in named)
