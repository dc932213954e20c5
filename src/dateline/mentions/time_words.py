"""The words that name times, read once from `data/times.toml`."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from dateline.mentions.time_festivals import Festival
from dateline.mentions.time_forms import Calendar


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: its TIMEX3 letter, the grain of dates counted in it, and how many grains it holds."""

    timex: str
    grain: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Season:
    """A season: its TIMEX3 letters, first and last month."""

    timex: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The vocabulary of times; every key is a lower-case word, of holidays the first."""

    months: dict[str, int]
    month_abbreviations: dict[str, int]
    weekdays: dict[str, int]
    weekday_abbreviations: dict[str, int]
    seasons: dict[str, Season]
    dayparts: dict[str, str]
    units: dict[str, Unit]
    plurals: dict[str, Unit]
    holidays: dict[str, tuple[tuple[tuple[str, ...], Calendar], ...]]
    festivals: dict[str, Festival]
    festival_names: frozenset[str]
    never_after_festival: frozenset[str]
    long_words: dict[str, str]
    decades: dict[str, int]
    ordinals: dict[str, int]
    part_nouns: dict[str, str]
    vague: dict[str, str]
    repeats: dict[str, str]
    ambiguous: dict[str, frozenset[str]]
    refused_before: frozenset[str]
    refused_after: frozenset[str]
    zones: frozenset[str]
    clock_cues: frozenset[str]
    cues: dict[str, str]
    year_cues: frozenset[str]
    weak_year_cues: frozenset[str]
    year_nouns: frozenset[str]
    future_cues: frozenset[str]
    future_before_to: frozenset[str]
    past_cues: frozenset[str]
    not_past: frozenset[str]


@functools.cache
def time_words() -> TimeWords:
    """The vocabulary of times."""
    data = read_data("times.toml")
    units = {name: Unit(**unit) for name, unit in data["units"].items()}
    plurals = {f"{name}s": unit for name, unit in units.items() if name != "century"}
    plurals |= {plural: units[name] for plural, name in data["unit_plurals"].items()}
    return TimeWords(
        months=data["months"],
        month_abbreviations=data["month_abbreviations"],
        weekdays=data["weekdays"],
        weekday_abbreviations=data["weekday_abbreviations"],
        seasons={name: Season(s["timex"], *s["months"]) for name, s in data["seasons"].items()},
        dayparts=data["dayparts"],
        units=units,
        plurals=plurals,
        holidays=_holidays(data["holidays"]),
        festivals=_festivals(data["holidays"], data["festival_tables"]),
        festival_names=frozenset(data["festival_words"]["names"]),
        never_after_festival=frozenset(data["festival_words"]["never_after"].split()),
        long_words={f"{unit}long": unit for unit in ("day", "week", "month", "year", "decade", "night")},
        decades=data["decades"],
        ordinals={word: n for n, word in enumerate(data["words"]["ordinals"].split(), 1)},
        part_nouns=data["part_nouns"],
        vague=_vague(data["words"]),
        repeats=data["words"]["repeats"],
        ambiguous={word: frozenset(after) for word, after in data["ambiguous"].items()},
        refused_before=frozenset(data["refused"]["before"]),
        refused_after=frozenset(data["refused"]["after"]),
        zones=frozenset(data["clock"]["zones"]),
        clock_cues=frozenset(data["clock"]["cues"]),
        cues=data["cues"],
        year_cues=frozenset(data["year_cues"]["words"]),
        weak_year_cues=frozenset(data["year_cues"]["weak"]),
        year_nouns=frozenset(data["year_cues"]["nouns"].split()),
        future_cues=frozenset(data["tense"]["future"].split()),
        future_before_to=frozenset(data["tense"]["future_before_to"]),
        past_cues=frozenset(data["tense"]["past"].split()),
        not_past=frozenset(data["tense"]["not_past"]),
    )


def read_data(name: str) -> dict[str, Any]:
    """The table that a data file of this package holds."""
    return tomllib.loads(resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8"))


def _holidays(data: dict[str, Any]) -> dict[str, tuple[tuple[tuple[str, ...], Calendar], ...]]:
    """Holidays by their first word, longest name first."""
    names = [(tuple(name.replace("'", " '").split()), _day_of_year(name, date)) for name, date in data.items()]
    names.sort(key=lambda holiday: -len(holiday[0]))
    return {first: tuple(n for n in names if n[0][0] == first) for first in {name[0] for name, _ in names}}


def _day_of_year(name: str, date: list[int] | dict[str, Any]) -> Calendar:
    return Calendar(month=date[0], day=date[1]) if isinstance(date, list) else Calendar(festival=name)


def _festivals(data: dict[str, Any], tables: dict[str, str]) -> dict[str, Festival]:
    rules = {name: rule for name, rule in data.items() if isinstance(rule, dict)}
    return {name: Festival(**rule, table=tuple(tables.get(rule["rule"], "").split())) for name, rule in rules.items()}


def _vague(words: dict[str, list[str]]) -> dict[str, str]:
    kinds = {"past_vague": "PAST_REF", "present_vague": "PRESENT_REF", "future_vague": "FUTURE_REF"}
    return {word: timex for key, timex in kinds.items() for word in words[key]}
