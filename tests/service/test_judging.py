from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from client import TestClient
from served import fill, is_problem, serving

JUDGEMENTS = "/api/v1/judgements"


@pytest.fixture
def store(tmp_path: Path) -> str:
    return fill(tmp_path / "desk.db", "abc")


def judge(client: TestClient, action: str, *targets: str, **more: Any) -> dict[str, Any]:
    answer = client.post(JUDGEMENTS, json={"action": action, "targets": list(targets), **more})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def incident_of(client: TestClient, claim: str) -> str | None:
    found: str | None = client.get(f"/api/v1/claims/{claim}").json()["incident"]
    return found


def test_rejected_claim_counts_for_nothing_until_that_is_revoked(store: str) -> None:
    with serving(store) as client:
        was = incident_of(client, "c-a")
        made = judge(client, "reject", "c-a", reason="a dream")
        assert made["judgement"]["reason"] == "a dream"
        assert made["changed"]["claims"] == ["c-a"]
        assert incident_of(client, "c-a") is None
        back = client.post(f"{JUDGEMENTS}/{made['judgement']['id']}/revoke", json={"reason": "it was none"})
        assert back.status_code == 200
        assert back.json()["judgement"]["revoked_reason"] == "it was none"
        assert incident_of(client, "c-a") == was
        assert was in back.json()["changed"]["incidents"]


def test_split_and_merge_tell_the_incidents_that_there_are_now(store: str) -> None:
    with serving(store) as client:
        judge(client, "merge", "c-a", "c-b", "c-c")
        one = incident_of(client, "c-a")
        assert {incident_of(client, claim) for claim in ("c-b", "c-c")} == {one}
        split = judge(client, "split", str(one), "c-b")["changed"]
        now = {claim: incident_of(client, claim) for claim in ("c-a", "c-b", "c-c")}
        assert now["c-a"] == now["c-c"] != now["c-b"]
        assert set(split["incidents"]) == set(now.values())
        assert split["gone"] == ([one] if one not in now.values() else [])
        judge(client, "merge", str(now["c-a"]), "c-b")
        assert incident_of(client, "c-a") == incident_of(client, "c-b")


def test_correction_shows_in_the_claim(store: str) -> None:
    with serving(store) as client:
        judge(client, "correct", "c-a", field="status", value="negated")
        claim = client.get("/api/v1/claims/c-a").json()["claim"]
    assert (claim["status"], claim["confidence"]) == ("negated", 1.0)


def test_etag_changes_with_a_judgement(store: str) -> None:
    with serving(store) as client:
        tag = client.get("/api/v1/claims").headers["etag"]
        assert client.get("/api/v1/claims", headers={"If-None-Match": tag}).status_code == 304
        judge(client, "reject", "c-a")
        assert client.get("/api/v1/claims", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"action": "accept", "targets": ["c-none"]}, 400, "E-JUDGE"),
        ({"action": "merge", "targets": ["c-a"]}, 400, "E-JUDGE"),
        ({"action": "correct", "targets": ["c-a"]}, 400, "E-JUDGE"),
        ({"action": "correct", "targets": ["c-a"], "field": "id", "value": "x"}, 400, "E-CORRECT"),
        ({"action": "correct", "targets": ["c-a"], "field": "type", "value": "NONSENSE"}, 400, "E-CORRECT"),
        ({"action": "accept", "targets": ["c-a"], "value": 1}, 400, "E-JUDGE"),
        ({"action": "delete", "targets": ["c-a"]}, 422, "E-REQUEST"),
        ({"action": "accept", "targets": []}, 422, "E-REQUEST"),
        ({"action": "accept", "targets": ["x" * 25]}, 422, "E-REQUEST"),
        ({"action": "accept", "targets": ["c-a"], "author": "Another"}, 422, "E-REQUEST"),
        ({"action": "accept", "targets": ["c-a"], "reason": "x" * 2_001}, 422, "E-REQUEST"),
        ([], 422, "E-REQUEST"),
    ],
)
def test_judgement_that_does_not_fit_is_refused_and_changes_nothing(
    store: str, asked: object, status: int, code: str
) -> None:
    with serving(store) as client:
        before = client.get("/api/v1/claims").json()
        assert is_problem(client.post(JUDGEMENTS, json=asked), status, code)
        assert client.get("/api/v1/claims").json() == before


def test_judgement_is_revoked_once(store: str) -> None:
    headers = {"X-Dateline": "1"}
    with serving(store) as client:
        ident = judge(client, "accept", "c-a")["judgement"]["id"]
        assert client.post(f"{JUDGEMENTS}/{ident}/revoke", headers=headers).status_code == 200
        assert is_problem(client.post(f"{JUDGEMENTS}/{ident}/revoke", headers=headers), 409, "E-REVOKED")
        assert is_problem(client.post(f"{JUDGEMENTS}/j-none/revoke", headers=headers), 404, "E-NOT-FOUND")
