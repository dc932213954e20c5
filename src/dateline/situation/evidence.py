"""Evidence: what one claim says of one thing that lasts.

`key` names what is decided together: who controls a place, whether one party backs another. Days are half-open.

  holds    it held on the day `on`; since `valid_from` where the claim says since when, up to `valid_to` where it is
           told as over. With status negated: it is denied
  begins   it began on `valid_from`
  ends     it was over from `valid_to` on
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from dateline.records import Status

Effect = Literal["holds", "begins", "ends"]
OF_STATES = frozenset({"GOV", "MIL", "COP"})
SYMMETRIC = frozenset({"allied_with"})
PLACED = frozenset({"controls", "besieges", "present_in"})  # predicates whose object may be a place


@dataclass(frozen=True, slots=True)
class Party:
    """An actor of evidence; `generic` where only a kind of people is named."""

    id: str
    name: str
    country: str | None = None
    sector: str | None = None

    @property
    def generic(self) -> bool:
        """Whether only a kind of people is named ("rebels"); a state's army is one body, whatever it is called."""
        return self.id.startswith("kind:") and not (self.sector in OF_STATES and "." in self.id)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of evidence."""

    id: str
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that sizes it, as a claim gives it."""

    value: float | None
    low: float | None
    high: float | None
    unit: str
    change: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """See the module. `unit` names who vouches for it: evidence of one unit is one source."""

    key: str
    predicate: str
    effect: Effect
    status: Status
    on: str
    known: str
    confidence: float
    claim: str
    document: str
    unit: str
    subject: Party | None = None
    object: Party | None = None
    place: Spot | None = None
    label: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    precision: str = "day"
    rule: str = "publication"
    figures: tuple[Figure, ...] = ()
    sources: tuple[str, ...] = ()
    outlet: str | None = None
    part: bool = False  # only a part of the place
    epithet: bool = False  # by a name that outlives what it says ("the stronghold of")
    planned: tuple[str | None, str | None, str] | None = None  # the half-open days of a plan, and their precision
    position: int = 0  # of the claim's pieces

    @property
    def order(self) -> tuple[str, str, int]:
        """By when it was known; never by when the store came by it."""
        return self.known, self.claim, self.position

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; what is at its default is left out."""
        given = ((name, getattr(self, name), default) for name, default in _DEFAULTS)
        return {name: _plain(value) for name, value, default in given if value is not default and value != default}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Evidence:
        """The evidence whose `to_dict` is `data`."""
        given = dict(data)
        for name, kind in (("subject", Party), ("object", Party), ("place", Spot)):
            if name in given:
                given[name] = kind(*given[name])
        given["figures"] = tuple(Figure(*each) for each in given.get("figures", ()))
        if given.get("planned"):
            given["planned"] = tuple(given["planned"])
        given["sources"] = tuple(given.get("sources", ()))
        return cls(**given)


_DEFAULTS = tuple((field.name, field.default) for field in fields(Evidence))
_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in (Party, Spot, Figure)}


def values(record: Party | Spot | Figure) -> list[Any]:
    """A small record as its values, in order."""
    return [getattr(record, name) for name in _NAMES[type(record)]]


def _plain(value: Any) -> Any:
    if isinstance(value, (Party, Spot, Figure)):
        return values(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def key_of(predicate: str, subject: Party | None, object_: Party | None, place: Spot | None, label: str | None) -> str:
    """What evidence is decided together with.

    Control is decided for a place; all else for the parties, in either order where the relation has no direction.
    """
    if predicate == "controls" and place is not None:
        return f"controls|{place.id}"
    ends = [subject.id if subject else "", object_.id if object_ else ""]
    if predicate in SYMMETRIC:
        ends.sort()
    return "|".join([predicate, *ends, place.id if place else "", (label or "").casefold()]).rstrip("|")
