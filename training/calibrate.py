"""Fit `coding/chance.py` on dispatches that no training saw, and print how well confidence matches right claims.

`python -m training.calibrate` prints the constants; they are put into the module by hand.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import dateline
from dateline.coding.chance import TINY
from dateline.reading import make_document
from training.corpora import SHARED
from training.heldout import CORPUS, is_held_back
from training.measure_actors import load_scorer, paired

Floats = npt.NDArray[np.float64]
LEAST = 0.02  # of the network alone, to count as an example
RIDGE = 0.1


def held_back() -> Iterator[dict[str, Any]]:
    """Our own dispatches that are kept out of training; `gold/train` is known to the analysis network's head."""
    for path in sorted(CORPUS.glob("*.json")):
        if is_held_back(path.stem):
            yield json.loads(path.read_text(encoding="utf-8"))


def examples(coder: Any, gold: dict[str, Any]) -> Iterator[tuple[float, float | None, bool]]:
    """The network's probability, the best frame's weight and whether gold has such an event, for words and types."""
    document = make_document(gold["text"], published=gold.get("date"), id=gold["doc"])
    doc = coder.analyse(document)
    shift = gold["text"].find(document.text[:40])
    told = list(_triggers(gold, shift))
    finder = coder._maker.finder
    for token in doc:
        best: dict[str, tuple[float, float | None]] = {}
        for candidate in finder.candidates(token):
            if not candidate.frame.relation:
                p, weight = candidate.probability, candidate.frame.weight
                known = best.get(candidate.frame.type)
                if known is None or (known[1] or 0.0) < weight:
                    best[candidate.frame.type] = (p, weight)
        alone = finder.suggestion(token, LEAST)
        if alone is not None:
            best.setdefault(alone.frame.type, (alone.probability, None))
        here = [t for t in told if t[0] <= token.idx < t[1]]
        if any(optional for *_, optional in here):
            continue
        for type_, (p, weight) in best.items():
            yield p, weight, any(kind == type_ for _, _, kind, _ in here)


def _triggers(gold: dict[str, Any], shift: int) -> Iterator[tuple[int, int, str, bool]]:
    for record in gold["records"]:
        if record["kind"] == "event":
            a, b = gold["sentences"][record["sent"]]
            start = record.get("trigger_start", gold["text"][a:b].find(record["trigger"])) + a - shift
            yield start, start + len(record["trigger"]), record["type"], bool(record.get("optional"))


def fit(rows: Sequence[tuple[float, float | None, bool]]) -> Floats:
    """Slope, frame, weight and offset of the logistic function, by Newton's method."""
    p = np.clip([r[0] for r in rows], TINY, 1 - TINY)
    x = np.stack(
        [np.log(p / (1 - p)), [r[1] is not None for r in rows], [r[1] or 0.0 for r in rows], np.ones(len(rows))], axis=1
    ).astype(np.float64)
    y = np.array([r[2] for r in rows], dtype=np.float64)
    w = np.zeros(x.shape[1])
    for _ in range(30):
        q = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (q * (1 - q))[:, None]).T @ x + RIDGE * np.eye(len(w))
        w = w + np.linalg.solve(hessian, x.T @ (y - q) - RIDGE * w)
    return w


def judged(coder: Any, folder: Path) -> Iterator[tuple[float, bool]]:
    """The confidence of every claim on gold dispatches, and whether gold has it (kind, type and sentence)."""
    scorer = load_scorer()
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        claims = coder(gold["text"], published=gold.get("date"), id=gold["doc"])
        lines = [json.loads(json.dumps(claim.to_dict())) for claim in claims]
        coded = [(line["confidence"], scorer.from_output(line, {gold["doc"]: gold})) for line in lines]
        placed = [(confidence, found[1]) for confidence, found in coded if found]
        for sent in {record["sent"] for _, record in placed}:
            here = [each for each in placed if each[1]["sent"] == sent]
            golds = [r for r in gold["records"] if r["sent"] == sent]
            right = {j: golds[i] for i, j in paired(scorer, golds, [record for _, record in here])}
            for j, (confidence, _) in enumerate(here):
                if j not in right or not right[j].get("optional"):
                    yield confidence, j in right


def curve(pairs: Sequence[tuple[float, bool]]) -> Iterator[tuple[float, float, int]]:
    """Mean confidence, share right and number of claims, in tenths of confidence."""
    for k in range(10):
        inside = [(c, right) for c, right in pairs if k / 10 <= c < (k + 1) / 10 or (k == 9 and c == 1.0)]
        if inside:
            yield float(np.mean([c for c, _ in inside])), float(np.mean([r for _, r in inside])), len(inside)


def error(pairs: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error: how far confidence and share right lie apart, on average over claims."""
    return sum(abs(mean - share) * n for mean, share, n in curve(pairs)) / max(1, len(pairs))


def main() -> None:
    """Print the constants, and the curve on the development gold."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--also", type=Path, nargs="*", default=[], help="further gold files")
    args = ap.parse_args()
    coder = dateline.load()
    golds = [*held_back(), *(json.loads(p.read_text(encoding="utf-8")) for p in args.also)]
    rows = [row for gold in golds for row in examples(coder, gold)]
    print(len(golds), "dispatches,", len(rows), "examples,", sum(r[2] for r in rows), "right")
    print("SLOPE, FRAME, WEIGHT, OFFSET =", ", ".join(f"{v:.2f}" for v in fit(rows)))
    pairs = list(judged(coder, SHARED / "gold" / "dev"))
    for mean, share, n in curve(pairs):
        print(f"confidence {mean:.2f}: {share:.2f} right of {n}")
    print(f"calibration error {error(pairs):.3f}")


if __name__ == "__main__":
    main()
