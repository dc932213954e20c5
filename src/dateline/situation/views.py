"""A state as people are shown it: what could be known of it then, how sure it was, and who says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dateline.situation.evidence import Figure, Party, Spot
from dateline.situation.states import StateVersion, confidence
from dateline.situation.tally import Support, Tally, sureness

FADING = 365  # days before the first word of a state over which what is presumed of it loses half
_PLACE = ("id", "name", "country", "lat", "lon", "kind")
_ACTOR = ("id", "name", "country", "sector")


@dataclass(frozen=True, slots=True)
class Said:
    """Claims on one side of a dispute: the latest in full, how many there are, and who vouches for them."""

    claims: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    count: int = 0
    sources: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """A figure with the day of which it speaks, and its claim."""

    figure: Figure
    on: str
    claim: str
    source: str


@dataclass(frozen=True, slots=True)
class State:
    """A state on a day, as known at a moment.

    `presumed` says that the day lies before the first word of it: nothing tells that it was otherwise. `said` holds
    it up, `denied` denies it, `rivals` are said to have the same at the same time.
    """

    version: StateVersion
    subject: Party | None
    object: Party | None
    place: Spot | None
    label: str | None
    status: str
    confidence: float
    disputed: bool
    contested: bool
    presumed: bool
    first_confirmed: str | None
    last_confirmed: str | None
    said: Said
    denied: Said
    rivals: tuple[Party, ...]
    values: tuple[Value, ...]
    reasons: tuple[str, ...]
    rival_claims: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The record that `dateline situation --format jsonl` prints."""
        version = self.version
        return {
            "id": version.id,
            "predicate": version.predicate,
            "actors": [_shown(self.subject, _ACTOR)] if self.subject else [],
            "recipients": [_shown(self.object, _ACTOR)] if self.object else [],
            "places": [_shown(self.place, _PLACE)] if self.place else [],
            "label": self.label,
            "from": version.valid_from,
            "from_precision": version.record["from_precision"],
            "to": version.valid_to,
            "to_precision": version.record["to_precision"],
            "known_from": version.known_from,
            "known_to": version.known_to,
            "status": self.status,
            "confidence": self.confidence,
            "disputed": self.disputed,
            "contested": self.contested,
            "presumed": self.presumed,
            "first_confirmed": self.first_confirmed,
            "last_confirmed": self.last_confirmed,
            "sources": self.said.sources,
            "claims": list(self.said.claims),
            "claims_in_all": self.said.count,
            "documents": list(self.said.documents),
            "quantities": [_quantity(value) for value in self.values],
            "against": {
                "actors": [_shown(rival, _ACTOR) for rival in self.rivals],
                "claims": [*self.denied.claims, *self.rival_claims],
            },
            "reasons": list(self.reasons),
            **({"planned": version.record["planned"]} if version.record.get("planned") else {}),
        }


def state_of(version: StateVersion, at: str, known: str) -> State:
    """A version of a state on a day, of what was known before a moment."""
    return on_day(as_known(version, known), at)


def on_day(state: State, at: str) -> State:
    """A state on a day; the further before the first word of it, the less sure."""
    gap = _presumed_days(state.version, at)
    return (
        replace(state, presumed=True, confidence=round(state.confidence * 0.5 ** (gap / FADING), 4)) if gap else state
    )


def as_known(version: StateVersion, known: str) -> State:
    """A version of a state of what was known before a moment, on a day of which it is told."""
    record = version.record
    tally, contrary = Tally.from_list(record["support"]), Tally.from_list(record["contrary"] or [0, [], {}, None])
    support = [each for each in tally.recent if each.known < known]
    denials = [each for each in contrary.recent if each.known < known]
    values = _values(record["figures"], known)
    sure = confidence(sureness(support, tally.units), sureness(denials, contrary.units))
    subject = record["subject"]
    return State(
        version=version,
        subject=Party(*subject) if subject else None,
        object=Party(*record["object"]) if record.get("object") else None,
        place=Spot(*record["place"]) if record.get("place") else None,
        label=record["label"],
        status=version.status,
        confidence=sure,
        disputed=version.disputed or _differ(values),
        contested=record["contested"],
        presumed=False,
        first_confirmed=record["first_confirmed"],
        last_confirmed=_last_confirmed(record["last_confirmed"], support, tally),
        said=_said(support, tally),
        denied=_said(denials, contrary),
        rivals=tuple(Party(*each) for each in record["rivals"]),
        values=values,
        reasons=tuple(record["reasons"]),
    )


def _last_confirmed(kept: str | None, support: list[Support], tally: Tally) -> str | None:
    """The last day on which it is told to hold, of what was known: a row's own may be of later knowledge."""
    days = [each.on for each in support] + ([tally.last] if tally.last else [])
    last = max(days, default=None)
    return min(last, kept) if last and kept else None


def _said(support: list[Support], tally: Tally) -> Said:
    units = {each.unit for each in support} | set(tally.units)
    return Said(
        tuple(dict.fromkeys(each.claim for each in support)),
        tuple(dict.fromkeys(each.document for each in support)),
        tally.count - (len(tally.recent) - len(support)),
        len(units),
    )


def _values(figures: list[list[Any]], known: str) -> tuple[Value, ...]:
    """Figures that were known, the latest day first; one that is told again counts by its latest word."""
    found: dict[Figure, Value] = {}
    for values, on, at, claim, unit in figures:
        if at < known:
            figure = Figure(*values)
            found.pop(figure, None)
            found[figure] = Value(figure, on, claim, unit)
    latest_known_first = list(found.values())[::-1]
    return tuple(sorted(latest_known_first, key=lambda value: value.on, reverse=True))


def _differ(values: tuple[Value, ...]) -> bool:
    """Whether two sources give different totals for one day."""
    totals = [v for v in values if v.figure.change in (None, "total") and v.figure.value is not None]
    return any(
        one.on == other.on and one.source != other.source and one.figure.unit == other.figure.unit
        and one.figure.value != other.figure.value
        for one in totals for other in totals
    )  # fmt: skip


def _presumed_days(version: StateVersion, at: str) -> int:
    """By how many days a day lies before the first word of a state whose beginning is not known."""
    told = version.record["first_confirmed"] or version.valid_to
    if version.valid_from is not None or told is None or at >= told:
        return 0
    return (date.fromisoformat(told) - date.fromisoformat(at)).days


def _shown(record: Party | Spot, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _quantity(value: Value) -> dict[str, Any]:
    figure = value.figure
    return {
        "value": figure.value, "low": figure.low, "high": figure.high, "unit": figure.unit, "change": figure.change,
        "as_of": value.on, "claim": value.claim, "source": value.source,
    }  # fmt: skip
