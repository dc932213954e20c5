"""What the words around a toponym say of it: its kind, and in what it lies.

"Alexandria, La."             lies in Louisiana
"the Syrian city of Raqqa"    is a populated place, in Syria
"Homs province"               is a division
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dateline.places.gazetteer import Candidate, Gazetteer
from dateline.places.kinds import DIVISIONS, POPULATED
from dateline.places.toponyms import Toponym

Link = Literal["comma", "in", "adjective"]
REACH = 70  # letters on either side that are looked at
CONTAINERS = frozenset({"country", "admin1", "admin2", "province", "region", "district", "county"})
_LEVEL = {
    **dict.fromkeys(
        ("county", "parish", "borough", "counties", "parishes"), frozenset({"admin2", "county", "district"})
    ),
    **dict.fromkeys(("district", "raion", "subdistrict", "sub-district"), frozenset({"admin2", "district", "county"})),
    **dict.fromkeys(
        (
            "province",
            "provinces",
            "states",
            "governorate",
            "oblast",
            "region",
            "state",
            "prefecture",
            "department",
            "krai",
        ),
        frozenset({"admin1", "province", "region", "admin2", "district"}),
    ),
    **dict.fromkeys(
        (
            "city",
            "town",
            "village",
            "cities",
            "towns",
            "villages",
            "capital",
            "suburb",
            "neighborhood",
            "neighbourhood",
            "hamlet",
            "municipality",
        ),
        POPULATED | {"district", "camp"},
    ),
    **dict.fromkeys(("river", "creek"), frozenset({"river", "canal"})),
    **dict.fromkeys(("lake", "reservoir"), frozenset({"lake"})),
    **dict.fromkeys(("valley",), frozenset({"valley", "plain", "region"})),
    **dict.fromkeys(("island", "islands"), frozenset({"island", "islands"})),
    **dict.fromkeys(("mountain", "mountains", "mount"), frozenset({"mountain", "mountains"})),
    **dict.fromkeys(("desert",), frozenset({"desert"})),
    **dict.fromkeys(("crossing",), frozenset({"crossing", *POPULATED})),
    **dict.fromkeys(("dam",), frozenset({"dam", *POPULATED})),
    **dict.fromkeys(("airport", "airbase", "airfield"), frozenset({"airport", "base", *POPULATED})),
    **dict.fromkeys(("camp",), frozenset({"camp", *POPULATED})),
}
_AFTER = re.compile(r"\s+(?:[Bb]order )?([A-Za-z-]{3,15})\b")
_OF = re.compile(r"\b([A-Za-z-]{3,15}) of (?:the )?$")
_TITLE = re.compile(r"\b([Rr]iver|[Ll]ake|[Mm]ount|[Cc]ity|[Tt]own|[Vv]illage|[Pp]rovince) $")
_NAME = r"(?:[A-Z][\w.'’-]*)(?:\s+(?:of|the|and|al|[A-Z][\w.'’-]*)){0,3}"
_COMMA = re.compile(rf"\s*(?:,\s+|\s\()(?:in\s+)?({_NAME})")
_IN = re.compile(
    rf",?\s+(?:[a-z]+\s+){{0,2}}in\s+(?:the\s+)?(?:[a-z-]+\s+)?(?:[a-z]+\s+of\s+)?({_NAME})(?:['’]s\s+({_NAME}))?"
)
_WORD = re.compile(r"[^\W_](?:[\w-]|['’](?=\w))*|[.;:!?,()]")
_BEARERS = 6  # words between an adjective and the name that it belongs to
_BREAKS = frozenset(
    {"in", "on", "at", "to", "from", "near", "and", "or", "by", "with", "for", "as", "into", "between", "that", "who"}
)


@dataclass(frozen=True, slots=True)
class Container:
    """An area named next to a toponym, and by what words."""

    area: Candidate
    link: Link


@dataclass(frozen=True, slots=True)
class Cues:
    """What the words around a toponym say: the kinds that it may be (empty: any), the word for it, and areas."""

    kinds: frozenset[str] = frozenset()
    word: str | None = None
    containers: tuple[Container, ...] = ()


def read_cues(text: str, toponym: Toponym, gazetteer: Gazetteer) -> Cues:
    """Read the words around a toponym."""
    before = text[max(0, toponym.start - REACH) : toponym.start]
    after = text[toponym.end : toponym.end + REACH]
    word = _kind_word(before, after, toponym.text)
    containers = tuple(_containers(before, after, toponym.text, gazetteer))
    return Cues(_LEVEL.get(word or "", frozenset()), word, containers)


def _kind_word(before: str, after: str, name: str) -> str | None:
    own = name.rsplit(" ", 1)[-1].lower() if " " in name else ""
    if own in _LEVEL and own != "city":
        return own
    for match in (_AFTER.match(after), _OF.search(before), _TITLE.search(before)):
        if match and match[1].lower() in _LEVEL:
            return match[1].lower()
    return None


def _containers(before: str, after: str, name: str, gazetteer: Gazetteer) -> Iterator[Container]:
    if match := _COMMA.match(after):
        yield from _areas(match[1], "comma", gazetteer)
        rest = after[match.end() :]
        if second := _COMMA.match(rest):
            yield from _areas(second[1], "comma", gazetteer)
    elif match := _IN.match(after):
        for group in match.groups():
            yield from _areas(group or "", "in", gazetteer)
    bearer = _bearer(before)
    if bearer:
        yield from _areas(bearer, "adjective", gazetteer)


def _bearer(before: str) -> str | None:
    """The word that says whose a place is: "the Syrian border town of", "Syria's"; it begins with a capital."""
    words = _WORD.findall(before)[-_BEARERS:]
    if words and words[-1] == "the":
        words.pop()
    if words and words[-1] == "of":
        words.pop()
        if not words or words[-1].lower() not in _LEVEL:
            return None
    for word in reversed(words):
        if not word[0].isalnum() or word in _BREAKS:
            return None
        if word[0].isupper():
            return re.sub(r"['’]s$", "", word)
    return None


def _areas(name: str, link: Link, gazetteer: Gazetteer) -> Iterator[Container]:
    """The areas that the first words of `name` may mean; the longest name that is one counts."""
    words = name.split()
    for length in range(len(words), 0, -1):
        found = gazetteer.find(" ".join(words[:length]).rstrip(","))
        areas = [c for c in found if c.kind in CONTAINERS and c.how not in ("fuzzy",)]
        if areas:
            yield from (Container(area, link) for area in areas)
            return


def lies_in(place: Candidate, area: Candidate) -> bool:
    """Whether a place lies in an area, by their codes."""
    if place.id == area.id or place.country is None or place.country != area.country:
        return False
    if area.kind == "country":
        return place.kind != "country"
    if area.admin1 is None:
        return False
    if area.admin2 is None:
        return place.admin1 == area.admin1 and place.kind not in ("country", "admin1")
    same = (place.admin1, place.admin2) == (area.admin1, area.admin2)
    return same and place.kind not in DIVISIONS
