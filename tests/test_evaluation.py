"""The scorer: what counts as found, and the same figures as the shared scorer gives."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import InputError
from dateline.evaluation import evaluate, load_coded, load_gold, parse_coded, same_mention, same_quantity, same_time
from dateline.evaluation_records import Filler, GoldDocument, content_words, gold_record

SHARED_GOLD = Path(__file__).parents[2] / "shared" / "gold"
TYPES = ("ASSAULT", "MOBILIZE", "AGREE", "CONSULT", "backs", "controls")
STATUSES = ("actual", "future", "hypothetical", "negated")


def gold_of(*records: dict[str, Any]) -> dict[str, GoldDocument]:
    document = GoldDocument("d1", ((0, 50), (51, 100)), tuple(gold_record(record) for record in records))
    return {"d1": document}


def event(**fields: Any) -> dict[str, Any]:
    base = {"kind": "event", "sent": 0, "trigger": "shelled", "type": "ASSAULT", "status": "actual", "modes": []}
    return {
        **base,
        "actors": [],
        "recipients": [],
        "places": [],
        "time": None,
        "quantities": [],
        "sources": [],
        **fields,
    }


def printed(record: dict[str, Any], document: str = "d1", start: int = 3) -> dict[str, Any]:
    """The record as `dateline code` would print it."""
    mention = {"start": start, "end": start + 4}
    interval = (record["time"] or "").split("/")
    return {
        "kind": record["kind"],
        "type": record["type"],
        "modes": record.get("modes", []),
        "status": record["status"],
        "trigger": {"text": record.get("trigger", ""), **mention},
        "sentence": {"text": "", "start": start, "end": start},
        "document": {"id": document},
        **{
            role: [{"text": m["text"], "name": m.get("entity") or m.get("place"), **mention} for m in record[role]]
            for role in ("actors", "recipients", "places", "sources")
        },
        "time": {"from": interval[0], "to": interval[-1]} if record["time"] else None,
        "quantities": record["quantities"],
    }


def lines(*claims: dict[str, Any]) -> str:
    return "".join(json.dumps(claim) + "\n" for claim in claims)


def scores(gold: dict[str, GoldDocument], *claims: dict[str, Any]) -> dict[str, dict[str, float | int]]:
    return evaluate(gold, parse_coded(lines(*claims), gold).records).to_dict()


def test_evaluate_finds_a_record_printed_as_annotated() -> None:
    record = event(actors=[{"text": "Turkish jets", "entity": "Turkey"}], time="2017-03-09")
    figures = scores(gold_of(record), printed(record))
    assert figures["event"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "gold": 1, "coded": 1, "hit": 1}
    assert figures["joint"]["f1"] == figures["roles"]["f1"] == figures["status"]["accuracy"] == 1.0


@pytest.mark.parametrize(
    ("change", "measure", "f1"),
    [
        ({"type": "COERCE"}, "event", 0.0),
        ({"type": "COERCE"}, "detect", 1.0),
        ({"trigger": "fired"}, "event", 1.0),
        ({"trigger": "fired"}, "detect", 0.0),
        ({"status": "negated"}, "event", 1.0),
        ({"status": "negated"}, "joint", 0.0),
    ],
)
def test_evaluate_tells_measures_apart(change: dict[str, Any], measure: str, f1: float) -> None:
    assert scores(gold_of(event()), printed(event(**change)))[measure]["f1"] == f1


def test_evaluate_reads_a_future_visit_as_an_agreement() -> None:
    figures = scores(gold_of(event(type="CONSULT", status="future")), printed(event(type="AGREE", status="future")))
    assert figures["event:AGREE"]["hit"] == 1


def test_evaluate_counts_a_record_of_another_sentence_as_missed_and_spurious() -> None:
    gold = gold_of(event())
    result = evaluate(gold, parse_coded(lines(printed(event(), start=60)), gold).records)
    assert [mistake.document for mistake in (*result.missed, *result.spurious)] == ["d1", "d1"]


def test_evaluate_neither_rewards_nor_punishes_optional_records() -> None:
    gold = gold_of(event(optional=True))
    assert scores(gold, printed(event()))["event"]["coded"] == 0
    assert scores(gold)["event"]["gold"] == 0


def test_evaluate_excuses_optional_fillers() -> None:
    record = event(actors=[{"text": "Turkey", "entity": "Turkey", "optional": True}])
    assert scores(gold_of(record), printed(event(actors=[{"text": "Turkey"}])))["roles"]["coded"] == 0


@pytest.mark.parametrize(
    ("gold", "coded", "same"),
    [
        ("the Syrian army", "Syrian troops", True),
        ("the Syrian army", "Russian jets", False),
        ("the", "the", True),
        ("", "", False),
    ],
)
def test_same_mention_needs_half_of_the_shorter_words(gold: str, coded: str, same: bool) -> None:
    assert same_mention(Filler(words=content_words(gold)), Filler(words=content_words(coded))) is same


@pytest.mark.parametrize(
    ("gold", "coded", "same"),
    [
        ("2017-03", "2017-03-09", True),
        ("2017-03-09", "2017-03", False),
        ("2018-01-20/2018-03-18", "2018-01-25/2018-03-18", True),
        ("2018-01-20/2018-03-18", "2018-03-18", False),
    ],
)
def test_same_time_is_within_the_gold_one(gold: str, coded: str, same: bool) -> None:
    assert same_time(Filler(interval=tuple(gold.split("/"))), Filler(interval=tuple(coded.split("/")))) is same


@pytest.mark.parametrize(("gold", "coded", "same"), [(24.0, 24.0, True), (24.0, 25.0, False), (None, None, False)])
def test_same_quantity_compares_figures(gold: float | None, coded: float | None, same: bool) -> None:
    assert same_quantity(Filler(figure=gold), Filler(figure=coded)) is same


def test_parse_coded_counts_lines_of_other_documents() -> None:
    gold = gold_of(event())
    text = lines(printed(event(), document="elsewhere"), printed(event(), start=101))
    assert parse_coded(text, gold).ignored == 2


@pytest.mark.parametrize("text", ["{", "[]", '{"document": {}}', '{"document": {"id": "d1"}}', "7"])
def test_parse_coded_names_the_line_that_is_no_claim(text: str) -> None:
    with pytest.raises(InputError, match="coded:2"):
        parse_coded("\n" + text, gold_of(event()))


def test_load_coded_reports_an_unreadable_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="E-CODED"):
        load_coded(tmp_path / "none.jsonl", {})


@pytest.mark.parametrize("text", ["{", "[]", '{"doc": "d", "records": []}', '{"doc": "d", "sentences": [[0]]}'])
def test_load_gold_names_a_malformed_file(text: str, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.json"):
        load_gold(tmp_path)


def test_load_gold_refuses_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="E-GOLD"):
        load_gold(tmp_path)


def test_evaluation_table_has_a_line_for_each_measure() -> None:
    gold = gold_of(event())
    table = evaluate(gold, {}).table()
    assert {"event", "relation", "joint", "roles", "status"} <= {line.split(" ")[0] for line in table.splitlines()}


def altered(records: list[dict[str, Any]], chance: random.Random) -> Iterator[dict[str, Any]]:
    """The records as an imperfect coder would give them: some dropped, some doubled, many changed."""
    for record in records:
        if chance.random() < 0.2:
            continue
        changed = dict(record)
        for role in ("actors", "recipients", "places", "quantities", "sources"):
            changed[role] = [filler for filler in record[role] if chance.random() < 0.8]
            if chance.random() < 0.2:
                changed[role] = changed[role] * 2
        if chance.random() < 0.2:
            changed["type"] = chance.choice(TYPES)
        if chance.random() < 0.2:
            changed["status"] = chance.choice(STATUSES)
        if chance.random() < 0.3:
            changed["trigger"] = chance.choice(["", "the", "attack", "said"])
        if chance.random() < 0.3:
            changed["modes"] = ["troops", "aerial"]
        time = record["time"]
        time = time[0]["value"] if isinstance(time, list) else time
        changed["time"] = chance.choice([time, time, None, "2017-03", "2016-01-01/2017"])
        yield from [changed] * chance.choice([1, 1, 1, 2])


def synthetic_output(folder: Path, seed: int) -> str:
    chance = random.Random(seed)
    claims = []
    for path in sorted(folder.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        for record in altered(document["records"], chance):
            start = document["sentences"][record["sent"]][0] + chance.choice([0, 0, 0, 300])
            claims.append(printed(record, document["doc"], start))
    return lines(*claims)


@pytest.mark.skipif(not (SHARED_GOLD / "score.py").exists(), reason="the shared gold folder ../shared/gold is not here")
@pytest.mark.parametrize("seed", [1, 2])
def test_evaluate_gives_every_figure_of_the_shared_scorer(seed: int, tmp_path: Path) -> None:
    output = tmp_path / "coded.jsonl"
    output.write_text(synthetic_output(SHARED_GOLD / "dev", seed), encoding="utf-8")
    command = [sys.executable, SHARED_GOLD / "score.py", SHARED_GOLD / "dev", output, "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    gold = load_gold(SHARED_GOLD / "dev")
    ours = evaluate(gold, load_coded(output, gold).records).to_dict()
    assert ours.keys() == theirs.keys()
    for measure, figures in theirs.items():
        assert ours[measure] == pytest.approx(figures), measure
