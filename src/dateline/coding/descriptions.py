"""What descriptions can stand for: the tables of `descriptions.toml`, and the memory of the actors named so far."""

from __future__ import annotations

import functools
import itertools
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources

from dateline.coding.naming import Identity

MEMORY = 8  # sentences after which a description no longer reaches back
REMEMBERED = 200  # mentions that "the army" and "the president" reach back
KIND = "kind:"  # before the id of people of a kind


@dataclass(frozen=True)
class Descriptions:
    """The tables of `data/descriptions.toml`."""

    kinds: Mapping[str, frozenset[str]]
    agents: frozenset[str]
    members: frozenset[str]
    forces: frozenset[str]
    pairs: Mapping[str, frozenset[str]]

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """All words of the tables."""
        return frozenset({*self.kinds, *self.agents, *self.members, *self.forces, *self.pairs})


@functools.cache
def load_descriptions() -> Descriptions:
    """The tables that ship with the package."""
    data = tomllib.loads((resources.files("dateline.coding") / "data" / "descriptions.toml").read_text("utf-8"))
    return Descriptions(
        {word: frozenset(kinds) for word, kinds in data["kinds"].items()},
        frozenset(data["agents"]["words"]),
        frozenset(data["agents"]["members"]),
        frozenset(data["forces"]["words"]),
        {word: frozenset(kinds) for word, kinds in data["pairs"].items()},
    )


@dataclass(slots=True)
class Mentioned:
    """An actor mentioned before: where, and with which words it was described."""

    identity: Identity
    sentence: int
    position: int
    prominence: float


@dataclass(slots=True)
class Memory:
    """The actors of a document up to a point, and the nouns that described each."""

    mentions: list[Mentioned] = field(default_factory=list)
    described: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def recent(self, before: int | None = None) -> Iterator[Mentioned]:
        """The last actors named, the latest first; those before a token's index where one is given."""
        found = (
            reversed(self.mentions) if before is None else (m for m in reversed(self.mentions) if m.position < before)
        )
        return itertools.islice(found, REMEMBERED)

    def last(self, kinds: frozenset[str], noun: str, sentence: int) -> Identity | None:
        """The actor that a description reaches: described by the same noun, prominent, near."""
        near = itertools.takewhile(lambda m: sentence - m.sentence <= MEMORY, reversed(self.mentions))
        fitting = [m for m in near if m.identity.kind in kinds]
        if not fitting:
            return None
        counts: dict[str, int] = defaultdict(int)
        for m in fitting:
            counts[m.identity.id or m.identity.name] += 1

        def weight(m: Mentioned) -> tuple[float, int]:
            key = m.identity.id or m.identity.name
            same_noun = 3.0 if noun in self.described[key] else 0.0
            vague = -3.0 if key.startswith(KIND) else 0.0
            return same_noun + vague + m.prominence + 0.3 * min(counts[key], 5) - 0.7 * (
                sentence - m.sentence
            ), m.position

        return max(fitting, key=weight).identity
