"""Quality floors: a change that lowers a figure below `tests/floors.json` fails. `make evaluate` shows all figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import dateline
from dateline.evaluation import evaluate, load_gold, parse_coded

SHARED = Path(__file__).resolve().parents[2] / "shared"
FLOORS: dict[str, dict[str, float]] = json.loads((Path(__file__).parent / "floors.json").read_text())

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared (gold and treebanks), absent here")


@pytest.fixture(scope="module")
def coder() -> Any:
    return dateline.load()


def _claim_scores(coder: Any, name: str) -> dict[str, float]:
    folder = SHARED / "gold" / name
    lines = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        coded = coder(gold["text"], published=gold.get("date"), id=gold["doc"])
        lines += [json.dumps(claim.to_dict()) for claim in coded]
    documents = load_gold(folder)
    figures = evaluate(documents, parse_coded("\n".join(lines), documents, where=name).records).to_dict()
    found = figures["event"]["hit"] + figures["relation"]["hit"]
    return {
        "event_f1": figures["event"]["f1"],
        "relation_f1": figures["relation"]["f1"],
        "roles_f1": figures["roles"]["f1"],
        "joint_f1": figures["joint"]["f1"],
        "status_accuracy": figures["status"]["accuracy"],
        "found": found,
    }


@needs_shared
@pytest.mark.parametrize("name", ["seed", "dev"])
def test_claims_stay_above_their_floors(coder: Any, name: str) -> None:
    have = _claim_scores(coder, name)
    below = {key: (have[key], floor) for key, floor in FLOORS[name].items() if have[key] < floor}
    assert not below, f"below the floor (have, floor): {below}"


@needs_shared
@pytest.mark.parametrize("name", ["ewt", "gum"])
def test_analysis_stays_above_its_floors(coder: Any, name: str) -> None:
    from training import corpora
    from training.evaluate import score_gold, score_raw

    texts = corpora.read_conllu(corpora.UD / f"en_{name}-test.conllu")
    have = score_gold(coder.nlp, texts)
    have["raw_las"] = score_raw(coder.nlp, texts)["las"]
    below = {key: (have[key], floor) for key, floor in FLOORS[name].items() if have[key] < floor}
    assert not below, f"below the floor (have, floor): {below}"


@needs_shared
def test_names_stay_above_their_floor(coder: Any) -> None:
    from training.evaluate import score_names
    from training.heldout import held_back

    have = score_names(coder.nlp, [text for texts in held_back().values() for text in texts])
    assert have["f1"] >= FLOORS["names"]["f1"], have


@needs_shared
def test_actors_are_linked_above_their_floor() -> None:
    from training.measure_actors import measure

    have = measure(SHARED / "gold" / "dev", 0)
    assert have["right"] >= FLOORS["actors"]["right"], have


@needs_shared
@pytest.mark.parametrize("name", ["lgl", "trnews"])
def test_places_stay_above_their_floors(name: str) -> None:
    from training.measure_places import documents, measure_given

    from dateline.places import Gazetteer

    have = measure_given(documents(SHARED / "corpora" / "geo" / f"{name}.jsonl", None), Gazetteer.open())
    assert have.right / have.gold >= FLOORS["places"][name], have.line(name)


@needs_shared
def test_times_stay_above_their_floor() -> None:
    from training.measure_claims import times

    have = times()
    assert have["value_f1"] >= FLOORS["times"]["value_f1"], have


def test_code_is_deterministic(coder: Any) -> None:
    text = "Rebels seized the town of Lode on Friday, the army said. " * 3
    alone = [claim.to_dict() for claim in coder(text, published="2012-04-02", id="a")]
    coder("Something else was said by the minister in the capital.", published="2012-04-02")
    assert [claim.to_dict() for claim in coder(text, published="2012-04-02", id="a")] == alone
    assert len({claim["id"] for claim in alone}) == len(alone)


def test_offsets_point_at_their_words(coder: Any) -> None:
    text = (
        "\n\n  BEIRUT (Wire) — “Rebels” seized\tthe town of Lode on Friday, killing 12 people, the army’s man said.\n"
    )
    coded = coder(text, published="2012-04-02")
    assert len(coded)
    for claim in coded:
        spans = [
            claim.trigger,
            claim.sentence,
            *claim.actors,
            *claim.recipients,
            *claim.places,
            *claim.quantities,
            *claim.sources,
        ]
        if claim.time:
            spans.append(claim.time)
        for span in spans:
            assert text[span.start : span.end] == span.text


@needs_shared
def test_copies_and_clusters_are_found_above_their_floors() -> None:
    from training.measure_linking import measure_clusters, measure_copies

    for name, have in (("copies", measure_copies()), ("clusters", measure_clusters())):
        below = {key: (have[key], floor) for key, floor in FLOORS[name].items() if have[key] < floor}
        assert not below, f"{name} below the floor (have, floor): {below}"


@needs_shared
def test_as_of_questions_are_answered_above_their_floors() -> None:
    from training.measure_situation import measure

    tables = [Path(__file__).parent / "situation" / name for name in ("questions.jsonl", "questions_fresh.jsonl")]
    tuned, fresh = measure(SHARED / "corpora" / "stream" / "dev.jsonl", tables)
    assert tuned >= FLOORS["situation"]["tuned"], tuned
    assert fresh >= FLOORS["situation"]["fresh"], fresh
