"""The analysis as a spaCy pipeline: `make_nlp()` gives a `Language` to which users can add their own components.

`dateline_analysis` fills sentences, tags, morphology, lemmas, dependencies (UD v2) and `doc.ents` (PER, ORG, LOC).
Sentence starts that are already set are respected, so that treebanks can be parsed with gold words and sentences.
`doc.user_data["dateline_break"]`, when set, is a character offset at which a paragraph ends, such as the end of the
line that says where a dispatch was filed.
`doc.user_data["dateline_claims"]` holds what the network says of claims (`ClaimScores`), and
`doc.user_data["dateline_vectors"]` what the encoder for claims makes of each token: (tokens, hidden).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import spacy
from spacy import attrs
from spacy.language import Language
from spacy.tokens import Doc

from dateline.analysis.claim_scores import CLAIMS, SIDES, ClaimScores
from dateline.analysis.names import agree
from dateline.analysis.runtime import Model, SentenceAnalysis, load_model
from dateline.analysis.tokenizer import make_tokenizer

VECTORS = "dateline_vectors"
BREAK = "dateline_break"
INSIDE = 1  # spaCy's code of the attribute ENT_IOB
IOB = {"B": 3, "I": INSIDE, "O": 2}
COLUMNS = [
    attrs.HEAD, attrs.DEP, attrs.TAG, attrs.POS, attrs.MORPH, attrs.LEMMA, attrs.SENT_START,
    attrs.ENT_IOB, attrs.ENT_TYPE,
]  # fmt: skip
BLANK_BETWEEN_LINES = 50  # a line at least this long that ends without a stop was broken by a margin
MARGIN = 100
STOPS = ".!?:;\"”'’)]"


def make_nlp(model: Model | None = None) -> Language:
    """A spaCy `Language` with the tokenizer and the analysis of this package."""
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp.vocab)
    nlp.max_length = 10_000_000
    nlp.add_pipe("dateline_analysis")
    if model is not None:
        nlp.get_pipe("dateline_analysis").use(model)  # type: ignore[attr-defined]
    return nlp


@Language.factory(
    "dateline_analysis",
    assigns=[
        "token.tag",
        "token.pos",
        "token.morph",
        "token.lemma",
        "token.dep",
        "token.head",
        "token.is_sent_start",
        "doc.ents",
    ],
)
def make_analysis(nlp: Language, name: str) -> Analysis:
    """Build the component."""
    return Analysis(nlp, name)


class Analysis:
    """A spaCy component: a `Doc` of words in, the same `Doc` with its analysis out."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.vocab = nlp.vocab
        self.name = name
        self._model: Model | None = None

    @property
    def model(self) -> Model:
        """The network; the shipped one, loaded when first needed, unless another was given."""
        if self._model is None:
            self._model = load_model()
        return self._model

    def use(self, model: Model) -> None:
        """Analyse with another network."""
        self._model = model

    def __call__(self, doc: Doc) -> Doc:
        """Analyse one document."""
        known = doc.has_annotation("SENT_START")
        runs = _runs(doc) if not known else [[t.i for t in doc if not t.is_space]]
        words = [[doc[i].text for i in run] for run in runs]
        starts = [[k for k, i in enumerate(run) if k == 0 or doc[i].is_sent_start] for run in runs] if known else None
        return self._fill(doc, runs, self.model.analyse(words, starts))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Analyse documents one after the other; the windows of each run side by side."""
        for doc in stream:
            yield self(doc)

    def _fill(self, doc: Doc, runs: list[list[int]], analyses: list[list[SentenceAnalysis]]) -> Doc:
        strings = self.vocab.strings
        values: Any = np.zeros((len(doc), len(COLUMNS)), dtype=np.uint64)
        claims = _no_claims(len(doc), self.model)
        width = next((s.vectors.shape[1] for found in analyses for s in found), 0)
        vectors = np.zeros((len(doc), width), dtype=np.float32)
        space = strings.add("SPACE")
        names = _names(analyses)
        for token in doc:
            if token.is_space:
                # White space hangs on the word before it and never opens a sentence.
                offset = -1 if token.i else 1 if len(doc) > 1 else 0
                values[token.i] = [
                    np.uint64(offset % 2**64),
                    strings.add("dep"),
                    strings.add("_SP"),
                    space,
                    0,
                    token.orth,
                    np.uint64(-1 % 2**64),
                    2,
                    0,
                ]
        for run, sentences in zip(runs, analyses, strict=True):
            at = 0
            for s in sentences:
                tokens = run[at : at + len(s.words)]
                at += len(s.words)
                for k, i in enumerate(tokens):
                    head = tokens[s.heads[k] - 1] if s.heads[k] else i
                    deprel = "ROOT" if s.deprels[k] == "root" else s.deprels[k]
                    bio, _, kind = next(names).partition("-")
                    values[i] = [
                        np.uint64((head - i) % 2**64),
                        strings.add(deprel),
                        strings.add(s.xpos[k]),
                        strings.add(s.upos[k]),
                        self.vocab.morphology.add("" if s.feats[k] == "_" else s.feats[k]),
                        strings.add(s.lemmas[k]),
                        np.uint64((1 if k == 0 else -1) % 2**64),
                        IOB[bio],
                        strings.add(kind) if kind else 0,
                    ]
                claims.types[tokens], claims.statuses[tokens] = s.types, s.statuses
                claims.modes[tokens], claims.sides[tokens] = s.modes, s.sides
                vectors[tokens] = s.vectors
        iob, kind_at = COLUMNS.index(attrs.ENT_IOB), COLUMNS.index(attrs.ENT_TYPE)
        for i in range(1, len(doc) - 1):
            if doc[i].is_space and values[i + 1, iob] == INSIDE:  # a name broken by a line end goes on
                values[i, iob], values[i, kind_at] = INSIDE, values[i + 1, kind_at]
        doc.from_array(COLUMNS, values)
        doc.user_data[CLAIMS] = claims
        doc.user_data[VECTORS] = vectors
        return doc


def _no_claims(tokens: int, model: Model) -> ClaimScores:
    """Scores that say nothing, to be filled; white space keeps them."""
    sizes = [len(model.claim_labels[name]) for name in ("types", "status", "modes")]
    types, statuses, modes = (np.zeros((tokens, size), dtype=np.float32) for size in sizes)
    types[:, 0] = statuses[:, 0] = 1.0
    sides = np.zeros((tokens, SIDES * model.pairs.width), dtype=np.float32)
    return ClaimScores(types, statuses, modes, sides, model.pairs, model.claim_labels)


def _names(analyses: list[list[SentenceAnalysis]]) -> Iterator[str]:
    """The name tags of all words, agreed over the document."""
    sentences = [s for run in analyses for s in run]
    words = [w for s in sentences for w in s.words]
    tags = [tag for s in sentences for tag in s.names]
    return iter(agree(words, tags, [u == "PROPN" for s in sentences for u in s.upos]))


def _runs(doc: Doc) -> list[list[int]]:
    """The paragraphs as lists of token indices; a line break ends one, unless a margin made it."""
    runs: list[list[int]] = [[]]
    line_start = 0
    end = doc.user_data.get(BREAK)
    for token in doc:
        if end is not None and token.idx >= end:
            runs.append([])
            end = None
        if not token.is_space:
            runs[-1].append(token.i)
        elif "\n" in token.text:
            if not _broken_by_margin(doc, token.i, line_start):
                runs.append([])
            line_start = token.idx + len(token)
    return [run for run in runs if run]


def _broken_by_margin(doc: Doc, i: int, line_start: int) -> bool:
    token = doc[i]
    if token.text.count("\n") > 1 or i == 0 or i + 1 >= len(doc):
        return False
    length = token.idx - line_start
    goes_on = doc[i - 1].text[-1] not in STOPS or doc[i + 1].text[0].islower()
    return BLANK_BETWEEN_LINES <= length <= MARGIN and goes_on
