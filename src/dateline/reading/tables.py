"""The reader's tables: agencies, labels, time zones, page fields, loaded from `reading.toml` when first asked for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Tables:
    """What `reading.toml` says, ready for look-up; keys are casefolded unless a name says otherwise."""

    agencies: dict[str, str]
    agency_spellings: frozenset[str]
    labels: frozenset[str]
    not_in_place: frozenset[str]
    place_particles: frozenset[str]
    page_dates: tuple[str, ...]
    magic: tuple[tuple[bytes, str], ...]
    zones: dict[str, str]
    english: frozenset[str]


@cache
def tables() -> Tables:
    """The tables of `reading.toml`."""
    data = tomllib.loads(files(__package__).joinpath("reading.toml").read_text(encoding="utf-8"))
    return Tables(
        agencies=_agencies(data["agencies"]),
        agency_spellings=frozenset(spelling for group in data["agencies"] for spelling in group),
        labels=_words(data["labels"]),
        not_in_place=_words(data["not_in_place"]),
        place_particles=_words(data["place_particles"]),
        page_dates=tuple(data["page_dates"]),
        magic=tuple((bytes.fromhex(start), name) for start, name in data["magic"]),
        zones={name.casefold(): offset for name, offset in data["zones"].items()},
        english=_words(data["english"]),
    )


def _agencies(groups: list[list[str]]) -> dict[str, str]:
    return {spelling.casefold(): group[0] for group in groups for spelling in group}


def _words(words: list[Any]) -> frozenset[str]:
    return frozenset(str(word).casefold() for word in words)
