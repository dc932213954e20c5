"""Fitting and measuring on vectors made by hand."""

from __future__ import annotations

import numpy as np
import pytest
from trees import tree, word

from dateline.analysis.pipeline import VECTORS
from dateline.coding.own_examples import Example
from dateline.coding.own_training import (
    FOLDS,
    LEFT_OUT,
    ROUNDS,
    Event,
    Scores,
    Studied,
    best_threshold,
    clear,
    compare,
    fit,
    folds,
    solve,
    study,
    train,
)
from dateline.coding.own_types import sigmoid

WIDTH = 6
PAID = """
    Gangs gang NOUN NNS 2 nsubj
    demanded demand VERB VBD 0 root
    a a DET DT 4 det
    ransom ransom NOUN NN 2 obj
    and and CCONJ CC 6 cc
    fled flee VERB VBD 2 conj
    . . PUNCT . 2 punct
"""


def studied(example: Example) -> Studied:
    doc = tree(PAID)
    doc.user_data[VECTORS] = np.eye(len(doc), WIDTH, dtype=np.float32)
    return study(example, doc)


def made(rng: np.random.Generator, told: bool, apart: float, background: bool = False) -> Studied:
    """Four words that hang under nothing; where the event is told, the second one's vector lies apart."""
    vectors = rng.normal(size=(4, WIDTH)).astype(np.float32)
    vectors[1, 0] += apart if told or background else 0.0
    labels = np.array([0, int(told), 0, 0], dtype=np.int8)
    events = (Event(3, 5, frozenset({1}), 1),) if told else ()
    spans = ((0, 2), (3, 5), (6, 8), (9, 11))
    return Studied(
        "aa bb cc dd", (0, 1, 2, 3), spans, dict.fromkeys(range(4)), vectors, labels, events, background=background
    )


def many(apart: float, number: int = 100) -> list[Studied]:
    rng = np.random.default_rng(1)
    return [made(rng, k % 2 == 0, apart) for k in range(number)]


# --- examples


@pytest.mark.parametrize(
    ("trigger", "labels"),
    [
        ((), [0, 0, 0, 0]),
        (("demanded",), [LEFT_OUT, 1, LEFT_OUT, 0]),  # what hangs on a trigger is part of what it tells
        (("demanded", "ransom"), [LEFT_OUT, 1, LEFT_OUT, 0]),
        (("fled",), [0, 0, 0, 1]),
        (("ransom",), [0, 0, 1, 0]),
        ((".",), [0, 0, 0, 0]),
    ],
)
def test_study_makes_a_row_of_each_word_that_can_tell(trigger: tuple[str, ...], labels: list[int]) -> None:
    doc = tree(PAID)
    tokens = [word(doc, form) for form in trigger]
    stretch = ((tokens[0].idx, tokens[-1].idx + len(tokens[-1])),) if tokens else ()
    found = studied(Example(doc.text, stretch))
    assert [doc[i].text for i in found.words] == ["Gangs", "demanded", "ransom", "fled"]
    assert found.labels.tolist() == labels
    assert found.vectors.argmax(axis=1).tolist() == [0, 1, 3, 5]
    if trigger:
        assert [event.head for event in found.events] == [tokens[0].i if 1 in labels else None]


def test_study_leaves_out_what_is_unsure() -> None:
    doc = tree(PAID)
    start = word(doc, "fled").idx
    found = studied(Example(doc.text, (), ((start, start + 4),)))
    assert found.labels.tolist() == [0, 0, 0, LEFT_OUT]


# --- measuring


@pytest.mark.parametrize(
    ("trigger", "chances", "counts"),
    [
        ("demanded", {"demanded": 0.9}, (1, 1, 1)),
        ("demanded", {"demanded": 0.9, "ransom": 0.8}, (1, 1, 1)),  # one happening
        ("demanded", {"ransom": 0.9}, (1, 1, 1)),  # its object tells of it as well
        ("demanded", {"fled": 0.9}, (1, 1, 0)),
        ("demanded", {"demanded": 0.9, "fled": 0.9}, (1, 2, 1)),
        ("demanded", {}, (1, 0, 0)),
        ("demanded", {"demanded": 0.4}, (1, 0, 0)),
        (None, {"fled": 0.9}, (0, 1, 0)),
        (".", {}, (1, 0, 0)),  # a trigger that no word can tell is missed, not forgotten
    ],
)
def test_compare_counts_happenings(
    trigger: str | None, chances: dict[str, float], counts: tuple[int, int, int]
) -> None:
    doc = tree(PAID)
    token = word(doc, trigger) if trigger else None
    example = studied(Example(doc.text, ((token.idx, token.idx + len(token)),) if token else ()))
    scores = Scores()
    compare(example, np.array([chances.get(doc[i].text, 0.1) for i in example.words]), 0.5, scores)
    assert (scores.count.gold, scores.count.coded, scores.count.hit) == counts
    assert len(scores.misses) == scores.count.gold - scores.count.hit
    assert len(scores.alarms) == scores.count.coded - scores.count.hit


def test_compare_does_not_count_what_is_unsure() -> None:
    doc = tree(PAID)
    start = word(doc, "fled").idx
    scores = Scores()
    compare(studied(Example(doc.text, (), ((start, start + 4),))), np.ones(4), 0.5, scores)
    assert [mistake.text[mistake.start : mistake.end] for mistake in scores.alarms] == ["Gangs"]


def test_compare_keeps_what_is_found_in_the_background_apart() -> None:
    doc = tree(PAID)
    doc.user_data[VECTORS] = np.eye(len(doc), WIDTH, dtype=np.float32)
    scores = Scores()
    compare(study(Example(doc.text), doc, background=True), np.array([0.1, 0.9, 0.1, 0.9]), 0.5, scores)
    assert [mistake.text[mistake.start : mistake.end] for mistake in scores.strays] == ["demanded", "fled"]
    assert (scores.count.coded, scores.alarms) == (0, [])


# --- fitting


@pytest.mark.parametrize("right", [[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])
def test_solve_solves(right: list[float]) -> None:
    root = np.array([[2.0, 0.5, 0.0], [0.0, 1.0, -1.0], [0.0, 0.0, 3.0]])
    matrix = root.T @ root
    assert matrix @ solve(matrix, np.array(right)) == pytest.approx(right, abs=1e-4)


def test_fit_finds_the_minimum() -> None:
    rng = np.random.default_rng(2)
    x = rng.normal(size=(200, 3))
    y = (sigmoid(x @ np.array([2.0, -1.0, 0.0]) - 1.0) > rng.random(200)).astype(np.float64)
    weights = fit(x, y, 1.0)
    slope = x.T @ (sigmoid(x @ weights[:-1] + weights[-1]) - y) + weights[:-1]
    assert np.abs(slope).max() < 0.05
    assert weights[0] > 1
    assert weights[1] < -0.5
    assert abs(weights[2]) < 0.5


@pytest.mark.parametrize("strength", [0.01, 1000.0])
def test_fit_bears_rows_that_a_line_parts(strength: float) -> None:
    x = np.array([[-1.0], [-2.0], [1.0], [2.0]])
    weights = fit(x, np.array([0.0, 0.0, 1.0, 1.0]), strength)
    assert np.isfinite(weights).all()
    assert weights[0] > 0


def test_folds_hold_each_example_back_once_and_deal_out_the_event() -> None:
    examples = many(1.0, 53)
    parts = folds(examples)
    assert len(parts) == FOLDS
    assert sorted(i for _, held in parts for i in held) == list(range(53))
    for kept, held in parts:
        assert sorted(kept + held) == list(range(53))
        assert sum(bool(examples[i].events) for i in held) in (5, 6)


def test_best_threshold_is_in_the_middle_of_the_best() -> None:
    examples = many(0.0, 20)
    chances = [np.where(example.labels == 1, 0.8, 0.3) for example in examples]
    assert best_threshold(examples, chances) == pytest.approx(0.6)


def test_train_learns_what_can_be_learnt() -> None:
    rounds: list[int] = []
    trained = train(many(8.0), rounds.append)
    assert trained.scores.count.f1 > 0.95
    assert trained.scores.count.gold == 50
    assert int(np.abs(trained.weights).argmax()) == 0
    assert rounds == list(range(1, ROUNDS + 1))
    example = many(8.0)[0]
    chances = sigmoid(example.vectors @ trained.weights + trained.bias)
    assert (chances >= trained.threshold).tolist() == [False, True, False, False]


def test_train_does_not_flatter_itself_where_nothing_can_be_learnt() -> None:
    scores = train(many(0.0)).scores
    assert scores.count.f1 < 0.4
    assert [m.chance for m in scores.misses] == sorted(m.chance for m in scores.misses)
    assert [m.chance for m in scores.alarms] == sorted((m.chance for m in scores.alarms), reverse=True)


def test_clear_leaves_out_of_the_background_what_the_examples_make_likely() -> None:
    rng = np.random.default_rng(3)
    examples = many(8.0)
    ordinary = [made(rng, False, apart, background=True) for apart in (30.0, 0.0)]
    cleared = clear([*examples, *ordinary])
    assert cleared[:-2] == examples
    assert [each.labels.tolist() for each in cleared[-2:]] == [[0, LEFT_OUT, 0, 0], [0, 0, 0, 0]]
    assert [each.unsure for each in cleared[-2:]] == [{1}, frozenset()]
    assert clear(examples) == examples


def test_train_learns_from_the_background_what_is_no_event() -> None:
    rng = np.random.default_rng(4)
    ordinary = [made(rng, False, 0.0, background=True) for _ in range(50)]
    for each in ordinary:
        each.vectors[:, 1] -= 6.0  # ordinary news lies where no example does
    trained = train([*many(3.0), *ordinary])
    assert trained.scores.count.gold == 50
    assert len(trained.scores.strays) <= 2


def test_train_gives_the_same_twice() -> None:
    first, second = train(many(2.0, 60)), train(many(2.0, 60))
    assert (first.weights == second.weights).all()
    assert (first.bias, first.threshold, first.scores.count.f1) == (
        second.bias,
        second.threshold,
        second.scores.count.f1,
    )


def test_train_bears_a_dimension_that_never_varies() -> None:
    examples = many(8.0, 60)
    for example in examples:
        example.vectors[:, 5] = 3.0
    trained = train(examples)
    assert np.isfinite(trained.weights).all()
