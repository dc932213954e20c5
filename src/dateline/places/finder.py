"""Find the toponyms of a document among its named entities.

An entity that is a place may carry more than a name ("north Arlington", "Sharon and Falls Village", "Dawson County
Jail"); the names in it that the gazetteer knows are its toponyms. Names of organisations and titles before names of
persons hold names of places as well ("Bank of Syria", "Montreal Mayor"): those are flagged as nested.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from dateline.places.gazetteer import Candidate, Gazetteer
from dateline.places.kinds import POPULATED
from dateline.places.names import normalise
from dateline.places.nested import GENERIC, nested_places
from dateline.places.toponyms import Toponym
from dateline.world import load_world

_STREET = re.compile(
    r"(?:St\b\.?|Street|Road|Rd|Drive|Dr\b\.?|Avenue|Ave|Lane|Ln\b|Boulevard|Blvd|Highway|Hwy|Court\b|Way\b|Parkway"
    r"|Pike|Trail|Terrace|Close\b|Crescent|Square)"
)
_AFTER_STREET = re.compile(rf"\s+(?:[A-Z]\w+\s+)?{_STREET.pattern}")
_POSSESSIVE = re.compile(r"['’]s?$")
_JOINT = re.compile(r"\s+(?:and|or|&)\s+|\s*[,/–—]\s*|\s+-\s+")
_TITLE = re.compile(
    r"\s+(?:[A-Z][\w.-]*\s+){0,2}(?:Mayor|Governor|Gov|Senator|Sen|Sens|Rep|Reps|President|Premier|Minister|Secretary"
    r"|Ambassador|Police|Sheriff|Judge|Attorney|Councilman|Councillor|MLA|MP|native|resident|Democrat|Republican|Army"
    r"|General|King|Queen|Prince|Chancellor|Commissioner|Chief|Officer|Coach|coach)\b"
)
_FROM = re.compile(r"\b(?:of|from|in|near|at)\s+(?:the\s+)?$")
_OPERATION = re.compile(r"\b[Oo]peration\s$")
_PARTY = re.compile(r"^[DRI]-(?=[A-Z])")
_CUTS = frozenset({"", "st", "mt", "fort", "s", "the"})  # what bad cuts leave of names
_UPPER = re.compile(r"^[A-Z][A-Z .'-]{2,}$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A named entity as the analysis found it: `label` is LOC, ORG, PER or MISC."""

    label: str
    text: str
    start: int
    end: int
    sentence: int = 0


def find_toponyms(mentions: Sequence[Mention], text: str, gazetteer: Gazetteer) -> list[Toponym]:
    """The toponyms in a document's named entities, in the order of the text."""
    named = {normalise(m.text) for m in mentions if m.label == "LOC"}
    surnames = {normalise(m.text.split()[-1]) for m in mentions if m.label == "PER" and len(m.text.split()) > 1}
    found: list[Toponym] = []
    for mention in mentions:
        if _is_person(mention, text, surnames) or _OPERATION.search(text[max(0, mention.start - 12) : mention.start]):
            continue
        if mention.label == "LOC":
            found += _in_place(mention, text, gazetteer)
        elif mention.label == "ORG":
            found += _in_organisation(mention, text, gazetteer, named)
        elif mention.label == "PER":
            found += _in_person(mention, text, gazetteer, named)
    names = (t for t in set(found) if normalise(t.text) not in _not_places())
    return sorted(names, key=lambda t: (t.start, t.end))


@lru_cache(maxsize=1)
def _not_places() -> frozenset[str]:
    """Normal forms that name peoples, faiths and seats of government, whatever villages are called like them."""
    table = resources.files("dateline.places") / "data" / "not_places.csv"
    with table.open(encoding="utf-8") as lines:
        words = [word for record in csv.DictReader(lines) for word in record["word"].split(";")]
    seats = [seat for country in load_world().countries for seat in country.seats if seat.startswith("the ")]
    return _CUTS | {normalise(word) for word in words} | {normalise(seat.removeprefix("the ")) for seat in seats}


def _is_person(mention: Mention, text: str, surnames: set[str]) -> bool:
    """Whether a name without a place's preposition is the surname of a person in the document."""
    before = text[max(0, mention.start - 12) : mention.start]
    return normalise(mention.text) in surnames and not _FROM.search(before)


def _toponym(mention: Mention, start: int, end: int, nested: bool = False) -> Toponym:
    """Part of a mention, `start` and `end` counted from its beginning."""
    return Toponym(mention.text[start:end], mention.start + start, mention.start + end, mention.sentence, nested=nested)


def _in_place(mention: Mention, text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    whole = _whole(mention, text, gazetteer)
    if _known(whole.text, gazetteer) or len(whole.text.split()) == 1:
        yield whole
        return
    for part in _parts(whole):
        yield from _in_part(part, text, gazetteer)


def _whole(mention: Mention, text: str, gazetteer: Gazetteer) -> Toponym:
    """The mention without a possessive and a party's letter, with the stop of an abbreviation."""
    start = party.end() if (party := _PARTY.match(mention.text)) else 0
    end = tail.start() if (tail := _POSSESSIVE.search(mention.text)) else len(mention.text)
    toponym = _toponym(mention, start, end)
    stop = end == len(mention.text) and text[mention.end : mention.end + 1] == "."
    if stop and any(c.how == "abbreviation" for c in gazetteer.find(f"{toponym.text}.")):
        return replace(toponym, text=f"{toponym.text}.", end=toponym.end + 1)
    return toponym


def _parts(toponym: Toponym) -> Iterator[Toponym]:
    begin = 0
    for joint in [*_JOINT.finditer(toponym.text), None]:
        end = joint.start() if joint else len(toponym.text)
        if end > begin:
            yield replace(toponym, text=toponym.text[begin:end], start=toponym.start + begin, end=toponym.start + end)
        begin = joint.end() if joint else end


def _in_part(part: Toponym, text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    if _known(part.text, gazetteer):
        yield part
        return
    inner = nested_places(part.text, gazetteer)
    if not inner or not _accounted(part.text, [(each.start, each.end) for each in inner]):
        yield part
        return
    for each in inner:
        start, end = part.start + each.start, part.start + each.end
        if not _AFTER_STREET.match(text[end : end + 40]):
            site = end < part.end and not part.text[each.end :].strip()[:1].islower()
            yield Toponym(each.text, start, end, part.sentence, nested=site)


def _accounted(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether what stands beside the known names is generic; else the whole is a name that we do not know."""
    rest = list(text)
    for start, end in spans:
        rest[start:end] = " " * (end - start)
    return all(word.islower() or word.lower() in GENERIC for word in re.findall(r"[\w-]+", "".join(rest)))


def _known(name: str, gazetteer: Gazetteer) -> bool:
    return any(c.how != "fuzzy" for c in gazetteer.find(name))


def _in_organisation(mention: Mention, text: str, gazetteer: Gazetteer, named: set[str]) -> Iterator[Toponym]:
    whole = replace(_whole(mention, text, gazetteer), nested=True)
    if normalise(whole.text) in named or _is_known_place(whole.text, gazetteer):
        yield whole
        return
    for each in nested_places(mention.text, gazetteer):
        after = text[mention.start + each.end : mention.start + each.end + 40]
        if not _AFTER_STREET.match(after) and (normalise(each.text) in named or any(map(_well_known, each.candidates))):
            yield _toponym(mention, each.start, each.end, nested=True)


def _is_known_place(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a whole entity is so well known a place that it can hardly be anything else."""
    acronym = name.isupper() and len(name) < 5
    return any(_well_known(c) and not (acronym and c.kind in POPULATED) for c in gazetteer.find(name))


def _well_known(candidate: Candidate) -> bool:
    if candidate.how not in ("name", "alternate", "abbreviation"):
        return False
    if candidate.kind in ("country", "admin1"):
        return True
    return candidate.kind in POPULATED and candidate.how == "name" and candidate.population >= 15_000


def _in_person(mention: Mention, text: str, gazetteer: Gazetteer, named: set[str]) -> Iterator[Toponym]:
    whole = _whole(mention, text, gazetteer)
    before = text[max(0, mention.start - 12) : mention.start]
    filed = bool(_UPPER.match(whole.text)) and mention.start < 200
    if (normalise(whole.text) in named or _FROM.search(before) or filed) and _known(whole.text, gazetteer):
        yield whole
    elif any(c.kind == "country" and c.how in ("name", "alternate") for c in gazetteer.find(whole.text)):
        yield whole
    else:
        yield from _beside_name(mention, text, gazetteer, named)


def _beside_name(mention: Mention, text: str, gazetteer: Gazetteer, named: set[str]) -> Iterable[Toponym]:
    """Places in an entity that is a person's name with a title or an origin."""
    for each in nested_places(mention.text, gazetteer):
        before, after = mention.text[: each.start], text[mention.start + each.end :][:40]
        if _TITLE.match(after) or _FROM.search(before) or before.endswith("-"):
            yield _toponym(mention, each.start, each.end, nested=True)
