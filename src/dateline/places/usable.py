"""Which names of a place can stand in news in Latin script, and how large a town of so many people is."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache

LONGEST_NAME = 40
PER_SQUARE_KM = 4000.0  # people of a town
_CODE = re.compile(r"[A-Z0-9]{2,4}")  # an airport's code, or another that is no name
_STRANGE = frozenset(',()/;[]{}<>|=:"')
_AYN = frozenset("ʻʼʽʾʿ")


def usable(name: str) -> bool:
    """Whether a name can stand in news in Latin script; transliterations of other scripts begin in lower case."""
    if not 2 <= len(name) <= LONGEST_NAME or _CODE.fullmatch(name):
        return False
    if any(c.isdigit() or c in _STRANGE or not c.isprintable() for c in name):
        return False
    letters = [c for c in name if c.isalpha()]
    if not letters or not (letters[0].isupper() or letters[0] in _AYN or name[0] in "'‘’"):
        return False
    return all(_latin(c) for c in letters)


@lru_cache(maxsize=4096)
def _latin(letter: str) -> bool:
    return letter.isascii() or letter in _AYN or unicodedata.name(letter, "").startswith("LATIN")


def town_radius(people: int) -> float:
    """The radius of a populated place in kilometres, from its people."""
    return round(max(1.0, min(30.0, math.sqrt(people / PER_SQUARE_KM / math.pi))), 1)
