"""Run the shipped model: words in, labelled trees, names and trigger scores out.

The network sees one window at a time, unpadded, because dynamic int8 arithmetic depends on the padding of a batch:
the same text must give the same output whatever stands beside it.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import onnxruntime

from dateline.analysis.claim_scores import PairWeights, softmax
from dateline.analysis.lemmas import Lemmatizer
from dateline.analysis.tree import best_tree
from dateline.analysis.wordpiece import WordPieces
from dateline.errors import RunError

Floats = npt.NDArray[np.float32]

WINDOW = 160  # pieces; the windows of training were no longer
LONGEST = 400  # pieces of a sentence that has no visible end; the encoder has 512 positions

THREADS = "DATELINE_THREADS"  # how many windows are read at a time, where many processes share a machine

CLAIMS_SHARE = 0.7  # of the network for claims in an event's type; .5 and .85 were not better on held-back dispatches
TINY = 1e-12

STOPS = frozenset({".", "!", "?"})
CLOSING = "”’»)]"
OPENING = "“‘«"
FILES = (
    "model.onnx",
    "relations.onnx",
    "claims.onnx",
    "pairs.npz",
    "claims.json",
    "vocab.txt",
    "labels.json",
    "lemmas.json",
    "meta.json",
)


@dataclass(frozen=True, slots=True)
class SentenceAnalysis:
    """One sentence. Lists run over its words; `heads` are 0 for the root or 1-based.

    `types`, `statuses`, `modes` and `sides` are what `ClaimScores` holds, `vectors` (words, hidden) what the encoder
    makes of each word.
    """

    words: list[str]
    upos: list[str]
    xpos: list[str]
    feats: list[str]
    lemmas: list[str]
    heads: list[int]
    deprels: list[str]
    names: list[str]
    types: Floats
    statuses: Floats
    modes: Floats
    sides: Floats
    vectors: Floats


class Output(NamedTuple):
    """What the network gives for a window: label scores, arc scores, and projections of words (and nodes)."""

    labels: Floats  # (words, all labels)
    arcs: Floats  # (words, 1 + words)
    dep: Floats  # (words, width)
    head: Floats  # (1 + words, width)
    claims: Floats  # (words, event types, statuses and modes)
    sides: Floats  # (words, 4 * width)
    vectors: Floats  # (words, hidden)


class Model:
    """The shipped network with its vocabulary and labels. Use `load_model`."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise RunError("E-MODEL", f"the model in {folder} lacks {', '.join(missing)}: install dateline again")
        self.folder = folder
        self.meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        self.labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.pieces = WordPieces.from_file(folder / "vocab.txt")
        table = json.loads((folder / "lemmas.json").read_text(encoding="utf-8"))
        words = {piece for piece in self.pieces.ids if not piece.startswith(("##", "["))}
        self._lemmatizer = Lemmatizer(table, words | set(table.values()))
        self.threads = threads or int(os.environ.get(THREADS, "0")) or min(4, os.cpu_count() or 1)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # windows run side by side instead
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        providers = ["CPUExecutionProvider"]
        self._session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=providers)
        # Not in NumPy: its BLAS starts threads of its own under each of ours, which costs more than it gains.
        self._scorer = onnxruntime.InferenceSession(str(folder / "relations.onnx"), options, providers=providers)
        # Claims have an encoder of their own.
        self._claims = onnxruntime.InferenceSession(str(folder / "claims.onnx"), options, providers=providers)
        self.claim_labels: dict[str, list[str]] = json.loads((folder / "claims.json").read_text(encoding="utf-8"))
        self.pairs = PairWeights.from_file(folder / "pairs.npz")
        self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix="dateline")
        self._columns: dict[str, slice] = {}
        at = 0
        for name in self.meta["heads"]:
            self._columns[name] = slice(at, at + len(self.labels[name]))
            at += len(self.labels[name])

    def analyse(
        self, runs: Sequence[Sequence[str]], starts: Sequence[Sequence[int]] | None = None
    ) -> list[list[SentenceAnalysis]]:
        """Analyse runs of words (paragraphs), each into its sentences.

        Args:
            runs: The words of each paragraph.
            starts: Where the sentences of each run start, when that is known; else the model finds them.
        """
        if starts is not None:
            return list(self._pool.map(self._run, runs, starts))
        pieces = [self._split(run) for run in runs]
        done = iter(list(self._pool.map(self._run, [part for parts in pieces for part in parts])))
        return [[sentence for _ in parts for sentence in next(done)] for parts in pieces]

    def _split(self, words: Sequence[str]) -> list[Sequence[str]]:
        """Cut a long run where a sentence surely ends, into parts of at most WINDOW pieces where that can be."""
        parts: list[Sequence[str]] = []
        begin, safe, size, since = 0, 0, 2, 0
        for i, word in enumerate(words):
            length = len(self.pieces.word(word)[0])
            if size + length > WINDOW and safe > begin:
                parts.append(words[begin:safe])
                begin, size = safe, 2 + since
            size, since = size + length, since + length
            if _surely_ends(words, i):
                safe, since = i + 1, 0
        return [*parts, words[begin:]]

    def _run(self, words: Sequence[str], starts: Sequence[int] | None = None) -> list[SentenceAnalysis]:
        sentences: list[SentenceAnalysis] = []
        at = 0
        while at < len(words):
            end = self._window_end(words, at, starts)
            output = self._forward(words[at:end])
            inside = self._sentence_starts(output.labels, words[at:end], at, starts)
            last = inside[-1]
            if end < len(words) and starts is None and last > 0:
                # The last sentence may be cut: leave it to the next window.
                bounds, at = inside, at + last
            else:
                bounds, at = [*inside, end - at], end
            window = words[at - bounds[-1] : at]
            for a, b in itertools.pairwise(bounds):
                sentences.append(self._sentence(window[a:b], a, b, output))
        return sentences

    def _window_end(self, words: Sequence[str], at: int, starts: Sequence[int] | None) -> int:
        """Up to WINDOW pieces; with known sentences, whole ones (one that is longer stands alone, cut at LONGEST)."""
        stops = set(starts or ())
        size, end, whole = 2, at, at
        while end < len(words):
            size += len(self.pieces.word(words[end])[0])
            if size > (WINDOW if starts is None or whole > at else LONGEST):
                break
            end += 1
            if end in stops:
                whole = end
        if starts is None or end == len(words) or whole == at:
            return max(end, at + 1)
        return whole

    def _forward(self, words: Sequence[str]) -> Output:
        ids, cases, firsts = self.pieces.encode(words)
        feed = {"ids": np.asarray(ids), "cases": np.asarray(cases), "firsts": np.asarray(firsts)}
        return Output(*self._session.run(None, feed), *self._claims.run(None, feed))

    def _sentence_starts(
        self, labels: Floats, words: Sequence[str], at: int, starts: Sequence[int] | None
    ) -> list[int]:
        """Offsets in the window where sentences start; the window itself always starts one."""
        if starts is not None:
            return [0, *(s - at for s in starts if at < s < at + len(words))]
        column = labels[:, self._columns["start"]]
        found = (int(i) for i in np.flatnonzero(column[:, 1] > column[:, 0]) if i)
        return [0, *(i for i in found if _may_start(words, i))]

    def _sentence(self, words: Sequence[str], a: int, b: int, output: Output) -> SentenceAnalysis:
        arcs, dep, head = output.arcs, output.dep, output.head
        rows = output.labels[a:b]

        def best(name: str) -> list[str]:
            names = self.labels[name]
            return [names[i] for i in rows[:, self._columns[name]].argmax(1)]

        heads = best_tree(np.concatenate([arcs[a:b, :1], arcs[a:b, a + 1 : b + 1]], axis=1))
        nodes = np.asarray([h + a if h else 0 for h in heads])
        upos = best("upos")
        sizes = [len(self.claim_labels[name]) for name in ("types", "status")]
        types, statuses, modes = np.split(output.claims[a:b], np.cumsum(sizes), axis=1)
        return SentenceAnalysis(
            words=list(words),
            upos=upos,
            xpos=best("xpos"),
            feats=best("feats"),
            lemmas=list(map(self._lemmatizer.lemma, words, upos, best("lemma"))),
            heads=heads,
            deprels=self._deprels(dep[a:b], head[nodes], heads),
            names=decode_names(rows[:, self._columns["ner"]], self.labels["ner"]),
            types=vote(types, rows[:, self._columns["trigger"]]),
            statuses=softmax(statuses),
            modes=np.asarray(1 / (1 + np.exp(-modes)), dtype=np.float32),
            sides=output.sides[a:b],
            vectors=output.vectors[a:b],
        )

    def _deprels(self, dep: Floats, head: Floats, heads: list[int]) -> list[str]:
        scores: Floats = self._scorer.run(None, {"dep": dep, "head": head})[0].copy()
        names = self.labels["deprel"]
        root = names.index("root")
        at_root = np.asarray(heads) == 0
        scores[~at_root, root] = -np.inf
        return ["root" if r else names[int(i)] for r, i in zip(at_root, scores.argmax(1), strict=True)]


def _may_start(words: Sequence[str], i: int) -> bool:
    """Whether a sentence may start at word `i`; a name does not stand alone before its verb ("India | withdrew")."""
    alone = i == 1 or words[i - 2] in STOPS
    return not (alone and words[i][0].islower() and words[i - 1][-1].isalnum())


def _surely_ends(words: Sequence[str], i: int) -> bool:
    """Whether a sentence ends with word `i`: a stop of its own ("Mr." keeps its dot), then a capital or a quotation."""
    if (
        i + 1 >= len(words)
        or words[i + 1][0] in CLOSING
        or not (words[i + 1][0].isupper() or words[i + 1][0] in OPENING)
    ):
        return False
    stop = i - 1 if i and words[i] in CLOSING else i
    return words[stop] in STOPS and stop > 0 and len(words[stop - 1]) > 1


def vote(claims: Floats, analysis: Floats) -> Floats:
    """The probabilities of event types on which both networks agree: the weighted geometric mean.

    Args:
        claims: Scores of the network for claims, (words, types).
        analysis: Scores of the analysis network's head for event types, (words, types).
    """
    return softmax(
        CLAIMS_SHARE * np.log(softmax(claims) + TINY) + (1 - CLAIMS_SHARE) * np.log(softmax(analysis) + TINY)
    )


def decode_names(scores: Floats, labels: Sequence[str]) -> list[str]:
    """The best sequence of name tags in which I-X only follows B-X or I-X (Viterbi, when the best tags break it).

    Args:
        scores: Shape (words, labels).
        labels: "O", "B-X" and "I-X".
    """
    best = [labels[i] for i in scores.argmax(1)]
    before = ["O", *best]
    if all(tag[:2] != "I-" or last[2:] == tag[2:] for last, tag in zip(before, best, strict=False)):
        return best
    allowed = np.array([[tag[:2] != "I-" or last[2:] == tag[2:] for tag in labels] for last in labels])
    step = np.where(allowed, 0.0, -np.inf)
    logs = (
        scores
        - np.log(np.exp(scores - scores.max(1, keepdims=True)).sum(1, keepdims=True))
        - scores.max(1, keepdims=True)
    )
    total = np.where([tag[:2] != "I-" for tag in labels], logs[0], -np.inf)
    back = []
    for row in logs[1:]:
        paths = total[:, None] + step
        back.append(paths.argmax(0))
        total = paths.max(0) + row
    at = int(total.argmax())
    tags = [at]
    for pointers in reversed(back):
        at = int(pointers[at])
        tags.append(at)
    return [labels[i] for i in reversed(tags)]


def model_folder() -> Path:
    """Where the shipped model lies."""
    return Path(str(resources.files("dateline.analysis") / "model"))


@functools.cache
def load_model() -> Model:
    """The shipped model, loaded once a process."""
    return Model(model_folder())


def digest(folder: Path) -> str:
    """SHA-256 over the model's files but `meta.json`, which states it."""
    total = hashlib.sha256()
    for name in FILES[:-1]:
        total.update(name.encode() + b"\0" + hashlib.sha256((folder / name).read_bytes()).digest())
    return total.hexdigest()
