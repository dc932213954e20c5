"""The rows of a document's sentences after a coder has split it, perhaps otherwise than the one before."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select, update

from dateline.records import Sentence
from dateline.store.rows import sentence_rows
from dateline.store.tables import claims, sentences


def replace_sentences(connection: Connection, document: int, told: Mapping[int, Sentence]) -> dict[int, int]:
    """Make the rows those of a new splitting; the row of each sentence is returned, by its position.

    A sentence that is still there keeps its row. One that is not goes; when claims still stand in it, its place is
    after the last.
    """
    wanted = sentences.c.document == document
    rows = connection.execute(select(sentences).where(wanted).order_by(sentences.c.position)).all()
    present = {(row.start, row.end): row.n for row in rows}
    if {(row.position, row.start, row.end) for row in rows} != {(k, s.start, s.end) for k, s in told.items()}:
        _make_room(connection, document, len(rows) + len(told))
        kept = {position: present[s.start, s.end] for position, s in told.items() if (s.start, s.end) in present}
        stale = [row.n for row in rows if row.n not in kept.values()]
        for position, n in (kept | _after(told, _in_use(connection, stale))).items():
            connection.execute(update(sentences).where(sentences.c.n == n).values(position=position))
        if fresh := sentence_rows(document, (s for position, s in told.items() if position not in kept)):
            connection.execute(insert(sentences), fresh)
    found = connection.execute(select(sentences.c.position, sentences.c.n).where(wanted))
    return {row.position: row.n for row in found}


def _make_room(connection: Connection, document: int, room: int) -> None:
    """Move all sentences out of the way, so that no two ever have one position."""
    highest = select(sentences.c.position).where(sentences.c.document == document).order_by(sentences.c.position.desc())
    offset = (connection.execute(highest).scalar() or 0) + room + 1
    moved = update(sentences).where(sentences.c.document == document)
    connection.execute(moved.values(position=sentences.c.position + offset))


def _in_use(connection: Connection, stale: list[int]) -> list[int]:
    """Those of some sentences in which claims stand, retired ones too; the others are deleted."""
    used = set(connection.execute(select(claims.c.sentence).where(claims.c.sentence.in_(stale))).scalars())
    connection.execute(delete(sentences).where(sentences.c.n.in_([n for n in stale if n not in used])))
    return [n for n in stale if n in used]


def _after(told: Mapping[int, Sentence], rows: list[int]) -> dict[int, int]:
    first = max(told, default=-1) + 1
    return {first + k: n for k, n in enumerate(rows)}
