"""The engine: Daft, on this machine or on a Ray cluster. Nothing else in the package knows that there is one.

What it runs are plain functions over records (dicts of columns). Neither Daft nor Ray calls home: that is switched off
before either is imported.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from dateline.dataflow.options import MISSING
from dateline.errors import DatelineError, InputError, RunError
from dateline.linking.groups import Groups

if TYPE_CHECKING:
    from daft import DataFrame

Record = dict[str, Any]
Kinds = Mapping[str, str]
Expand = Callable[[Record], Iterable[Record]]
SILENT = {
    "DO_NOT_TRACK": "1",
    "SCARF_NO_ANALYTICS": "1",
    "DAFT_ANALYTICS_ENABLED": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
}
_QUIET = {"DAFT_PROGRESS_BAR": "0", "RAY_DEDUP_LOGS": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}


FEW_EDGES = 1_000_000  # of a graph whose components are found within one process


class WorkerDiedError(Exception):
    """A process that worked was killed or broke; what it was at is to be done again."""


class Engine:
    """Runs work on as many workers as there are. Make one with `open_engine`."""

    def __init__(self, daft: Any, kind: str, workers: int) -> None:
        self._daft = daft
        self._kind = kind
        self.workers = workers
        self._is_apart = True
        self.few_edges = FEW_EDGES

    def work_apart(self, wanted: bool) -> None:
        """Whether functions over flows run in processes of their own, which pays where there is much to do."""
        self._is_apart = wanted

    @property
    def apart(self) -> int | None:
        """How many processes of their own functions over flows have."""
        return self.workers if self._is_apart else None

    def work(self, items: Sequence[str], worker: Callable[[str], str]) -> Iterator[str]:
        """What a worker makes of each item, as it is done, in any order.

        Args:
            items: Any number of strings.
            worker: It is sent to each process once, and keeps what it holds there.

        Raises:
            WorkerDiedError: a process died; others may have gone on for a while.
        """
        frame = self._daft.from_pydict({"item": list(items)})
        frame = frame.into_partitions(len(items)) if self._kind == "ray" else frame.into_batches(1)
        made = self._applied(worker, self._daft.DataType.string(), min(self.workers, len(items)), 1)
        yield from (str(row["done"]) for row in self._rows(frame.select(made(self._daft.col("item")).alias("done"))))

    def read(self, pattern: str, columns: Sequence[str]) -> Flow:
        """Some columns of the Parquet files that a pattern names."""
        return Flow(self, self._daft.read_parquet(pattern).select(*columns))

    def _rows(self, frame: DataFrame) -> Iterator[Record]:
        try:
            with _calm():
                yield from frame.iter_rows(results_buffer_size=self.workers)
        except (DatelineError, OSError, KeyboardInterrupt, GeneratorExit):
            raise
        except Exception as error:
            if _is_death(error):
                raise WorkerDiedError(str(error)[:500]) from error
            raise

    def _applied(self, work: Callable[[Any], Any], kind: Any, workers: int | None, at_once: int | None) -> Any:
        """A function over a column, in so many processes of its own, or in none."""
        daft = self._daft

        class Apply:
            def __init__(self, each: Callable[[Any], Any]) -> None:
                self.each = each

            @daft.method.batch(return_dtype=kind, batch_size=at_once)  # type: ignore[untyped-decorator]
            def __call__(self, column: Any) -> list[Any]:
                return [self.each(value) for value in column.to_pylist()]

        return daft.cls(Apply, max_concurrency=workers, use_process=workers is not None)(work)


class Flow:
    """Records on their way, with named columns; nothing is done until something is asked of them."""

    def __init__(self, engine: Engine, frame: DataFrame) -> None:
        self._engine = engine
        self._frame = frame

    def map(self, work: Expand, kinds: Kinds) -> Flow:
        """What a function makes of each record: none, one or many records, with columns of these kinds."""
        daft = self._engine._daft
        import daft.functions as functions

        kind = daft.DataType.from_arrow_type(_listed(kinds))
        made = self._engine._applied(_Listed(work), kind, self._engine.apart, None)
        whole = functions.to_struct(**{name: daft.col(name) for name in self._frame.column_names})
        frame = self._frame.select(made(whole).alias("made")).explode("made")
        frame = frame.where(daft.col("made").not_null())
        return Flow(self._engine, frame.select(*(daft.col("made").get(name).alias(name) for name in kinds)))

    def gather(self, key: str, name: str = "rows") -> Flow:
        """One record for each value of a column, with the others' in a list of records, in any order."""
        daft = self._engine._daft
        import daft.functions as functions

        others = {column: daft.col(column) for column in self._frame.column_names if column != key}
        packed = self._frame.select(daft.col(key), functions.to_struct(**others).alias(name))
        return Flow(self._engine, packed.groupby(key).agg(daft.col(name).list_agg()))

    def join(self, other: Flow, on: str | Sequence[str], *, keep_all: bool = False) -> Flow:
        """Records with those of another flow that have the same values; `keep_all` keeps those that find none."""
        keys: list[Any] = [on] if isinstance(on, str) else list(on)
        how: Literal["left", "inner"] = "left" if keep_all else "inner"
        return Flow(self._engine, self._frame.join(other._frame, on=keys, how=how))

    def named(self, **columns: str) -> Flow:
        """The columns that are named, under new names (new=old)."""
        col = self._engine._daft.col
        return Flow(self._engine, self._frame.select(*(col(old).alias(new) for new, old in columns.items())))

    def where(self, column: str, value: object) -> Flow:
        """Records in which a column has a value."""
        return Flow(self._engine, self._frame.where(self._engine._daft.col(column) == value))

    def at_least(self, column: str, value: float) -> Flow:
        """Records in which a column has a value or a higher one."""
        return Flow(self._engine, self._frame.where(self._engine._daft.col(column) >= value))

    def alike(self, a: str, b: str) -> Flow:
        """Records in which two columns are the same."""
        col = self._engine._daft.col
        return Flow(self._engine, self._frame.where(col(a) == col(b)))

    def union(self, *others: Flow) -> Flow:
        """These records and others with the same columns."""
        frame = self._frame
        for other in others:
            frame = frame.union_all(other._frame)
        return Flow(self._engine, frame)

    def distinct(self) -> Flow:
        """Each record once."""
        return Flow(self._engine, self._frame.distinct())

    def kept(self, folder: str) -> Flow:
        """The same, worked out once and kept in files, so that memory need not hold it."""
        with _calm():
            try:
                self._frame.write_parquet(folder, write_mode="overwrite")
            except Exception as error:
                if any(words in str(error) for words in _NO_ROOM):
                    raise OSError(errno.ENOSPC, "No space left on device") from error
                raise
            names = self._frame.column_names
            return Flow(self._engine, self._engine._daft.read_parquet(f"{folder}/*.parquet").select(*names))

    def records(self) -> list[Record]:
        """All records; ask for it where they are few."""
        return list(self._engine._rows(self._frame))

    def components(self, folder: str) -> Flow:
        """The components of the graph whose edges are `a`, `b`: for each thing (`n`) the lowest of its own (`root`).

        Few edges are joined here. Of many, large star and small star in turn (Kiveris and others 2014) hang each thing
        on the lowest of its neighbours, until nothing changes; as many rounds as the logarithm of the size, roughly.
        """
        edges = self.named(a="a", b="b")._frame.collect()
        if edges.count_rows() <= self._engine.few_edges:
            return self._joined(edges.to_pydict())
        flow, before, turn = self.named(a="a", b="b")._downward(), None, 0
        while True:
            flow = flow._large_star()._small_star().kept(f"{folder}-{turn % 2}")
            now = flow._fingerprint()
            if now == before:
                return flow.named(n="a", root="b").union(flow.named(n="b", root="b")).distinct()
            before, turn = now, turn + 1

    def _joined(self, edges: dict[str, list[int]]) -> Flow:
        groups = Groups(dict.fromkeys([*edges["a"], *edges["b"]]))
        for a, b in zip(edges["a"], edges["b"], strict=True):
            groups.join(a, b)
        found = [(n, min(group)) for group in groups.members() for n in group]
        import pyarrow as pa

        columns = {"n": [n for n, _ in found], "root": [root for _, root in found]}
        return Flow(
            self._engine,
            self._engine._daft.from_arrow(pa.table(columns, pa.schema([("n", pa.int64()), ("root", pa.int64())]))),
        )

    def _downward(self) -> Flow:
        """Edges from the higher to the lower end."""
        daft = self._engine._daft
        a, b = daft.col("a"), daft.col("b")
        up = self._frame.where(a < b).select(b.alias("a"), a.alias("b"))
        return Flow(self._engine, self._frame.where(a > b).union_all(up).distinct())

    def _large_star(self) -> Flow:
        daft = self._engine._daft
        a, b, low = daft.col("a"), daft.col("b"), daft.col("low")
        both = self._frame.union_all(self._frame.select(b.alias("a"), a.alias("b")))
        lowest = both.groupby("a").agg(b.min().alias("low"))
        lowest = _lower(daft, lowest)
        hung = both.where(b > a).join(lowest, on="a").select(b.alias("a"), low.alias("b"))
        return Flow(self._engine, hung.distinct())

    def _small_star(self) -> Flow:
        daft = self._engine._daft
        a, b, low = daft.col("a"), daft.col("b"), daft.col("low")
        lowest = self._frame.groupby("a").agg(b.min().alias("low"))
        hung = self._frame.join(lowest, on="a")
        others = hung.where(b != low).select(b.alias("a"), low.alias("b"))
        return Flow(self._engine, others.union_all(lowest.select(a, low.alias("b"))).distinct())

    def _fingerprint(self) -> Record:
        daft = self._engine._daft
        mixed = (daft.col("a") * 31 + daft.col("b")) % 2_147_483_647
        told = self._frame.agg(daft.col("a").count().alias("edges"), mixed.sum().alias("sum"))
        with _calm():
            return dict(told.to_pylist()[0])


def _lower(daft: Any, frame: DataFrame) -> DataFrame:
    """The lower of two columns."""
    import daft.functions as functions

    a, low = daft.col("a"), daft.col("low")
    return frame.select(a, functions.when(low < a, low).otherwise(a).alias("low"))


class _Listed:
    """A function's records as a list, and what a record of none is."""

    def __init__(self, work: Expand) -> None:
        self._work = work

    def __call__(self, record: Record) -> list[Record]:
        return list(self._work(record))


def open_engine(kind: str, address: str | None, workers: int | None) -> Engine:
    """Start the engine.

    Args:
        kind: `local` or `ray`.
        address: The cluster's; without one, a cluster of this machine alone is started.
        workers: How many processes work; without a number, one a core.

    Raises:
        InputError: Daft or Ray is not installed.
        RunError: the cluster cannot be reached, or this process runs another engine already.
    """
    os.environ.update(SILENT)
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import daft
    except ImportError as error:
        raise InputError("E-EXTRA", MISSING) from error
    if kind == "ray":
        cores = _start_ray(daft, address, workers)
        return Engine(daft, kind, workers or cores)
    _choose(daft, "native", daft.set_runner_native)
    return Engine(daft, kind, workers or len(os.sched_getaffinity(0)))


def _choose(daft: Any, wanted: str, choose: Callable[[], object]) -> None:
    """Choose the runner, which a process can do once."""
    with contextlib.suppress(Exception), _calm():  # that one was chosen already is seen below
        choose()
    running = daft.get_or_infer_runner_type()
    if running != wanted:
        raise RunError("E-ENGINE", f"this process runs on Daft's {running} runner already; start another process")


def _start_ray(daft: Any, address: str | None, workers: int | None) -> int:
    """Connect to a cluster, or start one here; what is returned is its cores."""
    try:
        import ray
    except ImportError as error:
        raise InputError("E-EXTRA", "a cluster needs Ray, an optional part: pip install 'dateline[cluster]'") from error
    if not ray.is_initialized():
        here = {"num_cpus": workers, "include_dashboard": False}  # its processes have the settings of this one
        there = {"runtime_env": {"env_vars": SILENT}}
        try:
            with _calm():
                ray.init(
                    address=address,
                    log_to_driver=False,
                    logging_level=logging.ERROR,
                    **(there if address else here),
                )
        except (ConnectionError, RuntimeError, ValueError, OSError) as error:
            reason = str(error).partition("\n")[0][:300]
            remedy = "check --address and that the cluster runs (`ray status`)"
            raise RunError("E-ENGINE", f"the Ray cluster cannot be reached: {reason}; {remedy}") from error
    _choose(daft, "ray", lambda: daft.set_runner_ray(noop_if_initialized=True))
    return int(ray.cluster_resources().get("CPU", 1))  # type: ignore[no-untyped-call]


@contextlib.contextmanager
def _calm() -> Iterator[None]:
    """Without the engine's warnings, which are about the engine."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


_NO_ROOM = ("No space left", "File too large", "Disk quota exceeded")
_DEATHS = ("connection unexpectedly", "has terminated", "ActorDied", "WorkerCrashed", "NodeDied", "OutOfMemory")


def _is_death(error: Exception) -> bool:
    told = f"{type(error).__name__} {error}"
    return isinstance(error, BrokenPipeError | EOFError | ConnectionError) or any(word in told for word in _DEATHS)


def _listed(kinds: Kinds) -> Any:
    """The Arrow type of a list of records with columns of these kinds."""
    import pyarrow as pa

    types = {
        "string": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "bytes": pa.binary(),
        "strings": pa.list_(pa.string()), "ints": pa.list_(pa.int64()),
    }  # fmt: skip
    return pa.list_(pa.struct([(name, types[kind]) for name, kind in kinds.items()]))
