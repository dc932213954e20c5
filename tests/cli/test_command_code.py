from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from cli_fakes import FakeCoder
from conftest import Dateline
from spacy.tokens import Doc

from dateline.records import Document

ATTACK = "Rebels attacked the town. Nobody spoke."
QUIET = "It rained on the hills all day, and nothing else is known of it."


@pytest.fixture
def attack(tmp_path: Path) -> Path:
    path = tmp_path / "attack.txt"
    path.write_text(ATTACK)
    return path


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Four rows: a claim, none, a row that fails, two claims."""
    path = tmp_path / "mixed.jsonl"
    texts = (ATTACK, QUIET, "An unreadable text.", f"{ATTACK} Jets surely attacked.")
    path.write_text(
        "".join(json.dumps({"id": f"d{i}", "text": text, "desk": i}) + "\n" for i, text in enumerate(texts))
    )
    return path


def claims(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_code_prints_claims_as_json_lines(dateline: Dateline, attack: Path) -> None:
    ended = dateline("code", attack)
    assert ended.code == 0
    (claim,) = claims(ended.out)
    assert claim["trigger"] == {"text": "attacked", "start": 7, "end": 15}


def test_code_reports_what_became_of_each_dispatch(dateline: Dateline, mixed: Path) -> None:
    ended = dateline("code", mixed)
    assert ended.code == 1
    assert len(claims(ended.out)) == 3
    lines = ended.err.splitlines()
    assert lines[0] == "dateline: [E-FAKE] d2: it is unreadable"
    assert lines[1] == "dateline: no claims in d1: no sentence names a happening"
    assert lines[-1] == "dateline: 4 read, 3 coded, 3 claims, 1 without claims, 1 failed"


def test_code_reports_a_missing_date(dateline: Dateline, attack: Path) -> None:
    assert "no publication date" in dateline("code", attack).err
    assert "2017-03-09, the date given" in dateline("code", attack, "--date", "2017-03-09").err


def test_code_is_quiet_when_asked(dateline: Dateline, mixed: Path) -> None:
    ended = dateline("code", mixed, "--quiet")
    assert (ended.code, ended.err) == (1, "")


def test_code_writes_the_full_report(dateline: Dateline, mixed: Path, tmp_path: Path) -> None:
    dateline("code", mixed, "--report", tmp_path / "report.jsonl")
    report = claims((tmp_path / "report.jsonl").read_text())
    assert [(line["where"], line["outcome"]) for line in report] == [
        ("d0", "coded"),
        ("d1", "no claims"),
        ("d2", "failed"),
        ("d3", "coded"),
    ]
    assert report[2] == {"where": "d2", "outcome": "failed", "code": "E-FAKE", "reasons": ["it is unreadable"]}


@pytest.mark.parametrize(("least", "count"), [("0", 3), ("0.5", 1), ("1", 0)])
def test_code_leaves_out_unsure_claims_and_says_so(dateline: Dateline, mixed: Path, least: str, count: int) -> None:
    ended = dateline("code", mixed, "--min-confidence", least)
    assert len(claims(ended.out)) == count
    assert ("no claims in d0: claims left out because their confidence is below" in ended.err) == (count < 3)


def test_code_keeps_other_columns_when_asked(dateline: Dateline, mixed: Path) -> None:
    assert claims(dateline("code", mixed, "--keep").out)[0]["document"]["extra"] == {"desk": 0}  # type: ignore[index]
    assert "extra" not in claims(dateline("code", mixed).out)[0]["document"]  # type: ignore[operator]


def test_code_takes_the_format_from_the_name(dateline: Dateline, mixed: Path, tmp_path: Path) -> None:
    ended = dateline("code", mixed, "-o", tmp_path / "out.csv")
    assert (ended.code, ended.out) == (1, "")
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 3


def test_code_writes_parquet(dateline: Dateline, mixed: Path, tmp_path: Path) -> None:
    dateline("code", mixed, "-o", tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 3


def test_code_writes_the_analysis_as_conllu(dateline: Dateline, mixed: Path) -> None:
    ended = dateline("code", mixed, "--format", "conllu")
    assert ended.out.count("# newdoc") == 4
    assert ended.err.endswith("dateline: 4 read, 4 analysed, 0 failed\n")


def test_code_explains_in_the_table(dateline: Dateline, attack: Path) -> None:
    assert "because: the verb attack" in dateline("code", attack, "--format", "table", "--explain").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--date", "soon"], "[E-DATE]"),
        (["--date", ""], "[E-DATE]"),
        (["--format", "xml"], "[E-USAGE]"),
        (["--min-confidence", "2"], "[E-USAGE]"),
        (["--min-confidence", "nan"], "[E-USAGE]"),
        (["--encoding", "klingon"], "[E-ENCODING]"),
        (["--input-format", "pdf"], "[E-USAGE]"),
        (["-o", "out.docx"], "[E-FORMAT]"),
        (["--nonsense"], "[E-USAGE]"),
    ],
)
def test_code_answers_a_wrong_option_with_one_line(
    dateline: Dateline, attack: Path, arguments: list[str], message: str
) -> None:
    ended = dateline("code", attack, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"dateline: {message}")
    assert ended.err.count("\n") == 1


def test_code_needs_a_file(dateline: Dateline) -> None:
    ended = dateline("code")
    assert ended.code == 2
    assert "see `dateline code --help`" in ended.err


@pytest.mark.parametrize("option", ["-o", "--report"])
def test_code_never_overwrites_its_input(dateline: Dateline, mixed: Path, option: str) -> None:
    before = mixed.read_text()
    ended = dateline("code", mixed, option, mixed)
    assert (ended.code, mixed.read_text()) == (2, before)
    assert "is also an input" in ended.err


def test_code_wants_two_names_for_output_and_report(dateline: Dateline, attack: Path, tmp_path: Path) -> None:
    same = tmp_path / "x.jsonl"
    assert "two names" in dateline("code", attack, "-o", same, "--report", same).err


def test_code_says_at_once_that_the_output_cannot_be_written(dateline: Dateline, attack: Path, tmp_path: Path) -> None:
    ended = dateline("code", attack, "-o", tmp_path / "none" / "x.csv", coder=FakeCoder(breaks_after=0))
    assert (ended.code, ended.err.count("\n")) == (3, 1)
    assert "[E-OUTPUT]" in ended.err


@pytest.mark.parametrize("name", ["jsonl", "csv", "parquet", "geojson", "conllu", "table"])
def test_code_answers_a_full_disk_with_one_line(dateline: Dateline, attack: Path, name: str) -> None:
    ended = dateline("code", attack, "-o", "/dev/full", "--format", name)
    assert (ended.code, ended.err.count("\n")) == (3, 1)
    assert "No space left" in ended.err


def test_code_leaves_the_old_output_when_nothing_was_coded(dateline: Dateline, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old")
    assert dateline("code", tmp_path / "none.txt", "-o", out).code == 2
    assert out.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_code_keeps_what_was_coded_when_the_coder_breaks(dateline: Dateline, mixed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    ended = dateline("code", mixed, "-o", out, coder=FakeCoder(breaks_after=2))
    assert ended.code == 3
    assert "[E-BUG] RuntimeError: the coder broke" in ended.err
    assert pq.read_table(out).num_rows == 1


def test_code_keeps_what_was_coded_on_an_interrupt(dateline: Dateline, mixed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    ended = dateline("code", mixed, "-o", out, coder=FakeCoder(breaks_after=2, error=KeyboardInterrupt()))
    assert ended.code == 130
    assert ended.err.endswith(f"dateline: interrupted: 2 documents were coded and are in {out}\n")
    assert pq.read_table(out).num_rows == 1


def test_code_says_nothing_was_done_on_an_early_interrupt(dateline: Dateline, mixed: Path) -> None:
    ended = dateline("code", mixed, coder=FakeCoder(breaks_after=0, error=KeyboardInterrupt()))
    assert (ended.code, ended.err) == (130, "dateline: interrupted: 0 documents were coded\n")


class Blotting(FakeCoder):
    """A coder whose third analysis cannot be written."""

    def analyse(self, document: Document) -> Doc:
        return super().analyse(document) if document.id in ("d0", "d1") else None  # type: ignore[return-value]


def test_code_keeps_what_was_written_before_a_document_that_cannot_be(
    dateline: Dateline, mixed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.conllu"
    ended = dateline("code", mixed, "-o", out, coder=Blotting())
    assert ended.code == 3
    assert "[E-BUG]" in ended.err
    assert out.read_text().count("# newdoc") == 2
