"""How fast a large store is: `python -m benchmarks.store [--claims 1000000] [--db desk.db | URL | postgresql]`.

Codes some of our own dispatches, makes a stream of any length from them (see generated.py), adds it some dozens of
dispatches at a time (`--together`), and asks questions of the store that comes of it. `--bare` leaves out what follows
from the claims (copies, incidents, states), to see what that costs. A store that is there and has fewer claims is
filled up; one that has as many is asked as it is.

Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import pickle
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy import Connection, Table, func, select, text

import dateline
from benchmarks.generated import stream
from dateline.records import Coded, Document
from dateline.situation.query import Asked, situation
from dateline.store import Store, writer
from dateline.store.filters import Filters
from dateline.store.incidents import find_incidents
from dateline.store.moments import after, end_of_knowledge
from dateline.store.queries import Page, find_claims, load_found
from dateline.store.search import search
from dateline.store.tables import claim_actors, claim_places, claims, documents, places, sentences

DISPATCHES = Path(__file__).resolve().parents[1] / "corpus" / "dispatches"
RECORDED = "2026-01-01T00:00:00Z"
TARGETS = {"claims/s": 2_000, "actor as of": 100, "place as of": 100, "full text": 100, "day of a country": 300}
FIRST = Page(limit=50)
MOST = 200  # states of an actor or a place, the surest: of the most frequent there are thousands
Ask = Callable[[Connection], Any]


def main() -> None:
    """Fill a store, ask it, print what came of it."""
    options = _options()
    with _store(options.db) as store:
        if _count(store, claims) < options.claims:
            rest = itertools.islice(stream(_real(options), options.claims), _count(store, documents), None)
            with _without_links() if options.bare else contextlib.nullcontext():
                fill(store, rest, options.together)
        _settle(store)
        print(f"{_count(store, claims):,} claims in {_size(store):,.0f} MB", flush=True)
        for name, questions in questions_of(store, options.questions).items():
            _print_times(name, ask(store, questions))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--db", default="benchmark.db", help="a file, a URL, or `postgresql` for a server of its own")
    parser.add_argument("--dispatches", type=int, default=150, help="how many real ones to code")
    parser.add_argument("--coded", type=Path, help="a file that keeps them, coded, for the next time")
    parser.add_argument("--together", type=int, default=32, help="how many are added in one transaction")
    parser.add_argument("--questions", type=int, default=200, help="of each sort")
    parser.add_argument("--bare", action="store_true", help="only documents and claims")
    return parser.parse_args()


@contextlib.contextmanager
def _store(where: str) -> Iterator[Store]:
    if where != "postgresql":
        with Store.open(where) as store:
            yield store
        return
    from tests.postgres import running_server

    with running_server(light=False) as server, Store.open(server.new_database()) as store:
        yield store


# --- filling


def _real(options: argparse.Namespace) -> list[Coded]:
    """The real dispatches, from the file that keeps them where it is there."""
    kept: Path | None = options.coded
    if kept is not None and kept.exists():
        return pickle.loads(kept.read_bytes())  # type: ignore[no-any-return]  # our own file
    coded = real_dispatches(options.dispatches)
    if kept is not None:
        kept.write_bytes(pickle.dumps(coded))
    return coded


def real_dispatches(wanted: int) -> list[Coded]:
    """Some of our own dispatches, spread over the folder, coded."""
    files = sorted(DISPATCHES.glob("*.json"))
    told = [json.loads(path.read_text(encoding="utf-8")) for path in files[:: max(1, len(files) // wanted)]]
    given = [Document(each["doc"], each["text"], published=each["date"], publisher=each["publisher"]) for each in told]
    return [coded for coded in dateline.load().pipe(given) if isinstance(coded, Coded) and coded.claims]


def fill(store: Store, dispatches: Iterator[Coded], together: int) -> None:
    """Add dispatches and print how fast that went, without the time that it took to make them."""
    added, last = _Speed(), _Speed()
    while some := list(itertools.islice(dispatches, together)):
        with added.measuring(), last.measuring():
            claims_of = sum(each.claims for each in writer.add_several(store, some, "benchmark", RECORDED))
        added.claims += claims_of
        last.claims += claims_of
        if last.claims >= 50_000:
            print(f"{added.claims:,} claims, the last at {last}", flush=True)
            last = _Speed()
    print(f"insert: {added.claims:,} claims, {added} (target {TARGETS['claims/s']:,})", flush=True)


@dataclass(slots=True)
class _Speed:
    """Claims, and the seconds that it took to add them: by the clock, and of this process's processor."""

    claims: int = 0
    wall: float = 0.0
    processor: float = 0.0

    @contextlib.contextmanager
    def measuring(self) -> Iterator[None]:
        wall, processor = time.perf_counter(), time.process_time()
        yield
        self.wall += time.perf_counter() - wall
        self.processor += time.process_time() - processor

    def __str__(self) -> str:
        by_clock, by_processor = self.claims / self.wall, self.claims / self.processor
        return f"{by_clock:,.0f} a second ({by_processor:,.0f} a second of processor time)"


@contextlib.contextmanager
def _without_links() -> Iterator[None]:
    with mock.patch.object(writer, "link_documents"):
        yield


def _settle(store: Store) -> None:
    """Let the database count what it holds, as it does by itself now and then."""
    with store.writing() as connection:
        connection.execute(text("ANALYZE"))


def _count(store: Store, table: Table) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _size(store: Store) -> float:
    if store.engine.dialect.name == "sqlite":
        return Path(store.name).stat().st_size / 1e6
    with store.reading() as connection:
        return float(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()) / 1e6


# --- asking


def questions_of(store: Store, wanted: int) -> dict[str, list[Ask]]:
    """Questions by sort, of actors, places, words and days that the store has, as often as it has them."""
    chance = random.Random(7)
    with store.reading() as connection:
        highest = connection.execute(select(func.max(claims.c.n))).scalar_one()
        rows = sorted(chance.randrange(1, highest) for _ in range(wanted * 3))
        who = _values(connection, claim_actors.c.actor, claim_actors.c.claim, rows)
        there = _values(connection, claim_places.c.place, claim_places.c.claim, rows)
        days = [known[:10] for known in _values(connection, claims.c.known, claims.c.n, rows)]
        said = _values(connection, sentences.c.text, sentences.c.n, rows)
        lands = (
            connection.execute(select(places.c.country).where(places.c.kind == "country").distinct()).scalars().all()
        )
    day = chance.choice
    return {
        "actor as of": [_as_of(Filters(actors=((each,),)), {"actors": (each,)}, day(days)) for each in who[:wanted]],
        "place as of": [_as_of(Filters(places=((each,),)), {"places": (each,)}, day(days)) for each in there[:wanted]],
        "full text": [_words(chance, each) for each in said[:wanted]],
        "day of a country": [_picture(str(day(lands)), day(days)) for _ in range(wanted)],
    }


def _values(connection: Connection, column: Any, n: Any, rows: Sequence[int]) -> list[str]:
    return [value for row in rows if (value := connection.execute(select(column).where(n == row)).scalar()) is not None]


def _as_of(asked: Filters, of_states: dict[str, Any], day: str) -> Ask:
    """The states of somebody or of a place on a day, and the newest claims, as known then."""
    known = end_of_knowledge(day)

    def ask(connection: Connection) -> None:
        situation(connection, Asked(at=day, known=known, most=MOST, **of_states))
        found = find_claims(connection, replace(asked, known=known), FIRST)
        list(load_found(connection, found.items))

    return ask


def _words(chance: random.Random, told: str) -> Ask:
    """One to three words of a sentence, next to each other in quotes, apart, or the beginning of one."""
    words = [word.strip(".,;:“”\"'()") for word in told.split()]
    begin = chance.randrange(max(1, len(words) - 3))
    some = words[begin : begin + chance.randint(1, 3)]
    typed = chance.choice([" ".join(some), f'"{" ".join(some)}"', f"{some[0][:5]}*"])
    return lambda connection: search(connection, typed)


def _picture(country: str, day: str) -> Ask:
    """The states that held in a country on a day, and the incidents of that day there."""
    known = end_of_knowledge(day)

    def ask(connection: Connection) -> None:
        situation(connection, Asked(at=day, known=known, places=(), countries=(country,)))
        find_incidents(connection, Filters(country=country, first=day, last=after(day), known=known), FIRST)

    return ask


def ask(store: Store, questions: Sequence[Ask]) -> list[list[float]]:
    """How long each question takes, in milliseconds, by the clock and of the processor, in ascending order."""
    times = []
    with store.reading() as connection:
        questions[0](connection)  # what is loaded once is not timed
    for question in questions:
        begin, processor = time.perf_counter(), time.process_time()
        with store.reading() as connection:
            question(connection)
        times.append((time.perf_counter() - begin, time.process_time() - processor))
    return [sorted(each * 1000 for each in sort) for sort in zip(*times, strict=True)]


def _print_times(name: str, times: Sequence[Sequence[float]]) -> None:
    for how, each in zip(("by the clock", "of processor time"), times, strict=True):
        middle, high = each[len(each) // 2], each[int(len(each) * 0.95)]
        print(f"{name}: {len(each)} questions, median {middle:.1f} ms, p95 {high:.1f} ms, most {each[-1]:.1f} ms {how} "
              f"(target p95 {TARGETS[name]} ms)", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
