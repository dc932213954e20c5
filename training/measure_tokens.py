"""Measure the tokenizer against UD: `python -m training.measure_tokens [FILE.conllu ...]`."""

from __future__ import annotations

import collections
import sys
from pathlib import Path

import spacy

from dateline.analysis.tokenizer import make_tokenizer
from training.corpora import UD, paragraphs, read_conllu, surface


def main() -> None:
    """Print precision, recall and F1 of words, and the commonest differences."""
    paths = [Path(p) for p in sys.argv[1:]] or [UD / "en_ewt-train.conllu", UD / "en_gum-train.conllu"]
    tokenizer = make_tokenizer(spacy.blank("en").vocab)
    for path in paths:
        hit = gold = found = 0
        missed: collections.Counter[str] = collections.Counter()
        for text in read_conllu(path):
            for run in paragraphs(text):
                string, spans, _ = surface(run)
                have = {(t.idx, t.idx + len(t)) for t in tokenizer(string) if not t.is_space}
                want = set(spans)
                hit, gold, found = hit + len(want & have), gold + len(want), found + len(have)
                for a, b in have - want:
                    inside = [string[c:d] for c, d in spans if c < b and d > a]
                    missed[f"{string[a:b]!r} -> {inside}"] += 1
        print(f"{path.name}: P {hit / found:.4f} R {hit / gold:.4f} F1 {2 * hit / (gold + found):.4f}")
        for what, n in missed.most_common(60):
            print(f"  {n:5} {what}")


if __name__ == "__main__":
    main()
