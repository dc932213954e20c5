"""Relations that the network reads between mentions, with opinions given by hand."""

from __future__ import annotations

import pytest
from opinions import Relations, with_opinion
from trees import tree, word

from dateline.coding.nominals import nominals
from dateline.coding.relations import Reader, Related

TEXT = """
Torvia Torvia PROPN NNP 4 nsubj LOC
and and CCONJ CC 3 cc
Marland Marland PROPN NNP 1 conj LOC
armed arm VERB VBD 0 root
the the DET DT 6 det
rebels rebel NOUN NNS 4 obj
in in ADP IN 8 case
Qasra Qasra PROPN NNP 4 obl LOC
. . PUNCT . 4 punct
"""
BACKS = {("Torvia", "rebels"): ("backs", 0.9), ("Marland", "rebels"): ("backs", 0.8)}


def reader(relations: Relations) -> Reader:
    sentence = next(with_opinion(tree(TEXT), None, relations).sents)
    return Reader(sentence, list(nominals(sentence)))


def brief(found: list[Related]) -> list[tuple[str, list[str], list[str]]]:
    return [(r.type, [t.text for t in r.subjects], [t.text for t in r.objects]) for r in found]


def test_relations_of_coordinated_subjects_are_one() -> None:
    (found,) = reader(BACKS).related(0.5)
    assert brief([found]) == [("backs", ["Torvia", "Marland"], ["rebels"])]
    assert found.chance == pytest.approx(0.9)
    assert found.trigger.text == "armed"


def test_relations_of_different_types_or_parties_are_several() -> None:
    found = reader({**BACKS, ("rebels", "Qasra"): ("present_in", 0.7)}).related(0.5)
    assert brief(found) == [
        ("backs", ["Torvia", "Marland"], ["rebels"]),
        ("present_in", ["rebels"], ["Qasra"]),
    ]


@pytest.mark.parametrize(("least", "expected"), [(0.85, ["Torvia"]), (0.95, None)])
def test_relations_need_to_be_likely_enough(least: float, expected: list[str] | None) -> None:
    found = brief(reader(BACKS).related(least))
    assert found == ([("backs", expected, ["rebels"])] if expected else [])


def test_relations_that_rules_found_are_not_told_twice() -> None:
    read = reader(BACKS)
    doc = read.sentence.doc
    assert read.agree("backs", [word(doc, "Torvia")], [word(doc, "rebels")]) == pytest.approx(0.65 + 0.3 * 0.9)
    assert read.related(0.5) == []


def test_relations_of_a_sentence_without_mentions_are_none() -> None:
    doc = with_opinion(tree("Go go VERB VB 0 root\n. . PUNCT . 1 punct"))
    assert Reader(next(doc.sents), []).related(0.1) == []
