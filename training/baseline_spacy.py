"""Train spaCy's own pipeline on the same data, for comparison: `python -m training.baseline_spacy --out DIR --steps N`.

The "efficiency" configuration that `spacy init config` gives for CPU (a hash-embedding CNN), with morphologizer,
tagger, parser and NER; measured with `training.evaluate`'s own scoring.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import spacy
from spacy.cli.init_config import init_config
from spacy.tokens import Doc, DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config_from_str

from dateline.analysis.names import spans_of
from training import corpora, heldout
from training.corpora import UD, Sentence
from training.evaluate import gold_doc


def to_doc(nlp: spacy.Language, sentences: list[Sentence]) -> Doc:
    """A gold Doc of a paragraph; labels that the corpus lacks stay unset."""
    words = [w for s in sentences for w in s.words]
    starts = [k == 0 for s in sentences for k in range(len(s.words))]
    fields: dict[str, list] = {"words": [w.form for w in words], "spaces": [w.space for w in words]}
    if words[0].upos:
        heads, at = [], 0
        for s in sentences:
            heads += [at + (w.head - 1 if w.head else k) for k, w in enumerate(s.words)]
            at += len(s.words)
        fields |= {
            "pos": [w.upos for w in words],
            "tags": [w.xpos for w in words],
            "heads": heads,
            "deps": ["ROOT" if w.deprel == "root" else w.deprel for w in words],
        }
    else:
        fields["sent_starts"] = starts
    doc = Doc(nlp.vocab, **fields)
    if all(w.ner is not None for w in words):
        doc.set_ents([spacy.tokens.Span(doc, a, b, k) for a, b, k in spans_of([w.ner or "O" for w in words])])
    return doc


class Wrapped:
    """Makes a spaCy pipeline look like ours to `training.evaluate`."""

    def __init__(self, nlp: spacy.Language) -> None:
        self.nlp, self.vocab = nlp, nlp.vocab

    def get_pipe(self, _: str):  # type: ignore[no-untyped-def]
        """All components after the tokenizer."""

        def run(doc: Doc) -> Doc:
            for _, pipe in self.nlp.pipeline:
                doc = pipe(doc)
            return doc

        return run


def main() -> None:
    """Train for a number of steps and print the figures."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--steps", type=int, default=6000)
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    blank = spacy.blank("en")
    paragraphs = [
        run
        for text in heldout.training_texts()
        for run in corpora.paragraphs(text)
        if text.sentences[0].words[0].trigger is None
    ]
    random.Random(1).shuffle(paragraphs)
    DocBin(docs=[to_doc(blank, p) for p in paragraphs]).to_disk(args.out / "train.spacy")
    dev = [p for text in heldout.watched() for p in corpora.paragraphs(text)]
    DocBin(docs=[to_doc(blank, p) for p in dev]).to_disk(args.out / "dev.spacy")
    config = init_config(lang="en", pipeline=["tagger", "morphologizer", "parser", "ner"], optimize="efficiency")
    config["paths"] |= {"train": str(args.out / "train.spacy"), "dev": str(args.out / "dev.spacy")}
    config["training"] |= {"max_steps": args.steps, "eval_frequency": 1000, "patience": 0}
    nlp = init_nlp(load_config_from_str(config.to_str()))
    begun = time.monotonic()
    (args.out / "model").mkdir(exist_ok=True)
    nlp, _ = train(nlp, args.out / "model")
    print("trained", round(time.monotonic() - begun), "s")
    nlp = spacy.load(args.out / "model" / "model-best")
    from training.evaluate import score_gold, score_names

    for name in ("ewt", "gum"):
        print(name, score_gold(Wrapped(nlp), corpora.read_conllu(UD / f"en_{name}-test.conllu")))  # type: ignore[arg-type]
    held = heldout.held_back()
    print("names", score_names(Wrapped(nlp), [t for texts in held.values() for t in texts]))  # type: ignore[arg-type]
    text = " ".join(w.form for t in heldout.watched() for s in t.sentences for w in s.words)[:200_000]
    begun = time.perf_counter()
    words = sum(len(d) for d in nlp.pipe([text[i : i + 2000] for i in range(0, len(text), 2000)]))
    print("words a second", round(words / (time.perf_counter() - begun)))
    assert gold_doc


if __name__ == "__main__":
    main()
