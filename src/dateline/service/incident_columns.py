"""All incidents in columns, so that a map or a timeline of any part of them takes milliseconds.

columns = make_columns(incident_values(connection))
chosen = columns.meets(filters)                       a mask
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.service.days import DAY, NONE, Ints, day_number, moment_number, numbers
from dateline.store.columns import IncidentValues
from dateline.store.filters import Filters
from dateline.store.moments import day_interval

Mask = npt.NDArray[np.bool_]
Record = dict[str, Any]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SpotOfMap:
    """A point as claims give it: a place, or a point that lies so and so to it."""

    id: str | None = None
    name: str | None = None
    kind: str | None = None
    precision: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class IncidentColumns:
    """Incidents by position. Days are half-open, `NONE` where open or unknown; `spot` and codes index the tables."""

    ids: Sequence[str]
    types: Sequence[str | None]
    statuses: Sequence[str]
    spots: Sequence[SpotOfMap]
    type: Ints
    status: Ints
    spot: Ints
    first: Ints
    end: Ints
    first_known: Ints
    last_known: Ints
    sources: Ints
    disputed: Mask
    made: Mapping[str, Record] = field(default_factory=dict)  # those that are not as the store has them, by id

    def __len__(self) -> int:
        return len(self.ids)

    @functools.cached_property
    def positions(self) -> dict[str, int]:
        """Where each incident is."""
        return {ident: at for at, ident in enumerate(self.ids)}

    @functools.cached_property
    def lat(self) -> Floats:
        """The latitudes of the spots."""
        return np.array([np.nan if spot.lat is None else spot.lat for spot in self.spots])

    @functools.cached_property
    def lon(self) -> Floats:
        """The longitudes of the spots."""
        return np.array([np.nan if spot.lon is None else spot.lon for spot in self.spots])

    def mask_of(self, ids: Iterable[str]) -> Mask:
        """Those with these ids."""
        found = np.zeros(len(self), np.bool_)
        found[[self.positions[ident] for ident in ids if ident in self.positions]] = True
        return found

    def meets(self, asked: Filters) -> Mask:
        """What incidents are asked for as a whole, as `store/incidents.py` asks it."""
        met = np.ones(len(self), np.bool_)
        for codes, table, wanted in (
            (self.type, self.types, asked.types),
            (self.status, self.statuses, asked.statuses),
        ):
            if wanted:
                met &= np.isin(codes, [code for code, name in enumerate(table) if name in wanted])
        if asked.first or asked.last:
            met &= self._on(asked.first, asked.last)
        if asked.disputed:
            met &= self.disputed
        if asked.min_sources > 1:
            met &= self.sources >= asked.min_sources
        if asked.known:
            met &= self.first_known < moment_number(asked.known)
        return met

    @property
    def dated(self) -> Mask:
        """Whether a sentence tells when."""
        return np.asarray((self.first != NONE) | (self.end != NONE), np.bool_)

    def _on(self, first: str | None, last: str | None) -> Mask:
        """Whether its days overlap some; without days of its own, whether it was told of on them."""
        dated, untold = self.dated, ~self.dated
        if first:
            begin = day_number(first)
            dated = dated & ((self.end == NONE) | (self.end > begin))
            untold = untold & (self.last_known >= begin * DAY)
        if last:
            end = day_number(last)
            dated = dated & ((self.first == NONE) | (self.first < end))
            untold = untold & (self.first_known < end * DAY)
        return np.asarray(dated | untold, np.bool_)

    def begun(self, known: str) -> Ints:
        """The positions of those of which a part was known before a moment, and a part was not."""
        moment = moment_number(known)
        return np.flatnonzero((self.first_known < moment) & (self.last_known >= moment))

    def with_records(self, records: Sequence[Record]) -> IncidentColumns:
        """These columns, in which some incidents are as their records say; of those that are not here, none."""
        records = [record for record in records if record["id"] in self.positions]
        if not records:
            return self
        at = [self.positions[record["id"]] for record in records]
        made = make_columns(_values(records))
        columns = replace(
            self,
            types=(*self.types, *made.types),
            statuses=(*self.statuses, *made.statuses),
            spots=(*self.spots, *made.spots),
        )
        shifts = {"type": len(self.types), "status": len(self.statuses), "spot": len(self.spots)}
        changed = {name: _put(getattr(self, name), at, getattr(made, name) + by) for name, by in shifts.items()}
        plain = ("first", "end", "first_known", "last_known", "sources", "disputed")
        changed |= {name: _put(getattr(self, name), at, getattr(made, name)) for name in plain}
        columns = replace(columns, **changed, made={record["id"]: record for record in records})
        columns.__dict__["positions"] = self.positions
        return columns


def _put(column: Any, at: Sequence[int], values: Any) -> Any:
    changed = column.copy()
    changed[at] = values
    return changed


def make_columns(values: IncidentValues) -> IncidentColumns:
    """The columns of incidents."""
    types, type_codes = _coded(values.type)
    statuses, status_codes = _coded(values.status)
    places, spot_codes = _coded((None, *values.place))
    return IncidentColumns(
        ids=values.id,
        types=types,
        statuses=statuses,
        spots=[_spot(place) for place in places],
        type=type_codes,
        status=status_codes,
        spot=spot_codes[1:],
        first=numbers(values.valid_from, day_number),
        end=numbers(values.valid_to, day_number),
        first_known=numbers(values.first_known, moment_number),
        last_known=numbers(values.last_known, moment_number),
        sources=np.array(values.sources, np.int64),
        disputed=np.array(values.disputed, np.bool_),
    )


def _coded(values: Sequence[Any]) -> tuple[list[Any], Ints]:
    """The different values in the order in which they come, and which of them each is."""
    codes: dict[Any, int] = {}
    found = np.fromiter((codes.setdefault(value, len(codes)) for value in values), np.int64, len(values))
    return list(codes), found


def _spot(place: str | None) -> SpotOfMap:
    told = json.loads(place) if place else {}
    return SpotOfMap(**{name: told.get(name) for name in SpotOfMap.__slots__})


def _values(records: Sequence[Record]) -> IncidentValues:
    """Records as the columns of the table have them."""
    days = [day_interval(record["from"], record["to"]) for record in records]
    plain = ("id", "type", "status", "first_known", "last_known", "sources", "disputed")
    named = {name: [record[name] for record in records] for name in plain}
    places = [json.dumps(record["place"]) if record["place"] else None for record in records]
    return IncidentValues(
        **named, valid_from=[first for first, _ in days], valid_to=[end for _, end in days], place=places
    )
