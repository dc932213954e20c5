"""The words around numbers, read once from `data/quantities.toml`."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from dateline.mentions.time_words import read_data

Phrases = dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@dataclass(frozen=True, slots=True)
class Currencies:
    """How money is written."""

    symbols: dict[str, str]
    prefixes: dict[str, str]
    names: dict[str, str]
    codes: dict[str, str]
    national: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """The vocabulary around numbers; every word is in lower case.

    `modifiers` lists, by first word and longest first, the phrases before a number with their kind: low, high, about,
    soft, additional, total. `contexts` says which unit a word gives to the persons beside it.
    """

    compounds: dict[tuple[str, str], str]
    modifiers: Phrases
    contexts: dict[str, str]
    passive: frozenset[str]
    intransitive: frozenset[str]
    nominal: frozenset[str]
    auxiliary: frozenset[str]
    light: frozenset[str]
    joints: frozenset[str]
    stops: frozenset[str]
    changes: dict[str, frozenset[str]]
    bodies: dict[str, str]
    designators: frozenset[str]
    always_named: frozenset[str]
    currencies: Currencies
    kept_measures: frozenset[str]
    dropped_measures: frozenset[str]


@functools.cache
def quantity_words() -> QuantityWords:
    """The vocabulary around numbers."""
    data = read_data("quantities.toml")
    forms, between, measures = data["context_forms"], data["between"], data["measures"]
    return QuantityWords(
        compounds={_pair(pair): unit for pair, unit in data["compounds"].items()},
        modifiers=_phrases(data["modifiers"]),
        contexts={word: unit for unit, words in data["contexts"].items() for word in words.split()},
        passive=_set(forms["passive"]),
        intransitive=_set(forms["intransitive"]),
        nominal=_set(forms["nominal"]),
        auxiliary=_set(forms["auxiliary"]),
        light=_set(between["light"]),
        joints=_set(between["joints"]),
        stops=_set(data["stops"]["words"]),
        changes={kind: _set(words) for kind, words in data["changes"].items()},
        bodies={word: unit for unit, words in data["bodies"].items() for word in words.split()},
        designators=_set(data["designators"]["words"]),
        always_named=_set(data["designators"]["always"]),
        currencies=_currencies(data["currencies"]),
        kept_measures=_set(measures["kept"]),
        dropped_measures=_set(measures["dropped"]),
    )


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _pair(words: str) -> tuple[str, str]:
    first, last = words.split()
    return first, last


def _phrases(table: dict[str, list[str]]) -> Phrases:
    phrases = sorted(((tuple(p.split()), kind) for kind, some in table.items() for p in some), key=lambda p: -len(p[0]))
    firsts = {phrase[0] for phrase, _ in phrases}
    return {first: tuple(p for p in phrases if p[0][0] == first) for first in firsts}


def _currencies(data: dict[str, Any]) -> Currencies:
    codes = {code.lower(): (code if code.isupper() else "other") for code in data["codes"]}
    return Currencies(data["symbols"], data["prefixes"], data["names"], codes, data["national"])
