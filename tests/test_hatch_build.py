"""The build of the page: what is built goes into wheels, only when its sources have changed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with the least page that can be."""
    page = tmp_path / "page"
    (page / "src").mkdir(parents=True)
    (page / "public").mkdir()
    (page / "src" / "main.ts").write_text("start();\n")
    for name in ("index.html", "package.json", "package-lock.json", "svelte.config.js", "vite.config.ts"):
        (page / name).write_text(name)
    return tmp_path


@pytest.fixture
def runs(hook: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Node was asked to run; each run leaves the folders that it would."""
    asked: list[str] = []

    def node(page: Path, *arguments: str) -> None:
        asked.append(Path(arguments[0]).name)
        made = page / "node_modules" if "ci" in arguments else root / "src" / "dateline" / "service" / "page"
        made.mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr(hook, "node", node)
    return asked


def test_hatch_build_builds_once_for_the_same_sources(hook: ModuleType, root: Path, runs: list[str]) -> None:
    built = hook.build_page(root)
    assert runs == ["npm-cli.js", "vite.js"]
    assert hook.build_page(root) == built
    assert len(runs) == 2


def test_hatch_build_builds_anew_for_other_sources(hook: ModuleType, root: Path, runs: list[str]) -> None:
    built = hook.build_page(root)
    (built / "old.js").write_text("old")
    (root / "page" / "src" / "main.ts").write_text("begin();\n")
    hook.build_page(root)
    assert runs == ["npm-cli.js", "vite.js", "vite.js"], "packages that fit the lock are kept"
    assert not (built / "old.js").exists()


@pytest.mark.parametrize(("version", "included"), [("standard", True), ("editable", False)])
def test_hatch_build_puts_the_page_into_wheels_only(
    hook: ModuleType, root: Path, runs: list[str], version: str, included: bool
) -> None:
    data: dict[str, Any] = {"force_include": {}}
    itself = SimpleNamespace(root=str(root), target_name="wheel")
    hook.PageBuildHook.initialize(itself, version, data)
    assert list(data["force_include"].values()) == (["dateline/service/page"] if included else [])
    assert bool(runs) == included


def test_hatch_build_takes_the_page_as_it_is_without_its_sources(hook: ModuleType, tmp_path: Path) -> None:
    assert hook.build_page(tmp_path) == tmp_path / "src" / "dateline" / "service" / "page"
