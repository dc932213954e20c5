from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from asked_samples import fill
from cli_fakes import NOW
from conftest import Dateline, Ended

FIRST, OTHER, THIRD = "c-first-0", "c-other-0", "c-third-0"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return fill(tmp_path / "desk.db")


def ids(ended: Ended) -> list[str]:
    return [json.loads(line)["id"] for line in ended.out.splitlines()]


def made(ended: Ended) -> str:
    found = re.search(r"dateline judge revoke (j-\w+)", ended.err)
    assert found
    return found[1]


def test_judge_reject_takes_a_claim_out_and_revoke_brings_it_back(dateline: Dateline, db: Path) -> None:
    ended = dateline("judge", "reject", FIRST, "--db", db, "--author", "A. Reader", "--reason", "not so")
    assert ended.err.startswith("dateline: 1 claim rejected by A. Reader; to take it back: ")
    assert FIRST not in ids(dateline("claims", "--db", db))
    assert dateline("judge", "revoke", made(ended), "--db", db).code == 0
    assert FIRST in ids(dateline("claims", "--db", db))


def test_judge_keeps_author_reason_and_moment(dateline: Dateline, db: Path) -> None:
    dateline("judge", "accept", FIRST, "--db", db, "--author", "A. Reader", "--reason", "seen it")
    (line,) = dateline("judge", "list", "--db", db).out.splitlines()
    record = json.loads(line)
    assert (record["action"], record["author"], record["reason"]) == ("accept", "A. Reader", "seen it")
    assert record["made"] == NOW.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_judge_takes_the_name_of_who_is_logged_in(
    dateline: Dateline, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "jo")
    assert "accepted by jo" in dateline("judge", "accept", FIRST, "--db", db).err


def test_judge_correct_is_found_by_what_is_right(dateline: Dateline, db: Path) -> None:
    dateline("judge", "correct", THIRD, "status", "negated", "--db", db, "--author", "A")
    assert ids(dateline("claims", "--db", db, "--status", "negated")) == [THIRD]
    dateline("judge", "correct", THIRD, "time", '{"from": "2012-05-09"}', "--db", db, "--author", "A")
    assert THIRD in ids(dateline("claims", "--db", db, "--from", "2012-05-09", "--to", "2012-05-09"))


def test_judge_split_and_merge_change_the_incidents(dateline: Dateline, db: Path) -> None:
    (incident,) = ids(dateline("incidents", "--db", db, "--place", "Kidal"))
    assert dateline("judge", "split", incident, FIRST, "--db", db, "--author", "A").code == 0
    assert len(ids(dateline("incidents", "--db", db, "--place", "Kidal"))) == 2
    assert dateline("judge", "merge", FIRST, OTHER, "--db", db, "--author", "B").code == 0
    assert len(ids(dateline("incidents", "--db", db, "--place", "Kidal"))) == 1


def test_judge_list_leaves_out_what_was_revoked(dateline: Dateline, db: Path) -> None:
    judgement = made(dateline("judge", "accept", FIRST, "--db", db, "--author", "A"))
    dateline("judge", "revoke", judgement, "--db", db, "--author", "B", "--reason", "a mistake")
    assert ids(dateline("judge", "list", "--db", db)) == []
    assert ids(dateline("judge", "list", "--db", db, "--all")) == [judgement]
    assert "revoked on 2018-01-02 by B" in dateline("claims", "--db", db, FIRST, "--format", "table").out


def test_judge_list_shows_those_on_a_claim(dateline: Dateline, db: Path) -> None:
    dateline("judge", "accept", FIRST, "--db", db, "--author", "A")
    dateline("judge", "reject", OTHER, "--db", db, "--author", "A\x1b[2J")
    assert len(ids(dateline("judge", "list", FIRST, "--db", db))) == 1
    table = dateline("judge", "list", "--db", db, "--format", "table").out
    assert OTHER in table
    assert "\x1b" not in table


def test_judge_export_is_imported_into_another_store(dateline: Dateline, db: Path, tmp_path: Path) -> None:
    dateline("judge", "reject", FIRST, "--db", db, "--author", "A")
    assert dateline("judge", "export", "--db", db, "-o", tmp_path / "j.jsonl").code == 0
    other = fill(tmp_path / "other.db")
    ended = dateline("judge", "import", tmp_path / "j.jsonl", "--db", other)
    assert (ended.code, "1 judgement added" in ended.err) == (0, True)
    assert FIRST not in ids(dateline("claims", "--db", other))
    assert "1 unchanged" in dateline("judge", "import", tmp_path / "j.jsonl", "--db", other).err


def test_judge_import_of_broken_lines_changes_nothing(dateline: Dateline, db: Path, tmp_path: Path) -> None:
    (tmp_path / "j.jsonl").write_text('{"action": "reject"}\nnonsense\n')
    ended = dateline("judge", "import", tmp_path / "j.jsonl", "--db", db)
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert ids(dateline("judge", "list", "--db", db, "--all")) == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["accept", "c-none"], "E-JUDGE"),
        (["merge", FIRST], "E-JUDGE"),
        (["revoke", "j-none"], "E-JUDGE"),
        (["correct", FIRST, "status", "perhaps"], "E-CORRECT"),
        (["correct", FIRST, "nonsense", "1"], "E-CORRECT"),
        (["accept", FIRST, "--author", " "], "E-AUTHOR"),
        (["accept"], "E-USAGE"),
    ],
)
def test_judge_answers_a_mistake_with_one_line(dateline: Dateline, db: Path, arguments: list[str], code: str) -> None:
    author = [] if "--author" in arguments else ["--author", "A"]
    ended = dateline("judge", *arguments, "--db", db, *author)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert ended.err.startswith(f"dateline: [{code}]")
    assert ids(dateline("judge", "list", "--db", db, "--all")) == []


def test_judge_needs_a_store_that_is_there(dateline: Dateline, tmp_path: Path) -> None:
    ended = dateline("judge", "accept", FIRST, "--db", tmp_path / "none.db", "--author", "A")
    assert (ended.code, "`dateline add` makes one" in ended.err) == (2, True)
