"""A store as it stood at an earlier moment of its own, made anew beside it.

What was recorded and not yet replaced then is added to an empty store in memory, so that its incidents and states are
those of that moment. People's judgements count as far as they were made, and not revoked, by then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from dateline.records import Coded, Sentence
from dateline.store import writer
from dateline.store.engines import MEMORY
from dateline.store.filters import standing
from dateline.store.opening import Store
from dateline.store.queries import load_found
from dateline.store.rows import document_from_row
from dateline.store.tables import claims, documents, judgement_targets, judgements, sentences


@contextmanager
def as_recorded(connection: Connection, moment: str) -> Iterator[Connection]:
    """A connection to a store in memory that holds what this one held before a moment; takes as long as adding it."""
    with Store.open(MEMORY) as past:
        with past.writing() as target:
            _copy_judgements(connection, target, moment)
            stood = select(documents).where(standing(documents.c.recorded, documents.c.retired, moment))
            for row in connection.execute(stood.order_by(documents.c.known, documents.c.id)):
                writer.add_within(
                    target, [_coded(connection, row, moment)], row.coder, row.recorded, {row.id: row.known}
                )
        with past.reading() as reading:
            yield reading


def last_change(connection: Connection) -> str:
    """The last moment at which this store took something in, replaced it or was told of a judgement."""
    moments = (
        documents.c.recorded, documents.c.retired, claims.c.recorded, claims.c.retired, judgements.c.made,
        judgements.c.revoked,
    )  # fmt: skip
    found = (connection.execute(select(func.max(each))).scalar() for each in moments)
    return max((each for each in found if each), default="")


def _copy_judgements(source: Connection, target: Connection, moment: str) -> None:
    rows = source.execute(select(judgements).where(judgements.c.made < moment)).mappings().all()
    if not rows:
        return
    target.execute(insert(judgements), [_unrevoked(dict(row), moment) for row in rows])
    named = select(judgement_targets).where(judgement_targets.c.judgement.in_([row["id"] for row in rows]))
    target.execute(insert(judgement_targets), [dict(row) for row in source.execute(named).mappings()])


def _unrevoked(row: dict[str, Any], moment: str) -> dict[str, Any]:
    """A judgement as it stood: one that was revoked later was not yet."""
    if row["revoked"] is None or row["revoked"] < moment:
        return row
    return row | {"revoked": None, "revoked_by": None, "revoked_reason": None}


def _coded(connection: Connection, row: Row[Any], moment: str) -> Coded:
    """A document with the claims that stood then, as they were coded."""
    stood = (claims.c.document == row.n, standing(claims.c.recorded, claims.c.retired, moment))
    ns = connection.execute(select(claims.c.n).where(*stood).order_by(claims.c.n)).scalars().all()
    told = connection.execute(select(sentences).where(sentences.c.document == row.n).order_by(sentences.c.position))
    return Coded(
        document_from_row(row, text=row.text),
        tuple(stored.claim for stored in load_found(connection, ns, past=True)),
        tuple(row.reasons),
        tuple(Sentence(each.text, each.start, each.end, each.position) for each in told),
    )
