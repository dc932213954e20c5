from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from served import JSON, NOW, fill, is_problem, serving

from dateline.service.tokens import Role, make_token, read_tokens, without_token, write_tokens

GUARDED = ["/api/v1/meta", "/api/v1/claims", "/api/v1/jobs", "/api/v1/openapi.json", "/api/v1/nothing-here"]
Bearer = Callable[..., dict[str, str]]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "tokens.json"
    write_tokens(path, [])
    return path


@pytest.fixture
def bearer(book: Path) -> Bearer:
    """Makes a token and gives the header that sends it."""

    def make(role: Role, name: str = "", days: int | None = None) -> dict[str, str]:
        token, secret = make_token(name or role, role, NOW - timedelta(days=10), days)
        write_tokens(book, [*read_tokens(book), token])
        return {"Authorization": f"Bearer {secret}"}

    return make


@pytest.fixture
def store(tmp_path: Path) -> str:
    return fill(tmp_path / "desk.db")


@pytest.mark.parametrize("path", GUARDED)
def test_without_a_token_nothing_of_the_api_is_shown(store: str, book: Path, path: str) -> None:
    with serving(store, tokens=book) as client:
        answer = client.get(path)
    assert is_problem(answer, 401, "E-TOKEN")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_health_and_the_page_need_no_token(store: str, book: Path) -> None:
    with serving(store, tokens=book) as client:
        assert client.get("/api/v1/health").status_code == 200
        assert client.get("/").status_code != 401


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic YTpi", "Bearer dl_wrong", "Bearer a b", "dl_x", "é"])
def test_header_that_carries_no_token_is_refused(store: str, book: Path, bearer: Bearer, header: str) -> None:
    bearer("reader")
    with serving(store, tokens=book) as client:
        assert is_problem(client.get("/api/v1/claims", headers={"Authorization": header.encode()}), 401, "E-TOKEN")


def test_expired_token_is_refused_and_says_so(store: str, book: Path, bearer: Bearer) -> None:
    late = bearer("reader", days=1)
    with serving(store, tokens=book) as client:
        assert is_problem(client.get("/api/v1/claims", headers=late), 401, "E-TOKEN-EXPIRED")


def test_token_that_is_revoked_while_the_service_runs_counts_no_more(store: str, book: Path, bearer: Bearer) -> None:
    headers = bearer("reader")
    with serving(store, tokens=book) as client:
        assert client.get("/api/v1/claims", headers=headers).status_code == 200
        write_tokens(book, without_token(read_tokens(book), "reader", "2018-01-02T00:00:00Z"))
        assert is_problem(client.get("/api/v1/claims", headers=headers), 401, "E-TOKEN")


def test_nobody_gets_in_when_the_file_of_tokens_is_gone(store: str, book: Path, bearer: Bearer) -> None:
    headers = bearer("admin")
    with serving(store, tokens=book) as client:
        book.unlink()
        assert is_problem(client.get("/api/v1/claims", headers=headers), 503, "E-TOKENS")


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/api/v1/judgements"), ("POST", "/api/v1/jobs"), ("DELETE", "/api/v1/jobs/job-1"),
     ("POST", "/api/v1/judgements/j-1/revoke"), ("PUT", "/api/v1/claims"), ("POST", "/api/v1/nothing-here")],
)  # fmt: skip
def test_reader_changes_nothing(store: str, book: Path, bearer: Bearer, method: str, path: str) -> None:
    headers = bearer("reader")
    with serving(store, tokens=book) as client:
        assert client.get("/api/v1/claims", headers=headers).status_code == 200
        assert is_problem(client.request(method, path, headers={**headers, **JSON}, json={}), 403, "E-ROLE")


def test_judgement_is_by_whom_the_token_is_for(store: str, book: Path, bearer: Bearer) -> None:
    headers = {**bearer("editor", "E. Ditor"), "X-Author": "Somebody else"}
    with serving(store, tokens=book) as client:
        asked = {"action": "accept", "targets": ["c-a"]}
        made = client.post("/api/v1/judgements", json=asked, headers=headers)
        assert made.status_code == 201
        assert made.json()["judgement"]["author"] == "E. Ditor"


def test_what_others_decided_only_an_admin_revokes(store: str, book: Path, bearer: Bearer) -> None:
    mine, other, admin = bearer("editor", "mine"), bearer("editor", "other"), bearer("admin")
    with serving(store, tokens=book) as client:
        asked = {"action": "accept", "targets": ["c-a"]}
        ident = client.post("/api/v1/judgements", json=asked, headers=mine).json()["judgement"]["id"]
        assert is_problem(client.post(f"/api/v1/judgements/{ident}/revoke", headers=other), 403, "E-ROLE")
        assert client.post(f"/api/v1/judgements/{ident}/revoke", headers=admin).status_code == 200


def test_many_wrong_tokens_are_too_many(store: str, book: Path, bearer: Bearer) -> None:
    right = bearer("reader")
    with serving(store, tokens=book) as client:
        wrong = {"Authorization": "Bearer dl_wrong"}
        statuses = [client.get("/api/v1/claims", headers=wrong).status_code for _ in range(25)]
        assert statuses[0] == 401
        answer = client.get("/api/v1/claims", headers=right)
    assert is_problem(answer, 429, "E-RATE")
    assert int(answer.headers["retry-after"]) >= 1


def test_role_and_name_reach_the_routes(store: str, book: Path, bearer: Bearer) -> None:
    headers = bearer("editor", "E. Ditor")
    with serving(store, tokens=book) as client:
        meta = client.get("/api/v1/meta", headers=headers).json()
    assert (meta["role"], meta["author"]) == ("editor", "E. Ditor")


def test_without_tokens_the_author_is_who_says_so_else_local(store: str) -> None:
    with serving(store) as client:
        for header, author in (("Zo%C3%AB%20%E2%80%AEX", "Zoë X"), ("", "local")):
            asked = {"action": "accept", "targets": ["c-a"]}
            made = client.post("/api/v1/judgements", json=asked, headers={"X-Author": header} if header else {})
            assert made.json()["judgement"]["author"] == author
