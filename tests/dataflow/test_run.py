from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.dataflow.fakes import NAME, ROOT, SETTING, code, files, lines

from dateline.dataflow.options import BatchOptions
from dateline.dataflow.run import Step, run
from dateline.errors import InputError, RunError
from dateline.reading import ReadOptions

UNIT = 220  # bytes: a few lines
# Daft leaves the pipe of a worker that died open.
DEATH = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    texts = [f"Rebels attacked town {k}." if k % 3 else f"Nothing happened in {k}, slow." for k in range(12)]
    (folder / "a.jsonl").write_text(lines(*texts), encoding="utf-8")
    (folder / "b.txt").write_text("Soldiers attacked a village.", encoding="utf-8")
    (folder / "c.jsonl").write_text('{"text": "Troops attacked."}\nno json\n{"text": ""}\n', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def finished(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run that nothing stopped."""
    out = tmp_path_factory.mktemp("finished") / "out"
    code(news, out, unit_bytes=UNIT, link=False)
    return out


@pytest.fixture
def undisturbed(finished: Path) -> dict[str, bytes]:
    return files(finished)


@pytest.fixture
def copied(finished: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoiled."""
    shutil.copytree(finished, tmp_path / "copied")
    return tmp_path / "copied"


def rows(out: Path, table: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = pq.read_table(out / table).to_pylist()
    return found


def done(out: Path) -> list[str]:
    return sorted(path.name for path in (out / "_state" / "done").glob("*.json")) if out.exists() else []


def test_run_writes_documents_claims_and_failures(news: Path, tmp_path: Path) -> None:
    report = code(news, tmp_path / "out")
    assert (report.totals.documents, report.totals.claims, report.totals.failed) == (14, 10, 2)
    assert len(rows(tmp_path / "out", "documents")) == 14
    assert {row["coder"] for row in rows(tmp_path / "out", "documents")} == {NAME}
    assert len(rows(tmp_path / "out", "claims")) == 10
    failures = [(Path(str(row["where"])).name, row["code"]) for row in rows(tmp_path / "out", "failures")]
    assert failures == [("c.jsonl:2", "E-JSON"), ("c.jsonl:3", "E-TEXT")]
    told = json.loads((tmp_path / "out" / "report.json").read_text())
    assert told["finished"] is True
    assert told["failures"] == {"E-JSON": 1, "E-TEXT": 1}


def test_run_a_claims_columns_say_what_its_record_says(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rebels attacked a town.", encoding="utf-8")
    code(tmp_path / "a.txt", tmp_path / "out", link=False)
    (claim,) = rows(tmp_path / "out", "claims")
    record = json.loads(str(claim["record"]))
    assert (claim["actor"], claim["trigger"], claim["type"]) == ("Rebels", "attacked", "ASSAULT")
    assert record["id"] == claim["id"]
    assert record["document"]["id"] == claim["document_id"] == "a"


def test_run_units_and_workers_do_not_change_the_rows(news: Path, tmp_path: Path) -> None:
    code(news, tmp_path / "one", workers=1)
    code(news, tmp_path / "many", workers=2, unit_bytes=UNIT)
    assert len(done(tmp_path / "many")) > len(done(tmp_path / "one"))
    for table in ("documents", "claims", "failures"):
        one, many = ([{**row, "n": 0, "document": 0} for row in rows(tmp_path / out, table)] for out in ("one", "many"))
        for row in (*one, *many):  # a line is counted from where its part begins
            row["where"] = str(row.get("where")).split("@")[0].split(":")[0]
        assert sorted(map(str, one)) == sorted(map(str, many))


def test_run_again_does_nothing(news: Path, copied: Path, undisturbed: dict[str, bytes]) -> None:
    again = code(news, copied, unit_bytes=UNIT, link=False)
    assert files(copied) == undisturbed
    assert again.runs[-1]["units"] == 0
    assert len(again.runs) == 2


def test_run_goes_on_where_units_are_missing(news: Path, copied: Path, undisturbed: dict[str, bytes]) -> None:
    out = copied
    for number in ("000001", "000003"):
        (out / "_state" / "done" / f"{number}.json").unlink()
        (out / "claims" / f"part-{number}.parquet").write_bytes(b"half")
    (out / "claims" / ".part-000003.parquet.0123456789ab.part").write_bytes(b"half")
    assert code(news, out, unit_bytes=UNIT, link=False).runs[-1]["units"] == 2
    assert files(out) == undisturbed


@DEATH
def test_run_survives_a_killed_worker(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(lines("Rebels attacked.", "Rebels attacked once.", "Troops attacked."), encoding="utf-8")
    code(source, tmp_path / "undisturbed", unit_bytes=UNIT, link=False)
    (tmp_path / "once").touch()
    report = code(source, tmp_path / "killed", unit_bytes=UNIT, link=False)
    assert report.runs[-1]["deaths"] == 1
    assert files(tmp_path / "killed") == files(tmp_path / "undisturbed")


@DEATH
def test_run_leaves_out_a_document_that_kills_every_worker(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(lines("Rebels attacked.", "It is deadly.", "Troops attacked."))
    report = code(tmp_path / "in.jsonl", tmp_path / "out", link=False, workers=1)
    assert report.totals.claims == 2
    assert [(row["where"], row["code"]) for row in rows(tmp_path / "out", "failures")] == [("d1", "E-CRASH")]


def test_run_a_mistake_of_ours_costs_one_document(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(lines("Rebels attacked.", "It is a bug.", "Troops attacked."))
    report = code(tmp_path / "in.jsonl", tmp_path / "out", link=False, workers=1)
    assert report.totals.claims == 2
    (failure,) = rows(tmp_path / "out", "failures")
    assert (failure["where"], failure["code"]) == ("d1", "E-BUG")
    assert "ZeroDivisionError" in str(failure["reason"])


def program(source: Path, out: Path, **more: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.dataflow.fakes", str(source), str(out), str(UNIT)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True, **more)  # type: ignore[call-overload,no-any-return]


def wait_for_units(out: Path, count: int) -> None:
    until = time.monotonic() + 30
    while len(done(out)) < count and time.monotonic() < until:
        time.sleep(0.01)


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_run_a_stopped_driver_loses_nothing(tmp_path: Path, sent: signal.Signals) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(lines(*(f"Rebels attacked town {k} in a slow advance." for k in range(40))), encoding="utf-8")
    code(source, tmp_path / "undisturbed", unit_bytes=UNIT, link=False)
    out = tmp_path / "stopped"
    running = program(source, out)
    wait_for_units(out, 2)
    os.kill(running.pid, sent)
    running.communicate(timeout=60)
    assert 0 < len(done(out)) < len(done(tmp_path / "undisturbed"))
    report = code(source, out, unit_bytes=UNIT, link=False)
    assert report.runs[-1]["units"] > 0
    assert files(out) == files(tmp_path / "undisturbed")


def test_run_a_full_disk_stops_with_the_remedy_and_loses_nothing(
    news: Path, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    out = tmp_path / "full"
    sizes = sorted(len(data) for name, data in undisturbed.items() if name.startswith("documents/"))
    room = sizes[len(sizes) // 2]  # for the smaller half of the files
    running = program(news, out, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)))
    _, said = running.communicate(timeout=60)
    assert running.returncode != 0
    assert b"E-OUTPUT" in said
    assert b"space left" in said
    code(news, out, unit_bytes=UNIT, link=False)
    assert files(out) == undisturbed


def test_run_on_a_disk_that_is_really_full(news: Path, tmp_path: Path, undisturbed: dict[str, bytes]) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small disk can be mounted by root alone")
    try:
        with pytest.raises(RunError, match="E-OUTPUT"):
            code(news, disk / "out", unit_bytes=UNIT, link=False)
        subprocess.run(["mount", "-o", "remount,size=16m", str(disk)], check=True)
        code(news, disk / "out", unit_bytes=UNIT, link=False)
        assert files(disk / "out") == undisturbed
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_run_refuses_other_options_and_another_coder(news: Path, copied: Path, undisturbed: dict[str, bytes]) -> None:
    with pytest.raises(
        InputError, match=r"E-CHANGED.*option published was None, now it is '2017'.*name another folder"
    ):
        code(news, copied, unit_bytes=UNIT, link=False, reading=ReadOptions(published="2017"))
    setting = replace(SETTING, coder=lambda: "dateline 9")
    with pytest.raises(InputError, match="it was coded with dateline test / fake, now it is dateline 9"):
        run(BatchOptions(inputs=(str(news),), out=str(copied), unit_bytes=UNIT, link=False), setting=setting)
    assert files(copied) == undisturbed


def test_run_refuses_other_inputs(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name in ("a", "b", "c"):
        (source / f"{name}.txt").write_text("Rebels attacked.", encoding="utf-8")
    code(source, tmp_path / "out", link=False)
    (source / "b.txt").write_text("Another text.", encoding="utf-8")
    (source / "c.txt").unlink()
    (source / "d.txt").write_text("A new text.", encoding="utf-8")
    with pytest.raises(InputError, match=r"b\.txt has changed; .*c\.txt is gone; .*d\.txt is new; name another folder"):
        code(source, tmp_path / "out", link=False)


def test_run_refuses_a_folder_with_other_things_in_it(news: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").touch()
    with pytest.raises(InputError, match="is not empty and holds no run"):
        code(news, tmp_path / "out")


def test_run_tells_how_far_it_is(news: Path, tmp_path: Path) -> None:
    steps: list[Step] = []
    options = BatchOptions(inputs=(str(news),), out=str(tmp_path / "out"), unit_bytes=UNIT, link=False)
    run(options, steps.append, SETTING)
    assert [step.done for step in steps] == list(range(steps[-1].units + 1))
    assert steps[0].left is None
    assert steps[-1].left == 0
    assert (steps[-1].documents, steps[-1].failed) == (14, 2)


WATCH = """
import os, sys
def watch(event, arguments):
    if event == "socket.getaddrinfo" or (event == "socket.connect" and isinstance(arguments[1], tuple)):
        with open(os.environ["CALLS"], "a") as file:
            file.write(f"{event} {arguments[-1]}\\n")
        raise OSError("no network")
sys.addaudithook(watch)
"""


def test_run_calls_nobody(news: Path, tmp_path: Path) -> None:
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH)
    calls = tmp_path / "calls"
    kept = {name: value for name, value in os.environ.items() if name not in ("DO_NOT_TRACK", "DAFT_ANALYTICS_ENABLED")}
    environment = {**kept, "PYTHONPATH": f"{tmp_path / 'watch'}:{ROOT}", "CALLS": str(calls)}
    probe = "import socket\ntry: socket.socket().connect(('192.0.2.1', 9))\nexcept OSError: pass"
    subprocess.run([sys.executable, "-c", probe], env=environment, check=True)
    assert "192.0.2.1" in calls.read_text()  # the watch sees what there is to see
    calls.unlink()
    running = program(news, tmp_path / "out", env=environment)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 0, said
    assert not calls.exists(), calls.read_text()
