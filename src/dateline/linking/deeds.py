"""The words for a deed, without inflection, and the groups of such words that tell of the same kind of deed.

    deeds_of("shot dead")     ("shot", "=shooting", "dead", "=death")

The groups are in `data/words.toml`.
"""

from __future__ import annotations

import functools
import tomllib
from collections import defaultdict
from importlib import resources

_ENDINGS = ("ings", "ing", "ions", "ion", "ies", "ed", "es", "s", "e", "y")
_SHORTEST = 3  # letters that a stem keeps at least


def deeds_of(trigger: str) -> tuple[str, ...]:
    """What stands for a trigger: its words' stems, and the groups that they are in, marked with "="."""
    particles, groups = _words()
    stems = [stem(word) for word in trigger.casefold().split() if word.isalpha() and word not in particles]
    found = {name: None for each in stems for name in (each, *groups.get(each, ()))}
    return tuple(found)


def is_group(name: str) -> bool:
    """Whether a name is that of a group of words."""
    return name.startswith("=")


@functools.lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its inflection, roughly: "killed", "kills" and "killing" are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] else word


@functools.cache
def _words() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """The particles, and the groups by stem."""
    text = resources.files(__package__).joinpath("data/words.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    found: dict[str, list[str]] = defaultdict(list)
    for name, words in table["groups"].items():
        for each in dict.fromkeys(stem(word) for word in words):
            found[each].append(f"={name}")
    return frozenset(table["particles"]), {each: tuple(names) for each, names in found.items()}
