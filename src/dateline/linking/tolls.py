"""The figures of an incident: what each voice says and when, and the best value of each.

A voice is whom a sentence names as its source, else the outlet's origin. Of one voice the latest word counts; the best
value is the latest of all, and low and high are the bounds of what the voices said last. Tolls rise: only figures
that were given at about the same time contradict each other.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.linking.compare import overlap
from dateline.linking.traits import Amount, Traits

UNSIZED = "other"  # a unit that says nothing of what is counted
SAME_TIME = 2  # days
TOTAL = ("total", None)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as one claim gives it."""

    amount: Amount
    claim: Traits

    @property
    def day(self) -> int:
        """When it was known."""
        return self.claim.day

    def to_dict(self) -> dict[str, Any]:
        """As the incident's record shows it."""
        a, by = self.amount, self.claim
        return {
            "text": a.text,
            "value": a.value,
            "low": a.low,
            "high": a.high,
            "change": a.change,
            "as_of": by.known,
            "source": voice(by),
            "claim": by.id,
        }


def voice(claim: Traits) -> str:
    """Who says it: the parties that the sentence names as its source, else the outlet, else the document."""
    return ", ".join(sorted(party.name for party in claim.attributed)) or claim.origin or claim.document_id


def tolls(group: Sequence[Traits]) -> list[dict[str, Any]]:
    """The figures of an incident by unit, each with its best value and all that was said.

    Args:
        group: Its claims, the earliest first.
    """
    return [_toll(unit, figures) for unit, figures in sorted(_by_unit(group).items())]


def contradictions(group: Sequence[Traits]) -> Iterator[dict[str, Any]]:
    """Figures of different voices, given at about the same time, that cannot both be right."""
    for unit, figures in sorted(_by_unit(group).items()):
        against = [figure for figure in figures if figure.amount.change in TOTAL and unit != UNSIZED]
        pairs = [pair for pair in itertools.combinations(against, 2) if _contradict(*pair)]
        if pairs:
            told = {id(figure): figure for pair in pairs for figure in pair}
            yield {"about": unit, "values": [figure.to_dict() for figure in told.values()]}


def _by_unit(group: Sequence[Traits]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for claim in group:
        for amount in claim.amounts:
            found.setdefault(amount.unit, []).append(Figure(amount, claim))
    return found


def _toll(unit: str, figures: Sequence[Figure]) -> dict[str, Any]:
    last: dict[str, Figure] = {voice(figure.claim): figure for figure in figures}
    whole = [figure for figure in last.values() if figure.amount.change in TOTAL] or list(last.values())
    best = max(whole, key=lambda figure: (figure.day, figure.claim.confidence, figure.claim.id))
    lows = [low for figure in whole if (low := _end(figure.amount, figure.amount.low)) is not None]
    highs = [high for figure in whole if (high := _end(figure.amount, figure.amount.high)) is not None]
    return {
        "unit": unit,
        "text": best.amount.text,
        "value": best.amount.value,
        "low": min(lows, default=None),
        "high": max(highs, default=None),
        "change": best.amount.change,
        "as_of": best.claim.known,
        "told": [figure.to_dict() for figure in figures],
    }


def _end(amount: Amount, end: float | None) -> float | None:
    return amount.value if end is None else end


def _contradict(a: Figure, b: Figure) -> bool:
    if voice(a.claim) == voice(b.claim) or not _near(a.claim.known, b.claim.known):
        return False
    return not overlap(a.amount, b.amount)


def _near(a: str, b: str) -> bool:
    return abs((date.fromisoformat(a[:10]) - date.fromisoformat(b[:10])).days) <= SAME_TIME
