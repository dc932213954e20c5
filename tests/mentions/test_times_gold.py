"""Our own annotated times: the files hold together, and the measure says why it cannot run."""

import csv
import re
from pathlib import Path

import pytest
from training.measure_time_gold import Gold, Passage, Score, measure_gold, read_passages, same_value, score_passages

from dateline.records import Time

FOLDER = Path(__file__).parents[2] / "corpus" / "times"
ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_times_gold_lies_in_its_passages_without_overlaps():
    passages = {(p["corpus"], p["doc"]): (int(p["start"]), int(p["end"])) for p in rows("passages.csv")}
    ends: dict[tuple[str, str], int] = {}
    for row in rows("gold.csv"):
        key, start, end = (row["corpus"], row["doc"]), int(row["start"]), int(row["end"])
        assert passages[key][0] <= start < end <= passages[key][1]
        assert start >= ends.get(key, 0)
        ends[key] = end


def test_times_gold_gives_every_expression_a_value_and_iso_dates():
    found = rows("gold.csv")
    assert len(found) >= 320
    assert all(row["value"] and len(row["sha256"]) == 8 for row in found)
    assert all(ISO.fullmatch(row[end]) for row in found for end in ("from", "to") if row[end])


def test_times_gold_is_skipped_with_a_reason_where_the_texts_are_absent(tmp_path, capsys):
    measure_gold(FOLDER / "gold.csv", tmp_path / "none", 0)
    assert capsys.readouterr().out.startswith("times skipped: the texts")


def test_times_gold_refuses_another_text(tmp_path):
    for corpus in {row["corpus"] for row in rows("gold.csv")}:
        (tmp_path / corpus).mkdir()
        docs = [r["doc"] for r in rows("passages.csv") if r["corpus"] == corpus]
        lines = "\n".join(f'{{"id": "{doc}", "text": "other"}}' for doc in docs)
        (tmp_path / corpus / "dev.jsonl").write_text(lines, encoding="utf-8")
    with pytest.raises(ValueError, match="not the text that was annotated"):
        read_passages(FOLDER / "gold.csv", tmp_path)


@pytest.mark.parametrize(
    ("timex", "first", "last", "same"),
    [
        ("2017-W10", "2017-03-06", "2017-03-12", True),
        ("other", "2017-03-06", "2017-03-12", True),
        ("2017-W10", None, None, True),
        ("2017-W11", "2017-03-13", "2017-03-19", False),
    ],
)
def test_times_gold_takes_the_value_or_the_interval(timex, first, last, same):
    gold = Gold(0, 9, "2017-W10", "2017-03-06", "2017-03-12")
    assert same_value(gold, Time("this week", 0, 9, first, last, "week", "", timex)) is same


def test_times_gold_counts_found_missed_and_spurious():
    text = "They met on 9 March 2017 in the ninth hour; nobody came in 2016."
    gold = (Gold(12, 24, "2017-03-09", "2017-03-09", "2017-03-09"), Gold(28, 42, "X", None, None))
    scores: dict[str, Score] = {}
    score_passages([Passage("c", "d", "2017-03-09", 0, len(text), "open", text, gold)], scores)
    score = scores["open"]
    assert (score.gold, score.found, score.overlaps, score.exact, score.right) == (2, 2, 1, 1, 1)
    assert len(score.lines) == 2
