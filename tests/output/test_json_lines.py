from __future__ import annotations

import json

import pytest
from output_samples import CODED, DOCUMENT, EMPTY, HOSTILE, hostile_coded, written

from dateline.output import Annotated
from dateline.output.json_text import json_line


def test_json_lines_prints_a_line_for_each_claim() -> None:
    lines = written("jsonl", CODED, EMPTY).decode("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [claim.to_dict() for claim in CODED]


def test_json_lines_prints_mentions_as_one_object() -> None:
    printed = {"document": DOCUMENT.facts(), "mentions": []}
    assert json.loads(written("jsonl", Annotated(DOCUMENT, printed))) == printed


def test_json_lines_keeps_hostile_text_and_one_line() -> None:
    output = written("jsonl", hostile_coded())
    assert output.count(b"\n") == len(output.decode("utf-8").splitlines()) == 1
    assert json.loads(output)["sentence"]["text"] == HOSTILE
    assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(output.decode("utf-8"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": float("nan"), "b": [float("inf"), 1.5]}, b'{"a": null, "b": [null, 1.5]}'),
        ({"a": b"x"}, b'{"a": "b\'x\'"}'),
        ("Zürich – Дом", '"Zürich – Дом"'.encode()),
        ("\ud800", b'"\\ud800"'),
    ],
)
def test_json_line_writes_what_json_has_no_word_for(value: object, text: bytes) -> None:
    assert json_line(value) == text
