"""The trees that the other tests of this folder stand on are trees, and say what they look like."""

from __future__ import annotations

import pytest
from trees import PARAGRAPH, named, tree, treebank

from dateline.analysis.claim_scores import claim_scores

RELATIONS = {
    "acl", "acl:relcl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "ccomp", "compound",
    "compound:prt", "conj", "cop", "dep", "det", "expl", "fixed", "flat", "iobj", "mark", "nmod", "nmod:desc",
    "nmod:poss", "nsubj", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "parataxis", "punct", "root", "xcomp",
}  # fmt: skip
TAGS = {
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "VERB",
}  # fmt: skip


@pytest.mark.parametrize("name", treebank())
def test_treebank_holds_ud_trees(name: str) -> None:
    for sentence in treebank()[name].strip().split("\n\n"):
        rows = [line.split() for line in sentence.splitlines()]
        heads = [int(row[4]) for row in rows]
        assert heads.count(0) == 1
        assert {row[5] for row in rows} <= RELATIONS
        assert {row[2] for row in rows} <= TAGS
        assert all((row[4] == "0") == (row[5] == "root") for row in rows)
        assert all(_reaches_the_root(heads, word) for word in range(1, len(heads) + 1))


def _reaches_the_root(heads: list[int], word: int) -> bool:
    for _ in heads:
        word = heads[word - 1] if word else 0
    return word == 0


def test_tree_sets_spaces_as_print_does() -> None:
    assert named("direct speech").text == "“We seized the town,” the commander said."
    assert named("hyphen participles").text == "US-backed forces seized the rebel-held town."


def test_tree_keeps_sentences_paragraphs_names_and_scores() -> None:
    doc = tree(
        f"Rebels rebel NOUN NNS 0 root\n{PARAGRAPH}\nLena Lena PROPN NNP 0 root PER", {"Rebels": ("ASSAULT", 0.5)}
    )
    assert doc.text == "Rebels\n\nLena"
    assert [s.text.strip() for s in doc.sents] == ["Rebels", "Lena"]
    assert [(e.text, e.label_) for e in doc.ents] == [("Lena", "PER")]
    assert claim_scores(doc).types.max(axis=1).tolist() == [0.5, 1.0, 1.0]
