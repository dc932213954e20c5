from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from cli_fakes import DIGEST, FakeCoder
from conftest import Dateline

from dateline.cli.command_doctor import Check, examine, look_at_page
from dateline.cli.session import CoderLike, Session
from dateline.errors import RunError


def broken() -> CoderLike:
    raise RunError("E-MODEL", "the model lacks vocab.txt: install dateline again")


def states(
    load: Callable[..., CoderLike] = lambda viewpoint=None: FakeCoder(), digest: Callable[[], str] = lambda: DIGEST
) -> Mapping[str, Check]:
    return {check.what: check for check in examine(Session(load=load, digest=digest))}


def test_doctor_finds_everything_in_order(dateline: Dateline) -> None:
    ended = dateline("doctor")
    assert ended.code == 0
    for word in (
        "dateline",
        "spacy",
        "pyarrow",
        "sha256",
        "fake, 1, 1.5 MB",
        "LAS 89.5",
        "16 event types, 14 relations",
        "with full text (FTS5)",
    ):
        assert word in ended.out


def test_doctor_prints_json(dateline: Dateline) -> None:
    checks = json.loads(dateline("doctor", "--json").out)
    assert {check["state"] for check in checks} <= {"ok", "optional"}


def test_doctor_notices_a_model_that_was_altered() -> None:
    check = states(digest=lambda: "1" * 64)["model digest"]
    assert check.state == "failed"
    assert check.remedy


@pytest.mark.parametrize(
    ("error", "words"), [(RunError("E-MODEL", "x"), "[E-MODEL] x"), (OSError("gone"), "OSError: gone")]
)
def test_doctor_goes_on_when_something_is_broken(error: Exception, words: str) -> None:
    def digest() -> str:
        raise error

    found = states(digest=digest)
    assert words in found["model digest"].found
    assert found["model scores"].state == "ok"


def test_doctor_fails_without_a_model() -> None:
    found = states(load=broken)
    assert found["model"].state == "failed"
    assert "model digest" not in found


def test_doctor_names_the_extra_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import metadata

    def version(name: str) -> str:
        if name in ("pyarrow", "click"):
            raise metadata.PackageNotFoundError(name)
        return "1"

    monkeypatch.setattr(metadata, "version", version)
    found = states()
    assert (found["pyarrow"].state, found["pyarrow"].remedy) == ("optional", "pip install 'dateline[parquet]'")
    assert found["click"].state == "failed"


def test_doctor_reports_scores_of_any_form() -> None:
    info: dict[str, Any] = {"name": "m", "version": "1", "sha256": DIGEST, "scores": [1, 2]}
    assert states(load=lambda viewpoint=None: FakeCoder(model_info=info))["model scores"].found == "[1, 2]"


def test_doctor_says_whether_the_page_is_built(tmp_path: Path) -> None:
    assert look_at_page(tmp_path).state == "optional"
    (tmp_path / "index.html").write_text("<!doctype html>")
    assert look_at_page(tmp_path).line() == "ok        page: built"
