from __future__ import annotations

from pathlib import Path

import pytest
from client import TestClient
from served import is_problem

from dateline.service import built_page


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page that is built."""
    (tmp_path / "page" / "assets").mkdir(parents=True)
    (tmp_path / "page" / "index.html").write_text("<title>the page</title>")
    (tmp_path / "page" / "assets" / "app-1.js").write_text("1")
    (tmp_path / "secret.txt").write_text("secret")
    monkeypatch.setattr(built_page, "FOLDER", tmp_path / "page")
    return tmp_path / "page"


@pytest.mark.parametrize("path", ["/", "/incidents", "/a/b?select=incident:i-1", "/index.html"])
def test_unknown_paths_are_the_page(desk: TestClient, folder: Path, path: str) -> None:
    answer = desk.get(path)
    assert "the page" in answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-cache"


def test_files_named_by_their_content_are_kept(desk: TestClient, folder: Path) -> None:
    answer = desk.get("/assets/app-1.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", ["/assets/app-2.js", "/assets/gone.css"])
def test_a_file_that_is_gone_is_not_the_page(desk: TestClient, folder: Path, path: str) -> None:
    assert is_problem(desk.get(path), 404, "E-NOT-FOUND")


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/%00"])
def test_nothing_above_the_page_is_served(desk: TestClient, folder: Path, path: str) -> None:
    assert "secret" not in desk.get(path).text


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v1/nothing", "/api/v2/meta"])
def test_unknown_paths_of_the_api_are_problems(desk: TestClient, folder: Path, path: str) -> None:
    assert is_problem(desk.get(path), 404, "E-NOT-FOUND")


def test_page_that_is_not_built_says_how(desk: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(built_page, "FOLDER", tmp_path / "none")
    assert "make page" in desk.get("/").text
