"""What docs/store.md shows is what the commands print: the page is run from top to bottom, in one store."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import cast

import pytest
from asked_samples import HandCoder
from cli_fakes import FakeCoder
from conftest import Dateline

import dateline as package

PAGE = Path(__file__).resolve().parents[2] / "docs" / "store.md"
PROMPT = "    $ dateline "
CUT = "…"


def shown(page: str) -> list[tuple[str, str]]:
    """Each command of the page with what is shown under it."""
    found: list[tuple[str, list[str]]] = []
    inside = False
    for line in page.splitlines():
        if line.startswith(PROMPT):
            found.append((line.removeprefix(PROMPT), []))
        elif inside and (line.startswith("    ") or not line):
            found[-1][1].append(line[4:])
        inside = line.startswith(PROMPT) or (inside and (line.startswith("    ") or not line))
    return [(command, "\n".join(lines).strip("\n")) for command, lines in found]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the page's reader, with the dispatches."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATELINE_DB", raising=False)
    monkeypatch.setattr("getpass.getuser", lambda: "jo")
    facts = ("id", "title", "publisher", "published", "text")
    *first, last = (item.document for item in HandCoder().items)
    for name, told in (("april.jsonl", first), ("june.jsonl", [last])):
        rows = [json.dumps({fact: getattr(each, fact) for fact in facts if getattr(each, fact)}) for each in told]
        (tmp_path / name).write_text("".join(f"{row}\n" for row in rows))
    return tmp_path


def is_as_shown(printed: str, page: str) -> bool:
    """Whether a command prints what the page shows; a line of three dots stands for any lines."""
    pieces = [re.escape(piece.strip("\n")) for piece in f"\n{page}\n".split(f"\n{CUT}\n")]
    return re.fullmatch("(?:.|\n)*".join(pieces), printed) is not None


def test_store_page_shows_what_the_commands_print(dateline: Dateline, here: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert len(shown(page)) > 10
    for command, lines in shown(page):
        ended = dateline(*shlex.split(command), coder=cast(FakeCoder, HandCoder()))
        printed = "\n".join(line.rstrip() for line in (ended.out + ended.err).splitlines()).strip("\n")
        assert is_as_shown(printed, lines), f"docs/store.md shows for {command}:\n{lines}\nand it prints:\n{printed}"


def test_store_page_python_runs(dateline: Dateline, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dateline("add", "april.jsonl", "--quiet", coder=cast(FakeCoder, HandCoder()))
    monkeypatch.setattr(package, "load", lambda viewpoint=None: HandCoder())
    section = PAGE.read_text(encoding="utf-8").partition("## From Python\n")[2].partition("\n## ")[0]
    code = "\n".join(line[4:] for line in section.splitlines() if line.startswith("    ") or not line)
    exec(code, {})
