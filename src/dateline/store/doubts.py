"""What a person should look at: claims of which the coder is unsure, and incidents whose accounts disagree.

What matters most comes first: a decision weighs the more the less sure its claim is and the more hangs on it. What
somebody has decided about is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, Connection, exists, select

from dateline.store.filters import Filters, as_of
from dateline.store.tables import claims, evidence, incident_claims, incidents, judgement_targets, judgements

DOUBTFUL = 0.5  # confidence below which a claim is doubtful
OF_STATE, ALONE, CONTRADICTED = 2.0, 1.0, 1.0  # what adds to the weight of a claim
DISPUTE, SOURCE = 2.0, 0.25  # what adds to the weight of an incident, for itself and for each source


@dataclass(frozen=True, slots=True)
class Doubt:
    """A claim, by its id and row, or an incident; `why` says in words why it should be looked at."""

    kind: Literal["claim", "incident"]
    id: str
    weight: float
    why: tuple[str, ...]
    n: int | None = None

    @property
    def order(self) -> tuple[float, str]:
        """What sorts doubts, the weightiest first."""
        return -self.weight, self.id


def doubtful(connection: Connection) -> list[Doubt]:
    """Claims of which the coder is unsure and nobody has decided, the weightiest first."""
    holds = exists().where(evidence.c.claim == claims.c.n)
    wanted = (
        select(
            claims.c.n, claims.c.id, claims.c.confidence, holds.label("holds"), incidents.c.claims, incidents.c.disputed
        )
        .outerjoin_from(claims, incident_claims, incident_claims.c.claim == claims.c.n)
        .outerjoin(incidents, incidents.c.id == incident_claims.c.incident)
        .where(*as_of(Filters()), claims.c.confidence < DOUBTFUL, ~_is_decided())
    )
    found = [
        _of_claim(row.n, row.id, row.confidence, holds=row.holds, alone=row.claims == 1, disputed=bool(row.disputed))
        for row in connection.execute(wanted)
    ]
    return sorted(found, key=lambda doubt: doubt.order)


def _of_claim(n: int, ident: str, confidence: float, *, holds: bool, alone: bool, disputed: bool) -> Doubt:
    why = [f"confidence {confidence:.2f}"]
    weight = 1.0
    for applies, more, words in (
        (holds, OF_STATE, "a state rests on it"),
        (alone, ALONE, "no other claim tells of its incident"),
        (disputed, CONTRADICTED, "accounts of its incident disagree"),
    ):
        if applies:
            weight += more
            why.append(words)
    unsure = 1 - abs(2 * confidence - 1)  # most where it is as likely right as wrong
    return Doubt("claim", ident, round(weight * unsure, 6), tuple(why), n)


def disputed(connection: Connection) -> list[Doubt]:
    """Incidents whose accounts disagree and about whose claims nobody has decided, the weightiest first."""
    looked_at = (
        select(incident_claims.c.incident)
        .join_from(incident_claims, claims, incident_claims.c.claim == claims.c.n)
        .where(_is_decided())
    )
    wanted = select(incidents.c.id, incidents.c.sources, incidents.c.record["disputes"].label("disputes")).where(
        incidents.c.disputed, incidents.c.id.not_in(looked_at)
    )
    found = []
    for row in connection.execute(wanted):
        about = list(dict.fromkeys(each["about"] for each in row.disputes or ()))
        why = (
            f"accounts disagree about {', '.join(about)}",
            f"told by {row.sources} independent source{'s' if row.sources > 1 else ''}",
        )
        found.append(Doubt("incident", row.id, round(DISPUTE * len(about) + SOURCE * row.sources, 6), why))
    return sorted(found, key=lambda doubt: doubt.order)


def _is_decided() -> ColumnElement[bool]:
    on = judgement_targets.join(judgements, judgements.c.id == judgement_targets.c.judgement)
    return claims.c.id.in_(select(judgement_targets.c.target).select_from(on).where(judgements.c.revoked.is_(None)))
