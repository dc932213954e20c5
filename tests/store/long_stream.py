"""A long stream of dispatches, and a process of its own that adds it."""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from sqlalchemy import Connection as Database
from tests.store.store_samples import CODER, RECORDED, coded

from dateline.errors import DatelineError
from dateline.records import Coded, Time
from dateline.store import Store
from dateline.store.tables import metadata
from dateline.store.writer import add

PATIENCE = 120  # seconds for a process to do its work

# Children have all that this process has loaded: to start Python and load the register anew takes seconds each.
processes = multiprocessing.get_context("fork")


def stream(count: int, *, versions: bool = True) -> list[Coded]:
    """Dispatches of which two each tell of one happening; every seventh is a newer version of one before."""
    return [_dispatch(k, versions and k % 7 == 6) for k in range(count)]


def _dispatch(k: int, newer: bool) -> Coded:
    month = k // 2  # far apart, and nobody in it is anywhere else: what hangs together stays small
    told = f"Army{month} shelled Town{month}. Band{k} left Bridge{k}. Clan{month} met Chief{month}."
    on = f"{2010 + month // 12}-{1 + month % 12:02}-{1 + k % 28:02}"
    ident = f"dispatch-{k - 4 if newer else k}"
    made = coded(ident, told, published=on, publisher=f"Outlet {k % 3}", title=f"News of {month}, {k}")
    day = Time("", 0, 0, on[:7] + "-01", on[:7] + "-01", "day", "by hand")
    return replace(made, claims=tuple(replace(claim, time=day) for claim in made))


def add_all(where: str, dispatches: Sequence[Coded], acknowledge: Connection, most_bytes: int | None = None) -> None:
    """Add dispatches, and send the id of each when the store says that it is there; at the end None or the error."""
    if most_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    try:
        with Store.open(where) as store:
            for dispatch in dispatches:
                add(store, dispatch, CODER, RECORDED)
                acknowledge.send(dispatch.document.id)
    except DatelineError as error:
        acknowledge.send(error)
    else:
        acknowledge.send(None)


@dataclass(slots=True)
class Adding:
    """A process that adds. `acknowledged` are the ids of what it has added, `failed` why it stopped."""

    process: BaseProcess
    pipe: Connection
    acknowledged: list[str]
    failed: DatelineError | None = None

    def hear(self, seconds: float) -> bool:
        """Wait for the next word of the process; whether there is more to come."""
        if not self.pipe.poll(seconds):
            return True
        try:
            heard = self.pipe.recv()
        except EOFError:
            return False
        if isinstance(heard, str):
            self.acknowledged.append(heard)
            return True
        self.failed = heard
        return False

    def finish(self) -> None:
        """Hear all that it has to say, and wait for its end."""
        while self.hear(PATIENCE):
            pass
        self.process.join(PATIENCE)


@contextmanager
def adding(where: str, dispatches: Sequence[Coded], most_bytes: int | None = None) -> Iterator[Adding]:
    """Add in a process of its own, which is killed at the end if it still runs."""
    hearing, telling = processes.Pipe(duplex=False)
    process = processes.Process(target=add_all, args=(where, dispatches, telling, most_bytes))
    process.start()
    telling.close()
    try:
        yield Adding(process, hearing, [])
    finally:
        process.kill()
        process.join(PATIENCE)
        hearing.close()


def contents(connection: Database) -> dict[str, list[str]]:
    """All that a store holds, its own numbers replaced by what they stand for."""
    keys: dict[str, dict[int, str]] = {}
    found: dict[str, list[str]] = {}
    for table in metadata.sorted_tables:
        rows = connection.execute(table.select()).mappings().all()
        told = [_without_numbers(table, row, keys) for row in rows]
        if "n" in table.c:
            keys[table.name] = {row["n"]: repr(each) for row, each in zip(rows, told, strict=True)}
        found[table.name] = sorted(map(repr, told))
    return found


def _without_numbers(table: Any, row: Any, keys: dict[str, dict[int, str]]) -> list[Any]:
    out = []
    for column in table.c:
        target = next((key.column for key in column.foreign_keys), None)
        if column.name == "n":
            continue
        numbered = target is not None and target.name == "n" and row[column.name] is not None
        out.append(hash(keys[target.table.name][row[column.name]]) if numbered else row[column.name])
    return [*sorted(out[:2]), *out[2:]] if table.name == "links" else out  # these have no direction
