"""Relations that the network reads between the mentions of a sentence, and what it says of those found by rule.

It scores every pair of mentions for each predicate. Pairs whose subjects or objects are coordinated are one relation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Span, Token

from dateline.analysis.claim_scores import Floats, claim_scores
from dateline.coding.fillers import entity_of
from dateline.coding.structural import Found

APART = frozenset({"role", "capital_of", "population"})  # one subject, one object
TO_PLACE = frozenset({"controls", "present_in"})
OF_PLACE = frozenset({"capital_of", "population"})
# The confidence of a relation that a rule finds, from the network's chance of 0 to 1: rules alone are right so often
# that leaving out what the network doubts costs more than it gains (`training.calibrate`, development gold).
DOUBTED, AGREED = 0.65, 0.95


@dataclass(slots=True)
class Related:
    """A relation as the network reads it: heads of its subjects and objects, how likely it is, in which status."""

    type: str
    subjects: list[Token]
    objects: list[Token]
    chance: float
    status: str

    @property
    def trigger(self) -> Token:
        """The word that says so: the first verb, noun or adjective on the way between the two, else the object."""
        subject, object_ = self.subjects[0], self.objects[0]
        up = [subject, *subject.ancestors]
        meeting = next((t for t in [object_, *object_.ancestors] if t in up), object_)
        way = [*up[: up.index(meeting)], meeting] if meeting in up else []
        down = [object_]
        while down[-1] != meeting and down[-1].head != down[-1]:
            down.append(down[-1].head)
        inner = [t for t in [*way, *reversed(down)] if t not in (subject, object_)]
        return next((t for t in inner if t.pos_ in ("VERB", "NOUN", "ADJ") and not t.ent_type_), object_)


@dataclass(slots=True)
class Reader:
    """What the network says of the pairs of a sentence's words: those asked for, and all its nouns."""

    sentence: Span
    asked: Sequence[Token]
    mentions: list[Token] = field(init=False)
    kinds: Sequence[str] = field(init=False)
    chances: Floats = field(init=False)
    statuses: Floats = field(init=False)
    known: list[tuple[str, set[int], set[int]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        nouns = (t for t in self.sentence if t.pos_ in ("NOUN", "PROPN") and not t.ent_type_)  # "rebel-held" too
        inside = (t for t in self.asked if self.sentence.start <= t.i < self.sentence.end)
        found = {t.i: t for t in (*nouns, *inside)}
        self.mentions = [found[i] for i in sorted(found)]
        scores = claim_scores(self.sentence.doc)
        self.kinds = scores.labels["relations"]
        self.chances, self.statuses = scores.relations([t.i for t in self.mentions])
        self.chances[range(len(found)), range(len(found))] = 0.0

    def agree(self, type_: str, subjects: Sequence[Token], objects: Sequence[Token]) -> float:
        """The confidence of a relation that a rule finds, by the likeliest of its pairs. It is remembered as told."""
        self.known.append((type_, {t.i for t in subjects}, {t.i for t in objects}))
        rows, columns = self._at(subjects), self._at(objects)
        if not rows or not columns:
            return (DOUBTED + AGREED) / 2
        best = float(self.chances[np.ix_(rows, columns)][..., self.kinds.index(type_)].max())
        return DOUBTED + (AGREED - DOUBTED) * best

    def _at(self, tokens: Sequence[Token]) -> list[int]:
        wanted = {t.i for t in tokens}
        for token in tokens:
            entity = entity_of(token)
            wanted |= {t.i for t in entity} if entity is not None else set()
        return [k for k, t in enumerate(self.mentions) if t.i in wanted]

    def related(self, least: float) -> list[Related]:
        """The relations that are likely enough and were not told otherwise."""
        names = list(claim_scores(self.sentence.doc).labels["status"])
        best = self.chances[..., 1:].argmax(-1) + 1
        found: list[Related] = []
        for i, j in np.argwhere(self.chances[..., 1:].max(-1) >= least):
            type_, subject, object_ = self.kinds[best[i, j]], self.mentions[i], self.mentions[j]
            chance = float(self.chances[i, j, best[i, j]])
            for other in found:
                if other.type == type_ and type_ not in APART and _joins(other, subject, object_):
                    other.subjects += [subject] if subject not in other.subjects else []
                    other.objects += [object_] if object_ not in other.objects else []
                    other.chance = max(other.chance, chance)
                    break
            else:
                status = names[int(self.statuses[i, j].argmax())]
                found.append(Related(type_, [subject], [object_], chance, status))
        return [r for r in found if not self._is_known(r)]

    def _is_known(self, related: Related) -> bool:
        subjects, objects = ({t.i for t in side} for side in (related.subjects, related.objects))
        same = ((s, o) for type_, s, o in self.known if type_ == related.type)
        return any((s & subjects or not s) and (o & objects or not o) for s, o in same)


def sides(found: Found) -> tuple[list[Token], list[Token]]:
    """Subject and object of a relation that structure tells, as the network has them."""
    number = [found.number] if found.number is not None else []
    if found.type in OF_PLACE:
        return list(found.places), list(found.recipients) or number
    return list(found.actors), [*found.recipients, *found.places] or number


def _joins(related: Related, subject: Token, object_: Token) -> bool:
    """Whether a pair belongs to a relation: one side the same, the other coordinated with it or the same."""
    same_subject, same_object = subject in related.subjects, object_ in related.objects
    if same_subject and same_object:
        return True
    if same_object:
        return _first(subject) == _first(related.subjects[0])
    return same_subject and _first(object_) == _first(related.objects[0])


def _first(token: Token) -> Token:
    """The first of what a word is coordinated with."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token
