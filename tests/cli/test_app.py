from __future__ import annotations

import subprocess
import sys

import click
import pytest
from cli_fakes import FakeCoder
from conftest import Dateline

from dateline.cli.app import COMMANDS, app
from dateline.cli.options import INPUT_FORMATS
from dateline.cli.session import load_coder
from dateline.errors import RunError
from dateline.reading.options import FORMATS

HEAVY = ["spacy", "rich", "pyarrow", "pydantic", "numpy", "onnxruntime", "trafilatura", "lxml", "sqlalchemy"]


@pytest.mark.parametrize("arguments", [["--help"], *([command.name, "--help"] for command in COMMANDS)])
def test_app_every_command_has_help(dateline: Dateline, arguments: list[str]) -> None:
    ended = dateline(*arguments)
    assert ended.code == 0
    assert ended.out.startswith("Usage: dateline")


def test_app_has_the_commands_of_the_product() -> None:
    assert set(app.commands) == {
        "code", "annotate", "schema", "doctor", "evaluate", "demo", "import-actors", "import-dictionary",
        "import-gazetteer", "train-type", "add", "claims", "incidents", "documents", "actors", "places", "situation",
        "judge", "recode", "verify", "backup", "batch", "serve", "token", "watch",
    }  # fmt: skip


def test_app_options_all_have_help() -> None:
    groups = [command for command in COMMANDS if isinstance(command, click.Group)]
    commands = [*COMMANDS, *(command for group in groups for command in group.commands.values())]
    options = [option for command in commands for option in command.params if option.param_type_name == "option"]
    assert [option.name for option in options if not getattr(option, "help", None)] == []


def test_app_shows_its_version(dateline: Dateline) -> None:
    assert dateline("--version").out.startswith("dateline 0.")


@pytest.mark.parametrize("arguments", [[], ["shout"], ["--loud"]])
def test_app_answers_misuse_with_code_2(dateline: Dateline, arguments: list[str]) -> None:
    assert dateline(*arguments).code == 2


@pytest.mark.parametrize(
    "error", [RunError("E-MODEL", "it is broken"), RuntimeError("oops\x1b[2J"), OSError(28, "full")]
)
@pytest.mark.parametrize("arguments", [["--debug", "demo"], ["demo", "--debug"], ["demo"]])
def test_app_shows_a_traceback_only_when_asked(dateline: Dateline, error: Exception, arguments: list[str]) -> None:
    ended = dateline(*arguments, coder=FakeCoder(breaks_after=0, error=error))
    assert ended.code == 3
    assert ("Traceback" in ended.err) == ("--debug" in arguments)
    assert ended.err.splitlines()[-1].startswith("dateline: [E-")
    assert "--debug" in arguments or "\x1b" not in ended.err


def test_app_help_needs_nothing_heavy() -> None:
    code = f"import sys, dateline.cli; print([name for name in {HEAVY} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"


def test_app_loads_the_coder_of_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    import dateline

    coder = FakeCoder()
    monkeypatch.setattr(dateline, "load", lambda viewpoint=None: coder, raising=False)
    assert load_coder() is coder


def test_app_offers_the_input_formats_of_the_reader() -> None:
    assert INPUT_FORMATS == FORMATS
