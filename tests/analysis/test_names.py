"""Names of one document agree."""

from __future__ import annotations

import pytest

from dateline.analysis.names import agree, spans_of


@pytest.mark.parametrize(
    ("words", "tags", "proper", "expected"),
    [
        pytest.param(
            ["Oda", "Lind", "spoke", ".", "Lind", "left"],
            ["B-PER", "I-PER", "O", "O", "B-LOC", "O"],
            "110010",
            ["B-PER", "I-PER", "O", "O", "B-LOC", "O"],
            id="one vote each changes nothing",
        ),
        pytest.param(
            ["Oda", "Lind", ",", "Oda", "Lind", ":", "Lind"],
            ["B-PER", "I-PER", "O", "B-PER", "I-PER", "O", "O"],
            "1101101",
            ["B-PER", "I-PER", "O", "B-PER", "I-PER", "O", "B-PER"],
            id="a person goes by the last name",
        ),
        pytest.param(
            ["Qasra", ",", "Qasra", ",", "Qasra"],
            ["B-LOC", "O", "B-PER", "O", "B-LOC"],
            "10101",
            ["B-LOC", "O", "B-LOC", "O", "B-LOC"],
            id="the majority decides",
        ),
        pytest.param(
            ["Northern", "Relief", "Council"],
            ["B-ORG", "B-ORG", "I-ORG"],
            "111",
            ["B-ORG", "I-ORG", "I-ORG"],
            id="touching organisations are one",
        ),
        pytest.param(["mark", "Mark", "mark"], ["O", "B-PER", "O"], "010", ["O", "B-PER", "O"], id="no common nouns"),
        pytest.param([], [], "", [], id="empty"),
        pytest.param(
            ["Relief", "Council", "Lode", "Tuesday"],
            ["B-ORG", "I-ORG", "O", "O"],
            "1111",
            ["B-ORG", "I-ORG", "I-ORG", "O"],
            id="goes on with proper nouns, not with a date",
        ),
        pytest.param(["Doctor"], ["B-PER"], "0", ["O"], id="a name holds a proper noun"),
        pytest.param(["panna"], ["B-PER"], "1", ["O"], id="a person has a capital"),
    ],
)
def test_names_agree(words: list[str], tags: list[str], proper: str, expected: list[str]) -> None:
    assert agree(words, tags, [p == "1" for p in proper]) == expected


def test_spans_of_reads_tags() -> None:
    assert spans_of(["B-PER", "I-PER", "O", "B-LOC"]) == [(0, 2, "PER"), (3, 4, "LOC")]
