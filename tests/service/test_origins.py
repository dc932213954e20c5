from __future__ import annotations

from pathlib import Path

import pytest
from served import fill, is_problem, serving

ASKED = {"action": "accept", "targets": ["c-a"]}


@pytest.fixture
def store(tmp_path: Path) -> str:
    return fill(tmp_path / "desk.db")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "", "10.0.0.1"])
def test_name_that_is_not_ours_is_refused(store: str, host: str) -> None:
    with serving(store) as client:
        assert is_problem(client.get("/api/v1/health", headers={"Host": host}), 421, "E-HOST")


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8321", "127.0.0.1:1", "[::1]:8321", "LOCALHOST", "localhost."]
)
def test_names_of_this_machine_are_ours(store: str, host: str) -> None:
    with serving(store) as client:
        assert client.get("/api/v1/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_what_a_proxy_passes_on_is_refused_where_everybody_could_do_everything(store: str, header: str) -> None:
    with serving(store) as client:
        assert is_problem(client.get("/api/v1/claims", headers={header: "203.0.113.7"}), 403, "E-PROXY")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_page_of_another_site_does_not_write(store: str, headers: dict[str, str]) -> None:
    with serving(store) as client:
        assert is_problem(client.post("/api/v1/judgements", json=ASKED, headers=headers), 403, "E-CROSS-SITE")


def test_form_that_any_site_could_send_does_not_write(store: str) -> None:
    with serving(store) as client:
        plain = {"Content-Type": "text/plain"}
        sent = client.post("/api/v1/judgements", content='{"action":"accept","targets":["c-a"]}', headers=plain)
        assert is_problem(sent, 403, "E-CROSS-SITE")
        form = client.post("/api/v1/jobs", files={"file": ("a.txt", b"Rebels attacked.")})
        assert is_problem(form, 403, "E-CROSS-SITE")


def test_own_page_writes(store: str) -> None:
    own = {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"}
    with serving(store) as client:
        assert client.post("/api/v1/judgements", json=ASKED, headers=own).status_code == 201


def test_other_site_is_not_told_that_it_may_read(store: str) -> None:
    with serving(store) as client:
        answer = client.get("/api/v1/claims", headers={"Origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_site_that_the_operator_allows_reads_and_writes(store: str) -> None:
    origin = {"Origin": "https://desk.example", "Sec-Fetch-Site": "cross-site"}
    with serving(store, origins=("https://desk.example",)) as client:
        asked = {**origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        assert client.options("/api/v1/judgements", headers=asked).status_code == 200
        answer = client.post("/api/v1/judgements", json=ASKED, headers=origin)
        assert answer.status_code == 201
        assert answer.headers["access-control-allow-origin"] == "https://desk.example"
        other = client.get("/api/v1/claims", headers={"Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in other.headers
