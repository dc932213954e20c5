"""What a run is asked to do, checked once where it enters."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from dateline.errors import InputError
from dateline.reading import ReadOptions

Engine = Literal["local", "ray"]
ENGINES: tuple[Engine, ...] = ("local", "ray")
MISSING = "batch needs Daft, an optional part: pip install 'dateline[batch]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """What to code and how; make one and pass it to `run`.

    Attributes:
        inputs: Paths, globs and URLs of files and folders.
        out: The folder or URL of a folder that results go to.
        engine: `local`, or `ray` for a cluster.
        address: The cluster's; without one a cluster that runs here, else one of this machine alone.
        workers: How many code at a time; without a number, one a core.
        reading: How inputs are read.
        viewpoint: The country whose claims label disputed places.
        link: Whether copies and incidents are found.
        unit_bytes: The size of a work unit; without one it follows from the size of the input.
    """

    inputs: tuple[str, ...]
    out: str
    engine: Engine = "local"
    address: str | None = None
    workers: int | None = None
    reading: ReadOptions = field(default_factory=ReadOptions)
    viewpoint: str | None = None
    link: bool = True
    unit_bytes: int | None = None

    def __post_init__(self) -> None:
        if not self.inputs:
            raise InputError("E-SOURCE", "nothing to read was named; name files, folders or URLs")
        if self.engine not in ENGINES:
            raise InputError("E-OPTION", f'"{self.engine}" is no engine; use {" or ".join(ENGINES)}')
        if self.address is not None and self.engine != "ray":
            raise InputError("E-OPTION", "an address is that of a Ray cluster; add --engine ray")
        if self.workers is not None and self.workers < 1:
            raise InputError("E-OPTION", f"{self.workers} workers cannot code; give 1 or more")
        if self.unit_bytes is not None and self.unit_bytes < 1:
            raise InputError("E-OPTION", f"a work unit of {self.unit_bytes} bytes cannot be; give 1 or more")

    @property
    def at_once(self) -> int:
        """How many workers code at a time on this machine."""
        return self.workers or len(os.sched_getaffinity(0))

    def decisive(self) -> dict[str, Any]:
        """The options that results hang on; engine, address and workers do not change a byte."""
        reading = self.reading
        return {
            "published": reading.published,
            "keep": reading.keep,
            "input_format": reading.input_format,
            "encoding": reading.encoding,
            "max_chars": reading.max_chars,
            "viewpoint": self.viewpoint,
            "link": self.link,
            "unit_bytes": self.unit_bytes,
        }


def read_options(told: Mapping[str, Any], columns: Mapping[str, Any]) -> ReadOptions:
    """The reader's options out of what `decisive` gave, with the columns that a folder's name gives."""
    names: Sequence[str] = ("published", "keep", "input_format", "encoding", "max_chars")
    return ReadOptions(**{name: told[name] for name in names}, columns=dict(columns))
