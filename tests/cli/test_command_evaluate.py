from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Dateline

RECORD = {
    "kind": "event",
    "sent": 0,
    "trigger": "attacked",
    "type": "ASSAULT",
    "status": "actual",
    "actors": [{"text": "Rebels", "entity": "rebels"}],
}
GOLD = {"doc": "a", "date": "2017-03-09", "text": "", "sentences": [[0, 25], [26, 60]], "records": [RECORD]}
MISSED = {**RECORD, "sent": 1, "trigger": "shelled\x1b[2J"}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps({**GOLD, "records": [RECORD, MISSED]}))
    return folder


@pytest.fixture
def coded(dateline: Dateline, tmp_path: Path) -> Path:
    rows = [{"id": name, "text": "Rebels attacked the town."} for name in ("a", "elsewhere")]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    dateline("code", tmp_path / "in.jsonl", "-o", tmp_path / "coded.jsonl")
    return tmp_path / "coded.jsonl"


def test_evaluate_scores_what_code_prints(dateline: Dateline, gold: Path, coded: Path) -> None:
    ended = dateline("evaluate", gold, coded, "--json")
    assert ended.code == 0
    event = json.loads(ended.out)["event"]
    assert (event["hit"], event["gold"], event["coded"]) == (1, 2, 1)
    assert "1 claims belong to no document" in ended.err


def test_evaluate_shows_the_errors_safely(dateline: Dateline, gold: Path, coded: Path) -> None:
    ended = dateline("evaluate", gold, coded, "--errors", "5")
    assert "missed: a [1] event ASSAULT actual" in ended.out
    assert "\x1b" not in ended.out


@pytest.mark.parametrize("name", ["none.jsonl", "broken.jsonl", "binary.jsonl"])
def test_evaluate_answers_unusable_input_with_one_line(
    dateline: Dateline, gold: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "broken.jsonl").write_text('{"document": 7}\n')
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00\x80")
    ended = dateline("evaluate", gold, tmp_path / name)
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert "[E-CODED]" in ended.err


def test_evaluate_needs_a_folder_of_gold(dateline: Dateline, coded: Path, tmp_path: Path) -> None:
    assert dateline("evaluate", tmp_path / "none", coded).code == 2
    (tmp_path / "empty").mkdir()
    assert "[E-GOLD]" in dateline("evaluate", tmp_path / "empty", coded).err
