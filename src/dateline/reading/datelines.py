"""Datelines at the head of a dispatch: "BEIRUT (Reuters) -", "KABUL, March 9 —", "WASHINGTON:", "(Geneva) –".

Without a gazetteer a place is told from other words by the company it keeps. A known agency or a date makes a dateline
certain; capitals alone make it likely, and then the line must be a body line and must not read as a label, as an
interviewer's name or as running text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from dateline.reading.agencies import agency_named
from dateline.reading.dates import MONTH_NAME, Day, parse_day
from dateline.reading.lines import Line
from dateline.reading.tables import tables

LONGEST_HEAD = 160
"""How much of a line is searched for a dateline."""

_CERTAIN_LINES = 6
_LIKELY_LINES = 4
_BREAKS = 8
_LONGEST_ABBREVIATION = 6
_SHORTEST_BODY = 60
_SHORTEST_REST_IN_CAPITALS = 30

_BREAK = re.compile(
    r"(?P<dash>\s*(?:-{2,3}|[—–―])|\s[-_](?=\s|$)|(?<=[\w)])-(?=\s)|\s-(?=\w))"
    r"|(?P<colon>:)(?=\s)"
    r"|(?P<none>(?<=\))(?=\s?[A-Z0-9\"“'‘])|(?<=/)\.?(?=\s))"
)
_WHOLE_BRACKET = re.compile(r"\(([^()]{2,80})\)")
_END_BRACKET = re.compile(r"\s*\(([^()]{2,60})\)$|(?:^|[\s.,])/([^/]{2,30})/$")
_COMMA = re.compile(rf"\s*,\s*|\.\s+(?=(?:\d{{1,2}}\s+)?{MONTH_NAME})", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\.?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*")
_OUTLET = re.compile(r"[A-Z][\w'’.&-]*(?: [A-Z][\w'’.&-]*){0,3}")
_OPENING = re.compile(r"[\s\"“'‘(]*(?=[^\W_])(?P<first>.)")
_SENTENCE_ENDS = (".", "!", "?", '"', "”", "…", ",", ";", ":")


@dataclass(frozen=True, slots=True)
class Found:
    """A dateline as it stands in the text; its day may lack the year, its agency may be one that no table knows."""

    start: int
    end: int
    place: str | None
    day: Day | None
    agency: str | None
    is_known: bool


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before the dash or colon, and what the judgement about it needs to know."""

    places: tuple[str, ...]
    day: Day | None
    agency: str | None
    is_known: bool
    is_bracketed: bool
    kind: str
    rest: str


def find_dateline(text: str, lines: Sequence[Line], headline: Line | None = None) -> Found | None:
    """The dateline among the first lines of a text, or null.

    Args:
        text: The whole text; it is asked only whether a likely place is a speaker's name.
        lines: Its first lines, as `first_lines` gives them.
        headline: The line that is the headline, which holds no dateline without a date or an agency.
    """
    for line in lines[:_CERTAIN_LINES]:
        if found := _in_line(line, _is_certain):
            return found
    body = next((line for line in lines[:_LIKELY_LINES] if line is not headline and _is_body(line)), None)
    found = _in_line(body, _is_likely) if body else None
    return None if found and _is_speaker(text, found) else found


def _in_line(line: Line, accepts: Callable[[_Head], bool]) -> Found | None:
    head = line.text[:LONGEST_HEAD]
    breaks = list(islice(_BREAK.finditer(head), _BREAKS))
    # A dash ends a dateline better than the bracket before it does.
    for match in sorted(breaks, key=lambda found: found.lastgroup == "none"):
        parts = _read_head(head[: match.start()].strip(), match.lastgroup or "", head[match.end() :])
        if parts and _is_shaped(parts, head) and accepts(parts):
            place = ", ".join(parts.places) or None
            return Found(line.start, line.start + match.end(), place, parts.day, parts.agency, parts.is_known)
    return None


def _read_head(prefix: str, kind: str, rest: str) -> _Head | None:
    """The prefix taken apart at its commas, or null where a part is neither place, day nor agency."""
    whole = _WHOLE_BRACKET.fullmatch(prefix)
    if whole and (name := agency_named(whole[1])):
        return _Head((), None, name, True, True, kind, rest)
    prefix = whole[1] if whole else prefix
    bracket = _END_BRACKET.search(prefix)
    outlet = (bracket[1] or bracket[2]).strip() if bracket else None
    parts = _COMMA.split(prefix[: bracket.start()] if bracket else prefix)
    places, days, names = _sort_parts([part.strip() for part in parts if part.strip()])
    known = agency_named(outlet) if outlet else None
    if len(days) > 1 or len(names) > 1 or not all(map(_is_place, places)):
        return None
    if outlet and not known and not _OUTLET.fullmatch(outlet):
        return None
    agency = known or outlet or (names[0] if names else None)
    return _Head(tuple(places), days[0] if days else None, agency, bool(known or names), whole is not None, kind, rest)


def _sort_parts(parts: list[str]) -> tuple[list[str], list[Day], list[str]]:
    """The comma parts as places, days and agencies; weekdays are dropped."""
    places: list[str] = []
    days: list[Day] = []
    names: list[str] = []
    for index, part in enumerate(parts):
        year = parts[index + 1] if index + 1 < len(parts) and _YEAR.fullmatch(parts[index + 1]) else None
        if day := parse_day(f"{part}, {year}" if year else part.rstrip(".")):
            days.append(day)
        elif index and days and _YEAR.fullmatch(part):
            continue
        elif index and (name := agency_named(part)):
            names.append(name)
        elif not _WEEKDAY.fullmatch(part):
            places.append(part)
    return places, days, names


def _is_place(part: str) -> bool:
    """Whether a part has the form of a place: a few words, none of them a word of running text."""
    words = re.split(r"[\s/]+", part)
    if len(words) > 6 or not all(map(_WORD.fullmatch, words)):
        return False
    if any(word.endswith(".") and len(word) > _LONGEST_ABBREVIATION for word in words):
        return False
    return not any(word.casefold().rstrip(".") in tables().not_in_place for word in words)


def _is_shaped(head: _Head, line: str) -> bool:
    if not head.places:
        return head.is_known
    first = head.places[0]
    if len(head.places) > 3 or first.casefold() in tables().labels:
        return False
    return first[0].isupper() or line.islower()


def _is_certain(head: _Head) -> bool:
    """A known agency, a day, or an agency in brackets after a place in capitals."""
    if head.is_known:
        return True
    if head.kind == "none":
        return False
    if head.day:
        return True
    return head.agency is not None and head.kind == "dash" and _in_capitals(head.places[0])


def _is_likely(head: _Head) -> bool:
    """No day and no agency: a place in capitals, in brackets, or followed by its country, before a sentence."""
    opening = _OPENING.match(head.rest)
    if head.day or head.agency or head.kind == "none" or opening is None or opening["first"].islower():
        return False
    if agency_named(head.places[0]):
        return False
    if head.rest.isupper():
        return _is_likely_in_capitals(head)
    if _in_capitals(head.places[0]):
        return True
    return head.kind == "dash" and (head.is_bracketed or len(head.places) == 2) and all(map(_in_title, head.places))


def _is_likely_in_capitals(head: _Head) -> bool:
    """In copy all in capitals the letters say nothing: the place must be short, a dash and a sentence must follow.

    A colon is not enough, for there it addresses an audience as often as it follows a place.
    """
    if head.kind != "dash" or len(head.rest) < _SHORTEST_REST_IN_CAPITALS or len(head.places) > 2:
        return False
    return len(head.places[0].split()) <= 2 and all(len(place.split()) == 1 for place in head.places[1:])


def _in_capitals(place: str) -> bool:
    words = [word for word in re.split(r"[\s/-]+", place) if word.casefold() not in tables().place_particles]
    return bool(words) and all(word.isupper() for word in words) and len(place) > 1


def _in_title(place: str) -> bool:
    words = place.split()
    return len(words) <= 3 and all(word[0].isupper() or word.casefold() in tables().place_particles for word in words)


def _is_body(line: Line) -> bool:
    return len(line.text) >= _SHORTEST_BODY or line.text.endswith(_SENTENCE_ENDS)


def _is_speaker(text: str, found: Found) -> bool:
    """Whether the same words and a colon open another line, as an interviewer's name does."""
    label = text[found.start : found.end]
    return label.endswith(":") and text.find(f"\n{label}", found.end) >= 0
