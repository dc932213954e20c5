"""The analysis inside spaCy: paragraphs, white space, sentences and names on the `Doc`."""

from __future__ import annotations

from itertools import pairwise

import pytest
from model_fakes import FakeSession
from spacy.language import Language
from spacy.tokens import Doc, Token

from dateline.analysis.claim_scores import claim_scores

LINE = "word word word word word word word word word word word word word"  # a line as long as a margin allows
SHORT = "word word"


def sentences(doc: Doc) -> list[str]:
    return [s.text.strip() for s in doc.sents]


def analysed(token: Token) -> tuple[object, ...]:
    return token.text, token.pos_, token.lemma_, token.dep_, token.head.i - token.i, token.ent_iob_, token.ent_type_


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{SHORT}\n\n{SHORT}", 2),
        (f"{SHORT}\n{SHORT}", 2),
        (f"{SHORT}\r\n{SHORT}", 2),
        (f"{SHORT}\n \n{SHORT}", 2),
        (f"{LINE}\n{SHORT}", 1),
        (f"{LINE}\n{LINE}\n{SHORT}", 1),
        (f"{LINE}.\n{SHORT}", 1),
        (f"{LINE}.\nWord", 2),
        (f"{LINE}\n\n{SHORT}", 2),
        (f"{LINE} {LINE}\n{SHORT}", 2),
        (f"{SHORT}\n{LINE}\n{SHORT}", 2),
        (f"\n\n{SHORT}", 1),
        (f"{SHORT}\n\n", 1),
        (f"{SHORT}  {SHORT}", 1),
    ],
    ids=[
        "blank line", "short line", "carriage return", "line of spaces", "margin", "margin twice",
        "stop then lower case", "stop then capital", "long line then blank", "line too long for a margin",
        "short then margin", "at the start", "at the end", "two spaces",
    ],
)  # fmt: skip
def test_pipeline_splits_paragraphs(nlp: Language, network: FakeSession, text: str, expected: int) -> None:
    nlp(text)
    assert len(network.fed) == expected


def test_pipeline_ends_sentences_with_their_paragraph(nlp: Language) -> None:
    assert sentences(nlp("Word word.\n\nword word. Word word.")) == ["Word word.", "word word.", "Word word."]


def test_pipeline_fills_the_doc(nlp: Language) -> None:
    doc = nlp("Word attack Qasra.")
    assert [t.pos_ for t in doc] == ["X", "X", "PROPN", "X"]
    assert [(e.text, e.label_) for e in doc.ents] == [("Qasra", "LOC")]
    assert [t.head.i for t in doc][:2] == [0, 0]
    assert doc[0].dep_ == "ROOT"
    assert claim_scores(doc).types.shape == (4, 2)
    assert claim_scores(doc).types.argmax(axis=1).tolist() == [0, 1, 0, 0]
    assert doc.has_annotation("LEMMA")


def test_pipeline_hangs_white_space_on_a_word_and_opens_no_sentence_with_it(nlp: Language) -> None:
    doc = nlp("Word word.\n\nWord  word.")
    blanks = [t for t in doc if t.is_space]
    assert [(t.pos_, t.tag_) for t in blanks] == [("SPACE", "_SP")] * 2
    assert all(t.head.i == t.i - 1 for t in blanks)
    assert not any(s[0].is_space for s in doc.sents)
    assert claim_scores(doc).types[blanks[0].i].tolist() == [1.0, 0.0]


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\n\n  \n", "word", " word", "\n\nword", ".", "\u200b", "Word\n", "\ufeff"]
)
def test_pipeline_takes_next_to_nothing(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert sum(len(s) for s in doc.sents) == len(doc)


def test_pipeline_respects_sentences_that_are_set(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=["word", "Word", "word", "word"], sent_starts=[True, False, True, False])
    assert sentences(nlp.get_pipe("dateline_analysis")(doc)) == ["word Word", "word word"]


def test_pipeline_streams_in_order(nlp: Language) -> None:
    texts = [f"Word {'word ' * n}." for n in range(5)]
    assert [doc.text for doc in nlp.pipe(texts)] == texts


def test_pipeline_gives_the_same_whatever_stands_beside(nlp: Language) -> None:
    alone = nlp("Word attack Qasra.")
    among = nlp("Other text.\n\nWord attack Qasra.\n\nMore attack.")[4:8]
    assert among.text == alone.text
    assert [analysed(t) for t in among] == [analysed(t) for t in alone]


@pytest.mark.parametrize(
    "text", ["word " * 3_000, "Word word. " * 400, "word\n" * 500], ids=["no end", "many", "lines"]
)
def test_pipeline_takes_long_texts(nlp: Language, text: str) -> None:
    doc = nlp(text)
    starts = [s.start for s in doc.sents]
    assert doc.text == text
    assert all(a < b for a, b in pairwise(starts))
    assert all(t.head.sent == t.sent for t in doc)
