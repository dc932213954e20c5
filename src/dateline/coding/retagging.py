"""Make the names that the tagger finds agree: a place that it takes for a person or an organisation here and there.

A name keeps one sense within a text: what is tagged as a place most of the time is one throughout. A name that no actor
bears and the gazetteer knows is a place behind "in" or "the fall of". A noun for one of a people ("a Briton") names no
place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from dateline.actors import ActorRegister
from dateline.coding.clauses import case_of
from dateline.coding.cues import cues
from dateline.coding.fillers import is_nationality
from dateline.places import Gazetteer

PLACE = "LOC"
ARTICLES = frozenset({"a", "an", "another", "two", "three", "four", "five"})


def retag(doc: Doc, register: ActorRegister, gazetteer: Gazetteer) -> None:
    """Set the labels of a document's names so that they agree."""
    labels: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name in doc.ents:
        labels[name.text][name.label_] += 1
    names = list(_agreed(doc, labels, register, gazetteer))
    if [(n.start, n.label_) for n in names] != [(n.start, n.label_) for n in doc.ents]:
        doc.ents = names


def _agreed(
    doc: Doc, labels: defaultdict[str, Counter[str]], register: ActorRegister, gazetteer: Gazetteer
) -> Iterator[Span]:
    for name in doc.ents:
        if name.label_ == PLACE and _is_native(name):
            continue
        told = labels[name.text]
        is_place = 2 * told[PLACE] > told.total() or _is_located(name, register, gazetteer)
        yield Span(doc, name.start, name.end, label=PLACE) if is_place and name.label_ != PLACE else name


def _is_native(name: Span) -> bool:
    """Whether a word names one of a people: "a Briton", "two Iraqis"."""
    counted = any(child.lower_ in ARTICLES for child in name.root.children)
    return len(name) == 1 and counted and is_nationality(name.root)


def _is_located(name: Span, register: ActorRegister, gazetteer: Gazetteer) -> bool:
    """Whether a name that no actor bears stands where a place does, and is one's."""
    if name.label_ == PLACE or not _stands_as_place(name) or register.find(name.text):
        return False
    return any(each.how == "name" for each in gazetteer.find(name.text))


def _stands_as_place(name: Span) -> bool:
    root = name.root
    case = case_of(root)
    return case in cues("retagging")["inside"] or (
        case == "of" and root.head.lemma_.lower() in cues("retagging")["befalls"]
    )
