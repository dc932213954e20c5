from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from served import JSON, fill, is_problem, serving


@pytest.fixture
def store(tmp_path: Path) -> str:
    return fill(tmp_path / "desk.db")


def in_parts(size: int) -> Iterator[bytes]:
    for _ in range(size // 1_000):
        yield b"x" * 1_000


@pytest.mark.parametrize("path", ["/api/v1/judgements", "/api/v1/jobs", "/api/v1/judgements/j-1/revoke"])
def test_body_over_the_limit_is_refused_whether_its_size_is_told_or_not(store: str, path: str) -> None:
    with serving(store, body=5_000, upload=5_000) as client:
        assert is_problem(client.post(path, content=b"x" * 6_000, headers=JSON), 413, "E-TOO-LARGE")
        answer = client.post(path, content=in_parts(10_000), headers=JSON)
        assert "content-length" not in answer.request.headers
        assert is_problem(answer, 413, "E-TOO-LARGE")


def test_uploads_have_a_limit_of_their_own(store: str) -> None:
    with serving(store, body=1_000, upload=50_000) as client:
        file = {"file": ("a.txt", b"x" * 20_000)}
        assert client.post("/api/v1/jobs", files=file, headers={"X-Dateline": "1"}).status_code == 202
        large = {"file": ("a.txt", b"x" * 60_000)}
        assert is_problem(client.post("/api/v1/jobs", files=large, headers={"X-Dateline": "1"}), 413, "E-TOO-LARGE")
        assert is_problem(client.post("/api/v1/judgements", content=b"x" * 2_000, headers=JSON), 413, "E-TOO-LARGE")


def test_body_within_the_limit_is_read_whole(store: str) -> None:
    with serving(store) as client:
        asked = {"action": "accept", "targets": ["c-a"], "reason": "x" * 2_000}
        made = client.post("/api/v1/judgements", json=asked)
    assert made.json()["judgement"]["reason"] == "x" * 2_000
