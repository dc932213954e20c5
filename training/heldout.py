"""Which documents are trained on and which are held back, in one place for training and measuring."""

from __future__ import annotations

import zlib
from pathlib import Path

import spacy

from dateline.analysis.tokenizer import make_tokenizer
from training import corpora
from training.claim_labels import read_gold
from training.corpora import NER, SHARED, UD, Text

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "dispatches"
EVERY = 8  # one document in eight of the NER data is held back
TENTH = 10  # one in ten of the annotated dispatches


def held_back() -> dict[str, list[Text]]:
    """Named documents that no training saw: parts of Universal NER, WikiGold and re3d."""
    return {name: texts[::EVERY] for name, texts in named_texts().items()}


def named_texts() -> dict[str, list[Text]]:
    """All documents with names labelled by hand, apart from GUM."""
    tokenize = make_tokenizer(spacy.blank("en").vocab)
    uner = corpora.read_uner(NER / "uner_en_ewt-train.iob2")
    named = []
    for text in corpora.read_conllu(UD / "en_ewt-dev.conllu"):  # names only: the trees stay unseen
        sentences = []
        for s in text.sentences:
            tags = uner.get(tuple(w.form for w in s.words))
            if tags:
                words = [corpora.Word(w.form, w.space, ner=tag) for w, tag in zip(s.words, tags, strict=True)]
                sentences.append(corpora.Sentence(words, s.paragraph))
        if sentences:
            named.append(Text("uner-" + text.name, sentences))
    return {
        "uner": named,
        "wikigold": corpora.read_wikigold(NER / "wikigold.conll"),
        "re3d": corpora.read_re3d(SHARED / "corpora" / "re3d" / "dev.jsonl", tokenize),
    }


def training_texts(names: int = 1) -> list[Text]:
    """Everything that is trained on; the documents with names labelled by hand stand `names` times."""
    ewt, gum = (corpora.read_conllu(UD / f"en_{name}-train.conllu") for name in ("ewt", "gum"))
    for text in gum:
        corpora.add_gum_names(text)
    named = [t for texts in named_texts().values() for i, t in enumerate(texts) if i % EVERY]
    return ewt + gum + named * names + dispatches()[0]


def watched() -> list[Text]:
    """What a run is watched on: GUM's development file."""
    return corpora.read_conllu(UD / "en_gum-dev.conllu")


def dispatches() -> tuple[list[Text], list[Text]]:
    """Annotated dispatches: those to train on, and one in ten held back to set thresholds by and to calibrate.

    Sentences that stand in a treebank's development or test file are left out.
    """
    tested = {
        tuple(w.form for w in s.words)
        for name in ("ewt-dev", "ewt-test", "gum-dev", "gum-test")
        for t in corpora.read_conllu(UD / f"en_{name}.conllu")
        for s in t.sentences
    }
    texts = list(read_gold([SHARED / "gold" / "train", CORPUS]))
    for text in texts:
        text.sentences = [s for s in text.sentences if tuple(w.form for w in s.words) not in tested]
    kept = [t for t in texts if t.sentences]
    return [t for t in kept if not is_held_back(t.name)], [t for t in kept if is_held_back(t.name)]


def is_held_back(name: str) -> bool:
    """Whether an annotated dispatch is kept out of training, by its name."""
    return zlib.crc32(name.encode()) % TENTH == 0
