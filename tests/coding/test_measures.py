"""Which claim of a sentence a time or a quantity is proposed to."""

from __future__ import annotations

import dataclasses

import pytest
from lexicons import small_lexicon
from small_world import ON, small_register
from trees import TYPES, tree

from dateline.coding.claims import ClaimMaker
from dateline.coding.drafts import Draft, ReadSentence
from dateline.coding.measures import direction_of
from dateline.coding.resolver import Resolver
from dateline.coding.status import Reading
from dateline.places import Gazetteer
from dateline.records import Document

SCORES = dict.fromkeys(("attacked", "captured", "killed", "shelled", "seized"), ("ASSAULT", 0.9))
LEXICON = small_lexicon()
TWO = """
Rebels rebel NOUN NNS 2 nsubj
captured capture VERB VBD 0 root
the the DET DT 4 det
town town NOUN NN 2 obj
on on ADP IN 6 case
Monday Monday PROPN NNP 2 obl
and and CCONJ CC 8 cc
killed kill VERB VBD 2 conj
40 40 NUM CD 10 nummod
soldiers soldier NOUN NNS 8 obj
on on ADP IN 12 case
Tuesday Tuesday PROPN NNP 8 obl
. . PUNCT . 2 punct
"""
BEFORE = """
On on ADP IN 2 case
Monday Monday PROPN NNP 4 obl
rebels rebel NOUN NNS 4 nsubj
captured capture VERB VBD 0 root
the the DET DT 6 det
town town NOUN NN 4 obj
and and CCONJ CC 8 cc
killed kill VERB VBD 4 conj
soldiers soldier NOUN NNS 8 obj
. . PUNCT . 4 punct
"""
SAID = """
Rebels rebel NOUN NNS 2 nsubj
captured capture VERB VBD 0 root
the the DET DT 4 det
town town NOUN NN 2 obj
, , PUNCT , 8 punct
the the DET DT 7 det
army army NOUN NN 8 nsubj
said say VERB VBD 2 parataxis
on on ADP IN 10 case
Monday Monday PROPN NNP 8 obl
"""
TODAY = """
Rebels rebel NOUN NNS 2 nsubj
hold hold VERB VBP 0 root
the the DET DT 4 det
town town NOUN NN 2 obj
today today NOUN NN 2 obl:unmarked
"""


def read_of(text: str) -> ReadSentence:
    doc = tree(text, SCORES)
    resolver = Resolver(small_register(), Gazetteer([]), LEXICON.classes)
    maker = ClaimMaker(LEXICON, TYPES, "test coder", resolver)
    (read,) = maker.read(doc, resolver.resolve(doc, Document("d", doc.text, published=ON)))
    return read


def proposed(text: str) -> dict[str, tuple[str | None, list[str]]]:
    """By trigger: its time and its quantities."""
    return {
        d.token.text: (d.time.text if d.time else None, [q.quantity.text for q in d.sizes])
        for d in read_of(text).drafts
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TWO, {"captured": ("Monday", []), "killed": ("Tuesday", ["40"])}),
        (BEFORE, {"captured": ("Monday", []), "killed": ("Monday", [])}),  # for both
        (SAID, {"captured": (None, [])}),  # the day of the saying
        (TODAY, {"hold": ("today", [])}),
    ],
    ids=["each its own", "before both", "of the saying", "today"],
)
def test_measures_propose_times_and_quantities(text: str, expected: dict[str, tuple[str | None, list[str]]]) -> None:
    assert proposed(text) == expected


def test_measures_pair_each_with_the_word_that_governs_it() -> None:
    measures = read_of(TWO).measures
    assert [(e.text, head.text) for e, head in measures.time_heads] == [("Monday", "Monday"), ("Tuesday", "Tuesday")]
    assert [(q.quantity.text, head.text) for q, head in measures.number_heads] == [("40", "40")]


def test_measures_resolve_the_time_of_a_claim() -> None:
    read = read_of(TWO)
    times = [read.measures.time_of(draft) for draft in read.drafts]
    assert [t and t.from_ for t in times] == ["2017-03-06", "2017-03-07"]


def test_measures_give_a_state_no_time_where_it_holds_today() -> None:
    read = read_of(TODAY)
    assert [read.measures.time_of(draft) for draft in read.drafts] == [None]


def test_measures_give_the_figures_that_a_draft_kept() -> None:
    read = read_of(TWO)
    capture, killing = read.drafts
    assert read.measures.quantities_of(capture) == ()
    assert [(q.value, q.unit) for q in read.measures.quantities_of(killing)] == [(40, "killed")]


def test_measures_at_a_number() -> None:
    read = read_of(TWO)
    number, word = read.sentence[8], read.sentence[9]
    assert [q.text for q in read.measures.at(number)] == ["40"]
    assert read.measures.at(word) == ()


@pytest.mark.parametrize(
    ("status", "type_", "direction"),
    [
        ("actual", "ASSAULT", "past"),
        ("negated", "ASSAULT", "past"),
        ("future", "ASSAULT", "future"),
        ("hypothetical", "ASSAULT", "future"),
        ("actual", "AGREE", "unknown"),
        ("actual", "THREATEN", "unknown"),
        ("future", "AGREE", "future"),
    ],
)
def test_measures_direction_of_a_draft(status: str, type_: str, direction: str) -> None:
    draft = read_of(TWO).drafts[0]
    frame = dataclasses.replace(draft.candidate.frame, type=type_)
    candidate = dataclasses.replace(draft.candidate, frame=frame)
    assert direction_of(Draft(candidate, draft.roles, Reading(status, "by hand"))) == direction  # type: ignore[arg-type]
