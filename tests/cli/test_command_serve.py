from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import Dateline

from dateline.cli.command_serve import check_openness
from dateline.errors import InputError
from dateline.store import Store

FAKES = Path(__file__).parent / "cli_fakes.py"


@contextmanager
def started(*arguments: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A service in a process of its own, and its address."""
    command = [sys.executable, str(FAKES), "0", "serve", "--port", "0", *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, (line, process.stderr.read() if process.stderr else "")
        yield process, found[0]
    finally:
        process.kill()
        process.communicate()


def get(url: str, **headers: str) -> tuple[int, bytes]:
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_serve_tells_its_address_answers_and_stops_cleanly(tmp_path: Path, sign: signal.Signals) -> None:
    db = tmp_path / "desk.db"
    with started("--db", db) as (process, address):
        assert get(f"{address}api/v1/health") == (200, b'{"status":"ok"}')
        assert json.loads(get(f"{address}api/v1/meta")[1])["store"]["documents"] == 0
        os.kill(process.pid, sign)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "is new and empty" in err
    assert err.splitlines()[-1] == "dateline: stopped"
    assert "Traceback" not in err
    assert db.exists()


def test_serve_stops_though_somebody_watches_a_job(tmp_path: Path) -> None:
    with started("--db", tmp_path / "desk.db") as (process, address):
        body = json.dumps({"text": "Rebels attacked."}).encode()
        asked = urllib.request.Request(f"{address}api/v1/jobs", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(asked, timeout=20) as answer:
            ident = json.load(answer)["id"]
        with urllib.request.urlopen(f"{address}api/v1/jobs/{ident}/events", timeout=20) as watched:
            assert watched.readline() == b"event: job\n"
            os.kill(process.pid, signal.SIGINT)
            _, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in err


def test_serve_with_tokens_asks_for_one(tmp_path: Path, dateline: Dateline) -> None:
    tokens = tmp_path / "tokens.json"
    secret = dateline("token", "add", "A. Reader", "--role", "reader", "--tokens", tokens).out.strip()
    with started("--db", tmp_path / "desk.db", "--tokens", tokens, "--host", "0.0.0.0") as (_, address):
        assert get(f"{address}api/v1/claims")[0] == 401
        assert get(f"{address}api/v1/claims", Authorization=f"Bearer {secret}")[0] == 200


@pytest.mark.parametrize("more", [("--host", "0.0.0.0"), ("--host", "::"), ("--name", "desk.example"),
                                  ("--proxy", "127.0.0.1")])  # fmt: skip
def test_serve_is_not_open_to_others_without_tokens(dateline: Dateline, tmp_path: Path, more: tuple[str, ...]) -> None:
    ended = dateline("serve", "--db", tmp_path / "desk.db", *more)
    assert ended.code == 2
    assert "[E-OPEN]" in ended.err
    assert "dateline token add" in ended.err
    assert not (tmp_path / "desk.db").exists()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_this_machine_alone_needs_no_tokens(host: str) -> None:
    check_openness(host, None, (), ())


@pytest.mark.parametrize("host", ["localhost.example", "0.0.0.0", "192.168.1.2", "::", ""])
def test_every_other_address_needs_tokens(host: str) -> None:
    with pytest.raises(InputError):
        check_openness(host, None, (), ())


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--tokens", "missing.json"), "dateline token add"),
        (("--cors", "desk.example"), "is no origin"),
        (("--cors", "https://desk.example/path"), "is no origin"),
        (("--style", "tiles"), "is no URL of a map style"),
        (("--allow-address", "intranet"), "no address or network"),
    ],
)
def test_serve_explains_an_option_that_cannot_be(
    dateline: Dateline, tmp_path: Path, more: tuple[str, ...], words: str
) -> None:
    ended = dateline("serve", "--port", 0, "--db", tmp_path / "desk.db", *more)
    assert ended.code == 2
    assert words in ended.err


def test_serve_explains_an_address_that_is_taken(dateline: Dateline, tmp_path: Path) -> None:
    import socket

    Store.open(tmp_path / "desk.db").close()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = dateline("serve", "--port", taken.getsockname()[1], "--db", tmp_path / "desk.db")
    assert ended.code == 3
    assert "[E-LISTEN]" in ended.err
    assert "--port" in ended.err


def test_token_is_shown_once_listed_and_revoked(dateline: Dateline, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.json"
    made = dateline("token", "add", "A. Reader", "--role", "reader", "--days", 30, "--tokens", tokens)
    assert made.out.startswith("dl_")
    assert "A. Reader may ask as reader until 2018-02-01" in made.err
    assert made.out.strip() not in tokens.read_text()
    again = dateline("token", "add", "A. Reader", "--role", "admin", "--tokens", tokens)
    assert (again.code, again.out) == (2, "")
    assert dateline("token", "list", "--tokens", tokens).out.split() == [
        "A.", "Reader", "reader", "live", "2018-01-02", "2018-02-01"
    ]  # fmt: skip
    assert dateline("token", "revoke", "A. Reader", "--tokens", tokens).code == 0
    assert " revoked " in dateline("token", "list", "--tokens", tokens).out
    assert dateline("token", "revoke", "Nobody", "--tokens", tokens).code == 2
