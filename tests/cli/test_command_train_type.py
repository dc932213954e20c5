"""`dateline train-type`. The tests at the end train on the shipped model; the others need none."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Dateline, Write
from jsonschema import Draft202012Validator

from dateline.cli import run
from dateline.cli.session import Session

pytestmark = pytest.mark.usefixtures("home")

TOLD = (
    ("The gang demanded a ransom of two million dollars for the dentist.", "demanded"),
    ("Kidnappers demanded a ransom for the three nurses on Monday.", "demanded"),
    ("Pirates demanded a ransom of $3 million for the tanker and its crew.", "demanded"),
    ("The captors demanded a ransom from the family in Kano.", "demanded"),
    ("Armed men demanded a ransom for the abducted pupils.", "demanded"),
    ("The clan demanded a ransom of 40 goats for the herdsmen.", "demanded"),
    ("Bandits demanded a ransom for the farmers of Katsina.", "demanded"),
    ("The militia demanded a ransom for the two engineers, their employer said.", "demanded"),
    ("The family paid a ransom of $20,000 for the baker.", "paid"),
    ("The shipping company paid a ransom for the crew of the trawler.", "paid"),
    ("Villagers paid a ransom for the captives, the chief said.", "paid"),
    ("His relatives paid a ransom to the gunmen in two parts.", "paid"),
    ("Rome denied that it had paid a ransom for the two volunteers.", "paid"),
    ("The employer paid a ransom for the drivers last week.", "paid"),
    ("The bishop said the diocese never paid a ransom for the priest.", "paid"),
    ("The owners paid a ransom of $4 million to the pirates off Somalia.", "paid"),
    ("A mediator negotiated a ransom for the four miners.", "negotiated"),
    ("Elders negotiated a ransom with the kidnappers of the doctor.", "negotiated"),
    ("The gang collected a ransom for the student.", "collected"),
    ("The rebels collected a ransom for the surveyors at a bridge.", "collected"),
    ("The extremists want a ransom for the Swiss woman.", "want"),
    ("The kidnappers want a ransom of half a million euros for the boy.", "want"),
    ("The town refused to pay a ransom for its mayor.", "pay"),
    ("The family cannot pay a ransom for the trader.", "pay"),
)
NOT_TOLD = (
    "The president visited the flooded villages on Monday.",
    "Troops shelled the eastern suburbs for a third day.",
    "The two ministers met in Geneva to discuss the border.",
    "Thousands of teachers marched through the capital.",
    "The court sentenced the former general to nine years.",
    "Rebels seized the airport and burned two helicopters.",
    "The parliament approved the new budget late at night.",
    "The union accused the company of breaking the law.",
    "Police arrested 14 dockers at the port.",
    "The World Bank will lend the country $200 million.",
    "The opposition called for early elections.",
    "An earthquake destroyed hundreds of houses.",
    "The army withdrew from the northern hills.",
    "Aid workers brought food and tents to the camp.",
    "The foreign minister praised the peace agreement.",
    "The two presidents signed a treaty on water.",
    "Farmers blocked the main road with tractors.",
    "The government recalled its ambassador from Paris.",
    "The airline cancelled its flights to the island.",
    "Fighters attacked a convoy near the river.",
    "The mayor promised to rebuild the market.",
    "The council imposed sanctions on two banks.",
    "Doctors treated dozens of wounded people.",
    "The king dismissed his prime minister.",
)
ROWS = [{"text": text, "trigger": trigger} for text, trigger in TOLD] + [{"text": text} for text in NOT_TOLD]


def jsonl(rows: list[Any]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def kept(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"text": "They fled.", "trigger": "paid"}, *ROWS], "a.jsonl, line 1: the trigger “paid” does not stand"),
        (ROWS[24:], "no example has a trigger, so there is nothing to learn"),
        (ROWS[10:], "14 examples tell of the event; label at least 20"),
        (ROWS[:30], "6 examples are without the event; add sentences until there are 20"),
        ([{"text": "x\x1b[2J", "trigger": "\x1b[2Jy"}, *ROWS], "the trigger “\ufffd[2Jy” does not stand"),
    ],
)
def test_train_type_refuses_examples_in_one_line_and_keeps_nothing(
    dateline: Dateline, write: Write, home: Path, rows: list[Any], words: str
) -> None:
    ended = dateline("train-type", "RANSOM", write("a.jsonl", jsonl(rows)))
    assert (ended.code, ended.out) == (2, "")
    assert "[E-EXAMPLES]" in ended.err
    assert words in ended.err
    assert ended.err.count("\n") == 1
    assert kept(home) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ransom", "a.jsonl"], "[E-NAME] 'ransom' cannot name a type; use capitals"),
        (["ASSAULT", "a.jsonl"], "ASSAULT is a type that Dateline has already"),
        (["RANSOM", "missing.jsonl"], "[E-INPUT] there is no file missing.jsonl"),
        (["RANSOM", "."], "[E-INPUT] there is no file ."),
        (["RANSOM", "bad.jsonl"], "[E-ENCODING]"),
        (["RANSOM"], "Missing argument"),
        (["RANSOM", "a.jsonl", "--quad", "war"], "no quad class 'war'; there are verbal cooperation, material"),
        (["RANSOM", "a.jsonl", "--cameo", "7"], "'7' is no CAMEO code"),
        (["RANSOM", "a.jsonl", "--intensity", "11"], "does not lie between -10 and 10"),
        (["RANSOM", "a.jsonl", "--intensity", "nan"], "does not lie between -10 and 10"),
        (["RANSOM", "a.jsonl", "--intensity", "high"], "not a valid float"),
    ],
)
def test_train_type_explains_what_it_cannot_take(
    dateline: Dateline, write: Write, home: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    write("bad.jsonl", b"\xff\xfe")
    monkeypatch.chdir(write("a.jsonl", jsonl(ROWS)).parent)
    ended = dateline("train-type", *arguments)
    assert ended.code == 2
    assert words in ended.err
    assert kept(home) == []


def test_train_type_help_says_what_examples_are(dateline: Dateline) -> None:
    ended = dateline("train-type", "--help")
    assert ended.code == 0
    assert "“trigger”" in ended.out
    assert "train-type [OPTIONS] NAME EXAMPLES..." in ended.out


# --- with the shipped model


def whole(*arguments: object) -> int:
    """Run a command line with the real coder."""
    return run([str(argument) for argument in arguments], Session())


def test_train_type_makes_a_type_that_is_coded_described_and_listed(
    write: Write, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    facts = ("--gist", "A ransom.", "--quad", "material conflict", "--cameo", "18", "--intensity", "-6")
    assert whole("train-type", "RANSOM", write("a.jsonl", jsonl(ROWS)), *facts, "--no-background") == 0
    printed = capfd.readouterr()
    assert printed.out.startswith("RANSOM: 24 examples with the event, 24 without\n")
    assert f"the event type RANSOM is in {home / 'types' / 'RANSOM.json'}" in printed.err
    assert kept(home) == ["types/RANSOM.json"]
    stored = json.loads((home / "types" / "RANSOM.json").read_text())
    assert (stored["gist"], stored["cameo"], stored["examples"]) == ("A ransom.", "18", {"with": 24, "without": 24})
    assert stored["scores"]["f1"] > 0.6

    text = "Gunmen demanded a ransom for the two nurses. The prime minister dismissed the head of the army."
    assert whole("code", write("news.txt", text), "--date", "2017-03-09", "-q") == 0
    claims = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    (claim,) = (claim for claim in claims if claim["type"] == "RANSOM")
    assert claim["sentence"]["text"] == "Gunmen demanded a ransom for the two nurses."
    assert claim["trigger"]["text"] in ("demanded", "ransom")
    assert (claim["cameo"], claim["quad"], claim["intensity"]) == ("18", "material conflict", -6)
    assert claim["reasons"][0].startswith(f"types/RANSOM.json: “{claim['trigger']['text']}” tells of it (0.")
    assert claim["coder"].endswith(" + types:RANSOM")

    assert whole("schema") == 0
    schema = json.loads(capfd.readouterr().out)
    for each in claims:
        Draft202012Validator(schema).validate(each)
    assert list(Draft202012Validator(schema).iter_errors(claim | {"modes": ["aerial"]}))

    whole("doctor")
    assert "event type RANSOM: 48 examples; held back: precision" in capfd.readouterr().out


def test_train_type_learns_what_ordinary_news_is_like(write: Write, capfd: pytest.CaptureFixture[str]) -> None:
    assert whole("train-type", "RANSOM", write("a.jsonl", jsonl(ROWS)), "-q") == 0
    (line,) = (line for line in capfd.readouterr().out.splitlines() if line.startswith("  in news "))
    assert re.fullmatch(r"  in news    \d+ found in 25 dispatches of 5,\d\d\d words, taken not to tell of it", line)


def test_train_type_replaces_one_of_another_model_that_code_refuses(
    write: Write, home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "types" / "RANSOM.json"
    news = write("news.txt", "Gunmen demanded a ransom for the two nurses.")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(jsonl(ROWS).encode())))
    assert whole("train-type", "RANSOM", "-", "-q", "--no-background") == 0
    path.write_text(json.dumps(json.loads(path.read_text()) | {"model": "0" * 64}))
    capfd.readouterr()
    assert whole("code", news) == 2
    ended = capfd.readouterr()
    assert "[E-TYPE-MODEL] the event type RANSOM was trained for another model" in ended.err
    assert f"remove {path}" in ended.err
    assert whole("doctor") == 3
    assert "failed    event type RANSOM: [E-TYPE-MODEL]" in capfd.readouterr().out
    assert whole("train-type", "RANSOM", write("a.jsonl", jsonl(ROWS)), "-q", "--no-background") == 0
    assert whole("code", news, "-q") == 0


def test_train_type_shows_mistakes_as_one_safe_line_each(write: Write, capfd: pytest.CaptureFixture[str]) -> None:
    odd = [
        {"text": f"{'Far from here, ' * 9}\x1b[2J\nsomebody {verb} it.", "trigger": verb} for verb in ("hid", "sang")
    ]
    assert whole("train-type", "RANSOM", write("a.jsonl", jsonl([*odd, *ROWS])), "-q", "--no-background") == 0
    lines = capfd.readouterr().out.splitlines()
    shown = [line for line in lines if "[hid]" in line or "[sang]" in line]
    assert shown  # the surest of them at least: the model may learn the other
    assert all("\x1b" not in line and "…" in line for line in lines if "somebody" in line)
