from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from test_geonames import DUMP

from dateline.cli.command_import_gazetteer import import_gazetteer
from dateline.cli.session import Session
from dateline.errors import InputError
from dateline.places import Gazetteer


@pytest.fixture
def dump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "data"))
    path = tmp_path / "SY.txt"
    path.write_text(DUMP, encoding="utf-8")
    return path


def test_import_goes_to_the_user_s_folder(dump: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(import_gazetteer, [str(dump)], obj=Session(), catch_exceptions=False)
    assert result.exit_code == 0
    assert "5 places" in result.stderr
    assert result.stdout == ""
    assert Gazetteer.open().paths[-1] == tmp_path / "data" / "gazetteers" / "geonames.sqlite"


def test_import_to_a_file(dump: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.sqlite"
    result = CliRunner().invoke(import_gazetteer, [str(dump), "-o", str(out), "-q"], obj=Session())
    assert (result.exit_code, result.stderr) == (0, "")
    assert Gazetteer.open(out).find("Baghuz")


def test_a_name_that_is_a_path(dump: Path) -> None:
    with pytest.raises(InputError, match="cannot name an import"):
        CliRunner().invoke(import_gazetteer, [str(dump), "--name", "../x"], obj=Session(), catch_exceptions=False)
