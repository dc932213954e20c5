"""Who vouches for something, bounded: the latest pieces in full, of older ones only what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dateline.situation.evidence import Evidence

KEPT = 32  # latest pieces that are kept in full
UNITS = 24  # older units whose confidence is kept: more make nothing surer
SUREST = 0.97  # what any number of sources comes to at most


class Support(NamedTuple):
    """One claim's support: who vouches for it, and the day of which it speaks."""

    claim: str
    document: str
    unit: str
    confidence: float
    known: str
    on: str
    denies: bool = False

    @classmethod
    def of(cls, evidence: Evidence) -> Support:
        """The support that a piece of evidence gives."""
        denies = evidence.status == "negated" and evidence.effect == "holds"
        return cls(
            evidence.claim,
            evidence.document,
            evidence.unit,
            round(evidence.confidence, 4),
            evidence.known,
            evidence.on,
            denies,
        )


@dataclass(slots=True)
class Tally:
    """Support, the latest in full; `units` are those of older pieces, with the most that each gave."""

    count: int = 0
    recent: list[Support] = field(default_factory=list)
    units: dict[str, float] = field(default_factory=dict)
    last: str | None = None  # the latest day of which an older piece speaks

    def add(self, support: Support) -> None:
        """Take one more piece, the latest known."""
        self.count += 1
        self.recent.append(support)
        while len(self.recent) > KEPT:
            self._carry(self.recent.pop(0))

    def _carry(self, old: Support) -> None:
        self.last = max(self.last or old.on, old.on)
        if old.unit in self.units or len(self.units) < UNITS:
            self.units[old.unit] = max(self.units.get(old.unit, 0.0), old.confidence)

    def split(self, day: str) -> tuple[Tally, Tally]:
        """What speaks of days before a day, and what of later ones; what is kept in sum only goes to the former."""
        early = Tally(self.count - len(self.recent), [], dict(self.units), self.last)
        late = Tally()
        for support in self.recent:
            (early if support.on < day else late).add(support)
        return early, late

    def to_list(self) -> list[Any]:
        """The JSON form."""
        return [self.count, [list(each) for each in self.recent], self.units, self.last]

    @classmethod
    def from_list(cls, data: Sequence[Any]) -> Tally:
        """The tally whose `to_list` is `data`."""
        return cls(data[0], [Support(*each) for each in data[1]], dict(data[2]), data[3])


def together(tallies: Iterable[Tally]) -> Tally:
    """Several tallies as one; a claim that stands in two counts once."""
    out, seen = Tally(), set[str]()
    found = list(tallies)
    for each in found:
        out.count += each.count - len(each.recent)
        out.last = max(out.last or each.last, each.last) if each.last else out.last
        for unit, confidence in each.units.items():
            out.units[unit] = max(out.units.get(unit, 0.0), confidence)
    for support in sorted((s for each in found for s in each.recent), key=lambda s: (s.known, s.claim, s.on)):
        if support.claim not in seen:
            seen.add(support.claim)
            out.add(support)
    return out


def sureness(supports: Iterable[Support], units: dict[str, float]) -> float:
    """How sure independent sources make something: each may be wrong on its own; a second word of one adds nothing."""
    best = dict(units)
    for support in supports:
        best[support.unit] = max(best.get(support.unit, 0.0), support.confidence)
    wrong = 1.0
    for confidence in best.values():
        wrong *= 1.0 - confidence
    return round(min(SUREST, 1.0 - wrong), 4)
