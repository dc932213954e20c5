from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.coding.own_examples import Example, read_examples
from dateline.errors import InputError

FILLING = [{"text": f"Gang {k} wants a ransom.", "trigger": "wants"} for k in range(20)]
FILLING += [{"text": f"Gang {k} fled."} for k in range(20)]


def jsonl(*rows: Any) -> str:
    return "\n".join(json.dumps(row) for row in [*rows, *FILLING])


def read(*rows: Any) -> list[Example]:
    """The examples that rows make, without those that fill up the numbers."""
    return read_examples([("a.jsonl", jsonl(*rows))])[: -len(FILLING)]


def problem(text: str) -> str:
    with pytest.raises(InputError) as caught:
        read_examples([("a.jsonl", text)])
    return str(caught.value)


def test_own_examples_reads_those_of_the_docs() -> None:
    path = Path(__file__).parents[2] / "docs" / "examples" / "own-type.jsonl"
    found = read_examples([(path.name, path.read_text(encoding="utf-8"))])
    assert (sum(bool(each.triggers) for each in found), len(found)) == (120, 240)
    assert not any(each.unsure for each in found)


@pytest.mark.parametrize(
    ("row", "triggers", "unsure"),
    [
        ({"text": "They paid him.", "trigger": "paid"}, [(5, 9)], []),
        ({"text": "They paid him.", "trigger": " paid him "}, [(5, 13)], []),
        ({"text": "They paid him.", "trigger": ""}, [], []),
        ({"text": "They paid him.", "trigger": None}, [], []),
        ({"text": "They paid him.", "trigger": []}, [], []),
        ({"text": "They paid him.", "note": 7}, [], []),
        ({"text": "They asked and paid.", "trigger": ["paid", "asked"]}, [(5, 10), (15, 19)], []),
        ({"text": "Repaid? They paid.", "trigger": "paid"}, [(13, 17)], []),
        ({"text": "He paid and I paid.", "trigger": "paid"}, [(3, 7)], [(14, 18)]),
        ({"text": "He paid and I paid.", "trigger": "paid", "start": 14}, [(14, 18)], [(3, 7)]),
        ({"text": "He paid and I paid.", "trigger": ["paid", "paid"], "start": [3, 14]}, [(3, 7), (14, 18)], []),
        ({"text": "They want $5.", "trigger": "$5."}, [(10, 13)], []),
    ],
)
def test_own_examples_finds_triggers(row: Any, triggers: list[Any], unsure: list[Any]) -> None:
    assert read(row) == [Example(row["text"], tuple(triggers), tuple(unsure))]


def test_own_examples_reads_csv() -> None:
    rows = [f'"Gang {k}, armed, asked and got money.",asked; got,' for k in range(20)]
    rows += [f"Gang {k} fled.,," for k in range(20)]
    found = read_examples([("a.csv", "Text, Trigger ,start\r\nHe paid and I paid.,paid,14\r\n" + "\r\n".join(rows))])
    assert found[0].triggers == ((14, 18),)
    assert [found[1].text[a:b] for a, b in found[1].triggers] == ["asked", "got"]
    assert len(found) == 41


def test_own_examples_makes_one_of_rows_with_the_same_text() -> None:
    text = "They asked and paid."
    assert read(*({"text": text, "trigger": each} for each in ("paid", "asked", "paid"))) == [
        Example(text, ((5, 10), (15, 19)))
    ]


def test_own_examples_joins_files() -> None:
    half = [jsonl(*FILLING).split("\n")[k::2] for k in range(2)]
    assert len(read_examples((str(k), "\n".join(lines)) for k, lines in enumerate(half))) == 40


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"text": "They fled.", "trigger": "paid"}, "line 1: the trigger “paid” does not stand in the text"),
        ({"text": "They Paid.", "trigger": "paid"}, "as whole words, letter by letter"),
        ({"text": "Repaid.", "trigger": "paid"}, "does not stand in the text"),
        ({"text": "They paid.", "trigger": "paid", "start": 4}, "does not stand at “start” 4"),
        ({"text": "They paid.", "trigger": "paid", "start": "x"}, "does not stand at “start” 'x'"),
        ({"text": "They paid.", "trigger": "paid", "start": -1}, "does not stand at “start” -1"),
        ({"text": "They paid.", "trigger": "paid", "start": [5, 6]}, "1 triggers but 2 of “start”"),
        ({"text": "They paid.", "trigger": 7}, "neither words nor a list of words"),
        ({"trigger": "paid"}, "line 1: there is no “text”"),
        ({"text": " "}, "there is no “text”"),
        ({"text": ["x"]}, "there is no “text”"),
        ("They paid.", "line 1: not a JSON object"),
    ],
)
def test_own_examples_says_what_is_wrong_and_where(row: Any, words: str) -> None:
    rows = [{}, row] if row == "They paid." else [row]
    assert words.replace("line 1", f"line {len(rows)}") in problem(jsonl(*rows))


def test_own_examples_tells_several_problems_together_and_counts_the_rest() -> None:
    told = problem(jsonl(*({"text": f"x{k}", "trigger": "paid"} for k in range(20))))
    assert "a.jsonl, line 1:" in told
    assert "a.jsonl, line 8:" in told
    assert "a.jsonl, line 9:" not in told
    assert "and 12 more" in told
    assert "docs/own-types.md" in told


def test_own_examples_refuses_one_text_with_and_without_the_event() -> None:
    told = problem(jsonl({"text": "They paid.", "trigger": "paid"}, {"text": "They paid."}))
    assert "line 2: the same text as a.jsonl, line 1, once with the event and once without" in told


def several(told: int, not_told: int) -> Iterator[dict[str, str]]:
    yield from ({"text": f"Gang {k} wants money.", "trigger": "wants"} for k in range(told))
    yield from ({"text": f"Gang {k} fled."} for k in range(not_told))


@pytest.mark.parametrize(
    ("told", "not_told", "words"),
    [
        (0, 30, "no example has a trigger"),
        (19, 30, "19 examples tell of the event; label at least 20"),
        (30, 19, "19 examples are without the event; add sentences until there are 20"),
    ],
)
def test_own_examples_wants_enough_of_each(told: int, not_told: int, words: str) -> None:
    found = problem("\n".join(json.dumps(row) for row in several(told, not_told)))
    assert words in found
    assert not_told > 20 or "take them from the news" in found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "there is no column “text” and no “trigger”"),
        ("sentence,trigger\nThey paid.,paid\n", "line 1: there is no column “text”"),
        ("text,trigger\nThey fled.,paid\n", "line 2: the trigger “paid”"),
        ('text,trigger\n"They\nfled.",\nThey fled.,paid\n', "line 4: the trigger “paid”"),
        ('text,trigger\n"They fled,\n', "unexpected end of data"),
        ('{"text": "They paid.", "trigger": "paid"\n', "line 1: not JSON"),
        ("[" * 100_000, "line 1: not JSON"),
        ("\x00\x01", "there is no column"),
    ],
)
def test_own_examples_refuses_files_that_hold_none(text: str, words: str) -> None:
    assert words in problem(text)
