from __future__ import annotations

import desk_sample
import pytest
from client import TestClient
from served import serving
from shapes import PREFIX

from dateline.store import Store, writer

TAGGED = ("/meta", "/incidents", "/map/incidents", "/map/control", "/timeline", "/search?q=raqqa", "/documents/siege")


def add_one(path: str) -> None:
    with Store.open(path) as store:
        told = [("{A:Rebels} {T:hit} {P:Kobani}.", "ASSAULT", {"time": desk_sample.day("2018-01-01")})]
        writer.add(store, desk_sample.coded("newer", None, "2018-01-01", told), "test 1", "2018-01-02T00:00:00Z")


@pytest.mark.parametrize("path", TAGGED)
def test_what_the_reader_has_is_not_sent_again(desk: TestClient, path: str) -> None:
    first = desk.get(f"{PREFIX}{path}")
    again = desk.get(f"{PREFIX}{path}", headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize("path", ["/meta", "/incidents", "/map/incidents", "/timeline", "/review", "/situation"])
def test_what_another_process_adds_is_seen_at_once(own_desk: str, path: str) -> None:
    with serving(own_desk) as client:
        before = client.get(f"{PREFIX}{path}")
        add_one(own_desk)
        after = client.get(f"{PREFIX}{path}", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.headers["etag"] != before.headers["etag"]
    if path != "/review":
        assert after.json() != before.json()


def test_tags_tell_questions_apart(desk: TestClient) -> None:
    tags = {desk.get(f"{PREFIX}{path}").headers["etag"] for path in ("/claims", "/claims?limit=1", "/incidents")}
    assert len(tags) == 3


def test_failures_are_not_kept(desk: TestClient) -> None:
    answer = desk.get(f"{PREFIX}/claims/nothing")
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_long_answers_are_packed(desk: TestClient) -> None:
    answer = desk.get(f"{PREFIX}/claims", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.json()["items"]


@pytest.mark.parametrize("path", ["/", "/api/v1/meta", "/api/v1/claims/nothing", "/api/v2", "/api/v1/claims?x=1"])
def test_every_answer_keeps_the_page_to_itself(desk: TestClient, path: str) -> None:
    headers = desk.get(path).headers
    policy = dict(each.split(" ", 1) for each in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["worker-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert "script-src" not in policy  # as default-src has it: no inline script
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers
