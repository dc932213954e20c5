"""Lay a user's own actors over ours.

A row with the id of an actor that is there changes it: its names are added, what else it says replaces. A row without
id is the one actor that bears its name in its country, where there is one: its names are added, and it fills what is
open, so that a dictionary of another project does not undo what we know. Any other row is an actor of its own.
"""

from __future__ import annotations

import csv
import functools
import io
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from dateline.actors.entries import Entry
from dateline.actors.files import read_entries
from dateline.actors.spelling import name_key
from dateline.errors import InputError, RunError
from dateline.world import World
from dateline.world.cells import WEAK, Names, read_table

KIND_COLUMNS = ("id", "name", "sector", "kind", "words")

T = TypeVar("T")


def lay_over(entries: dict[str, Entry], rows: Iterable[Entry], world: World) -> list[Entry]:
    """Lay rows over the entries of a register, in order.

    Args:
        entries: The actors by id; they are changed and added to.
        rows: The actors of the user's layers.
        world: The states, whose seats of government stand for them.

    Returns:
        The rows, each with the id of the actor that it is.
    """
    rows = list(rows)
    under = _Under(entries, world) if rows else None
    return [under.lay(row) for row in rows] if under else []


class _Under:
    """What lies under a layer, by name."""

    def __init__(self, entries: dict[str, Entry], world: World) -> None:
        self._entries = entries
        self._bearers: dict[str, list[str]] = defaultdict(list)
        for entry in entries.values():
            self._index((entry.name, *entry.names.strong), entry.id)
        for country in world.countries:
            self._index((seat.lstrip(WEAK) for seat in country.seats), country.id)

    def _index(self, names: Iterable[str], ident: str) -> None:
        for name in names:
            bearers = self._bearers[name_key(name)]
            if ident not in bearers:
                bearers.append(ident)

    def lay(self, row: Entry) -> Entry:
        known = self._known(row) if row.implied else self._entries.get(row.id)
        if known is None:
            row = _with_id(row, self._free(row)) if row.implied else row
            self._entries[row.id] = row
        else:
            row = _with_id(row, known.id)
            self._entries[row.id] = _filled(known, row) if row.implied else _changed(known, row)
        self._index((row.name, *row.names.strong), row.id)
        return row

    def _known(self, row: Entry) -> Entry | None:
        found = self._bearer(row, row.name)
        if found is None and row.kind == "person":
            others = (self._bearer(row, name) for name in row.names.strong if len(name_key(name).split()) > 1)
            found = next((entry for entry in others if entry is not None), None)
        return found

    def _bearer(self, row: Entry, name: str) -> Entry | None:
        key = name_key(name)
        fitting = [e for e in map(self._entries.__getitem__, self._bearers.get(key, ())) if _may_be(row, e)]
        named_so = [e for e in fitting if name_key(e.name) == key] or fitting
        return named_so[0] if len(named_so) == 1 else None

    def _free(self, row: Entry) -> str:
        named = [row.id, f"{row.id}.{row.country.lower()}"] if row.country else [row.id]
        numbered = (f"{row.id}-{number}" for number in itertools.count(2))
        return next(ident for ident in itertools.chain(named, numbered) if ident not in self._entries)


def _with_id(row: Entry, ident: str) -> Entry:
    return row if row.id == ident else replace(row, id=ident)


def _may_be(row: Entry, entry: Entry) -> bool:
    """Whether nothing that a row says speaks against its being an actor of that name."""
    if row.countries and entry.countries and set(row.countries).isdisjoint(entry.countries):
        return False
    return "unknown" in (row.kind, entry.kind) or (row.kind == "person") == (entry.kind == "person")


def _changed(ours: Entry, row: Entry) -> Entry:
    return replace(
        ours,
        kind=ours.kind if row.kind == "unknown" else row.kind,
        countries=row.countries or ours.countries,
        sectors=row.sectors or ours.sectors,
        names=_joined(ours, row),
        terms=row.terms or ours.terms,
        lineage=row.lineage or ours.lineage,
        wikidata=row.wikidata or ours.wikidata,
        origin=_origins(ours, row),
    )


def _filled(ours: Entry, row: Entry) -> Entry:
    return replace(
        ours,
        kind=row.kind if ours.kind == "unknown" else ours.kind,
        countries=ours.countries or row.countries,
        sectors=ours.sectors if ours.sectors or ours.terms else row.sectors,  # terms of office imply the sector
        names=_joined(ours, row),
        terms=ours.terms or row.terms,
        lineage=ours.lineage or row.lineage,
        wikidata=ours.wikidata or row.wikidata,
        origin=_origins(ours, row),
    )


def _origins(ours: Entry, row: Entry) -> str:
    return " + ".join(dict.fromkeys((*ours.origin.split(" + "), row.origin)))


def _joined(ours: Entry, row: Entry) -> Names:
    strong = [name for name in (row.name, *row.names.strong) if name_key(name) != name_key(ours.name)]
    strong = list(dict.fromkeys((*ours.names.strong, *strong)))
    weak = dict.fromkeys((*ours.names.weak, *row.names.weak))
    return Names(tuple(strong), tuple(name for name in weak if name not in strong))


def read_actor_layer(path: Path) -> list[Entry]:
    """The actors of a layer.

    Raises:
        RunError: The file cannot be read.
    """
    return _read(path, functools.partial(_actor_rows, origin=path.name), "import-actors")


def read_kind_layer(path: Path) -> list[Mapping[str, str]]:
    """The rows of a layer of generic kinds of people.

    Raises:
        RunError: The file cannot be read.
    """
    return _read(path, _kind_rows, "import-dictionary")


def _actor_rows(text: str, origin: str) -> Iterable[Entry]:
    return read_entries(io.StringIO(text, newline=""), origin)


def _kind_rows(text: str) -> Iterable[Mapping[str, str]]:
    for row in read_table(text):
        if any(row.get(column) is None for column in KIND_COLUMNS):
            raise ValueError(f"a row lacks one of the columns {', '.join(KIND_COLUMNS)}")
        yield row


def _read(path: Path, rows: Callable[[str], Iterable[T]], command: str) -> list[T]:
    try:
        return list(rows(path.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError, csv.Error, InputError) as error:
        reason = error.message if isinstance(error, InputError) else str(error)
        remedy = f"bring it in again with `dateline {command}`, or remove the file"
        raise RunError("E-LAYER", f"the layer {path} cannot be read ({reason}); {remedy}") from error
