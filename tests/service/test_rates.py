from __future__ import annotations

from pathlib import Path

from served import NOW, fill, is_problem, serving

from dateline.service.rates import address_of
from dateline.service.tokens import make_token, write_tokens


def test_more_requests_than_allowed_wait(tmp_path: Path) -> None:
    with serving(fill(tmp_path / "desk.db"), reads=3) as client:
        statuses = [client.get("/api/v1/claims").status_code for _ in range(4)]
        answer = client.get("/api/v1/claims")
    assert statuses == [200, 200, 200, 429]
    assert is_problem(answer, 429, "E-RATE")
    assert 1 <= int(answer.headers["retry-after"]) <= 61


def test_writing_has_a_smaller_limit_of_its_own(tmp_path: Path) -> None:
    with serving(fill(tmp_path / "desk.db"), reads=10) as client:
        asked = {"action": "accept", "targets": ["c-a"]}
        statuses = [client.post("/api/v1/judgements", json=asked).status_code for _ in range(3)]
        assert statuses == [201, 201, 429]
        assert client.get("/api/v1/claims").status_code == 200


def test_each_token_is_counted_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "tokens.json"
    made = [make_token(name, "reader", NOW) for name in ("one", "two")]
    write_tokens(path, [token for token, _ in made])
    one, two = ({"Authorization": f"Bearer {secret}"} for _, secret in made)
    with serving(fill(tmp_path / "desk.db"), reads=1, tokens=path) as client:
        assert [client.get("/api/v1/claims", headers=one).status_code for _ in range(2)] == [200, 429]
        assert client.get("/api/v1/claims", headers=two).status_code == 200


def test_health_and_the_page_count_too_little_to_be_kept_from_anybody(tmp_path: Path) -> None:
    with serving(fill(tmp_path / "desk.db")) as client:
        assert {client.get("/api/v1/health").status_code for _ in range(50)} == {200}


def test_addresses_of_one_ipv6_network_are_one_client() -> None:
    near = {"client": ("2001:db8:1:2::1", 1)}, {"client": ("2001:db8:1:2:ffff::9", 2)}
    assert address_of(near[0]) == address_of(near[1])
    assert address_of({"client": ("203.0.113.7", 1)}) == "203.0.113.7"
    assert address_of({}) == "unknown"
