"""Everything that a document's mentions resolve to, worked out once and shared by claims and annotations.

analysed document -> who (identities), where (locations), when (times, timeline)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from dateline import records
from dateline.actors import ActorRegister
from dateline.coding.dating import ages, infer_published
from dateline.coding.frames import WordClasses
from dateline.coding.identities import Identities
from dateline.coding.locations import Locations
from dateline.coding.retagging import retag
from dateline.mentions import Inferred, TimeExpression, Timeline, find_times
from dateline.places import Gazetteer

DAY = len("2017-03-09")


@dataclass(slots=True)
class Resolved:
    """The mentions of a document: `times` holds a list for each of `sentences`."""

    sentences: Sequence[Span]
    identities: Identities
    locations: Locations
    times: list[list[TimeExpression]]
    timeline: Timeline
    inferred: Inferred | None

    def notes(self) -> list[str]:
        """What the reader should know of the document's date."""
        if self.inferred is None:
            return []
        best = self.inferred.best
        head = f"published {best}, inferred: " if best else "no date of publication could be inferred; "
        told = " ".join(self.inferred.reasons) or "nothing in the text dates it."
        return [head + told]


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolves documents. One for a coder; `viewpoint` is the country whose claims label disputed places."""

    register: ActorRegister
    gazetteer: Gazetteer
    classes: WordClasses
    viewpoint: str | None = None

    def resolve(self, doc: Doc, document: records.Document) -> Resolved:
        """The identities, locations and times of an analysed document."""
        retag(doc, self.register, self.gazetteer)
        sentences = [s for s in doc.sents if not is_dateline(s, document)]
        on = document.published[:DAY] if document.published else None
        identities = Identities(doc, self.register, self.classes, on)
        terms = ages(self.register, on)
        times = [find_times(s.text, s.start_char, terms) for s in sentences]
        flat = [t for found in times for t in found]
        inferred = None
        if on is None:
            inferred = infer_published(doc, identities.names, identities.setting, flat, self.register)
            if inferred.best:
                identities = Identities(doc, self.register, self.classes, inferred.best)
        countries = identities.setting.alpha2(self.register.world)
        locations = Locations(doc, document, self.gazetteer, countries, identities.antecedents, self.viewpoint)
        timeline = Timeline(document.published, flat, inferred)
        return Resolved(sentences, identities, locations, times, timeline, inferred)


def is_dateline(sentence: Span, document: records.Document) -> bool:
    """Whether a sentence is only the line that says where the dispatch was filed."""
    line = document.dateline
    return line is not None and line.start <= sentence.start_char and sentence.end_char <= line.end + 1
