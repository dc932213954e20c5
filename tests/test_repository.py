"""What must hold of the files around the code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONFIGURATION = (
    "requirements*.txt", "training/requirements*.txt", "pyproject.toml", ".pre-commit-config.yaml", "*.cfg", "*.ini",
)  # fmt: skip
FILES = sorted({path for pattern in CONFIGURATION for path in ROOT.glob(pattern)})
HOSTS_AND_PATHS = {
    "a host": r"://[\w\[]",
    "an index": r"^\s*--(?:index-url|extra-index-url|find-links|trusted-host)\b",
    "an address": r"\b\d{1,3}(?:\.\d{1,3}){3}:\d+\b|\blocalhost\b",
    "a local path": r"(?<![\w.)])/(?:home|root|work|tmp|Users|mnt|opt|usr|var|srv)/|\b[A-Z]:\\\\",
    "an editable or a file": r"^\s*-e\s|@\s*file:",
}


def test_repository_has_the_files_that_are_checked() -> None:
    assert {"requirements.txt", "pyproject.toml", ".pre-commit-config.yaml"} <= {path.name for path in FILES}


@pytest.mark.parametrize("what", HOSTS_AND_PATHS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_repository_configuration_names_no_host_and_no_local_path(path: Path, what: str) -> None:
    found = re.findall(HOSTS_AND_PATHS[what], path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a host", "--index-url https://example.org/simple"),
        ("a host", "thing @ git+ssh://git@example.org/thing"),
        ("an index", "--extra-index-url x"),
        ("an address", "10.0.0.1:8080"),
        ("a local path", "thing @ /home/me/thing"),
        ("an editable or a file", "-e ."),
        ("an editable or a file", "thing @ file:thing.whl"),
    ],
)
def test_repository_check_sees(what: str, line: str) -> None:
    assert re.search(HOSTS_AND_PATHS[what], line, re.MULTILINE)


def project() -> dict[str, object]:
    table: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def test_repository_version_is_the_newest_of_the_changelog() -> None:
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == project()["version"]


def make_targets() -> set[str]:
    return set(re.findall(r"^([\w-]+):(?!=)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_repository_readme_has_its_two_commands() -> None:
    commands = re.findall(r"^    make (\w+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert commands == ["demo", "test"]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/quickstart.md", ".ci/run"])
def test_repository_makes_what_its_pages_name(page: str) -> None:
    named = re.findall(r"(?:^|^    |`)make ([\w-]+)", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert named
    assert set(named) <= make_targets()


def test_repository_targets_that_are_no_files_are_phony() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == make_targets()
