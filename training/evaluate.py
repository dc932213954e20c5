"""Measure the shipped analysis model: `python -m training.evaluate [--json FILE]`.

Tags and trees on the UD test files, with gold words and sentences and from raw text; names on the held-back parts of
the NER data; speed, loading time and memory. Word-aligned F1 from raw text follows the CoNLL 2018 shared task (Zeman
et al. 2018): a word counts when its span is right.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import sys
import time
from pathlib import Path

import spacy
from spacy.tokens import Doc

from dateline.analysis.names import spans_of
from training import corpora
from training.corpora import UD, Sentence, Text

RAW_NOTE = "raw text: paragraphs joined by blank lines, as in the treebanks' own plain text"


def gold_doc(nlp: spacy.Language, sentences: list[Sentence]) -> Doc:
    """The sentences of a text with gold words and sentence starts."""
    words = [w for s in sentences for w in s.words]
    starts = [k == 0 for s in sentences for k in range(len(s.words))]
    return Doc(nlp.vocab, [w.form for w in words], [w.space for w in words], sent_starts=starts)


def score_gold(nlp: spacy.Language, texts: list[Text]) -> dict[str, float]:
    """Tags, lemmas and trees with gold words and sentences, in percent."""
    n = upos = xpos = lemma = uas = las = 0
    for text in texts:
        for run in corpora.paragraphs(text):
            doc = nlp.get_pipe("dateline_analysis")(gold_doc(nlp, run))
            words = [w for s in run for w in s.words]
            offsets = [len_ for s in run for len_ in [sum(len(r.words) for r in run[: run.index(s)])] * len(s.words)]
            for token, word, offset in zip(doc, words, offsets, strict=True):
                head = 0 if token.head == token else token.head.i - offset + 1
                dep = "root" if token.dep_ == "ROOT" else token.dep_
                n += 1
                upos += token.pos_ == word.upos
                xpos += token.tag_ == word.xpos
                lemma += token.lemma_ == word.lemma
                uas += head == word.head
                las += head == word.head and dep == word.deprel
    return {
        k: round(100 * v / n, 2)
        for k, v in {"upos": upos, "xpos": xpos, "lemma": lemma, "uas": uas, "las": las}.items()
    }


def score_raw(nlp: spacy.Language, texts: list[Text]) -> dict[str, float]:
    """The same from running text; F1 over spans."""
    hit = {"words": 0, "sentences": 0, "upos": 0, "las": 0}
    gold_n = found_n = gold_s = found_s = 0
    for text in texts:
        string, gold = "", {}
        ends = set()
        for run in corpora.paragraphs(text):
            string += "\n\n" if string else ""
            base = len(string)
            part, spans, starts = corpora.surface(run)
            for s, first in zip(run, starts, strict=True):
                for k, w in enumerate(s.words):
                    a, b = spans[first + k]
                    h = None if w.head == 0 else spans[first + (w.head or 0) - 1]
                    gold[(base + a, base + b)] = (w.upos, w.deprel, None if h is None else (base + h[0], base + h[1]))
                ends.add((base + spans[first][0], base + spans[first + len(s.words) - 1][1]))
            string += part
        doc = nlp(string)
        tokens = [t for t in doc if not t.is_space]
        found_n, gold_n, gold_s = found_n + len(tokens), gold_n + len(gold), gold_s + len(ends)
        for sent in doc.sents:
            inside = [t for t in sent if not t.is_space]
            if inside:
                found_s += 1
                hit["sentences"] += (inside[0].idx, inside[-1].idx + len(inside[-1])) in ends
        for t in tokens:
            g = gold.get((t.idx, t.idx + len(t)))
            if g is None:
                continue
            hit["words"] += 1
            hit["upos"] += t.pos_ == g[0]
            head = None if t.head == t else (t.head.idx, t.head.idx + len(t.head))
            hit["las"] += head == g[2] and ("root" if t.dep_ == "ROOT" else t.dep_) == g[1]
    out = {k: round(200 * hit[k] / (gold_n + found_n), 2) for k in ("words", "upos", "las")}
    out["sentences"] = round(200 * hit["sentences"] / (gold_s + found_s), 2)
    return out


def score_names(nlp: spacy.Language, texts: list[Text]) -> dict[str, float]:
    """Exact-span, exact-type F1 of names in whole documents, with gold words and sentences."""
    hit = gold_n = found_n = 0
    for text in texts:
        words = [w for s in text.sentences for w in s.words]
        gold = set(spans_of([w.ner or "O" for w in words]))
        doc = nlp.get_pipe("dateline_analysis")(gold_doc(nlp, text.sentences))
        found = {(e.start, e.end, e.label_) for e in doc.ents}
        known = {(a, b, k) for a, b, k in found if all(words[i].ner is not None for i in range(a, b))}
        hit, gold_n, found_n = hit + len(gold & known), gold_n + len(gold), found_n + len(known)
    p, r = hit / max(1, found_n), hit / max(1, gold_n)
    return {
        "p": round(100 * p, 2),
        "r": round(100 * r, 2),
        "f1": round(200 * p * r / max(1e-9, p + r), 2),
        "gold": gold_n,
    }


def speed(nlp: spacy.Language) -> dict[str, float]:
    """Words a second of the analysis, warm, over the news stream; needs the shared corpora."""
    path = corpora.SHARED / "corpora" / "stream" / "dev.jsonl"
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").split("\n") if line]
    for text in texts[:8]:
        nlp(text)
    begun, words = time.perf_counter(), 0
    for text in texts:
        words += sum(1 for t in nlp(text) if not t.is_space)
    return {"words_per_second": round(words / (time.perf_counter() - begun)), "words": words}


def main() -> None:
    """Print every figure, and write them to --json."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--json", type=Path)
    args = ap.parse_args()
    begun = time.perf_counter()
    from dateline.analysis.pipeline import make_nlp

    nlp = make_nlp()
    nlp("Warm.")
    figures: dict[str, object] = {"load_seconds": round(time.perf_counter() - begun, 2)}
    for name in ("ewt", "gum"):
        texts = corpora.read_conllu(UD / f"en_{name}-test.conllu")
        figures[f"{name}-test gold words"] = score_gold(nlp, texts)
        figures[f"{name}-test raw text"] = score_raw(nlp, texts)
    from training.heldout import held_back

    held = held_back()
    for name, texts in held.items():
        figures[f"names {name}"] = score_names(nlp, texts)
    figures["names all"] = score_names(nlp, [t for texts in held.values() for t in texts])
    figures["speed"] = speed(nlp)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures["machine"] = {"cores": os.cpu_count(), "python": platform.python_version(), "peak_rss_mb": round(peak)}
    for name, value in figures.items():
        print(f"{name:24} {value}", file=sys.stdout)
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
