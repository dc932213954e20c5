"""Train an event type of the user's own from labelled sentences, and measure it on examples held back.

Every verb, noun, adjective and name of an example is a row: the vector that the encoder makes of it, and whether it is
the head of a trigger. A logistic regression with an L2 penalty reads the rows. Nested cross-validation over examples
measures it: the strength of the penalty and the threshold are chosen within the training part of each fold.

Users label sentences near their event, so ordinary news is added as background: without it, whatever resembles none of
the examples gets a chance by accident (on the ransoms of docs/examples, 52 false alarms in 8,600 words of other news,
and 3 with it). Words of it that the examples alone make likely are left out, since it may tell of the event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Token

from dateline.analysis.pipeline import VECTORS
from dateline.coding.own_examples import Example
from dateline.coding.own_types import Floats, likeliest, sigmoid, tells, top_of, upwards
from dateline.evaluation import Count

FOLDS = 5
SEED = 0
STRENGTHS = (1000.0, 300.0, 100.0, 30.0, 10.0)  # of the penalty, on standardised vectors
CLEARING, SURE = 30.0, 0.8  # strength of the penalty, and chance, by which background is left out
THRESHOLDS = tuple(k / 20 for k in range(2, 19))
STEPS, SMALL_STEP, HALVINGS = 30, 1e-4, 20  # of Newton's method
CLOSE = 1e-6  # to the solution of its systems

Labels = npt.NDArray[np.int8]
ROUNDS = FOLDS + 1  # of training: one a fold, then all
LEFT_OUT = -1


@dataclass(frozen=True, slots=True)
class Event:
    """A trigger: where it stands in the text, its tokens, and its head (None where no word of it can tell)."""

    start: int
    end: int
    words: frozenset[int]
    head: int | None


@dataclass(frozen=True, slots=True)
class Studied:
    """An analysed example: `words` are the tokens that are rows, `above` leads from a word to that above it."""

    text: str
    words: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    above: dict[int, int | None]
    vectors: npt.NDArray[np.float32]
    labels: Labels  # 1: head of a trigger, 0: not, LEFT_OUT: teaches nothing
    events: tuple[Event, ...]
    unsure: frozenset[int] = frozenset()
    background: bool = False  # ordinary news, taken not to tell of the event


@dataclass(frozen=True, slots=True)
class Mistake:
    """A miss or a false alarm: where it stands in its example, and the chance that its word got."""

    text: str
    start: int
    end: int
    chance: float


@dataclass(slots=True)
class Scores:
    """What is told, found and right in the examples, where they differ, and what is found in the background."""

    count: Count = field(default_factory=Count)
    misses: list[Mistake] = field(default_factory=list)
    alarms: list[Mistake] = field(default_factory=list)
    strays: list[Mistake] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """The F1 over examples and background, by which a threshold is chosen."""
        return Count(self.count.hit, self.count.gold, self.count.coded + len(self.strays)).f1


@dataclass(frozen=True, slots=True)
class Trained:
    """A reading of vectors: the chance of a row is the logistic function of `vectors @ weights + bias`."""

    weights: Floats
    bias: float
    threshold: float
    strength: float
    scores: Scores


def train(studied: Sequence[Studied], progress: Callable[[int], object] | None = None) -> Trained:
    """Measure by nested cross-validation, then train on everything.

    Args:
        studied: The analysed examples.
        progress: Told how many of the ROUNDS are done.
    """
    tell = progress or (lambda done: None)
    scores = Scores()
    for k, (kept, held) in enumerate(folds(studied), 1):
        cleared = clear([studied[i] for i in kept])
        strength, threshold = choose(cleared)
        weights, bias = fit_rows(cleared, strength)
        for i in held:
            compare(studied[i], sigmoid(studied[i].vectors @ weights + bias), threshold, scores)
        tell(k)
    cleared = clear(studied)
    strength, threshold = choose(cleared)
    weights, bias = fit_rows(cleared, strength)
    tell(ROUNDS)
    scores.misses.sort(key=lambda mistake: mistake.chance)
    for alarms in (scores.alarms, scores.strays):
        alarms.sort(key=lambda mistake: -mistake.chance)
    return Trained(weights, bias, threshold, strength, scores)


# --- examples


def study(example: Example, doc: Doc, *, background: bool = False) -> Studied:
    """The rows of an example from its analysis; of `background`, ordinary news, only mistakes can be made."""
    words = [token for token in doc if tells(token)]
    events = tuple(_event(doc, start, end) for start, end in example.triggers)
    heads = {event.head for event in events}
    # The object of a labelled verb is part of what it tells, and would be a wrong lesson either way.
    parts = {i for event in events for i in event.words} | {w.i for w in words if upwards(w) in heads - {None}}
    unsure = frozenset(t.i for start, end in example.unsure for t in _tokens(doc, start, end))
    labels = [1 if w.i in heads else LEFT_OUT if w.i in parts | unsure else 0 for w in words]
    return Studied(
        example.text,
        tuple(w.i for w in words),
        tuple((w.idx, w.idx + len(w)) for w in words),
        {w.i: upwards(w) for w in words},
        doc.user_data[VECTORS][[w.i for w in words]],
        np.array(labels, dtype=np.int8),
        events,
        unsure,
        background,
    )


def _event(doc: Doc, start: int, end: int) -> Event:
    tokens = _tokens(doc, start, end)
    tops = [t for t in tokens if t.head not in tokens or t.head == t]
    head = next((t.i for t in [*tops, *tokens] if tells(t)), None)
    return Event(start, end, frozenset(t.i for t in tokens), head)


def _tokens(doc: Doc, start: int, end: int) -> list[Token]:
    return [t for t in doc if t.idx < end and start < t.idx + len(t) and not t.is_space]


def compare(example: Studied, chances: Floats, threshold: float, scores: Scores) -> None:
    """Count what a reading finds in an example; a find is right if it hangs together with a trigger, one to one."""
    by_word = dict(zip(example.words, chances.tolist(), strict=True))
    over = {i for i, chance in by_word.items() if chance >= threshold}
    finds = set(likeliest(over, by_word, example.above.get))
    scores.count.gold += len(example.events)
    for event in example.events:
        own = next((i for i in sorted(finds, key=lambda i: -by_word[i]) if _is(event, i, over, example)), None)
        if own is None:
            best = max((by_word[i] for i in event.words if i in by_word), default=0.0)
            scores.misses.append(Mistake(example.text, event.start, event.end, best))
        else:
            finds.remove(own)
            scores.count.coded += 1
            scores.count.hit += 1
    for i in sorted(finds - example.unsure):
        mistake = Mistake(example.text, *example.spans[example.words.index(i)], by_word[i])
        (scores.strays if example.background else scores.alarms).append(mistake)
        scores.count.coded += not example.background


def _is(event: Event, i: int, over: set[int], example: Studied) -> bool:
    if i in event.words:
        return True
    if event.head is None:
        return False
    chosen = over | {event.head}
    return top_of(i, chosen, example.above.get) == top_of(event.head, chosen, example.above.get)


# --- choosing


def clear(studied: Sequence[Studied]) -> list[Studied]:
    """Leave out words of the background that the examples alone make likely: ordinary news may tell of the event."""
    examples = [example for example in studied if not example.background]
    if len(examples) == len(studied):
        return examples
    weights, bias = fit_rows(examples, CLEARING)
    return [_cleared(each, sigmoid(each.vectors @ weights + bias)) if each.background else each for each in studied]


def _cleared(example: Studied, chances: Floats) -> Studied:
    sure = chances >= SURE
    unsure = example.unsure | {i for i, out in zip(example.words, sure, strict=True) if out}
    return replace(example, labels=np.where(sure, LEFT_OUT, example.labels), unsure=unsure)


def folds(studied: Sequence[Studied], number: int = FOLDS) -> list[tuple[list[int], list[int]]]:
    """Split examples into parts to train on and parts held back; events and background are dealt out evenly."""
    shuffled = np.random.default_rng(SEED).permutation(len(studied)).tolist()
    dealt = sorted(shuffled, key=lambda i: (studied[i].background, not studied[i].events))
    held = [sorted(dealt[k::number]) for k in range(number)]
    return [(sorted(set(dealt) - set(part)), part) for part in held]


def choose(studied: Sequence[Studied]) -> tuple[float, float]:
    """The strength of the penalty that gives the held-back rows the best likelihood, and the best threshold for it."""
    chances: dict[float, list[Floats]] = {strength: [np.zeros(0)] * len(studied) for strength in STRENGTHS}
    losses = dict.fromkeys(STRENGTHS, 0.0)
    for kept, held in folds(studied):
        for strength, (weights, bias) in _path([studied[i] for i in kept]):
            for i in held:
                scores = studied[i].vectors @ weights + bias
                chances[strength][i] = sigmoid(scores)
                used = studied[i].labels != LEFT_OUT
                losses[strength] += _loss(scores[used], studied[i].labels[used])
    strength = min(STRENGTHS, key=losses.__getitem__)
    return strength, best_threshold(studied, chances[strength])


def best_threshold(studied: Sequence[Studied], chances: Sequence[Floats]) -> float:
    """The threshold of the best F1; of equals, that in the middle."""
    f1 = []
    for threshold in THRESHOLDS:
        scores = Scores()
        for example, row in zip(studied, chances, strict=True):
            compare(example, row, threshold, scores)
        f1.append(scores.f1)
    best = [t for t, value in zip(THRESHOLDS, f1, strict=True) if value == max(f1)]
    return best[len(best) // 2]


# --- fitting


def fit_rows(studied: Sequence[Studied], strength: float) -> tuple[Floats, float]:
    """Weights and bias for vectors as they are, fitted to the examples' rows."""
    return dict(_path(studied, (strength,)))[strength]


def _path(
    studied: Sequence[Studied], strengths: Sequence[float] = STRENGTHS
) -> Iterator[tuple[float, tuple[Floats, float]]]:
    """Fits of falling strength, each begun where the last one ended."""
    used = [example.labels != LEFT_OUT for example in studied]
    x = np.concatenate([e.vectors[rows] for e, rows in zip(studied, used, strict=True)]).astype(np.float64)
    y = np.concatenate([e.labels[rows] for e, rows in zip(studied, used, strict=True)]).astype(np.float64)
    mean, spread = x.mean(axis=0), x.std(axis=0)
    spread[spread == 0] = 1.0
    x = (x - mean) / spread
    fitted = None
    for strength in strengths:
        fitted = fit(x, y, strength, fitted)
        weights = fitted[:-1] / spread
        yield strength, (weights, float(fitted[-1] - weights @ mean))


def fit(x: Floats, y: Floats, strength: float, start: Floats | None = None) -> Floats:
    """Logistic regression by Newton's method: the weights, the last being the bias, which bears no penalty.

    Args:
        x: The rows, standardised.
        y: 1 or 0 for each row.
        strength: Half of it times the squared length of the weights is added to the loss.
        start: Weights to begin with.
    """
    rows = np.concatenate([x, np.ones((len(x), 1))], axis=1)
    penalty = np.full(rows.shape[1], strength)
    penalty[-1] = 1e-6
    weights = np.zeros(rows.shape[1]) if start is None else start.copy()
    loss = _penalised(rows, y, penalty, weights)
    light = rows.astype(np.float32)  # the curvature only guides the steps: half the precision is enough, twice as fast
    for _ in range(STEPS):
        p = sigmoid(rows @ weights)
        slope = rows.T @ (p - y) + penalty * weights
        bend = ((light.T * (p * (1 - p)).astype(np.float32)) @ light).astype(np.float64) + np.diag(penalty)
        step = solve(bend, slope)
        for _ in range(HALVINGS):
            after = _penalised(rows, y, penalty, weights - step)
            if after <= loss:
                break
            step = step / 2
        else:
            return weights
        weights, gain, loss = weights - step, loss - after, after
        if gain < SMALL_STEP:
            break
    return weights


def solve(matrix: Floats, right: Floats) -> Floats:
    """The solution of a system with a symmetric positive definite matrix, by conjugate gradients.

    Not NumPy's: the penalty makes the matrix tame, so that this takes a tenth of the time where cores are shared.
    """
    found = np.zeros_like(right)
    rest, way = right.copy(), right.copy()
    size = enough = float(rest @ rest)
    enough *= CLOSE**2
    for _ in range(2 * len(right)):
        if size <= enough:
            break
        image = matrix @ way
        length = size / float(way @ image)
        found += length * way
        rest -= length * image
        before, size = size, float(rest @ rest)
        way = rest + size / before * way
    return found


def _penalised(rows: Floats, y: Floats, penalty: Floats, weights: Floats) -> float:
    return _loss(rows @ weights, y) + 0.5 * float(penalty @ (weights * weights))


def _loss(scores: Floats, y: npt.NDArray[np.generic]) -> float:
    """The negative log-likelihood of labels (1, 0) under scores (log-odds)."""
    return float(np.logaddexp(0.0, scores).sum() - scores[y == 1].sum())
