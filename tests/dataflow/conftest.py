"""Processes that work find the tests, too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.dataflow.fakes import ROOT


@pytest.fixture(scope="session", autouse=True)
def found_by_processes() -> Iterator[None]:
    pytest.importorskip("daft", reason="Daft, the engine of batch, is not installed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        yield


@pytest.fixture(autouse=True)
def place_of_the_fakes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FAKES", str(tmp_path))
