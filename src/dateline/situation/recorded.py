"""The states as the store would have given them at an earlier moment of its own: made anew from the claims that stood.

People's judgements are not applied to the past: they are taken as they are today.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, or_, select

from dateline.judgements.effective import as_judged, rejects, with_judgements
from dateline.situation.evidence import Evidence
from dateline.situation.sentences import pieces
from dateline.situation.states import StateVersion, versions
from dateline.situation.units import units
from dateline.store.queries import load_found
from dateline.store.rows import StoredClaim
from dateline.store.tables import claims


def versions_recorded(connection: Connection, recorded: str, known: str) -> Iterator[StateVersion]:
    """All rows, from what was recorded, and known, before two moments."""
    by_key: dict[str, list[Evidence]] = defaultdict(list)
    told: dict[tuple[int, int], list[StoredClaim]] = defaultdict(list)
    for stored in _standing(connection, recorded, known):
        told[stored.document, stored.claim.sentence.index].append(stored)
    unit_of = units(connection, {document for document, _ in told})
    for (document, _), together in told.items():
        for _, piece in pieces(together, unit_of[document]):
            by_key[piece.key].append(piece)
    for key, evidence in sorted(by_key.items()):
        yield from versions(key, evidence)


def _standing(connection: Connection, recorded: str, known: str) -> Iterator[StoredClaim]:
    stood = or_(claims.c.retired.is_(None), claims.c.retired >= recorded)
    ns = connection.scalars(select(claims.c.n).where(claims.c.recorded < recorded, claims.c.known < known, stood)).all()
    for stored, said in with_judgements(connection, load_found(connection, ns, past=True)):
        if not rejects(said):
            yield as_judged(stored, said)
