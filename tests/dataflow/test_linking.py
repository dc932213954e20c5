from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from sqlalchemy import select
from tests.linking.desk import relations
from tests.store.long_stream import stream
from tests.store.store_samples import silent

from dateline.dataflow.engine import FEW_EDGES, Engine, Flow, open_engine
from dateline.dataflow.linking import link
from dateline.dataflow.parts import parts
from dateline.dataflow.tables import FOR_LINKING
from dateline.dataflow.traces import profile_row, trait_rows
from dateline.records import Coded
from dateline.store import Store
from dateline.store.moments import known_moment
from dateline.store.rows import digest
from dateline.store.tables import incidents
from dateline.store.writer import add

RECORDED = "2026-01-01T00:00:00Z"
STORY = """The ferry Amalia sank off the island of Samos late on Friday with {n} passengers on board, and divers
searched the wreck for survivors through the night while relatives waited at the harbour of Vathy. The coast guard
blamed the storm and the age of the vessel, which was built in 1961 and had failed two inspections, and promised an
inquiry within weeks."""


@pytest.fixture
def engine() -> Iterator[Engine]:
    opened = open_engine("local", None, 1)
    yield opened
    opened.few_edges = FEW_EDGES


@pytest.fixture
def dispatches() -> list[Coded]:
    """Happenings told twice, newer versions of dispatches, copies, and a story that no claim tells."""
    told = [
        silent(f"ferry-{n}", STORY.format(n=n), published="2017-03-10", publisher=f"Paper {n}") for n in (40, 41, 42)
    ]
    return [*stream(16), *told, *stream(2)]


def held(store: Store, dispatches: Sequence[Coded]) -> tuple[dict[str, object], dict[tuple[str, str], str]]:
    """What a store makes of dispatches: incidents by id, and relations of documents."""
    for each in dispatches:
        add(store, each, "test 1", RECORDED)
    with store.reading() as connection:
        found = {row.id: row.record for row in connection.execute(select(incidents.c.id, incidents.c.record))}
    return found, relations(store)


def write(out: Path, dispatches: Sequence[Coded]) -> None:
    """What coding leaves for linking, in two parts."""
    claims = 0
    for part in range(2):
        with parts(str(out), FOR_LINKING, f"{part:06}") as opened:
            for n, coded in enumerate(dispatches):
                if n * 2 // len(dispatches) == part:
                    known = known_moment(coded.document.published, RECORDED)
                    profile = profile_row(n, coded.document, known, digest(coded.document))
                    opened["_profiles"].add([profile])
                    opened["_traits"].add(trait_rows(claims, n, coded, known, profile["origin"]))
                    claims += len(coded)


@pytest.mark.parametrize("few", [FEW_EDGES, 0], ids=["edges joined at once", "edges joined in rounds"])
def test_linking_finds_what_a_store_finds(tmp_path: Path, engine: Engine, dispatches: list[Coded], few: int) -> None:
    engine.few_edges = few
    with Store.open(tmp_path / "desk.db") as store:
        theirs, related = held(store, dispatches)
    write(tmp_path / "out", dispatches)
    counts = link(engine, str(tmp_path / "out"), 100)
    ours = {row["id"]: json.loads(row["record"]) for row in pq.read_table(tmp_path / "out" / "incidents").to_pylist()}
    assert any(len(record["documents"]) > 1 for record in ours.values() if record["type"])
    assert any(record["type"] is None for record in ours.values())
    assert ours == json.loads(json.dumps(theirs))
    copies = pq.read_table(tmp_path / "out" / "copies").to_pylist()
    assert {(row["earlier_id"], row["later_id"]): row["kind"] for row in copies} == related
    assert counts["incidents"] == len(ours)


def test_linking_says_which_versions_count(tmp_path: Path, engine: Engine, dispatches: list[Coded]) -> None:
    write(tmp_path / "out", dispatches)
    link(engine, str(tmp_path / "out"), 100)
    rows = pq.read_table(tmp_path / "out" / "versions").to_pylist()
    twice = {row["id"] for row in rows}
    assert twice == {"dispatch-0", "dispatch-1", "dispatch-2", "dispatch-9"}
    assert [sum(row["counts"] for row in rows if row["id"] == ident) for ident in sorted(twice)] == [1, 1, 1, 1]


def test_linking_again_gives_the_same_bytes(tmp_path: Path, engine: Engine, dispatches: list[Coded]) -> None:
    found = []
    for out in (tmp_path / "one", tmp_path / "two"):
        write(out, dispatches)
        link(engine, str(out), 100)
        found.append({str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*.parquet")})
    assert found[0] == found[1]


def test_engine_components_of_a_long_chain_are_one(tmp_path: Path, engine: Engine) -> None:
    import daft

    engine.few_edges = 0
    chain = {"a": [*range(30), 50, 51], "b": [*range(1, 31), 51, 50]}
    flow = Flow(engine, daft.from_pydict(chain))
    found = {row["n"]: row["root"] for row in flow.components(str(tmp_path / "work")).records()}
    assert found == {**dict.fromkeys(range(31), 0), 50: 50, 51: 50}
