"""Names keep one sense within a document."""

from __future__ import annotations

import pytest
from phrases import clause, story
from small_world import small_register
from spacy.tokens import Doc
from trees import tree

from dateline.coding.retagging import retag
from dateline.places import Gazetteer

AS_PLACE = clause("rebels/NNS", "Mosul/NNP/LOC", "took take")
AS_BODY = clause("Mosul/NNP/ORG", "rebels/NNS", "saw see")


def names(doc: Doc, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    retag(doc, small_register(), gazetteer)
    return [(name.text, name.label_) for name in doc.ents]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (story(AS_PLACE, AS_PLACE, AS_BODY), [("Mosul", "LOC")] * 3),
        (story(AS_PLACE, AS_BODY), [("Mosul", "LOC"), ("Mosul", "ORG")]),
        (clause("the/DT fall/NN of/IN Mosul/NNP/PER"), [("Mosul", "LOC")]),
        (clause("the/DT army/NN of/IN Mosul/NNP/PER"), [("Mosul", "PER")]),
        (clause("fighters/NNS in/IN Mosul/NNP/ORG"), [("Mosul", "LOC")]),
        # an actor's name, and one that is no place's
        (clause("fighters/NNS in/IN Islamic_State/NNP/ORG"), [("Islamic State", "ORG")]),
        (clause("fighters/NNS in/IN Zzyzxville/NNP/ORG"), [("Zzyzxville", "ORG")]),
        (clause("an/DT Iraqi/NNP/LOC"), []),
    ],
)
def test_a_name_is_a_place_where_it_is_one_elsewhere_or_stands_as_one(
    gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]
) -> None:
    assert names(tree(text), gazetteer) == expected
