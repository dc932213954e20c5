from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from cli_fakes import FakeCoder, session

from dateline.cli import run


@dataclass(frozen=True)
class Ended:
    """How a command line ended."""

    code: int
    out: str
    err: str


Dateline = Callable[..., Ended]


@pytest.fixture
def dateline(capfdbinary: pytest.CaptureFixture[bytes]) -> Dateline:
    """Runs a command line with the fake coder."""

    def call(*arguments: object, coder: FakeCoder | None = None) -> Ended:
        code = run([str(argument) for argument in arguments], session(coder))
        out, err = capfdbinary.readouterr()
        return Ended(code, out.decode("utf-8"), err.decode("utf-8"))

    return call


Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder, which does not exist yet."""
    path = tmp_path / "home"
    monkeypatch.setenv("DATELINE_HOME", str(path))
    return path


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of the user's."""

    def write_file(name: str, text: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write_file
