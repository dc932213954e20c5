"""What only a process of its own can show: pipes, signals, terminals, closed streams."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import select
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import pyarrow.parquet as pq
import pytest

FAKE = Path(__file__).with_name("cli_fakes.py")
PATIENCE = 60


def command(*arguments: object, seconds: float = 0.0) -> list[str]:
    return [sys.executable, str(FAKE), str(seconds), *map(str, arguments)]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": f"d{i}", "text": "Rebels attacked it."}) + "\n" for i in range(2_000)))
    return path


def lines_of(path: Path) -> int:
    return len(path.read_bytes().splitlines()) if path.exists() else 0


def wait_for_part(folder: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until something was written to the file beside the output."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        if any(lines_of(path) for path in folder.glob(".*.part")):
            return
        time.sleep(0.02)
    raise AssertionError("nothing was written")


def test_process_keeps_what_was_coded_on_ctrl_c(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    process = subprocess.Popen(command("code", many, "-o", out, seconds=0.01), stderr=subprocess.PIPE)
    wait_for_part(tmp_path, process)
    process.send_signal(signal.SIGINT)
    error = process.communicate(timeout=PATIENCE)[1].decode("utf-8")
    assert process.returncode == 130
    claims = [json.loads(line) for line in out.read_text().splitlines()]
    assert 0 < len(claims) < 2_000
    assert f"interrupted: {len(claims):,} documents were coded and are in {out}" in error
    assert "Traceback" not in error
    assert not list(tmp_path.glob(".*.part"))


def test_process_finishes_parquet_on_ctrl_c(many: Path, tmp_path: Path) -> None:
    out, report = tmp_path / "out.parquet", tmp_path / "report.jsonl"
    arguments = command("code", many, "-o", out, "--report", report, seconds=0.01)
    process = subprocess.Popen(arguments, stderr=subprocess.PIPE)
    wait_for_part(tmp_path, process)
    process.send_signal(signal.SIGINT)
    error = process.communicate(timeout=PATIENCE)[1].decode("utf-8")
    assert process.returncode == 130, error
    done = pq.read_table(out).num_rows
    assert f"interrupted: {done:,} documents" in error
    assert lines_of(report) == done > 0


def documents_in(db: Path) -> int:
    """How many documents a store holds; none before it is made."""
    with contextlib.suppress(sqlite3.OperationalError), contextlib.closing(sqlite3.connect(db)) as connection:
        return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    return 0


def test_process_keeps_what_was_added_on_ctrl_c(many: Path, tmp_path: Path) -> None:
    db = tmp_path / "desk.db"
    process = subprocess.Popen(command("add", many, "--db", db, seconds=0.05), stderr=subprocess.PIPE)
    until = time.monotonic() + PATIENCE
    while documents_in(db) < 3 and time.monotonic() < until and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    error = process.communicate(timeout=PATIENCE)[1].decode("utf-8")
    assert process.returncode == 130, error
    done = documents_in(db)
    assert 3 <= done < 2_000
    assert f"interrupted: {done:,} documents are in {db}; the same command again goes on from there" in error
    assert "Traceback" not in error


def test_process_ends_quietly_when_the_pipe_is_closed(many: Path) -> None:
    process = subprocess.Popen(command("code", many), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = pipes(process)
    assert json.loads(out.readline())["type"] == "ASSAULT"
    out.close()
    assert err.read() == b""
    assert process.wait(PATIENCE) == 0
    err.close()


def pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdout
    assert process.stderr
    return process.stdout, process.stderr


@pytest.mark.parametrize("name", ["jsonl", "csv", "parquet", "geojson", "table"])
def test_process_answers_a_full_standard_output_with_one_line(many: Path, name: str) -> None:
    with open("/dev/full", "wb") as full:
        arguments = command("code", many, "--format", name)
        ended = subprocess.run(arguments, stdout=full, stderr=subprocess.PIPE, timeout=PATIENCE)
    assert ended.returncode == 3
    assert ended.stderr.count(b"\n") == 1
    assert b"[E-OUTPUT] standard output" in ended.stderr


@pytest.mark.parametrize("arguments", [["schema"], ["doctor"], ["demo"], ["--help"]])
def test_process_answers_a_full_standard_output_of_any_command(arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(command(*arguments), stdout=full, stderr=subprocess.PIPE, timeout=PATIENCE)
    assert ended.returncode == 3
    assert ended.stderr.count(b"\n") == 1
    assert b"No space left" in ended.stderr


def test_process_answers_a_closed_standard_output_with_one_line(many: Path) -> None:
    shell = f'"{sys.executable}" "{FAKE}" 0 code "{many}" >&-'
    ended = subprocess.run(shell, shell=True, stderr=subprocess.PIPE, timeout=PATIENCE)
    assert (ended.returncode, ended.stderr.count(b"\n")) == (3, 1)


@pytest.mark.parametrize("name", ["jsonl", "parquet"])
def test_process_reads_and_writes_pipes(name: str) -> None:
    ended = subprocess.run(
        command("code", "-", "--format", name, "--quiet"),
        input=b"Rebels attacked the town.",
        capture_output=True,
        timeout=PATIENCE,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.startswith(b"{" if name == "jsonl" else b"PAR1")


def test_process_prints_where_letters_cannot_be_shown(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ended = subprocess.run(command("demo"), env=environment, capture_output=True, timeout=PATIENCE)
    assert ended.returncode == 0, ended.stderr


def on_a_terminal(arguments: list[str]) -> str:
    """What a person would see."""
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(arguments, stdin=slave, stdout=slave, stderr=slave, env=environment)
    os.close(slave)
    seen = b""
    while select.select([master], [], [], PATIENCE)[0]:
        try:
            piece = os.read(master, 65_536)
        except OSError:  # how Linux says that the other side is closed
            break
        if not piece:
            break
        seen += piece
    os.close(master)
    process.wait(PATIENCE)
    return seen.decode("utf-8")


def test_process_shows_a_table_on_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rebels attacked the \x1b]0;owned\x07 town.")
    seen = on_a_terminal(command("code", tmp_path / "a.txt"))
    assert "● actual" in seen
    assert "owned" in seen
    assert "\x1b]0" not in seen
    assert "1 read, 1 coded" in seen


def test_process_shows_progress_on_a_terminal_and_cleans_up(many: Path, tmp_path: Path) -> None:
    seen = on_a_terminal(command("code", many, "-o", tmp_path / "out.csv", seconds=0.001))
    assert "documents coded" in seen
    assert "2,000 read, 2,000 coded" in seen.splitlines()[-1]
