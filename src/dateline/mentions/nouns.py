"""The units that nouns count: "soldiers" are troops, "lorries" vehicles, "air strikes" strikes."""

from __future__ import annotations

import functools

from dateline.mentions.time_words import read_data

# Two-digit years and dates stand beside many nouns; only nouns of these units show that a bare number is a count.
COUNTED = frozenset({"troops", "fighters", "people", "vehicles", "aircraft", "weapons", "countries"})


@functools.cache
def noun_units() -> dict[str, str]:
    """The unit of each noun, in the singular."""
    return {noun: unit for unit, nouns in read_data("quantities.toml")["nouns"].items() for noun in nouns.split()}


@functools.cache
def _plurals() -> dict[str, str]:
    plurals: dict[str, str] = read_data("quantities.toml")["plurals"]
    return plurals


def singular(word: str) -> str:
    """The singular of a lower-case noun, as far as the rules and the list of irregular plurals know it."""
    if word in _plurals():
        return _plurals()[word]
    if word in noun_units():
        return word
    for plural, ending in (("ies", "y"), ("es", ""), ("s", "")):
        stem = word[: -len(plural)] + ending
        if word.endswith(plural) and stem in noun_units():
            return stem
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def unit_of_noun(word: str) -> str | None:
    """The unit that a lower-case noun names by itself, or None."""
    return noun_units().get(singular(word))


def is_plural(word: str) -> bool:
    """Whether a lower-case noun looks like a plural."""
    if len(word) < 3 or word.endswith(("ss", "us", "is")):
        return word in noun_units() and word.endswith("is")
    return word.endswith("s") or word in _plurals() or word == "people"


def is_counted(word: str) -> bool:
    """Whether a lower-case word is a plural noun of persons or things, so that a number before it is a count."""
    return is_plural(word) and unit_of_noun(word) in COUNTED
