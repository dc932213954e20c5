from __future__ import annotations

import re

import pytest
from output_samples import DOCUMENT, written
from spacy.tokens import Doc, Span
from spacy.training.converters.conllu_to_docs import conllu_to_docs
from spacy.vocab import Vocab

from dateline.output import Analysed

# word, whether a space follows, head, relation, tag
TOKENS = [
    ("Syrian", True, 1, "amod", "ADJ"),
    ("rebels", True, 2, "nsubj", "NOUN"),
    ("left", True, 2, "ROOT", "VERB"),
    ("Deir", True, 2, "obj", "PROPN"),
    ("ez-Zor", False, 3, "flat", "PROPN"),
    (".", False, 2, "punct", "PUNCT"),
    ("\n\n", False, 5, "dep", "SPACE"),
    ("They", True, 8, "nsubj", "PRON"),
    ("fled", False, 8, "ROOT", "VERB"),
    (".", False, 8, "punct", "PUNCT"),
    (" ", False, 9, "dep", "SPACE"),
    ("Nobody", True, 12, "nsubj", "PRON"),
    ("stayed", False, 12, "ROOT", "VERB"),
    (".", False, 12, "punct", "PUNCT"),
]
WORDS, SPACES, HEADS, DEPS, POS = (list(column) for column in zip(*TOKENS, strict=True))


def doc(words: list[str] = WORDS) -> Doc:
    morphs = ["Number=Plur" if word == "rebels" else "" for word in words]
    lemmas = [word.lower() for word in words]
    made = Doc(Vocab(), words=words, spaces=SPACES, heads=HEADS, deps=DEPS, pos=POS, lemmas=lemmas, morphs=morphs)
    made.ents = [Span(made, 0, 1, label="NORP"), Span(made, 3, 5, label="GPE")]
    return made


def lines(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def output(made: Doc) -> str:
    return written("conllu", Analysed(DOCUMENT, made)).decode("utf-8")


def test_conllu_heads_each_sentence() -> None:
    comments = [line for line in output(doc()).splitlines() if line.startswith("#")]
    assert comments == [
        "# newdoc id = raqqa",
        "# newpar",
        "# sent_id = raqqa-1",
        "# text = Syrian rebels left Deir ez-Zor.",
        "# newpar",
        "# sent_id = raqqa-2",
        "# text = They fled.",
        "# sent_id = raqqa-3",
        "# text = Nobody stayed.",
    ]


def test_conllu_numbers_words_without_the_spaces() -> None:
    heads = [(line[0], line[6], line[7]) for line in lines(output(doc()))]
    assert heads[:6] == [
        ("1", "2", "amod"),
        ("2", "3", "nsubj"),
        ("3", "0", "root"),
        ("4", "3", "obj"),
        ("5", "4", "flat"),
        ("6", "3", "punct"),
    ]
    assert heads[6:] == [("1", "2", "nsubj"), ("2", "0", "root"), ("3", "2", "punct")] * 2


def test_conllu_text_agrees_with_the_words() -> None:
    for block in output(doc()).strip().split("\n\n"):
        text = next(line for line in block.splitlines() if line.startswith("# text"))
        words = [word[1] + ("" if "SpaceAfter=No" in word[9] else " ") for word in lines(block)]
        assert "".join(words).rstrip() == text.removeprefix("# text = ")


def test_conllu_has_ten_columns_and_names_mentions() -> None:
    found = lines(output(doc()))
    assert {len(line) for line in found} == {10}
    assert [line[9] for line in found[:6]] == ["NE=U-NORP", "_", "_", "NE=B-GPE", "NE=L-GPE|SpaceAfter=No", "_"]
    assert found[1][5] == "Number=Plur"


def test_conllu_is_read_back_by_spacy() -> None:
    (back,) = conllu_to_docs(output(doc()), no_print=True)
    assert [(span.text, span.label_) for span in back.ents] == [("Syrian", "NORP"), ("Deir ez-Zor", "GPE")]
    assert [token.dep_ for token in back][:3] == ["amod", "nsubj", "ROOT"]
    assert len(list(back.sents)) == 3


@pytest.mark.parametrize("hostile", ["a\tb", "a\x1b[31mb", "a\u2028b", "#", "\u200b", "_"])
def test_conllu_keeps_its_form_with_hostile_words(hostile: str) -> None:
    words = [hostile if word == "rebels" else word for word in WORDS]
    text = output(doc(words))
    assert {len(line) for line in lines(text)} == {10}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
