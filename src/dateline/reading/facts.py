"""Facts that a dispatch states about itself: headline, dateline, agency, when it was published.

Everything is read from the first and last lines; the text itself is never changed, so offsets stay true to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.errors import InputError
from dateline.reading.agencies import closing_credit
from dateline.reading.datelines import Found, find_dateline
from dateline.reading.dates import nearest_year, parse_published
from dateline.reading.lines import Line, first_lines
from dateline.records import Dateline

NO_DATE = (
    "no publication date: times such as Thursday or last month stay unresolved; give --date or a field `published`"
)
"""The note on a document whose publication date nobody gave."""

_LINES = 8
_LONGEST_LINE = 320
_LONGEST_HEADLINE = 150
_LONGEST_STATEMENT = 160
_MOST_SEGMENTS = 8

_STATEMENT = re.compile(
    r"(?:(?:first\s+|originally\s+)?(?:published|posted|issued|released|filed)|publication\s+date|pub\s*date|dated?"
    r"|date\s+published)\b\s*(?:on\b|at\b)?\s*[:–—-]?\s*",
    re.IGNORECASE,
)
_UPDATE = re.compile(r"(?:last\s+)?(?:updated|modified|revised)\b\s*(?:on\b|at\b)?\s*[:–—-]?\s*", re.IGNORECASE)
_BYLINE = re.compile(r"by\s+\S", re.IGNORECASE)
_SEGMENTS = re.compile(r"\s*[|•·]\s*|\s+[–—/-]\s+|\s*;\s*")
_HAS_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_ENDS = (".", "!", "?", ":", ";", ",", "…", '."', ".”", ".)")
_ADDRESS = ("http:", "https:", "www.")


@dataclass(frozen=True, slots=True)
class Given:
    """What is known before the text is looked at."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    fallback: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known after: given facts stay, gaps are filled from the text, and `notes` say what was filled."""

    title: str | None
    published: str | None
    publisher: str | None
    dateline: Dateline | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stated:
    """A publication date found in the text, and the words to note it with."""

    value: str
    note: str


def find_facts(text: str, given: Given) -> Facts:
    """Fill what is not given from the text."""
    lines = first_lines(text, _LINES, _LONGEST_LINE)
    headline = _headline(lines)
    found = find_dateline(text, lines, headline)
    published, notes = _published(lines, found, given)
    publisher, credit_notes = _publisher(text, found, given)
    return Facts(
        title=given.title or (headline.text if headline else None),
        published=published,
        publisher=publisher,
        dateline=_dateline(found, published),
        notes=(*notes, *_yearless(found, published), *credit_notes),
    )


def _headline(lines: Sequence[Line]) -> Line | None:
    """A first short line without a full stop, set apart by a blank line or by what comes before a body."""
    if len(lines) < 2 or not _reads_as_headline(lines[0]):
        return None
    first, second = lines[0], lines[1]
    return first if first.apart or _is_furniture(second) or find_dateline("", [second]) else None


def _reads_as_headline(line: Line) -> bool:
    text = line.text
    if line.end - line.start > _LONGEST_HEADLINE or text.endswith(_ENDS) or text.lower().startswith(_ADDRESS):
        return False
    return any(letter.isalpha() for letter in text) and not _is_furniture(line) and find_dateline("", [line]) is None


def _is_furniture(line: Line) -> bool:
    """A byline or a line that says when the dispatch was published."""
    if line.end - line.start > _LONGEST_STATEMENT:
        return False
    is_byline = bool(_BYLINE.match(line.text)) and not line.text.endswith(_ENDS)
    return is_byline or _stated_in(line, _STATEMENT) is not None


def _published(lines: Sequence[Line], found: Found | None, given: Given) -> tuple[str | None, tuple[str, ...]]:
    """The publication date, and a note unless the dispatch came with one."""
    if given.published:
        return given.published, ()
    stated = _stated(lines, _STATEMENT) or _from_dateline(found) or _stated(lines, _UPDATE)
    if stated:
        return stated.value, (stated.note,)
    if given.fallback:
        return given.fallback, (
            f"no publication date in the dispatch: {given.fallback}, the date given for all, is used",
        )
    return None, (NO_DATE,)


def _stated(lines: Sequence[Line], lead: re.Pattern[str]) -> _Stated | None:
    return next((stated for line in lines if (stated := _stated_in(line, lead))), None)


def _stated_in(line: Line, lead: re.Pattern[str]) -> _Stated | None:
    """The date on a line that holds little else: "Published: 9 March 2017 14:05 GMT", "By … | March 9, 2017"."""
    if line.end - line.start > _LONGEST_STATEMENT or not _HAS_YEAR.search(line.text):
        return None
    for candidate in _candidates(line.text, lead):
        value = _full_date(candidate)
        if value:
            return _Stated(value, f'publication date {value} is read from the line "{line.text}"')
    return None


def _candidates(line: str, lead: re.Pattern[str]) -> Iterator[str]:
    """The parts of a line that may be a date, longest first: a date may be parted from its time."""
    yield lead.sub("", line, count=1) if lead.match(line) else line
    segments = _SEGMENTS.split(line)[:_MOST_SEGMENTS]
    bare = [lead.sub("", segment, count=1) if lead.match(segment) else segment for segment in segments]
    for index, segment in enumerate(bare):
        if index + 1 < len(bare):
            yield f"{segment} {bare[index + 1]}"
        yield segment


def _full_date(candidate: str) -> str | None:
    try:
        value = parse_published(candidate.strip(" .,()"))
    except InputError:
        return None
    return value if len(value) >= len("2017-03-09") else None


def _from_dateline(found: Found | None) -> _Stated | None:
    value = found.day.iso() if found and found.day else None
    return _Stated(value, f"publication date {value} is taken from the dateline") if value else None


def _dateline(found: Found | None, published: str | None) -> Dateline | None:
    if found is None:
        return None
    day = nearest_year(found.day, published) if found.day else None
    return Dateline(found.start, found.end, found.place, day, found.agency)


def _yearless(found: Found | None, published: str | None) -> tuple[str, ...]:
    if published is None and found and found.day and found.day.year is None:
        return ("the dateline gives a day without a year, which needs a publication date",)
    return ()


def _publisher(text: str, found: Found | None, given: Given) -> tuple[str | None, tuple[str, ...]]:
    if given.publisher:
        return given.publisher, ()
    if credit := closing_credit(text):
        return credit, (f"publisher {credit} is taken from the credit at the end",)
    if found and found.is_known:
        return found.agency, (f"publisher {found.agency} is taken from the dateline",)
    return None, ()
