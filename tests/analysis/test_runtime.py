"""How text is cut into windows for the network, and what comes back as sentences."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from model_fakes import FakeSession, write_model

from dateline.analysis.runtime import FILES, LONGEST, WINDOW, Model, SentenceAnalysis, digest
from dateline.errors import RunError


def session(model: Model) -> FakeSession:
    fake = model._session
    assert isinstance(fake, FakeSession)
    return fake


def window_sizes(model: Model) -> list[int]:
    """The pieces of each window, markers included."""
    return [len(feed["ids"]) for feed in session(model).fed]


def sentences(model: Model, words: list[str], starts: list[int] | None = None) -> list[SentenceAnalysis]:
    (found,) = model.analyse([words], None if starts is None else [starts])
    return found


def text(length: int, count: int) -> list[str]:
    """So many sentences of so many words."""
    return [w for _ in range(count) for w in ["Word", *["word"] * (length - 1)]]


def test_runtime_finds_sentences_names_and_triggers(model: Model) -> None:
    first, second = sentences(model, ["Word", "attack", "qasra", "Word", "."])
    assert first.words == ["Word", "attack", "qasra"]
    assert (first.heads, first.deprels) == ([0, 1, 2], ["root", "dep", "dep"])
    assert (first.names, first.upos) == (["O", "O", "B-LOC"], ["X", "X", "PROPN"])
    assert first.types.argmax(axis=1).tolist() == [0, 1, 0]
    assert np.allclose(first.types.sum(axis=1), 1)
    assert (second.words, second.heads) == (["Word", "."], [0, 1])


@pytest.mark.parametrize("length", [1, 7, 30, 100, WINDOW - 2])
@pytest.mark.parametrize("count", [1, 2, 9])
def test_runtime_windows_lose_and_repeat_nothing(model: Model, length: int, count: int) -> None:
    words = text(length, count)
    found = sentences(model, words)
    assert [len(s.words) for s in found] == [length] * count
    assert [w for s in found for w in s.words] == words
    assert max(window_sizes(model)) <= WINDOW


def test_runtime_reads_a_sentence_that_a_window_would_cut_in_the_next_window(model: Model) -> None:
    words = text(100, 2)
    assert [len(s.words) for s in sentences(model, words)] == [100, 100]
    assert window_sizes(model) == [WINDOW, 102]


@pytest.mark.parametrize("length", [WINDOW - 1, 500, 2_000])
def test_runtime_cuts_a_sentence_without_a_visible_end(model: Model, length: int) -> None:
    found = sentences(model, ["word"] * length)
    assert sum(len(s.words) for s in found) == length
    assert max(window_sizes(model)) <= WINDOW
    assert all(s.heads.count(0) == 1 for s in found)


def test_runtime_counts_pieces_not_words(model: Model) -> None:
    sentences(model, ["words"] * 200)
    assert max(window_sizes(model)) <= WINDOW


def test_runtime_keeps_to_known_sentences(model: Model) -> None:
    words = ["word", "Word", "Word", "word", "word"]
    assert [s.words for s in sentences(model, words, [0, 3])] == [words[:3], words[3:]]


def test_runtime_gathers_whole_known_sentences_in_a_window(model: Model) -> None:
    found = sentences(model, ["word"] * 200, list(range(0, 200, 40)))
    assert [len(s.words) for s in found] == [40] * 5
    assert window_sizes(model) == [3 * 40 + 2, 2 * 40 + 2]


def test_runtime_lets_a_long_known_sentence_stand_alone(model: Model) -> None:
    found = sentences(model, ["word"] * 320, [0, 10, 310])
    assert [len(s.words) for s in found] == [10, 300, 10]


def test_runtime_cuts_a_known_sentence_longer_than_the_encoder(model: Model) -> None:
    found = sentences(model, ["word"] * 1_000, [0])
    assert sum(len(s.words) for s in found) == 1_000
    assert max(window_sizes(model)) <= LONGEST


def test_runtime_analyses_paragraphs_apart_and_in_order(model: Model) -> None:
    runs = [["word"] * n for n in (3, 1, 5, 2)]
    assert [[len(s.words) for s in found] for found in model.analyse(runs)] == [[3], [1], [5], [2]]
    assert sorted(window_sizes(model)) == [3, 4, 5, 7]


@pytest.mark.parametrize("runs", [[], [[]], [["word"], []]])
def test_runtime_of_no_words(model: Model, runs: list[list[str]]) -> None:
    assert [len(found) for found in model.analyse(runs)] == [len(run) and 1 for run in runs]


def test_runtime_names_what_a_model_folder_lacks(tmp_path: Path) -> None:
    write_model(tmp_path)
    (tmp_path / "relations.onnx").unlink()
    (tmp_path / "vocab.txt").unlink()
    with pytest.raises(RunError, match=r"lacks relations\.onnx, vocab\.txt: install") as caught:
        Model(tmp_path)
    assert caught.value.code == "E-MODEL"


def test_runtime_of_an_empty_folder_names_every_file(tmp_path: Path) -> None:
    with pytest.raises(RunError) as caught:
        Model(tmp_path)
    assert all(name in caught.value.message for name in FILES)


def test_runtime_digest_follows_the_weights_and_not_the_card(tmp_path: Path) -> None:
    before = digest(write_model(tmp_path))
    (tmp_path / "meta.json").write_text(json.dumps({"sha256": before}), encoding="utf-8")
    assert digest(tmp_path) == before
    (tmp_path / "model.onnx").write_bytes(b"other")
    assert digest(tmp_path) != before
