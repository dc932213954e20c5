from __future__ import annotations

import json
from pathlib import Path

import pytest
from client import TestClient
from served import OneClaimCoder, ended, fill, is_problem, serving
from tests.fetching.sites import open_site

from dateline.fetching import Limits, make_guard

TEXT = "Rebels attacked the army near Kidal."
FORM = {"X-Dateline": "1"}


@pytest.fixture
def store(tmp_path: Path) -> str:
    return fill(tmp_path / "desk.db")


def added(client: TestClient, **asked: object) -> dict[str, object]:
    answer = client.post("/api/v1/jobs", json=asked)
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"/api/v1/jobs/{answer.json()['id']}"
    return ended(client, answer.json()["id"])


def test_text_is_added_with_its_facts(store: str) -> None:
    with serving(store) as client:
        job = added(client, text=TEXT, id="x", published="2012-04-02", publisher="The Herald", title="Kidal falls")
        assert job["outcomes"] == [
            {"document": "x", "title": "Kidal falls", "outcome": "added", "claims": 1, "code": None, "reason": None}
        ]
        assert (job["kind"], job["name"], job["status"]) == ("text", "Kidal falls", "done")
        found = client.get("/api/v1/documents/x").json()
    assert TEXT in json.dumps(found)
    assert "The Herald" in json.dumps(found)


def test_same_text_again_is_not_coded_again_and_another_version_supersedes(store: str) -> None:
    coder = OneClaimCoder()
    with serving(store, load=lambda: coder) as client:
        outcomes = [added(client, text=text, id="x")["outcomes"] for text in (TEXT, TEXT, f"{TEXT} All is calm.")]
    assert [each[0]["outcome"] for each in outcomes] == ["added", "unchanged", "superseded"]  # type: ignore[index]
    assert coder.coded == ["x", "x"]


def test_dispatch_without_claims_has_a_reason_and_one_that_fails_too(store: str) -> None:
    with serving(store) as client:
        (none,) = added(client, text="All is calm.", id="x")["outcomes"]  # type: ignore[misc]
        (failed,) = added(client, text="unreadable", id="y")["outcomes"]  # type: ignore[misc]
    assert (none["outcome"], none["claims"], none["reason"]) == ("added", 0, "no sentence names a happening")
    assert (failed["outcome"], failed["code"], failed["reason"]) == ("failed", "E-FAKE", "it is unreadable")


def test_coder_is_loaded_once_and_only_when_needed(store: str) -> None:
    loaded: list[OneClaimCoder] = []

    def load() -> OneClaimCoder:
        loaded.append(OneClaimCoder())
        return loaded[-1]

    with serving(store, load=load) as client:
        assert added(client, text="Rebels attacked the army at a.", id="a", published="2017-03-09")["outcomes"]
        assert loaded == []
        added(client, text=TEXT)
        added(client, text=f"{TEXT} Again.")
    assert len(loaded) == 1


def test_coder_that_breaks_ends_its_job_and_not_the_service(store: str) -> None:
    with serving(store) as client:
        assert added(client, text="broken")["problem"]["code"] == "E-BUG"  # type: ignore[index]
        assert added(client, text=TEXT)["status"] == "done"


def test_file_of_many_dispatches_has_an_outcome_for_each(store: str) -> None:
    lines = b'{"id": "x", "text": "Rebels attacked."}\n{"id": "y"}\nno json\n'
    with serving(store) as client:
        files = {"file": ("../../etc/many.jsonl", lines)}
        answer = client.post("/api/v1/jobs", files=files, data={"date": "2017-03"}, headers=FORM)
        job = ended(client, answer.json()["id"])
        assert (job["name"], job["total"], job["counts"]["failed"]) == ("many.jsonl", 3, 2)
        assert [each["outcome"] for each in job["outcomes"]] == ["added", "failed", "failed"]
        assert client.get("/api/v1/documents/x").json()["published"] == "2017-03"


def test_uploaded_file_is_not_left_behind(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(kept))
    with serving(store) as client:
        files = {"file": ("a.txt", TEXT.encode())}
        ended(client, client.post("/api/v1/jobs", files=files, headers=FORM).json()["id"])
    assert list(kept.iterdir()) == []


def test_job_is_watched_until_it_has_ended(store: str) -> None:
    with serving(store) as client:
        ident = client.post("/api/v1/jobs", json={"text": TEXT, "id": "x"}).json()["id"]
        answer = client.get(f"/api/v1/jobs/{ident}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = answer.text.strip().split("\n\n")
    assert all(each.startswith("event: job\ndata: ") for each in events)
    assert json.loads(events[-1].partition("data: ")[2])["status"] == "done"


def test_list_of_jobs_has_the_newest_first_and_no_outcomes(store: str) -> None:
    with serving(store) as client:
        added(client, text=TEXT)
        added(client, text=f"{TEXT} Again.")
        listing = client.get("/api/v1/jobs").json()
    assert listing["total"] == 2
    assert [each["name"] for each in listing["items"]] == [f"{TEXT} Again.", TEXT]
    assert "outcomes" not in listing["items"][0]


def test_job_is_given_up(store: str) -> None:
    with serving(store, load=lambda: OneClaimCoder(seconds=0.3)) as client:
        lines = "\n".join(json.dumps({"id": f"n{n}", "text": TEXT}) for n in range(20))
        first = client.post("/api/v1/jobs", files={"file": ("m.jsonl", lines.encode())}, headers=FORM).json()["id"]
        assert client.delete(f"/api/v1/jobs/{first}", headers=FORM).status_code == 200
        assert ended(client, first)["status"] == "cancelled"
        assert ended(client, first)["done"] < 20


@pytest.mark.parametrize("path", ["/api/v1/jobs/nothing", "/api/v1/jobs/nothing/events"])
def test_job_that_is_not_there_is_not_found(store: str, path: str) -> None:
    with serving(store) as client:
        assert is_problem(client.get(path), 404, "E-NOT-FOUND")


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({}, 422, "E-REQUEST"),
        ([], 422, "E-REQUEST"),
        ("text", 422, "E-REQUEST"),
        ({"text": ""}, 422, "E-REQUEST"),
        ({"text": "   "}, 422, "E-EMPTY"),
        ({"text": 7}, 422, "E-REQUEST"),
        ({"text": TEXT, "unknown": 1}, 422, "E-REQUEST"),
        ({"text": "x" * 1_000_001}, 422, "E-REQUEST"),
        ({"text": TEXT, "published": "never"}, 400, "E-DATE"),
        ({"fetch": "https://example.org/", "published": "never"}, 400, "E-DATE"),
        ({"fetch": "http://127.0.0.1/"}, 422, "E-FETCH-ADDRESS"),
        ({"fetch": "http://169.254.169.254/latest/meta-data/"}, 422, "E-FETCH-ADDRESS"),
        ({"fetch": "http://[::ffff:10.0.0.1]/"}, 422, "E-FETCH-ADDRESS"),
        ({"fetch": "http://inside.example/"}, 422, "E-FETCH-ADDRESS"),
        ({"fetch": "http://2130706433/"}, 422, "E-FETCH-URL"),
        ({"fetch": "file:///etc/passwd"}, 422, "E-FETCH-URL"),
        ({"fetch": "http://a:b@example.org/"}, 422, "E-FETCH-URL"),
    ],
)
def test_what_cannot_be_added_is_refused_at_once(store: str, asked: object, status: int, code: str) -> None:
    with serving(store, resolve=lambda host, port: ["192.168.1.7"]) as client:
        assert is_problem(client.post("/api/v1/jobs", json=asked), status, code)
        assert client.get("/api/v1/jobs").json()["items"] == []


def test_body_that_is_no_json_and_kinds_that_are_not_taken_are_refused(store: str) -> None:
    with serving(store) as client:
        broken = client.post("/api/v1/jobs", content=b"{", headers={"Content-Type": "application/json"})
        assert is_problem(broken, 400, "E-JSON")
        deep = client.post("/api/v1/jobs", content=b"[" * 200_000, headers={"Content-Type": "application/json"})
        assert is_problem(deep, 400, "E-JSON")
        plain = client.post("/api/v1/jobs", content=b"x", headers={"Content-Type": "text/plain", **FORM})
        assert is_problem(plain, 415, "E-MEDIA-TYPE")
        none = client.post("/api/v1/jobs", files={"other": ("a.txt", b"x")}, headers=FORM)
        assert is_problem(none, 422, "E-REQUEST")
        two = client.post("/api/v1/jobs", files=[("file", ("a", b"x")), ("file", ("b", b"x"))], headers=FORM)
        assert is_problem(two, 400, "E-REQUEST")


def test_too_many_jobs_are_to_be_sent_later(store: str) -> None:
    with serving(store, waiting=1, load=lambda: OneClaimCoder(seconds=0.5)) as client:
        answers = [client.post("/api/v1/jobs", json={"text": f"{TEXT} {n}"}) for n in range(4)]
        late = next(answer for answer in answers if answer.status_code != 202)
        assert is_problem(late, 503, "E-QUEUE")
        assert late.headers["retry-after"]


def test_address_is_fetched_and_its_article_added(store: str) -> None:
    page = f"<html><head><title>Kidal</title></head><body><article><p>{TEXT} {'It was said so. ' * 20}</p></article>"
    with open_site() as site, serving(store, guard=make_guard(["127.0.0.0/8"]), limits=Limits(seconds=5)) as client:
        url = site.page("/story.html", page.encode(), Content_Type="text/html; charset=utf-8")
        (outcome,) = added(client, fetch=url, published="2012-04-02")["outcomes"]  # type: ignore[misc]
        (again,) = added(client, fetch=url, published="2012-04-02")["outcomes"]  # type: ignore[misc]
        (missing,) = added(client, fetch=site.url("/none.html"))["outcomes"]  # type: ignore[misc]
    assert (outcome["outcome"], outcome["claims"], outcome["title"]) == ("added", 1, "Kidal")
    assert again == {**outcome, "outcome": "unchanged", "claims": 0}
    assert (missing["outcome"], missing["code"]) == ("failed", "E-FETCH-REACH")
