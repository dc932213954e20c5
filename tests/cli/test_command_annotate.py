from __future__ import annotations

import json
from pathlib import Path

from conftest import Dateline


def test_annotate_prints_an_object_for_each_document(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain fell on Bamako.")
    ended = dateline("annotate", tmp_path / "a.txt", "--date", "2017-03-09")
    assert ended.code == 0
    (line,) = ended.out.splitlines()
    assert json.loads(line)["mentions"] == []
    assert json.loads(line)["document"]["published"] == "2017-03-09"
    assert ended.err.endswith("dateline: 1 read, 1 annotated, 0 failed\n")


def test_annotate_goes_on_after_a_failure(dateline: Dateline, tmp_path: Path) -> None:
    rows = [{"id": str(i), "text": text} for i, text in enumerate(("One text.", "An unreadable one.", "Another."))]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    ended = dateline("annotate", tmp_path / "a.jsonl", "-o", tmp_path / "out.jsonl")
    assert ended.code == 1
    assert "[E-FAKE] 1: it is unreadable" in ended.err
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 2
