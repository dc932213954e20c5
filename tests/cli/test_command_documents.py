from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from asked_samples import coded, document, fill
from conftest import Dateline, Ended


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is only read."""
    return fill(tmp_path_factory.mktemp("store") / "desk.db")


def records(ended: Ended) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ended.out.splitlines()]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ([], ["quiet", "third", "other", "first"]),
        (["--publisher", "OTHER NEWS"], ["other"]),
        (["--known", "2012-04-02"], ["first"]),
        (["--place", "Kidal"], ["other", "first"]),
        (["--status", "hypothetical"], ["third"]),
        (["--recorded", "2000"], []),
        (["--limit", "1", "--offset", "1"], ["third"]),
    ],
)
def test_documents_are_filtered(dateline: Dateline, db: Path, filters: list[str], found: list[str]) -> None:
    assert [record["id"] for record in records(dateline("documents", "--db", db, *filters))] == found


def test_documents_without_claims_say_why(dateline: Dateline, db: Path) -> None:
    (quiet,) = records(dateline("documents", "--db", db, "--known", "2012-06-01", "--limit", "1"))
    assert (quiet["claims"], quiet["reasons"]) == (0, ["no sentence names a happening"])


def test_documents_are_found_by_title_and_text_with_marks(dateline: Dateline, db: Path) -> None:
    for words, found in (("ship", "A [ship] attacked Suva."), ("falls", "Gao [falls]")):
        (record,) = records(dateline("documents", "--db", db, "--text", words))
        assert (record["id"], record["found"]) == ("third", found)


def test_documents_found_by_text_are_filtered_and_cut(dateline: Dateline, db: Path) -> None:
    ended = dateline("documents", "--db", db, "--text", "kidal", "--publisher", "Other News")
    assert [record["id"] for record in records(ended)] == ["other"]
    ended = dateline("documents", "--db", db, "--text", "rebels", "--limit", "1")
    assert len(records(ended)) == 1
    assert "1 document shown and there are more" in ended.err


@pytest.mark.parametrize("query", ['"', "'; DROP TABLE documents --", "NEAR(", "-", "\x00"])
def test_documents_survive_any_full_text(dateline: Dateline, db: Path, query: str) -> None:
    ended = dateline("documents", "--db", db, "--text", query)
    assert (ended.code, ended.out) == (0, "")


def test_documents_show_one_whole(dateline: Dateline, db: Path) -> None:
    out = dateline("documents", "--db", db, "third", "--format", "table").out
    for words in ("Gao falls", "A ship attacked Suva.", "incident: i-", "c-third-0", "‹captured›"):
        assert words in out


def test_documents_show_their_versions(dateline: Dateline, tmp_path: Path) -> None:
    first, later = (coded(document("d", text, "2012-06-01")) for text in ("It rained.", "It rained all day."))
    db = fill(tmp_path / "two.db", [first, later])
    (record,) = records(dateline("documents", "--db", db, "d"))
    assert record["text"] == "It rained all day."
    assert [version["retired"] is None for version in record["versions"]] == [True, False]


def test_documents_do_not_lie_on_a_map(dateline: Dateline, db: Path) -> None:
    assert dateline("documents", "--db", db, "--format", "geojson").code == 2
    ended = dateline("documents", "--db", db, "-o", "x.geojson")
    assert (ended.code, "[E-FORMAT] documents do not lie on a map" in ended.err) == (2, True)
