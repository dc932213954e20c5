"""From a claim to evidence."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from dateline.situation.effects import of_event
from dateline.situation.evidence import Evidence
from dateline.situation.pieces import Told
from dateline.situation.relations import of_relation
from dateline.situation.when import days_of
from dateline.store.rows import StoredClaim


def evidence_of(stored: StoredClaim, unit: str) -> Iterator[Evidence]:
    """The evidence of a claim; of many there is none.

    Args:
        stored: The claim, as judged.
        unit: Who vouches for it: an agency, an outlet, the original of a copy.
    """
    told = Told(stored.claim, stored.known, days_of(stored.claim, stored.known), unit)
    found = of_relation(told) if stored.claim.kind == "relation" else of_event(told)
    distinct = dict.fromkeys(found)
    for position, evidence in enumerate(distinct):
        yield dataclasses.replace(evidence, position=position)
