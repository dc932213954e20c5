"""Reads the ontology from `ontology.toml` and refuses what does not fit together."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from types import MappingProxyType
from typing import Any

from dateline.errors import RunError
from dateline.ontology.shape import EventType, Mode, Ontology, RelationType, Status


def read_data(name: str) -> dict[str, Any]:
    """A data file of this package, parsed."""
    return tomllib.loads((resources.files("dateline.ontology") / name).read_text(encoding="utf-8"))


@functools.cache
def load_ontology() -> Ontology:
    """The ontology that ships with the package."""
    return make_ontology(read_data("ontology.toml"))


def make_ontology(data: Mapping[str, Any]) -> Ontology:
    """Build the ontology from parsed data.

    Raises:
        RunError: Something is missing, unknown, or names what is not there; the message lists every such place.
    """
    try:
        ontology = Ontology(
            event_types=_table(data["event_types"], _event_type),
            relations=_table(data["relations"], _relation),
            contexts=MappingProxyType(dict(data["contexts"])),
            status_details=_table(data["statuses"], Status),
            quads=tuple(data["quads"]),
            auxiliary_modes=tuple(data["auxiliary_modes"]),
            future_folds=MappingProxyType(dict(data["future_folds"])),
        )
    except (KeyError, TypeError) as exc:
        raise RunError("E-ONTOLOGY", f"ontology.toml cannot be read: {exc}; correct the named key") from exc
    problems = [*_problems(ontology)]
    if problems:
        raise RunError("E-ONTOLOGY", "ontology.toml does not fit together: " + "; ".join(problems))
    return ontology


def _table(raw: Mapping[str, Mapping[str, Any]], make: Any) -> MappingProxyType[str, Any]:
    return MappingProxyType({name: make(name=name, **fields) for name, fields in raw.items()})


def _event_type(intensity: float, modes: Mapping[str, Any] | None = None, **fields: Any) -> EventType:
    return EventType(intensity=float(intensity), mode_details=_table(modes or {}, _mode), **fields)


def _mode(intensity: float | None = None, **fields: Any) -> Mode:
    return Mode(intensity=None if intensity is None else float(intensity), **fields)


def _relation(**fields: Any) -> RelationType:
    frozen: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}
    return RelationType(**frozen)


def _problems(ontology: Ontology) -> Iterator[str]:
    for kind in ontology.event_types.values():
        if kind.quad not in ontology.quads:
            yield f"{kind.name}: unknown quad {kind.quad!r}"
        for mode in kind.mode_details.values():
            if mode.context is not None and mode.context not in ontology.contexts:
                yield f"{kind.name} {mode.name}: unknown context {mode.context!r}"
    for status in ontology.status_details.values():
        if status.auxiliary and status.auxiliary not in ontology.auxiliary_modes:
            yield f"{status.name}: unknown auxiliary mode {status.auxiliary!r}"
    for name in {*ontology.future_folds, *ontology.future_folds.values()} - set(ontology.event_types):
        yield f"future_folds: unknown event type {name!r}"
