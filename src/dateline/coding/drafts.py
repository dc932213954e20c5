"""Claims in the making, and the sentence that they are made from."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from dateline import records
from dateline.coding.candidates import Candidate
from dateline.coding.locations import Locations
from dateline.coding.measures import Measures
from dateline.coding.nominals import nominals
from dateline.coding.roles import RoleFiller, Roles
from dateline.coding.sources import Attribution
from dateline.coding.status import Reading
from dateline.mentions import QuantityExpression, TimeExpression
from dateline.ontology import find_contexts


@dataclass(slots=True)
class Draft:
    """A claim in the making."""

    candidate: Candidate
    roles: Roles
    status: Reading
    sources: list[Attribution] = field(default_factory=list)
    time: TimeExpression | None = None
    sizes: list[QuantityExpression] = field(default_factory=list)

    @property
    def token(self) -> Token:
        """The trigger's head."""
        return self.candidate.token


@dataclass
class ReadSentence:
    """A sentence with the claims in the making; `carried` is its speaker where it names none, `weak` counts words
    that looked like events but for which too little spoke."""

    sentence: Span
    index: int
    drafts: list[Draft]
    measures: Measures
    filler: RoleFiller
    locations: Locations
    carried: Attribution | None
    weak: int

    @functools.cached_property
    def nominals(self) -> list[Token]:
        """The heads of its noun phrases."""
        return list(nominals(self.sentence))

    @functools.cached_property
    def record(self) -> records.Sentence:
        """The sentence as the record has it."""
        return sentence_record(self.sentence, self.index)

    @functools.cached_property
    def contexts(self) -> tuple[str, ...]:
        """The contexts that its words point to."""
        return tuple(find_contexts(self.sentence.text, {t.lemma_.lower() for t in self.sentence}))


def sentence_record(sentence: Span, index: int) -> records.Sentence:
    """A sentence without the blanks around it."""
    text = sentence.text.strip()
    start = sentence.start_char + len(sentence.text) - len(sentence.text.lstrip())
    return records.Sentence(text, start, start + len(text), index)
