"""What becomes of a store whose writer is killed, runs out of room, or is not alone."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import event, func, select
from tests.store.long_stream import Adding, adding, contents, stream
from tests.store.store_samples import CODER, RECORDED

from dateline.errors import RunError
from dateline.records import Coded
from dateline.store import Store
from dateline.store.tables import claims, documents, incident_claims, sentences
from dateline.store.verify import verify
from dateline.store.writer import add

KILLS = 20
LONG, SHORT = 64, 16  # dispatches
Content = dict[str, list[str]]

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


@pytest.fixture(scope="module", autouse=True)
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Content]:
    """What a run holds that nothing disturbed, by the number of dispatches; it also loads all that adding needs."""
    with Store.open(tmp_path_factory.mktemp("undisturbed") / "desk.db") as store:
        add_each(store, stream(SHORT))
        short = content_of(store)
        add_each(store, stream(LONG)[SHORT:])
        return {SHORT: short, LONG: content_of(store)}


def add_each(store: Store, dispatches: Sequence[Coded]) -> None:
    for dispatch in dispatches:
        add(store, dispatch, CODER, RECORDED)


def content_of(store: Store) -> Content:
    with store.reading() as connection:
        return contents(connection)


def ids_in(where: str) -> set[str]:
    with Store.open(where) as store, store.reading() as connection:
        return set(connection.execute(select(documents.c.id)).scalars())


def kill_after(run: Adding, acknowledgements: int, seconds: float) -> None:
    """Kill the process some moments after it acknowledged so many dispatches."""
    while len(run.acknowledged) < acknowledgements and run.hear(60):
        pass
    time.sleep(seconds)
    run.process.kill()
    run.process.join()
    while run.hear(0) and run.pipe.poll(0):  # what it said before it died
        pass


def test_store_whose_writer_is_killed_twenty_times_equals_one_that_was_left_alone(
    where: str, undisturbed: dict[int, Content]
) -> None:
    moments, dispatches, killed = random.Random(5), stream(LONG), 0
    known = 0
    for _ in range(KILLS):
        with adding(where, dispatches) as run:
            kill_after(run, known + moments.randint(0, 3), moments.uniform(0, 0.03))
            killed += run.process.exitcode == -9
            assert set(run.acknowledged) <= ids_in(where), "what was acknowledged is there"
            known = max(known, len(run.acknowledged))
    assert killed == KILLS
    with adding(where, dispatches) as run:
        run.finish()
    assert run.failed is None
    with Store.open(where) as store:
        assert content_of(store) == undisturbed[len(dispatches)]
        assert verify(store) == []


def test_reader_in_another_process_sees_whole_dispatches_only(where: str) -> None:
    dispatches = stream(SHORT)
    Store.open(where).close()
    seen = set()
    with adding(where, dispatches) as run, Store.open(where) as store:
        while run.hear(0.001):
            seen.add(whole(store))
        assert whole(store) == len(dispatches)
    assert run.failed is None
    assert len(seen) > 1


def whole(store: Store) -> int:
    """How many versions of dispatches there are; each must have all that belongs to it."""
    with store.reading() as connection:
        count = connection.execute(select(func.count()).select_from(documents)).scalar_one()
        for table in (sentences, claims):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == count * 3
        live = connection.execute(select(func.count()).where(claims.c.retired.is_(None))).scalar_one()
        assert connection.execute(select(func.count()).select_from(incident_claims)).scalar_one() == live
    return int(count)


def test_two_writers_take_turns_and_both_succeed(where: str, undisturbed: dict[int, Content]) -> None:
    dispatches = stream(SHORT)
    even = [dispatch for dispatch in dispatches if int(dispatch.document.id.rpartition("-")[2]) % 2 == 0]
    odd = [dispatch for dispatch in dispatches if dispatch not in even]
    with adding(where, even) as one, adding(where, odd) as other:
        one.finish()
        other.finish()
    assert (one.failed, other.failed) == (None, None)
    with Store.open(where) as store:
        assert content_of(store) == undisturbed[len(dispatches)]


def test_full_store_says_so_keeps_what_it_has_and_goes_on_when_there_is_room(
    tmp_path: Path, undisturbed: dict[int, Content]
) -> None:
    dispatches, where = stream(SHORT), tmp_path / "desk.db"
    with Store.open(where) as store:
        add_each(store, dispatches[:6])
        before = content_of(store)
    with Store.open(where) as store:
        event.listen(store.engine, "begin", lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 1"))
        with pytest.raises(RunError, match=r"E-STORE-FULL.*kept: make room and run this again"):
            add_each(store, dispatches)
    with Store.open(where) as store:
        kept = content_of(store)
        assert set(before["documents"]) <= set(kept["documents"])
        assert len(kept["documents"]) < len(dispatches)
        add_each(store, dispatches)
        assert content_of(store) == undisturbed[len(dispatches)]


def test_writer_whose_files_may_grow_no_more_says_so_and_another_goes_on(
    tmp_path: Path, undisturbed: dict[int, Content]
) -> None:
    dispatches, where = stream(SHORT), str(tmp_path / "desk.db")
    Store.open(where).close()
    size = Path(where).stat().st_size
    with adding(where, dispatches, most_bytes=size + 200_000) as run:
        run.finish()
    assert isinstance(run.failed, RunError)
    assert run.failed.exit_code == 3
    assert "room" in str(run.failed)
    assert set(run.acknowledged) <= ids_in(where)
    with adding(where, dispatches) as run:
        run.finish()
    assert run.failed is None
    with Store.open(where) as store:
        assert content_of(store) == undisturbed[len(dispatches)]
