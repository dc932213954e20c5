"""What the chooser of places is given and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.places.gazetteer import Candidate


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name of a place as it stands in a document; `sentence` is the index of its sentence.

    A `nested` one is part of another name ("University of Aleppo"): it tells where the document is, no more.
    """

    text: str
    start: int
    end: int
    sentence: int = 0
    nested: bool = False


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What a document tells besides its toponyms.

    `text` is the whole document, into which toponyms have offsets. `dateline` is the place where it was filed.
    `countries` weighs the countries (alpha-2) to which its actors and adjectives point, 1 for each mention.
    """

    text: str
    dateline: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    countries: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Located:
    """A toponym and the place that it names, None when nothing fits.

    `probability` is that of `place`, or that of there being no fitting place. `ranked` holds the best candidates with
    their probabilities; `reasons` says what spoke for the choice.
    """

    toponym: Toponym
    place: Candidate | None
    probability: float
    ranked: tuple[tuple[Candidate, float], ...] = ()
    reasons: tuple[str, ...] = ()
