"""What results were made from: input, options, coder. A run goes on only with what it began with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.dataflow.options import BatchOptions
from dateline.dataflow.storage import Found, exists, join, names_in, read_bytes, write_bytes
from dateline.dataflow.tables import LAYOUT
from dateline.errors import InputError

REMEDY = "name another folder for the output, or delete this one to begin again"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a run was begun with; `recorded` is when, and stands for the moment at which undated dispatches came."""

    inputs: str
    files: int
    options: Mapping[str, Any]
    coder: str
    layers: Mapping[str, str]
    recorded: str
    layout: int = LAYOUT

    def to_json(self) -> bytes:
        """As it lies in the output."""
        told = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False).encode()


def path(out: str) -> str:
    """Where it lies."""
    return join(out, "manifest.json")


def begin(options: BatchOptions, files: Sequence[Found], coder: str, layers: Mapping[str, str], now: str) -> Manifest:
    """Begin a run in an empty folder, or go on with the one that is there.

    Raises:
        InputError: the folder holds something else, or results that were made from something else.
    """
    listing = _listing(files)
    told = Manifest(
        inputs=hashlib.sha256(listing).hexdigest(),
        files=len(files),
        options=options.decisive(),
        coder=coder,
        layers=layers,
        recorded=now,
    )
    if exists(path(options.out)):
        return _resumed(options.out, told, listing)
    if names_in(options.out):
        raise InputError("E-OUTPUT", f"{options.out} is not empty and holds no run of batch; {REMEDY}")
    write_bytes(_inputs(options.out), listing)
    write_bytes(path(options.out), told.to_json())
    return told


def _resumed(out: str, told: Manifest, listing: bytes) -> Manifest:
    try:
        held = Manifest(**json.loads(read_bytes(path(out))))
    except (ValueError, TypeError) as error:
        raise InputError("E-OUTPUT", f"{path(out)} is not a manifest of this version; {REMEDY}") from error
    changes = list(_changes(held, told, out, listing))
    if changes:
        shown = "; ".join(changes[:_SHOWN]) + (f"; and {len(changes) - _SHOWN} more" if len(changes) > _SHOWN else "")
        raise InputError("E-CHANGED", f"{out} was made from something else: {shown}; {REMEDY}")
    return held


def _changes(held: Manifest, told: Manifest, out: str, listing: bytes) -> Iterator[str]:
    if held.layout != told.layout:
        yield f"its layout is {held.layout}, that of this version {told.layout}"
    if held.coder != told.coder:
        yield f"it was coded with {held.coder}, now it is {told.coder}"
    yield from (f"the layer {name} is another" for name in _different(held.layers, told.layers))
    for name in _different(held.options, told.options):
        yield f"option {name} was {held.options.get(name)!r}, now it is {told.options.get(name)!r}"
    if held.inputs != told.inputs:
        yield from _changed_files(read_bytes(_inputs(out)), listing)


def _different(held: Mapping[str, Any], told: Mapping[str, Any]) -> list[str]:
    return sorted(name for name in {*held, *told} if held.get(name) != told.get(name))


def _changed_files(held: bytes, told: bytes) -> Iterator[str]:
    before, now = _files(held), _files(told)
    for file in sorted({*before, *now}):
        if file not in now:
            yield f"{file} is gone"
        elif file not in before:
            yield f"{file} is new"
        elif before[file] != now[file]:
            yield f"{file} has changed"
    if list(before) != list(now) and before == now:
        yield "the inputs come in another order"


def _listing(files: Sequence[Found]) -> bytes:
    return b"".join(json.dumps([file.path, file.size, file.stamp]).encode() + b"\n" for file in files)


def _files(listing: bytes) -> dict[str, list[Any]]:
    return {told[0]: told[1:] for told in map(json.loads, listing.splitlines())}


def _inputs(out: str) -> str:
    return join(out, "_state", "inputs.jsonl")
