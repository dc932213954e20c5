"""Agency names in datelines and in closing credits."""

from __future__ import annotations

import re

from dateline.reading.lines import last_line
from dateline.reading.tables import tables

_LONGEST = 80
_JOINT = re.compile(r"\s*(?:/|,|&|\band\b)\s*")
_BARE = re.compile(r"(?:[-–—]{1,3}\s*)?(?:source:\s*)?(?P<name>[^\s()\[\]–—-][^()\[\]–—]*?)\.?", re.IGNORECASE)
_BRACKETED = re.compile(r"[-–—\s]*[(\[]\s*(?:source:\s*)?(?P<name>[^()\[\]]+?)\s*[)\]]\.?", re.IGNORECASE)
_TRAILING = re.compile(
    r"[.!?\"”’)]\s*(?:[(\[](?P<bracketed>[^()\[\]]{2,40})[)\]]|[-–—]{1,3}\s*(?P<dashed>[^\s()–—-][^()–—]{1,40}?))\.?$"
)


def agency_named(text: str) -> str | None:
    """The agency, or agencies joined by "/", that a string names and nothing else; null for any other string."""
    known = tables().agencies
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        return None
    if name := known.get(text.casefold()):
        return name
    names = [known.get(part.casefold()) for part in _JOINT.split(text)]
    return "/".join(name for name in names if name) if all(names) else None


def closing_credit(text: str) -> str | None:
    """The agency credited at the end of a dispatch: "(AFP)", "— AP", "Reuters", or after the last sentence."""
    line = last_line(text)
    if line is None:
        return None
    if line.start > 0 and len(line.text) <= _LONGEST and (name := _whole_line(line.text)):
        return name
    match = _TRAILING.search(line.text, max(0, len(line.text) - _LONGEST))
    return _credit(match["bracketed"] or match["dashed"]) if match else None


def _whole_line(line: str) -> str | None:
    match = _BRACKETED.fullmatch(line) or _BARE.fullmatch(line)
    return _credit(match["name"]) if match else None


def _credit(name: str) -> str | None:
    """The agency, where the case is that of a name: "Map" at the end of a text is a caption, "MAP" an agency."""
    if _cased(name) or all(_cased(part) for part in _JOINT.split(name)):
        return agency_named(name)
    return None


def _cased(name: str) -> bool:
    spellings = tables().agency_spellings
    return name in spellings or name.title() in spellings or (name.isupper() and name.casefold() in tables().agencies)
