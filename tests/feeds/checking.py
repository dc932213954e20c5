"""Compares what sites told of with what a store has, and looks through their logs for what was not polite.

python -m tests.feeds.checking FOLDER STORE PAUSE    after a run against `tests.feeds.hostile`
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.feeds.hostile import Request

_WORD = re.compile(r"zq[a-z]+\d+v\d+z")
_SLACK = 0.1  # seconds between what a client and a server take for the end of an answer
_RETRY_AFTER = 0.9  # seconds, of the busy site at the least
_CRAWL = {"127.0.1.1": 2.0}  # what robots.txt asks for


def words_in(store: Path) -> Counter[str]:
    """How many documents that count have each word; versions that were superseded are not among them."""
    with closing(sqlite3.connect(store)) as connection:
        texts = connection.execute("SELECT text FROM documents WHERE retired IS NULL").fetchall()
        older = connection.execute("SELECT text FROM documents WHERE retired IS NOT NULL").fetchall()
    found = Counter(word for (text,) in texts for word in set(_WORD.findall(text)))
    for (text,) in older:
        for word in set(_WORD.findall(text)):
            found.setdefault(word, 0)
    return found


def lost(told: Iterable[str], store: Path) -> list[str]:
    """Words that were told of and are in no document; a version is not lost for which a newer one was read."""
    newest: dict[str, int] = {}
    for word in words_in(store):
        dispatch, version = _parts(word)
        newest[dispatch] = max(newest.get(dispatch, 0), version)
    return sorted(word for word in told if newest.get(_parts(word)[0], 0) < _parts(word)[1])


def _parts(word: str) -> tuple[str, int]:
    """A dispatch and its version."""
    dispatch, _, version = word.rstrip("z").rpartition("v")
    return dispatch, int(version)


def twice(store: Path) -> list[str]:
    """Words that several documents have which count, and dispatches of which two versions count."""
    return sorted(word for word, count in words_in(store).items() if count > 1) + _two_versions(words_in(store))


def _two_versions(found: Mapping[str, int]) -> list[str]:
    live = Counter(_parts(word)[0] for word, count in found.items() if count)
    return sorted(word for word, count in live.items() if count > 1)


def impolite(log: Iterable[Request], pause: float) -> Iterator[str]:
    """What was asked too soon, together, against robots.txt, or again after it was gone."""
    by_host: dict[str, list[Request]] = defaultdict(list)
    for request in log:
        by_host[request.host].append(request)
    for host, requests in by_host.items():
        requests.sort(key=lambda each: each.began)
        if requests[0].path != "/robots.txt":
            yield f"{host}: {requests[0].path} was asked before robots.txt"
        least = max(pause, _CRAWL.get(host, 0.0))
        for before, after in pairwise(requests):
            if after.began - before.began < least - _SLACK:
                yield f"{host}: {after.path} was asked {after.began - before.began:.2f} s after {before.path}"
            if after.began < before.ended - _SLACK and before.path != "/endless":
                yield f"{host}: {after.path} was asked while {before.path} was"
            if before.status == 410:
                yield f"{host}: {after.path} was asked after it was gone"
            if (
                before.status in (429, 503)
                and before.path == after.path == "/feed"
                and after.began - before.ended < 0.9
            ):
                yield f"{host}: {after.path} was asked again before Retry-After"
        if any(each.path.startswith("/private") for each in requests):
            yield f"{host}: what robots.txt forbids was asked for"


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    folder, store, pause = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
    log = [Request(**each) for each in _lines(folder / "log.jsonl")]
    told = {word for each in _lines(folder / "told.jsonl") for word in each["told"]}
    bad = list(impolite(log, pause))
    print(
        f"{len(log)} requests to {len({each.host for each in log})} hosts, {len(told)} versions of dispatches told of"
    )
    print(Counter(each.status for each in log), sum(each.conditional for each in log), "conditional")
    print("lost:", lost(told, store))
    print("twice:", twice(store))
    print("impolite:", len(bad), *bad[:20], sep="\n  ")


if __name__ == "__main__":
    main()
