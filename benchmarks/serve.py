"""How the service bears readers while it takes dispatches in: `python -m benchmarks.serve --db desk.db`.

Copies a store, serves the copy in a process of its own, lets `--readers` ask a mixture of what the page asks, each
`--pause` seconds after the last answer (0: at once), while dispatches are added by jobs without a break, and says how
long answers took, what was refused, how many dispatches went in, and whether `dateline verify` finds the store sound.
No reader keeps an answer, so every question is answered in full.

The readers live in one process beside the service; on two cores they take part of the time that they measure. Run it
on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

DISPATCHES = Path(__file__).resolve().parents[1] / "corpus" / "dispatches"
DATELINE = [sys.executable, "-c", "from dateline.cli import main; main()"]
TARGET = 300  # milliseconds, of 95 in 100 answers
WORDS = ("attack", "ceasefire", "troops", "killed", "protest", "airstrike", "president", "border", "hostages", "talks")


@dataclass
class Known:
    """What of the store questions can be asked about."""

    days: list[str]
    ids: dict[str, list[str]]
    publishers: list[str]


@dataclass
class Times:
    """What readers saw: seconds by kind of question, and answers that were none."""

    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    bytes: int = 0


Ask = Callable[[random.Random, Known], str]


def _path(name: str, **asked: Any) -> str:
    return f"{name}?{urlencode(asked)}"


def _box(rng: random.Random) -> str:
    west, south, size = rng.uniform(-20, 60), rng.uniform(-10, 45), rng.choice((5, 20, 60))
    return f"{west:.2f},{south:.2f},{west + size:.2f},{south + size:.2f}"


def _one(kind: str) -> Ask:
    return lambda rng, known: f"/{kind}/{quote(rng.choice(known.ids[kind]), safe='')}"


# How often each is asked, and how: a map that is moved about most of all, then lists and cards.
QUESTIONS: dict[str, tuple[int, Ask]] = {
    "map": (20, lambda rng, known: _path("/map/incidents", bbox=_box(rng), zoom=rng.randint(2, 9))),
    "control": (8, lambda rng, known: _path("/map/control", at=rng.choice(known.days))),
    "situation": (8, lambda rng, known: _path("/situation", at=rng.choice(known.days))),
    "timeline": (8, lambda rng, known: _path("/timeline", bucket="auto")),
    "network": (5, lambda rng, known: _path("/network", at=rng.choice(known.days))),
    "incidents": (10, lambda rng, known: _path("/incidents", **{"from": rng.choice(known.days), "limit": 50})),
    "incident": (12, _one("incidents")),
    "claims": (6, lambda rng, known: _path("/claims", text=rng.choice(WORDS), limit=50)),
    "document": (5, _one("documents")),
    "actor": (6, _one("actors")),
    "place": (4, _one("places")),
    "search": (5, lambda rng, known: _path("/search", q=rng.choice(WORDS))),
    "review": (1, lambda rng, known: "/review"),
    "meta": (2, lambda rng, known: "/meta"),
}


def main() -> None:
    """Serve, ask, print."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder, _copied(options.db, Path(folder)) as store, _served(store) as url:
        times, added = asyncio.run(_run(url, options))
        _print(times, added, options)
        _print_use(sum(map(len, times.taken.values())))
    if times.errors:
        raise SystemExit(1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", type=Path, required=True, help="a store with something in it; it is copied")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=1.0, help="mean seconds between an answer and the next question")
    parser.add_argument("--no-adding", action="store_true", help="add nothing meanwhile")
    return parser.parse_args()


@contextmanager
def _copied(db: Path, folder: Path) -> Iterator[Path]:
    """A copy of a store, which is verified at the end."""
    path = folder / "desk.db"
    for ending in ("", "-wal"):
        if Path(f"{db}{ending}").exists():
            shutil.copy(f"{db}{ending}", f"{path}{ending}")
    yield path
    verified = subprocess.run([*DATELINE, "verify", "--db", path], capture_output=True, text=True)
    print(f"verify: exit code {verified.returncode}; {(verified.stdout + verified.stderr).strip().splitlines()[-1]}")


_process: list[subprocess.Popen[str]] = []


@contextmanager
def _served(db: Path) -> Iterator[str]:
    log = db.with_name("log")
    with log.open("w") as said:
        command = [*DATELINE, "serve", "--db", db, "--port", "0"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True)
    _process.append(process)
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        yield found[0]
    finally:
        process.terminate()
        process.wait()
        print("the service's log ends:", *log.read_text().splitlines()[-4:], sep="\n  ")


async def _run(url: str, options: argparse.Namespace) -> tuple[Times, list[dict[str, Any]]]:
    parts = urlsplit(url)
    client = Client(parts.hostname or "", parts.port or 80)
    known = await _known(client)
    times, until = Times(), time.monotonic() + options.seconds
    readers = [
        _read(Client(client.host, client.port), n, known, times, until, options.pause) for n in range(options.readers)
    ]
    added: list[dict[str, Any]] = []
    adding = [] if options.no_adding else [_add(Client(client.host, client.port), added, until)]
    await asyncio.gather(*readers, *adding)
    return times, added


class Client:
    """As much of HTTP as is needed, on one connection, so that the readers cost little."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, body: Any = None) -> tuple[int, bytes]:
        """The status and the body of an answer, as it was sent."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(self.host, self.port, limit=2**20)
        reader, writer = self._streams
        data = b"" if body is None else json.dumps(body).encode()
        head = f"{'GET' if body is None else 'POST'} /api/v1{path} HTTP/1.1\r\nHost: {self.host}\r\n"
        head += "Accept-Encoding: gzip\r\n" if body is None else "Content-Type: application/json\r\n"
        writer.write(f"{head}Content-Length: {len(data)}\r\n\r\n".encode() + data)
        answer = (await reader.readuntil(b"\r\n\r\n")).lower()
        return int(answer.split()[1]), await self._body(reader, answer)

    async def _body(self, reader: asyncio.StreamReader, head: bytes) -> bytes:
        if found := re.search(rb"content-length: (\d+)", head):
            return await reader.readexactly(int(found[1]))
        body = b""
        while size := int(await reader.readuntil(b"\r\n"), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readexactly(2)
        return body

    async def json(self, path: str, body: Any = None) -> Any:
        """The same, read; what is packed is not asked for."""
        import gzip

        status, data = await self.ask(path, body)
        assert status < 300, (path, status, data[:300])
        return json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)


async def _known(client: Client) -> Known:
    meta = await client.json("/meta")
    ids = {kind: [each["id"] for each in (await client.json(f"/{kind}?limit=200"))["items"]]
           for kind in ("incidents", "documents", "actors", "places")}  # fmt: skip
    known = await client.json("/documents?limit=500")
    days = sorted({str(each["published"])[:10] for each in known["items"] if each["published"]})
    return Known([day for day in days if len(day) == 10], ids, [each["name"] for each in meta["publishers"]])


async def _read(client: Client, seed: int, known: Known, times: Times, until: float, pause: float) -> None:
    rng = random.Random(seed)
    names, weights = list(QUESTIONS), [weight for weight, _ in QUESTIONS.values()]
    await asyncio.sleep(rng.uniform(0, pause))
    while time.monotonic() < until:
        (name,) = rng.choices(names, weights)
        path = QUESTIONS[name][1](rng, known)
        began = time.monotonic()
        try:
            status, body = await client.ask(path)
        except (OSError, asyncio.IncompleteReadError, ValueError) as error:
            times.errors.append(f"{path}: {error!r}")
            return
        times.taken[name].append(time.monotonic() - began)
        times.bytes += len(body)
        if status != 200:
            times.errors.append(f"{path}: {status} {body[:200]!r}")
        await asyncio.sleep(rng.expovariate(1 / pause) if pause else 0)


async def _add(client: Client, added: list[dict[str, Any]], until: float) -> None:
    """Add one dispatch after the other."""
    paths = sorted(DISPATCHES.glob("*.json"))
    random.Random(0).shuffle(paths)
    for number, path in enumerate(paths):
        if time.monotonic() > until:
            return
        given = json.loads(path.read_text("utf-8"))
        asked = {name: given[name] for name in ("title", "publisher", "published") if given.get(name)}
        job = await client.json("/jobs", {**asked, "text": given["text"], "id": f"added-{number}"})
        while job["status"] in ("queued", "running"):
            await asyncio.sleep(0.1)
            job = await client.json(f"/jobs/{job['id']}")
        added.append(job)


def _print(times: Times, added: list[dict[str, Any]], options: argparse.Namespace) -> None:
    every = sorted(each for taken in times.taken.values() for each in taken)
    rate = len(every) / options.seconds
    told = f"{options.readers} readers, {options.pause:g} s between questions, {options.seconds:g} s"
    print(f"{told}: {len(every):,} answers ({rate:.0f}/s, {times.bytes / 1e6:.0f} MB)")
    for name, taken in sorted(times.taken.items(), key=lambda each: -_share(sorted(each[1]), 0.95)):
        print(f"  {name:10} {_figures(sorted(taken))}")
    print(f"  {'all':10} {_figures(every)}; wanted: p95 under {TARGET} ms")
    print(f"errors: {len(times.errors)}", *times.errors[:5], sep="\n  ")
    claims = sum(job["claims"] for job in added)
    failed = [job for job in added if job["status"] != "done" or job["counts"]["failed"]]
    print(f"added meanwhile: {len(added)} dispatches with {claims} claims, {len(failed)} failed")


def _print_use(answers: int) -> None:
    """What the service took of the machine; its time for an answer does not depend on what else runs."""
    folder = Path(f"/proc/{_process[-1].pid}")
    if not folder.exists():
        return
    ticks = sum(map(int, (folder / "stat").read_text().rpartition(")")[2].split()[11:13]))
    print(
        f"processor time of the service: {ticks * 1000 / os.sysconf('SC_CLK_TCK') / max(1, answers):.0f} ms an answer"
    )
    if found := re.search(r"VmHWM:\s+(\d+)", (folder / "status").read_text()):
        print(f"memory of the service: {int(found[1]) / 1000:.0f} MB at most, without its coder")


def _figures(taken: list[float]) -> str:
    shown = " ".join(f"p{share * 100:g} {_share(taken, share) * 1000:6.0f}" for share in (0.5, 0.95, 0.99))
    return f"{len(taken):6,}  {shown}  max {taken[-1] * 1000:6.0f} ms"


def _share(taken: list[float], share: float) -> float:
    return taken[min(len(taken) - 1, int(len(taken) * share))]


if __name__ == "__main__":
    main()
