"""A network for tests that needs no training: a model folder with a tiny vocabulary, and a session that follows rules.

The rules: "Word" starts a sentence; every other word hangs on the one before it; "Qasra" is the name of a place;
"attack" tells of an ASSAULT.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "word", "qasra", "attack", ".", "##s"]
WORD, QASRA, ATTACK = 4, 5, 6
TITLE = 1
LABELS = {
    "upos": ["X", "PROPN"],
    "xpos": ["FW", "NNP"],
    "feats": ["_", "Number=Sing"],
    "lemma": ["l0", "=0"],
    "start": ["0", "1"],
    "ner": ["O", "B-LOC", "I-LOC"],
    "trigger": ["O", "ASSAULT"],
    "deprel": ["dep", "root"],
}
CLAIM_LABELS = {
    "types": ["O", "ASSAULT"],
    "status": ["actual", "future"],
    "modes": ["aerial"],
    "roles": ["actors", "recipients"],
    "relations": ["none", "backs"],
}
HEADS = ["upos", "xpos", "feats", "lemma", "start", "ner", "trigger"]
WIDTH = 3  # of the vectors that relations are scored by
HIDDEN = 5


class FakeSession:
    """Stands for `onnxruntime.InferenceSession`; keeps what it was fed."""

    def __init__(self, path: str, options: object, providers: list[str]) -> None:
        self.claims = path.endswith("claims.onnx")
        self.fed: list[dict[str, Any]] = []

    def run(self, names: None, feed: dict[str, Any]) -> list[np.ndarray[Any, Any]]:
        """The scores of one window, or of the relations of its words."""
        if "dep" in feed:
            return [np.zeros((len(feed["dep"]), len(LABELS["deprel"])), dtype=np.float32)]
        self.fed.append(feed)
        ids, cases = feed["ids"][feed["firsts"]], feed["cases"][feed["firsts"]]
        n = len(ids)
        if self.claims:
            rest = len(CLAIM_LABELS["status"]) + len(CLAIM_LABELS["modes"])
            types = np.concatenate([_one_hot(ids == ATTACK, 2), np.zeros((n, rest), np.float32)], axis=1)
            return [types, np.zeros((n, 4 * WIDTH), np.float32), np.zeros((n, HIDDEN), np.float32)]
        starts = (ids == WORD) & (cases == TITLE)
        chosen = {
            "start": starts,
            **dict.fromkeys(("ner", "upos", "lemma"), ids == QASRA),
        }
        labels = np.concatenate([_one_hot(chosen.get(name, np.zeros(n)), len(LABELS[name])) for name in HEADS], axis=1)
        arcs = np.zeros((n, n + 1), dtype=np.float32)
        arcs[range(n), np.where(starts, 0, range(n))] = 9.0
        arcs[0, 0] = 5.0
        return [labels, arcs, np.zeros((n, WIDTH), np.float32), np.zeros((n + 1, WIDTH), np.float32)]


def _one_hot(choice: Any, size: int) -> np.ndarray[Any, Any]:
    return np.asarray(np.eye(size, dtype=np.float32)[np.asarray(choice).astype(int)] * 4)


def write_model(folder: Path) -> Path:
    """A folder with every file that a model has."""
    meta = {"name": "fake", "heads": HEADS}
    files: dict[str, object] = {
        "labels.json": LABELS,
        "claims.json": CLAIM_LABELS,
        "lemmas.json": {},
        "meta.json": meta,
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    (folder / "vocab.txt").write_text("".join(f"{piece}\n" for piece in PIECES), encoding="utf-8")
    sizes = {"roles": 2, "relations": 3}
    np.savez(folder / "pairs.npz", **{name: np.zeros((n, WIDTH + 1, WIDTH + 1)) for name, n in sizes.items()})
    for name in ("model.onnx", "relations.onnx", "claims.onnx"):
        (folder / name).write_bytes(b"")
    return folder
