from __future__ import annotations

from pathlib import Path

import pytest

from dateline.home import home, layer_names, layers


def test_home_is_the_folder_that_the_environment_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    assert home() == tmp_path


@pytest.mark.parametrize("value", [None, ""])
def test_home_is_that_of_the_platform_otherwise(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_HOME", raising=False)
    if value is not None:
        monkeypatch.setenv("DATELINE_HOME", value)
    assert home().is_absolute()
    assert home().name.lower() == "dateline"


def test_home_understands_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOME", "~/actors")
    assert home() == Path.home() / "actors"


def test_layers_come_in_the_order_of_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    assert layers("actors") == []
    (tmp_path / "actors" / "folder.csv").mkdir(parents=True)
    for name in ("b.csv", "a.csv", ".c.csv", "d.part"):
        (tmp_path / "actors" / name).touch()
    assert [path.name for path in layers("actors")] == ["a.csv", "b.csv"]
    assert layer_names() == ["actors:a", "actors:b"]
