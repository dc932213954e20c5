"""How quickly the map and the timeline answer: `python -m benchmarks.serve_map [--incidents 50000] [--db FILE]`.

Fills a store with rows of incidents (see `tests/service/many_incidents.py`), serves it in this process and asks as a
page does whose map is moved and whose days are slid. Wall-clock times, and the processor's, are of single requests, one
after the other, over the whole application; what was asked before is asked anew, nothing is answered from a reader's
own copies.

Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from tests.service.client import TestClient
from tests.service.many_incidents import BEGIN, DAYS, fill

from dateline.service.app import make_app
from dateline.store import Store

TARGET = 200  # ms, of 95 in 100
API = "/api/v1"
Make = Callable[[random.Random], str]


def main() -> None:
    """Fill a store, ask, print how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=50_000)
    parser.add_argument("--requests", type=int, default=100, help="of each sort")
    parser.add_argument("--db", type=Path, help="a store that is there, or is made there; without it, one for now")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.db or Path(folder) / "many.db"
        if not path.exists():
            _fill(path, options.incidents)
        with TestClient(make_app(str(path))) as client:
            _measure(client, options.requests)


def _fill(path: Path, incidents: int) -> None:
    begin = time.perf_counter()
    with Store.open(path) as store:
        fill(store, incidents)
    print(f"{incidents:,} incidents in {path.stat().st_size / 1e6:,.0f} MB, {time.perf_counter() - begin:.0f} s")


def _measure(client: TestClient, requests: int) -> None:
    told = client.get(f"{API}/meta").json()["store"]
    print(f"{told['incidents']:,} incidents, {told['claims']:,} claims, {told['documents']:,} documents")
    print(f"{'':34}{'p50 ms':>8}{'p95 ms':>8}{'cpu p95':>9}{'kB':>7}   (target: p95 {TARGET})")
    for name, make in (
        ("the first map", lambda r: "map/incidents?zoom=2"),
        ("the first timeline", lambda r: "timeline"),
    ):
        _row(client, name, make, 1)
    for name, make in QUESTIONS.items():
        _row(client, name, make, requests)
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB at most, with the client")


def _row(client: TestClient, name: str, make: Make, requests: int) -> None:
    chance = random.Random(name)
    wall, spent, sizes = zip(*_asked(client, (make(chance) for _ in range(requests))), strict=True)
    late = " MISSED" if np.quantile(wall, 0.95) > TARGET and requests > 1 else ""
    p50, p95, cpu = np.quantile(wall, 0.5), np.quantile(wall, 0.95), np.quantile(spent, 0.95)
    print(f"{name:34}{p50:8.1f}{p95:8.1f}{cpu:9.1f}{max(sizes) / 1e3:7.0f}{late}", flush=True)


def _asked(client: TestClient, questions: Iterator[str]) -> Iterator[tuple[float, float, int]]:
    for question in questions:
        wall, spent = time.perf_counter(), time.process_time()
        answer = client.get(f"{API}/{question}")
        assert answer.status_code == 200, answer.text
        yield (time.perf_counter() - wall) * 1e3, (time.process_time() - spent) * 1e3, len(answer.content)


def _view(chance: random.Random) -> str:
    """A view as wide as a screen, somewhere in the region, at some zoom."""
    zoom = chance.choice(range(2, 11))
    width, height = 360 / 2**zoom * 2.5, 360 / 2**zoom * 1.2
    lon, lat = chance.uniform(34, 49), chance.uniform(29, 38)
    west, east = lon - width / 2, lon + width / 2
    return f"zoom={zoom}&bbox={west:.4f},{max(-85, lat - height / 2):.4f},{east:.4f},{min(85, lat + height / 2):.4f}"


def _day(chance: random.Random) -> str:
    return str(BEGIN.fromordinal(BEGIN.toordinal() + chance.randrange(DAYS)))


def _days(chance: random.Random) -> str:
    first, last = sorted((_day(chance), _day(chance)))
    return f"from={first}&to={last}"


QUESTIONS: dict[str, Make] = {
    "map moved": lambda r: f"map/incidents?{_view(r)}",
    "map, the whole world": lambda r: f"map/incidents?zoom={r.uniform(0, 4):.2f}",
    "map, days in the world slid": lambda r: f"map/incidents?{_view(r)}&{_days(r)}",
    "map, day of knowledge slid": lambda r: f"map/incidents?{_view(r)}&known={_day(r)}",
    "map, another actor each time": lambda r: f"map/incidents?{_view(r)}&actor=actor-{r.randrange(200)}",
    "map moved, one actor": lambda r: f"map/incidents?{_view(r)}&actor=actor-7",
    "map, words": lambda r: f"map/incidents?{_view(r)}&text=town",
    "timeline": lambda r: f"timeline?bucket={r.choice(('day', 'week', 'month', 'auto'))}",
    "timeline, days in the world slid": lambda r: f"timeline?{_days(r)}",
    "timeline, day of knowledge slid": lambda r: f"timeline?known={_day(r)}",
    "timeline, another actor each time": lambda r: f"timeline?actor=actor-{r.randrange(200)}",
    "control": lambda r: f"map/control?at={_day(r)}",
    "incidents, a list": lambda r: f"incidents?{_days(r)}",
    "an incident's actor": lambda r: f"actors/actor-{r.randrange(200)}",
}

if __name__ == "__main__":
    main()
