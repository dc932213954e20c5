"""Which documents are trained on and which are held back, in one place for training and measuring."""

from __future__ import annotations

import spacy

from dateline.analysis.tokenizer import make_tokenizer
from training import corpora
from training.corpora import NER, SHARED, UD, Text

EVERY = 8  # one document in eight of the NER data is held back


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
    return ewt + gum + named * names + _event_texts()


def watched() -> list[Text]:
    """What a run is watched on: GUM's development file."""
    return corpora.read_conllu(UD / "en_gum-dev.conllu")


def _event_texts() -> list[Text]:
    """Annotated dispatches, without sentences that stand in a treebank's development or test file."""
    tested = {
        tuple(w.form for w in s.words)
        for name in ("ewt-dev", "ewt-test", "gum-dev", "gum-test")
        for t in corpora.read_conllu(UD / f"en_{name}.conllu")
        for s in t.sentences
    }
    texts = corpora.read_gold(SHARED / "gold" / "train", make_tokenizer(spacy.blank("en").vocab))
    for text in texts:
        text.sentences = [s for s in text.sentences if tuple(w.form for w in s.words) not in tested]
    return [t for t in texts if t.sentences]
