from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
