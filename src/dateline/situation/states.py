"""States as bitemporal rows: what held when (`valid_from`, `valid_to`), as could be known from when to when.

`versions` is a pure function of a key's evidence. It goes through the moments at which evidence became known; at each,
the picture of the key is made anew from its timeline, rows that are no part of it any more are closed, new ones opened.
So "as of X, known at Y" is a look-up. A row stays open while its days, status and sides stay; it then takes further
support, of which each piece says when it was known.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from dateline.situation.control import control
from dateline.situation.courses import courses, sieges
from dateline.situation.evidence import Evidence, values
from dateline.situation.parties import akin, is_area, is_same
from dateline.situation.tally import Tally, sureness, together
from dateline.situation.tenures import Tenure
from dateline.situation.timeline import Timeline

RENEWED = 12  # pieces of support after which a row is closed and opened anew, so that what it had stays to be seen
DISPUTING = 0.3  # sureness of a denial from which a state is disputed
DOUBT = 0.5  # of its own sureness, what a state loses to a sure denial


@dataclass(frozen=True, slots=True)
class StateVersion:
    """A state as it could be known from `known_from` until `known_to`; both intervals are half-open, null where open.

    `record` holds what people are shown: parties, place, reasons, and the claims that hold it up or deny it.
    """

    id: str
    key: str
    predicate: str
    subject: str | None
    object: str | None
    place: str | None
    country: str | None
    status: str
    valid_from: str | None
    valid_to: str | None
    known_from: str
    known_to: str | None
    confidence: float
    disputed: bool
    record: Mapping[str, Any]

    def shape(self) -> tuple[Any, ...]:
        """What makes it another version when it changes."""
        record = self.record
        sides = tuple(record["against"])
        return (
            self.id, self.status, self.valid_from, self.valid_to, self.disputed, record["contested"], sides,
            record["count"] // RENEWED,
        )  # fmt: skip


@dataclass(slots=True)
class Fold:
    """A key's timeline and rows after evidence up to a moment; `closed` are rows that were closed since it was made."""

    key: str
    timeline: Timeline = field(default_factory=Timeline)
    open: list[StateVersion] = field(default_factory=list)
    closed: list[StateVersion] = field(default_factory=list)
    pieces: int = 0

    def take(self, known: str, evidence: Iterable[Evidence]) -> None:
        """Take what became known at one moment, later than all before."""
        for each in sorted(evidence, key=lambda e: e.order):
            self.timeline.take(each)
            self.pieces += 1
        before = {version.shape(): version for version in self.open}
        fresh = {version.shape(): version for version in picture(self.key, self.timeline, known)}
        self.closed += [replace(version, known_to=known) for shape, version in before.items() if shape not in fresh]
        self.open = [
            replace(version, known_from=before[shape].known_from) if shape in before else version
            for shape, version in fresh.items()
        ]

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, without the closed rows."""
        rows = [[v.known_from, v.shape()] for v in self.open]
        return {"timeline": self.timeline.to_dict(), "pieces": self.pieces, "open": rows}

    @classmethod
    def from_dict(cls, key: str, data: Mapping[str, Any]) -> Fold:
        """The fold whose `to_dict` is `data`: open rows are made anew from the timeline."""
        timeline = Timeline.from_dict(data["timeline"])
        since = {_hashable(shape): known for known, shape in data["open"]}
        rows = [replace(v, known_from=since[v.shape()]) for v in picture(key, timeline, "")]
        return cls(key, timeline, rows, [], data["pieces"])


def _hashable(shape: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(tuple(each) if isinstance(each, list) else each for each in shape)


def versions(key: str, evidence: Iterable[Evidence]) -> list[StateVersion]:
    """The rows of a key, whatever the order in which its evidence is given."""
    fold = fold_of(key, evidence)
    return sorted([*fold.closed, *fold.open], key=lambda v: (v.known_from, v.id, v.valid_from or ""))


def fold_of(key: str, evidence: Iterable[Evidence]) -> Fold:
    """A key's fold from all its evidence."""
    fold = Fold(key)
    for known, group in groupby(sorted(evidence, key=lambda e: e.order), key=lambda e: e.known):
        fold.take(known, group)
    return fold


def picture(key: str, timeline: Timeline, known: str) -> Iterator[StateVersion]:
    """What a timeline comes to, as rows that are open from a moment on."""
    for tenure in _tenures(key, timeline):
        yield _version(key, timeline, tenure, known)


def _tenures(key: str, timeline: Timeline) -> list[Tenure]:
    """Whoever has a town, a captive or the first office of a state has it alone; all else each has for itself."""
    place = timeline.place
    if timeline.predicate == "controls" and place is not None and not is_area(place):
        return control(timeline, akin)
    if timeline.predicate == "besieges" and place is not None:
        return sieges(timeline)
    if key.startswith("holds||"):
        return control(timeline, akin)
    if key.startswith("role||"):
        return control(timeline, is_same)
    return courses(timeline)


def _version(key: str, timeline: Timeline, tenure: Tenure, known: str) -> StateVersion:
    place, head = timeline.place, timeline.head
    target = head.get("object")
    tally, contrary = together(tenure.tallies), together(tenure.contrary)
    denied = sureness(contrary.recent, contrary.units)
    told = sureness(tally.recent, tally.units)
    status = "negated" if tenure.status == "actual" and denied > told else tenure.status
    sure = confidence(told, denied)
    subject = tenure.party.id if tenure.party else None
    return StateVersion(
        id=state_id(key, subject),
        key=key,
        predicate=timeline.predicate,
        subject=subject,
        object=target[0] if target else None,
        place=place.id if place else None,
        country=place.country if place else None,
        status=status,
        valid_from=tenure.first,
        valid_to=tenure.end,
        known_from=known,
        known_to=None,
        confidence=sure,
        disputed=bool(tenure.against) or denied >= DISPUTING,
        record=_record(timeline, tenure, tally, contrary),
    )


def _record(timeline: Timeline, tenure: Tenure, tally: Tally, contrary: Tally) -> dict[str, Any]:
    against = sorted(tenure.against)
    names = {ident: values(timeline.parties[ident]) for ident in against if ident in timeline.parties}
    return {
        **timeline.head,
        "subject": values(tenure.party) if tenure.party else None,
        "contested": tenure.contested,
        "against": against,
        "rivals": list(names.values()),
        "from_precision": tenure.from_precision,
        "to_precision": tenure.to_precision,
        "first_confirmed": tenure.told_first,
        "last_confirmed": tenure.confirmed,
        "count": tally.count,
        "support": tally.to_list(),
        "contrary": contrary.to_list() if contrary.count else None,
        "figures": timeline.figures,
        "reasons": list(dict.fromkeys(tenure.reasons)),
    }


def confidence(told: float, denied: float) -> float:
    """How sure a state is that some tell and some deny; where more deny it, how sure the denial is."""
    return round(max(told, denied) * (1 - DOUBT * min(told, denied)), 4)


def state_id(key: str, subject: str | None) -> str:
    """A state's id: of its key and holder. Its versions share it."""
    text = json.dumps(["state.v1", key, subject])
    return "s-" + hashlib.sha256(text.encode("ascii")).hexdigest()[:20]
