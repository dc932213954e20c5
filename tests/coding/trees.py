"""Documents for tests, by hand: UD trees in a compact notation, and the model's trigger scores where a test needs them.

One line a word: `form lemma upos xpos head deprel [entity]`. `head` counts the words of the sentence from 1, 0 is the
root. `entity` is PER, ORG or LOC on the first word of a name, I-PER (...) on the others. A blank line ends a sentence,
the line "¶" a paragraph. Spaces are set as print has them. `treebank.txt` holds trees by name, "== name" above each.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from spacy.lang.en import English
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from dateline.analysis.claim_scores import CLAIMS, ROLES, SIDES, ClaimScores, PairWeights
from dateline.ontology import load_ontology

TYPES = (
    "O", "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST",
    "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
)  # fmt: skip
WIDTH = 2  # of a word's projections
UNLIKELY = -0.6  # the logit of every role: too little by itself, enough for what the frames propose
CLOSE_LEFT = frozenset({".", ",", ";", ":", "?", "!", "”", ")", "'", "'s", "n't", "-"})
CLOSE_RIGHT = frozenset({"“", "(", "-"})
PARAGRAPH, PARAGRAPH_TEXT = "¶", "\n\n"
NORTH_OF_RAQQA = """
    Rebels rebel NOUN NNS 2 nsubj
    fought fight VERB VBD 0 root
    30 30 NUM CD 4 nummod
    km km NOUN NN 5 obl:unmarked
    north north ADV RB 2 advmod
    of of ADP IN 7 case
    Raqqa Raqqa PROPN NNP 5 obl LOC
"""

Triggers = Mapping[str, tuple[str, float]]


def tree(text: str, triggers: Triggers | None = None) -> Doc:
    """A document from compact notation.

    Args:
        text: Its sentences.
        triggers: Form to its event type and the model's probability; every other word is "O".
    """
    columns: dict[str, list[Any]] = {key: [] for key in COLUMNS}
    for row in _rows(text):
        for key, value in row.items():
            columns[key].append(value)
    columns["spaces"] = _spaces(columns["words"])
    doc = Doc(_vocab(), **columns)
    doc.user_data[CLAIMS] = no_opinion(doc, _scores(doc, triggers or {}))
    return doc


def named(name: str, triggers: Triggers | None = None) -> Doc:
    """A document of the treebank."""
    return tree(treebank()[name], triggers)


@functools.cache
def treebank() -> dict[str, str]:
    """The trees of `treebank.txt` by name."""
    text = (Path(__file__).parent / "treebank.txt").read_text(encoding="utf-8")
    blocks = [block.partition("\n") for block in text.split("\n== ")[1:]]
    trees = {name: body for name, _, body in blocks}
    assert len(trees) == len(blocks), "a name stands twice"
    return trees


@functools.cache
def _vocab() -> Vocab:
    return English().vocab


def word(doc: Doc, form: str) -> Token:
    """The first token of a form."""
    return next(token for token in doc if token.text == form)


COLUMNS = ("words", "lemmas", "pos", "tags", "heads", "deps", "ents", "sent_starts")


def _rows(text: str) -> Iterator[dict[str, Any]]:
    """The words as rows of spaCy's columns, heads counted over the document."""
    start = at = 0
    for line in text.strip().splitlines():
        fields = line.split()
        if not fields:
            start = at
        elif fields == [PARAGRAPH]:
            yield _row(PARAGRAPH_TEXT, PARAGRAPH_TEXT, "SPACE", "_SP", max(at - 1, 0), "dep", "O", first=False)
            at += 1
            start = at
        else:
            form, lemma, upos, xpos, head, dep, *entity = fields
            parent = start + int(head) - 1 if head != "0" else at
            yield _row(form, lemma, upos, xpos, parent, dep, _bio(entity), first=at == start)
            at += 1


def _row(
    form: str, lemma: str, upos: str, xpos: str, head: int, dep: str, entity: str, *, first: bool
) -> dict[str, Any]:
    label = "ROOT" if dep == "root" else dep
    return dict(zip(COLUMNS, (form, lemma, upos, xpos, head, label, entity, first), strict=True))


def _bio(entity: list[str]) -> str:
    if not entity:
        return "O"
    return entity[0] if entity[0].startswith("I-") else f"B-{entity[0]}"


def _spaces(words: list[str]) -> list[bool]:
    return [
        bool(after) and after not in CLOSE_LEFT and here not in CLOSE_RIGHT and PARAGRAPH_TEXT not in (here, after)
        for here, after in itertools.zip_longest(words, words[1:], fillvalue="")
    ]


def no_opinion(doc: Doc, types: np.ndarray[Any, np.dtype[np.float32]]) -> ClaimScores:
    """A network's scores that leave everything but the types of events to the frames."""
    ontology = load_ontology()
    modes = sorted({mode for kind in ontology.event_types.values() for mode in kind.mode_details})
    relations = ["none", *ontology.relations]
    labels = {"status": list(ontology.statuses), "modes": modes, "relations": relations, "roles": list(ROLES)}
    form = (WIDTH + 1, WIDTH + 1)
    roles = np.zeros((len(ROLES), *form))
    roles[:, -1, -1] = UNLIKELY
    weights = PairWeights.make(roles, np.zeros((len(relations) + len(ontology.statuses) - 1, *form)))
    statuses = np.full((len(doc), len(ontology.statuses)), 0.25, dtype=np.float32)
    unsure = np.full((len(doc), len(modes)), 0.3, dtype=np.float32)
    return ClaimScores(types, statuses, unsure, np.zeros((len(doc), SIDES * WIDTH), np.float32), weights, labels)


def _scores(doc: Doc, triggers: Triggers) -> np.ndarray[Any, np.dtype[np.float32]]:
    scores = np.zeros((len(doc), len(TYPES)), dtype=np.float32)
    scores[:, 0] = 1.0
    for token in doc:
        if token.text in triggers:
            type_, probability = triggers[token.text]
            scores[token.i, 0] = 1.0 - probability
            scores[token.i, TYPES.index(type_)] = probability
    return scores
