"""Names of places inside names of organisations: "University of Aleppo", "Raqqa Civil Council".

They are no places of their own accord: the university acts, not the town. But they tell where the document is, and
a reader may want them; so they are found and flagged as nested.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.places.gazetteer import Candidate, Gazetteer

_WORD = re.compile(r"[^\W_][\w.'’-]*")
# Words around a place's name in that of a spot there: "Dawson County Jail", "north Arlington"
GENERIC = frozenset(
    {
        *("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper", "lower"),
        *("northeast", "northwest", "southeast", "southwest", "greater", "metro", "downtown", "old", "inner", "outer"),
        *("airport", "international", "regional", "hospital", "jail", "prison", "courthouse", "court", "university"),
        *("college", "school", "high", "park", "zoo", "center", "centre", "hall", "bridge", "museum", "station"),
        *("stadium", "arena", "library", "church", "mosque", "cathedral", "cemetery", "square", "market", "mall"),
        *("detention", "police", "fire", "department", "superior", "municipal", "supreme", "recreation", "community"),
        *("city", "town", "village", "county", "district", "province", "governorate", "region", "state", "the"),
        *("refugee", "camp", "base", "air", "military", "crossing", "border", "dam", "refinery", "port", "harbor"),
        *("harbour", "island", "river", "valley", "lake", "road", "highway", "street", "suburb", "suburbs", "of"),
        *("countryside", "neighborhood", "neighbourhood", "borough", "medical", "general", "memorial", "coast"),
    }
)  # fmt: skip
_LINK = frozenset({"of", "the", "and", "for", "in", "on", "at", "de", "al", "el"})
_OPERATION = re.compile(r"(?:the )?operations?\b", re.I)  # their names are words, also when they are places
LONGEST = 4  # words of a place's name
LEAST_PEOPLE = 1_000  # a smaller place's name is more often an ordinary word
LEAST_PEOPLE_BY_ANOTHER_NAME = 100_000
# Words of organisations' names that are also names of towns somewhere.
_ORDINARY = frozenset(
    {
        *("party", "council", "union", "army", "front", "force", "forces", "national", "united", "democratic", "state"),
        *("states", "city", "county", "university", "college", "school", "hospital", "police", "court", "house"),
        *("bank", "press", "times", "post", "news", "star", "sun", "central", "federal", "american", "international"),
        *("liberty", "freedom", "justice", "independence", "islamic", "republican", "labor", "labour", "liberal"),
        *("green", "white", "black", "red", "brown", "king", "queen", "north", "south", "east", "west", "northern"),
        *("southern", "eastern", "western", "new", "old", "great", "free", "first", "royal", "general", "high"),
        *("social", "media", "company", "group", "church", "street", "park", "field", "center", "centre", "airport"),
        *("station", "hotel", "fire", "water", "power", "energy", "ford", "apple", "mission", "rescue", "christian"),
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
        *("december", "commonwealth", "republic", "confederation", "federation", "crescent", "olive", "mary", "home"),
        *("baptist", "methodist", "catholic", "lutheran", "universal", "global", "world", "academy", "alliance"),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NestedPlace:
    """A place's name inside an organisation's; `start`, `end` count from the beginning of that name."""

    text: str
    start: int
    end: int
    candidates: tuple[Candidate, ...]
    nested: bool = True


def nested_places(organisation: str, gazetteer: Gazetteer) -> list[NestedPlace]:
    """The names of places inside the name of an organisation, longest first from the left, without overlap.

    The whole name is never one: what is called like a town is that town's team or council.
    """
    if _OPERATION.match(organisation):
        return []
    words = list(_WORD.finditer(organisation))
    found: list[NestedPlace] = []
    i = 0
    while i < len(words):
        nested = next(_nested_at(organisation, words, i, gazetteer), None)
        if nested is None:
            i += 1
            continue
        found.append(nested)
        while i < len(words) and words[i].start() < nested.end:
            i += 1
    return found


def _nested_at(text: str, words: list[re.Match[str]], i: int, gazetteer: Gazetteer) -> Iterator[NestedPlace]:
    for length in range(min(LONGEST, len(words) - i), 0, -1):
        if length == len(words) or not _may_name(words[i : i + length]):
            continue
        start, end = words[i].start(), words[i + length - 1].end()
        name = re.sub(r"['’]s$", "", text[start:end])
        candidates = tuple(c for c in gazetteer.find(name) if _counts(c, length))
        if candidates:
            yield NestedPlace(name, start, start + len(name), candidates)


def _may_name(words: list[re.Match[str]]) -> bool:
    first, last = words[0][0], words[-1][0]
    if not (first[0].isupper() and last[0].isupper()) or first.lower() in _LINK or last.lower() in _LINK:
        return False
    return not (len(words) == 1 and (first.lower() in _ORDINARY or len(first) < 3))


def _counts(candidate: Candidate, length: int) -> bool:
    if candidate.how not in ("name", "alternate"):
        return False
    known = candidate.kind in ("country", "admin1", "admin2") or candidate.id.startswith("dl:")
    least = LEAST_PEOPLE if candidate.how == "name" else LEAST_PEOPLE_BY_ANOTHER_NAME
    return known or length > 1 or candidate.population >= least
