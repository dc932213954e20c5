from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.cli.progress import Progress
from dateline.cli.report import RunReport
from dateline.cli.speech import say
from dateline.records import Coded, Document, Failure

DONE = Coded(Document("d", "text"), (), ("nothing",))


def test_report_limits_its_lines_and_counts_on() -> None:
    report = RunReport(limit=2)
    for index in range(1_500):
        report.add(Failure(f"f{index}", "E-X", "why"))
    lines = list(report.lines())
    assert lines[:3] == ["[E-X] f0: why", "[E-X] f1: why", "… and 1,498 more failed; --report FILE has them all"]
    assert report.summary() == "1,500 read, 0 coded, 0 claims, 0 without claims, 1,500 failed"


def test_report_tells_equal_notes_once() -> None:
    report = RunReport()
    for name in ("a", "b", "c"):
        report.add(replace(DONE, document=Document(name, "text", notes=("no date",))))
    assert "note on a and 2 more: no date" in list(report.lines())


@pytest.mark.parametrize(("done", "failed", "code"), [(1, 0, 0), (1, 1, 1), (0, 1, 2)])
def test_report_gives_the_exit_code(done: int, failed: int, code: int) -> None:
    report = RunReport()
    for item in [DONE] * done + [Failure("f", "E-X", "why")] * failed:
        report.add(item)
    assert report.exit_code == code


def test_say_prints_one_short_safe_line(capsys: pytest.CaptureFixture[str]) -> None:
    say("\x1b[2J[red]" + "x\n" * 1_000_000)
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert len(error) < 1_100
    assert "\x1b" not in error


def test_progress_is_silent_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    ticks = iter(range(0, 1000, 10))
    with Progress(wanted=True, clock=lambda: float(next(ticks))) as progress:
        progress.show(1, 1)
    assert capsys.readouterr().err == ""
