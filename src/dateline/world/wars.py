"""Wars and turning points that dispatches count from: "six years into the civil war", "since the invasion".

The table is `wars.csv`, written for Dateline from knowledge.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection
from dataclasses import dataclass
from importlib import resources

from dateline.world.cells import not_before, read_table, split

WORDS = re.compile(r"[a-z0-9/]+")


@dataclass(frozen=True, slots=True)
class War:
    """A war: its ISO dates cut to what is known, its countries (alpha-3), and the sets of words that name it."""

    id: str
    name: str
    countries: frozenset[str]
    start: str
    end: str | None
    wordings: tuple[frozenset[str], ...]


@functools.cache
def load_wars() -> tuple[War, ...]:
    """The wars that ship with the package."""
    text = (resources.files("dateline.world") / "wars.csv").read_text(encoding="utf-8")
    return tuple(
        War(
            row["id"],
            row["name"],
            frozenset(split(row["country"])),
            row["start"],
            row["end"] or None,
            tuple(frozenset(WORDS.findall(words.lower())) for words in split(row["words"])),
        )
        for row in read_table(text)
    )


def find_war(words: str, countries: Collection[str] = (), on: str | None = None) -> War | None:
    """The war that words name; one that is only called "the war" is that of a country that the document tells of.

    Args:
        words: Some words of a text ("the start of a US air war against ISIS").
        countries: The countries in question (alpha-3), the main one first.
        on: The day of the text, cut to what is known; a war that began later is not meant.
    """
    begun = [war for war in load_wars() if on is None or not_before(on, war.start)]
    plain = WORDS.findall(words.lower())
    there = {*plain, *(w.rstrip("s") for w in plain if len(w) > 4)}
    named = [(len(w), war) for war in begun for w in war.wordings if w <= there]
    if named:
        return max(named, key=lambda pair: pair[0])[1]
    if "war" not in there or not countries:
        return None
    main = next(iter(countries))
    local = [war for war in begun if main in war.countries and any("war" in w for w in war.wordings)]
    civil = [war for war in local if any("civil" in w for w in war.wordings)]
    fitting = civil if "civil" in there else local
    return fitting[0] if len(fitting) == 1 else None
