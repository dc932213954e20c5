"""Our own annotated dispatches keep the form of gold and the balance that the datasheet promises."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pytest
from training.corpus import FOLDER, counts, lacking, patterns, problems, read

README = Path(__file__).parents[1] / "corpus" / "README.md"


@pytest.fixture(scope="module")
def docs() -> list[dict[str, Any]]:
    return read(FOLDER)


def test_corpus_is_large_and_balanced(docs: list[dict[str, Any]]) -> None:
    found = counts(docs)
    assert found["size"]["dispatches"] >= 300
    assert found["size"]["sentences"] >= 2500
    assert lacking(found) == []


def test_corpus_has_the_form_of_gold(docs: list[dict[str, Any]]) -> None:
    assert [(doc["doc"], what) for doc in docs for what in problems(doc)] == []
    names = [doc["doc"] for doc in docs]
    assert len(set(names)) == len(names)
    assert all((FOLDER / f"{name}.json").exists() for name in names)


def test_corpus_datasheet_tells_its_size(docs: list[dict[str, Any]]) -> None:
    size = counts(docs)["size"]
    text = README.read_text(encoding="utf-8")
    told = [int(n.replace(",", "")) for n in re.findall(r"([\d,]+) (?:short dispatches|sentences|words|records)", text)]
    assert told[:4] == [size[k] for k in ("dispatches", "sentences", "words", "records")]


GOOD: dict[str, Any] = {
    "doc": "x", "date": "2012-04-02", "text": "Rebels shelled Kidal, the army said.", "sentences": [[0, 36]],
    "genre": "conflict",
    "records": [
        {
            "kind": "event", "sent": 0, "trigger": "shelled", "trigger_start": 7, "type": "ASSAULT",
            "modes": ["heavy-weapons"], "status": "actual", "actors": [{"text": "Rebels", "entity": "rebels"}],
            "recipients": [], "places": [{"text": "Kidal", "place": "Kidal, ML"}], "time": None, "quantities": [],
            "sources": [{"text": "the army", "entity": "Malian army"}], "contexts": ["military"],
        }
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, []),
        ({"type": "WAR"}, ["record 0: no event 'WAR'"]),
        ({"status": "perhaps"}, ["record 0: no status 'perhaps'"]),
        ({"trigger": "bombed"}, ["record 0: trigger 'bombed' is not in its sentence"]),
        ({"modes": ["phone"]}, ["record 0: ASSAULT has no mode 'phone'"]),
        ({"contexts": ["war"]}, ["record 0: no context 'war'"]),
        ({"actors": [{"text": "Tuareg", "entity": "Tuareg"}]}, ["record 0: actors: 'Tuareg' is not in the text"]),
        ({"places": [{"text": "Kidal"}]}, ["record 0: places: 'Kidal' has no resolved name"]),
        ({"time": "Friday"}, ["record 0: time 'Friday' is no date, month, year or span"]),
        ({"quantities": [{"value": 3, "unit": "shells"}]}, ["record 0: no unit 'shells'"]),
        ({"sent": 4}, ["record 0: no such sentence"]),
    ],
)
def test_corpus_check_tells_what_is_wrong(change: dict[str, Any], told: list[str]) -> None:
    doc = copy.deepcopy(GOOD)
    doc["records"][0] |= change
    assert list(problems(doc)) == told


@pytest.mark.parametrize(
    ("sentence", "source", "pattern"),
    [
        ("Rebels shelled Kidal, the army said.", "the army", "X said"),
        ("Rebels shelled Kidal, said the army.", "the army", "said X"),
        ("Rebels shelled Kidal, according to the army.", "the army", "according to X"),
        ("The army told reporters that rebels shelled Kidal.", "The army", "X told"),
        ("A UN report blamed rebels.", "A UN report", "a report or statement"),
        ("The army accused rebels of shelling.", "The army", "X accused, regards"),
        ("Rebels shelled Kidal.", "the army", "from another sentence"),
    ],
)
def test_corpus_counts_patterns_of_attribution(sentence: str, source: str, pattern: str) -> None:
    assert list(patterns({"sources": [{"text": source}]}, sentence)) == [pattern]
    assert list(patterns({"sources": []}, sentence)) == ["no source"]
