from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

import pytest

from dateline.errors import RunError
from dateline.records import Document, Failure
from dateline.service.jobs import KEPT, SHOWN, Asked, Job, Jobs, Outcome, Progress

AT = "2018-01-02T03:04:05Z"


def asked(name: str, drop: Callable[[], None] = lambda: None) -> Asked:
    def nothing() -> Iterable[Document | Failure]:
        return []

    return Asked("text", name, nothing, drop)


def wait_for(jobs: Jobs, job: Job, *statuses: str) -> str:
    for _ in range(500):
        if (status := jobs.view(job)[1]["status"]) in statuses:
            return str(status)
        threading.Event().wait(0.01)
    raise AssertionError(f"the job is {status}")


@pytest.fixture
def gate() -> threading.Event:
    return threading.Event()


def at_gate(gate: threading.Event) -> Callable[[Asked, Progress], None]:
    """Work that adds a dispatch, waits at a gate, and goes on unless it is not wanted any more."""

    def work(asked: Asked, progress: Progress) -> None:
        progress.at("coding", 2)
        progress.add(Outcome("first", None, "added", 1))
        assert gate.wait(10)
        if not progress.is_cancelled:
            progress.add(Outcome("second", None, "failed", code="E-X", reason="why"))

    return work


def test_job_tells_how_far_it_is_and_what_became_of_it(gate: threading.Event) -> None:
    jobs = Jobs(at_gate(gate))
    job = jobs.submit(asked("a"), by="A", at=AT)
    wait_for(jobs, job, "running")
    for _ in range(500):
        version, early = jobs.view(job)
        if early["done"]:
            break
        threading.Event().wait(0.01)
    assert (early["done"], early["total"], early["step"]) == (1, 2, "coding")
    gate.set()
    assert wait_for(jobs, job, "done") == "done"
    later, record = jobs.view(job)
    assert later > version
    assert (record["done"], record["claims"], record["step"]) == (2, 1, None)
    assert record["counts"] == {"added": 1, "unchanged": 0, "superseded": 0, "outdated": 0, "failed": 1}
    assert [each["document"] for each in record["outcomes"]] == ["first", "second"]
    jobs.close()


def test_jobs_are_done_one_at_a_time_in_order(gate: threading.Event) -> None:
    jobs = Jobs(at_gate(gate))
    first, second = (jobs.submit(asked(name), by="A", at=AT) for name in "ab")
    wait_for(jobs, first, "running")
    assert jobs.view(second)[1]["status"] == "queued"
    gate.set()
    wait_for(jobs, second, "done")
    assert [each["name"] for each in jobs.summaries()] == ["b", "a"]
    jobs.close()


def test_too_many_jobs_are_refused(gate: threading.Event) -> None:
    jobs = Jobs(at_gate(gate), waiting=1)
    first = jobs.submit(asked("a"), by="A", at=AT)
    wait_for(jobs, first, "running")
    jobs.submit(asked("b"), by="A", at=AT)
    with pytest.raises(RunError, match="too many jobs"):
        jobs.submit(asked("c"), by="A", at=AT)
    assert len(jobs.summaries()) == 2
    gate.set()
    jobs.close()


def test_cancelled_job_stops_after_the_dispatch_at_work(gate: threading.Event) -> None:
    jobs = Jobs(at_gate(gate))
    job = jobs.submit(asked("a"), by="A", at=AT)
    wait_for(jobs, job, "running")
    jobs.cancel(job)
    gate.set()
    assert wait_for(jobs, job, "cancelled", "done") == "cancelled"
    assert jobs.view(job)[1]["done"] == 1
    jobs.cancel(job)
    assert jobs.view(job)[1]["status"] == "cancelled"
    jobs.close()


def test_cancelled_job_that_waits_is_never_begun_and_lets_go_of_its_file(gate: threading.Event) -> None:
    jobs = Jobs(at_gate(gate))
    dropped = threading.Event()
    first = jobs.submit(asked("a"), by="A", at=AT)
    second = jobs.submit(asked("b", dropped.set), by="A", at=AT)
    jobs.cancel(second)
    assert jobs.view(second)[1]["status"] == "cancelled"
    gate.set()
    wait_for(jobs, first, "done")
    assert dropped.wait(5)
    assert jobs.view(second)[1]["done"] == 0
    jobs.close()


def test_job_that_breaks_says_so_and_the_next_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    def work(asked: Asked, progress: Progress) -> None:
        if asked.name == "bug":
            raise ZeroDivisionError
        if asked.name == "full":
            raise RunError("E-STORE-FULL", "there is no room")

    jobs = Jobs(work)
    bug, full, fine = (jobs.submit(asked(name), by="A", at=AT) for name in ("bug", "full", "fine"))
    wait_for(jobs, fine, "done")
    assert jobs.view(bug)[1]["problem"]["code"] == "E-BUG"
    assert "ZeroDivisionError" in caplog.text
    assert jobs.view(full)[1]["problem"] == {"code": "E-STORE-FULL", "detail": "there is no room"}
    assert jobs.view(full)[1]["status"] == "failed"
    jobs.close()


def test_outcomes_and_ended_jobs_are_kept_within_bounds() -> None:
    def work(asked: Asked, progress: Progress) -> None:
        for number in range(int(asked.name)):
            progress.add(Outcome(str(number), None, "added"))

    jobs = Jobs(work, waiting=KEPT + 10)
    job = jobs.submit(asked(str(SHOWN + 5)), by="A", at=AT)
    wait_for(jobs, job, "done")
    record = jobs.view(job)[1]
    assert (len(record["outcomes"]), record["done"], record["truncated"]) == (SHOWN, SHOWN + 5, True)
    assert record["outcomes"][0]["document"] == "5"
    for _ in range(KEPT + 2):
        last = jobs.submit(asked("0"), by="A", at=AT)
    wait_for(jobs, last, "done")
    jobs.submit(asked("0"), by="A", at=AT)
    assert len(jobs.summaries()) <= KEPT + 1
    assert jobs.find(job.id) is None
    jobs.close()


def test_closing_gives_up_what_waits_and_takes_nothing_more(gate: threading.Event) -> None:
    jobs = Jobs(at_gate(gate))
    first, second = (jobs.submit(asked(name), by="A", at=AT) for name in "ab")
    wait_for(jobs, first, "running")
    threading.Timer(0.05, gate.set).start()
    jobs.close()
    assert jobs.view(first)[1]["status"] == "cancelled"
    assert jobs.view(second)[1]["status"] == "cancelled"
    with pytest.raises(RunError, match="being stopped"):
        jobs.submit(asked("c"), by="A", at=AT)
