"""A PostgreSQL server of the tests' own: on the loopback, as an ordinary user, in a folder of its own, gone at the end.

It needs the programs only (Debian: apt-get install postgresql); where they are not installed, tests that need them
are skipped and say so.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

MISSING = "PostgreSQL is not installed (Debian: apt-get install postgresql)"
USER, PASSWORD = "dateline", "only-for-tests"
PATIENCE = 60  # seconds for a server to start
_LIGHT = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "32MB"}  # tests do not pull the plug


@dataclass(slots=True)
class Server:
    """A server that runs. `port` is its port on the loopback."""

    port: int
    made: int = field(default=0)

    def url(self, database: str, password: str = PASSWORD) -> str:
        """The URL of a database."""
        return f"postgresql://{USER}:{password}@127.0.0.1:{self.port}/{database}"

    def new_database(self, *, encoding: str = "UTF8") -> str:
        """Make an empty database; its URL."""
        self.made += 1
        name = f"test_{self.made}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0")
        return self.url(name)


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest where there are several; null where it is not installed."""
    on_path = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = Path(on_path).resolve() if on_path else debian[-1] if debian else None
    return found.parent if found else None


@contextmanager
def running_server(*, light: bool = True) -> Iterator[Server]:
    """Start a server, and stop it at the end.

    Args:
        light: Whether it may forget what it was told when the machine stops, which is faster.
    """
    bin_folder = programs()
    if bin_folder is None:
        raise FileNotFoundError(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
    try:
        _initialise(bin_folder, folder)
        yield from _run(bin_folder, folder, _LIGHT if light else {})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def as_ordinary_user() -> dict[str, Any]:
    """What `subprocess` needs to run a program as an ordinary user; PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _initialise(bin_folder: Path, folder: Path) -> None:
    password = folder / "password"
    password.write_text(PASSWORD)
    user = as_ordinary_user()
    if user:
        for path in (folder, password):
            os.chown(path, user["user"], user["group"])
    subprocess.run(
        [
            bin_folder / "initdb", "-D", folder / "data", "-U", USER, "--pwfile", password, "--auth", "scram-sha-256",
            "--encoding", "UTF8", "--locale", "C", "--no-sync",
        ],
        check=True, capture_output=True, cwd=folder, **user,
    )  # fmt: skip


def _run(bin_folder: Path, folder: Path, settings: dict[str, str]) -> Iterator[Server]:
    port = _free_port()
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with open(folder / "log", "wb") as log:
        process = subprocess.Popen(
            [
                bin_folder / "postgres", "-D", folder / "data", "-k", folder, "-p", str(port),
                "-c", "listen_addresses=127.0.0.1", *options,
            ],
            stdout=log, stderr=log, cwd=folder, **as_ordinary_user(),
        )  # fmt: skip
    try:
        server = Server(port)
        _wait(process, server, folder / "log")
        yield server
    finally:
        process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
        process.wait(PATIENCE)


def _wait(process: subprocess.Popen[bytes], server: Server, log: Path) -> None:
    for _ in range(PATIENCE * 20):
        try:
            psycopg.connect(server.url("postgres")).close()
        except psycopg.OperationalError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def without_password(url: str) -> str:
    """The URL as a store names itself."""
    return re.sub(rf"^postgresql:(.*):{PASSWORD}@", r"postgresql+psycopg:\1:***@", url)
