from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from asked_samples import ARMY, GAO, REBELS, claim, coded, document, fill
from conftest import Dateline, Ended
from jsonschema import Draft202012Validator

from dateline.ontology import load_ontology
from dateline.schema import record_schema

Ask = Callable[..., list[str]]
FIRST, OTHER, THIRD, SHIP = "c-first-0", "c-other-0", "c-third-0", "c-third-1"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is only read."""
    return fill(tmp_path_factory.mktemp("store") / "desk.db")


def ids(ended: Ended) -> list[str]:
    return [json.loads(line)["id"] for line in ended.out.splitlines()]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ([], [THIRD, SHIP, OTHER, FIRST]),
        (["--status", "hypothetical"], [SHIP]),
        (["--type", "ASSAULT", "--type", "RETREAT", "--min-confidence", "0.85"], [THIRD]),
        (["--kind", "relation"], []),
        (["--actor", "northern-rebels"], [THIRD, OTHER, FIRST]),
        (["--actor", "Northern rebels"], [THIRD, OTHER, FIRST]),
        (["--actor", "northern-rebels", "--role", "recipient"], []),
        (["--place", "gn:2455290"], [OTHER, FIRST]),
        (["--place", "kidal", "--publisher", "desk news"], [FIRST]),
        (["--country", "Mali"], [THIRD, OTHER, FIRST]),
        (["--country", "MLI"], [THIRD, OTHER, FIRST]),
        (["--country", "FJ"], [SHIP]),
        (["--bbox", "0,18,2,19"], [OTHER, FIRST]),
        (["--bbox", "170,-20,-170,-10"], [SHIP]),
        (["--from", "2012-03-30", "--to", "2012-03-30"], [OTHER, FIRST]),
        (["--from", "2012-05"], [THIRD, SHIP]),
        (["--to", "2012-04"], [OTHER, FIRST]),
        (["--known", "2012-04-02"], [FIRST]),
        (["--known", "2012-04"], [OTHER, FIRST]),
        (["--recorded", "2017"], []),
        (["--recorded", "2018-01-02"], [THIRD, SHIP, OTHER, FIRST]),
        (["--source", "Army spokesman"], [OTHER]),
        (["--text", "gao"], [THIRD]),
        (["--text", '"attacked kidal"'], [OTHER, FIRST]),
        (["--text", "attack* -kidal"], [SHIP]),
        (["--limit", "2"], [THIRD, SHIP]),
        (["--limit", "2", "--offset", "1"], [SHIP, OTHER]),
        (["--limit", "0"], [THIRD, SHIP, OTHER, FIRST]),
    ],
)
def test_claims_are_filtered(dateline: Dateline, db: Path, filters: list[str], found: list[str]) -> None:
    ended = dateline("claims", "--db", db, *filters)
    assert (ended.code, ids(ended)) == (0, found)


def test_claims_are_printed_as_code_prints_them(dateline: Dateline, db: Path) -> None:
    schema = Draft202012Validator(record_schema(load_ontology()))
    for line in dateline("claims", "--db", db).out.splitlines():
        schema.validate(json.loads(line))


def test_claims_say_that_there_are_more(dateline: Dateline, db: Path) -> None:
    ended = dateline("claims", "--db", db, "--limit", "3", "--offset", "0")
    assert ended.err == "dateline: 3 claims shown and there are more; --limit 0 for all, --offset 3 for the next\n"
    assert dateline("claims", "--db", db, "--limit", "4").err == ""


def test_claims_of_a_table_are_cut_and_it_is_said(dateline: Dateline, tmp_path: Path) -> None:
    text = "Rebels attacked. " * 60
    told = document("many", text, "2012-04-02")
    db = fill(tmp_path / "many.db", [coded(told, *(claim(told, k, "attacked") for k in range(60)))])
    ended = dateline("claims", "--db", db, "--format", "table")
    assert ended.out.count("‹attacked›") == 50
    assert "50 claims shown and there are more" in ended.err
    assert len(ids(dateline("claims", "--db", db))) == 60


def test_claims_that_are_not_there_are_no_error(dateline: Dateline, db: Path) -> None:
    ended = dateline("claims", "--db", db, "--type", "AID")
    assert (ended.code, ended.out, ended.err) == (0, "", "dateline: no claims found\n")


def test_claims_of_an_unknown_name_offer_near_ones(dateline: Dateline, db: Path) -> None:
    ended = dateline("claims", "--db", db, "--actor", "Nothern Rebel")
    assert (ended.code, ended.out) == (0, "")
    assert "no actor of the store goes by “Nothern Rebel”; near it: Northern Rebels (northern-rebels)" in ended.err


def test_claims_of_a_name_of_several_say_so(dateline: Dateline, tmp_path: Path) -> None:
    told = document("d", "Then rebels captured Gao.", "2012-05-10")
    namesake = REBELS.__class__("rebels", 0, 0, id="southern", name="Northern Rebels")
    db = fill(tmp_path / "two.db", [coded(told, claim(told, 0, "captured", actors=[REBELS, namesake], places=[GAO]))])
    ended = dateline("claims", "--db", db, "--actor", "northern rebels")
    assert "stands for Northern Rebels (northern-rebels), Northern Rebels (southern)" in ended.err
    assert len(ids(ended)) == 1


def test_claims_of_two_actors_have_both(dateline: Dateline, tmp_path: Path) -> None:
    told = document("d", "Then rebels fought the army. Later rebels left.", "2012-05-10")
    both = claim(told, 0, "fought", actors=[REBELS], recipients=[ARMY])
    db = fill(tmp_path / "two.db", [coded(told, both, claim(told, 1, "left", "RETREAT", actors=[REBELS]))])
    assert ids(dateline("claims", "--db", db, "--actor", "northern-rebels", "--actor", "mali.army")) == ["c-d-0"]


def test_claims_mark_what_was_searched(dateline: Dateline, db: Path) -> None:
    ended = dateline("claims", "--db", db, "--text", "gao", "--format", "table")
    assert "captured› [Gao]." in ended.out


@pytest.mark.parametrize(
    "query", ['"', "' OR 1=1 --", "NEAR(", "*", "-", "a" * 5_000, "\x00", "🙂", "col:x AND", "((("]
)
def test_claims_survive_any_full_text(dateline: Dateline, db: Path, query: str) -> None:
    ended = dateline("claims", "--db", db, "--text", query)
    assert (ended.code, ended.out) == (0, "")


def test_claims_show_one_in_its_context(dateline: Dateline, db: Path) -> None:
    out = dateline("claims", "--db", db, FIRST, "--format", "table").out
    for words in ("the sentence after: “Nobody answered.”", "because: the verb attacked", "incident: i-", FIRST):
        assert words in out


def test_claims_print_one_as_data(dateline: Dateline, db: Path) -> None:
    assert ids(dateline("claims", "--db", db, FIRST, SHIP)) == [FIRST, SHIP]


def test_claims_say_which_id_is_not_there(dateline: Dateline, db: Path) -> None:
    ended = dateline("claims", "--db", db, "c-none", FIRST)
    assert (ended.code, ids(ended)) == (0, [FIRST])
    assert ended.err == "dateline: no claim of the store has the id c-none\n"


def test_claims_are_written_in_other_formats(dateline: Dateline, db: Path, tmp_path: Path) -> None:
    for name in ("out.csv", "out.parquet", "out.geojson"):
        assert dateline("claims", "--db", db, "-o", tmp_path / name).code == 0
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as file:
        assert [row["id"] for row in csv.DictReader(file)] == [THIRD, SHIP, OTHER, FIRST]
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 4
    features: Any = json.loads((tmp_path / "out.geojson").read_text())["features"]
    assert features[0]["geometry"]["coordinates"] == [-0.04, 16.27]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--from", "soon"], "E-DATE"),
        (["--to", "2017-02-30"], "E-DATE"),
        (["--known", "yesterday"], "E-DATE"),
        (["--recorded", "13 o'clock"], "E-DATE"),
        (["--from", "2018", "--to", "2017"], "E-DATE"),
        (["--bbox", "1,2,3"], "E-BOX"),
        (["--bbox", "0,50,1,40"], "E-BOX"),
        (["--bbox", "nan,0,1,1"], "E-BOX"),
        (["--country", "Atlantis"], "E-COUNTRY"),
        (["--status", "true"], "E-USAGE"),
        (["--limit", "-1"], "E-USAGE"),
        (["--min-confidence", "nan"], "E-USAGE"),
        (["--format", "conllu"], "E-USAGE"),
        (["-o", "x.docx"], "E-FORMAT"),
    ],
)
def test_claims_answer_a_wrong_option_with_one_line(
    dateline: Dateline, db: Path, arguments: list[str], code: str
) -> None:
    ended = dateline("claims", "--db", db, *arguments)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert ended.err.startswith(f"dateline: [{code}]")


@pytest.mark.parametrize("command", ["claims", "incidents", "documents", "actors", "places", "situation"])
def test_asking_a_store_that_is_not_there_names_add(dateline: Dateline, tmp_path: Path, command: str) -> None:
    ended = dateline(command, "--db", tmp_path / "none.db")
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert "`dateline add` makes one" in ended.err
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("command", ["claims", "incidents", "documents", "actors", "places", "situation"])
@pytest.mark.parametrize("name", ["table", "jsonl", "csv"])
def test_asking_brings_no_controls_to_the_terminal(dateline: Dateline, tmp_path: Path, command: str, name: str) -> None:
    hostile = "rebels\x1b[31m\x9b2J\u202e[red]x[/red]"
    told = document(f"d{hostile}", f"Then {hostile} captured Gao.", "2012-05-10", hostile, hostile)
    who = REBELS.__class__(hostile, 0, 0, id=f"new:{hostile}", name=hostile)
    db = fill(tmp_path / "bad.db", [coded(told, claim(told, 0, "captured", actors=[who], places=[GAO]))])
    ended = dateline(command, "--db", db, "--format", name)
    assert ended.code == 0
    assert not re.search("[\x1b\x9b\u202e]", ended.out + ended.err)


@pytest.mark.parametrize("command", ["claims", "incidents", "actors", "documents"])
def test_words_that_are_not_searched_for_are_told_once(dateline: Dateline, db: Path, command: str) -> None:
    ended = dateline(command, "--db", db, "--text", "-gao")
    assert ended.err.count("nothing to search for: give at least one word that is not excluded") == 1
