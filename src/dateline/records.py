"""The records that travel down the pipe: dispatch in, claims out.

Every record is a frozen dataclass. `to_dict` gives the JSON form that `dateline code` prints and that
`dateline schema` describes; the store, the API and the exports carry the same fields. Offsets count Unicode code
points in the document's text, end exclusive.

Words that are easy to confuse:
  published   when the outlet published the dispatch; never when something happened
  time        when it happened, by the sentence itself; absent when the sentence does not say
  sources     whom the text says it according to; the outlet is the document's `publisher`
"""

from __future__ import annotations

import dataclasses
import functools
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, overload

Status = Literal["actual", "future", "hypothetical", "negated"]
Kind = Literal["event", "relation"]
Precision = Literal["instant", "day", "week", "month", "quarter", "season", "year", "decade", "range", "unknown"]
Change = Literal["total", "additional", "increase", "decrease"]


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the document and where they stand."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention of a person, state, body, armed group or kind of people.

    `name` is the actor's usual name after pronouns, titles and descriptions are resolved. `id` is the register's; it
    begins with "new:" for an actor that only the corpus knows and with "kind:" for people of a kind ("protesters").
    `country` is ISO 3166-1 alpha-3, `sector` PLOVER's, both on the day of publication; null where unknown.
    """

    text: str
    start: int
    end: int
    id: str | None = None
    name: str | None = None
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Source(Actor):
    """Whom the text says a claim according to; `cue` is the word that attributes ("said", "according to")."""

    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of a place, and the point that it names; null where nothing in the gazetteer fits.

    `country` is ISO 3166-1 alpha-2, or "disputed" where several states claim the place (`claimants`, alpha-3) and no
    point of view was chosen. `lat`, `lon` are those of the whole expression ("30 km north of Raqqa"), `precision` says
    how exact they are, `relation` how the happening lies to the named place.
    """

    text: str
    start: int
    end: int
    id: str | None = None
    name: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    kind: str | None = None
    precision: str | None = None
    relation: str | None = None
    claimants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression and the interval that it names.

    `from_` and `to` are ISO dates cut to what is known (2017, 2017-03, 2017-03-09), both inclusive, either null when
    open or unknown; `rule` names how the value was found; `timex` is the TIMEX3 value.
    """

    text: str
    start: int
    end: int
    from_: str | None
    to: str | None
    precision: Precision
    rule: str
    timex: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that sizes something. `value` is null when only bounds are known ("dozens": low 24)."""

    text: str
    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """The sentence that makes a claim; `index` counts the document's sentences from 0."""

    index: int = 0


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and by whom a dispatch was filed: "BEIRUT, March 9 (Reuters) -"; `start`..`end` is its span of the text."""

    start: int
    end: int
    place: str | None = None
    date: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A dispatch read into text with its facts.

    `published` is an ISO 8601 date or date-time cut to what is known, with its UTC offset where the dispatch gives
    one, or null. `notes` are reasons that reading left: a missing date, a guessed encoding. `extra` holds other
    columns that the user asked to keep.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str = "en"
    dateline: Dateline | None = None
    notes: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def facts(self) -> dict[str, Any]:
        """The part of the document that every claim repeats."""
        facts: dict[str, Any] = {
            "id": self.id,
            "title": self.title,
            "publisher": self.publisher,
            "published": self.published,
            "url": self.url,
            "language": self.language,
        }
        if self.extra:
            facts["extra"] = dict(self.extra)
        return facts


@dataclass(frozen=True, slots=True)
class Failure:
    """A dispatch, or a source of dispatches, that could not be read or coded, and why.

    `where` names it so that a person finds it again: "news.jsonl:7", "page.html", a document id.
    """

    where: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence says happened (an event) or holds (a relation); never "a fact"."""

    id: str
    kind: Kind
    type: str
    status: Status
    trigger: Span
    sentence: Sentence
    document: Document
    historical: bool = False
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    time: Time | None = None
    quantities: tuple[Quantity, ...] = ()
    sources: tuple[Source, ...] = ()
    label: str | None = None
    cameo: str | None = None
    quad: str | None = None
    intensity: float | None = None
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()
    coder: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, in the order of the product page."""
        return {
            "id": self.id,
            "kind": self.kind,
            "type": self.type,
            "modes": list(self.modes),
            "contexts": list(self.contexts),
            "status": self.status,
            "historical": self.historical,
            "trigger": plain(self.trigger),
            "actors": [plain(actor) for actor in self.actors],
            "recipients": [plain(actor) for actor in self.recipients],
            "places": [plain(place) for place in self.places],
            "time": plain(self.time) if self.time else None,
            "quantities": [plain(quantity) for quantity in self.quantities],
            "sources": [plain(source) for source in self.sources],
            "label": self.label,
            "sentence": plain(self.sentence),
            "document": self.document.facts(),
            "cameo": self.cameo,
            "quad": self.quad,
            "intensity": self.intensity,
            "confidence": self.confidence,
            "reasons": list(self.reasons),
            "coder": self.coder,
        }


def claim_from_dict(data: Mapping[str, Any], sentence: Sentence, document: Document) -> Claim:
    """The claim whose `to_dict` is `data`; its sentence and document are given, since they are kept once for many."""
    time = data["time"]
    return Claim(
        id=data["id"],
        kind=data["kind"],
        type=data["type"],
        status=data["status"],
        trigger=Span(**data["trigger"]),
        sentence=sentence,
        document=document,
        historical=data["historical"],
        modes=tuple(data["modes"]),
        contexts=tuple(data["contexts"]),
        actors=tuple(Actor(**each) for each in data["actors"]),
        recipients=tuple(Actor(**each) for each in data["recipients"]),
        places=tuple(Place(**{**each, "claimants": tuple(each["claimants"])}) for each in data["places"]),
        time=Time(**{("from_" if name == "from" else name): value for name, value in time.items()}) if time else None,
        quantities=tuple(Quantity(**each) for each in data["quantities"]),
        sources=tuple(Source(**each) for each in data["sources"]),
        label=data["label"],
        cameo=data["cameo"],
        quad=data["quad"],
        intensity=data["intensity"],
        confidence=data["confidence"],
        reasons=tuple(data["reasons"]),
        coder=data["coder"],
    )


@dataclass(frozen=True, slots=True)
class Coded(Sequence[Claim]):
    """A document with its claims: a sequence of claims that also knows why there are none.

    `reasons` is never empty when there are no claims. `sentences` are all of the document's, claims or not.
    """

    document: Document
    claims: tuple[Claim, ...]
    reasons: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()

    def __len__(self) -> int:
        return len(self.claims)

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    @overload
    def __getitem__(self, index: int) -> Claim: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Claim]: ...
    def __getitem__(self, index: int | slice) -> Claim | Sequence[Claim]:
        return self.claims[index]


def is_historical(time: Time | None, published: str | None) -> bool:
    """Whether a time ended more than a year before the dispatch was published; what goes on "since 2012" did not."""
    end = time.to if time is not None else None
    if not end or not published:
        return False
    return f"{int(end[:4]) + 1:04}{end[4:10]}" < published[: len(end)]


def plain(record: Any) -> dict[str, Any]:
    """A flat record as a JSON object; a trailing underscore (`from_`) is Python's need and is dropped."""
    names, values_of = _codec(type(record))  # type: ignore[arg-type]  # classes can be hashed
    values = zip(names, values_of(record), strict=True)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}


@functools.cache
def _codec(record: type[Any]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = [f.name for f in dataclasses.fields(record)]
    return tuple(name.rstrip("_") for name in names), operator.attrgetter(*names)
