"""The records that hold the ontology: what a claim's type, modes, relation, status and contexts may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mode:
    """A way in which an event of a type is done. What is None here is as for the type alone.

    `context` is a context that the mode brings with it.
    """

    name: str
    gist: str
    cameo: str | None = None
    intensity: float | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of event. `cameo` is its two-digit CAMEO root; `modes` are names, `mode_details` what they mean."""

    name: str
    gist: str
    quad: str
    cameo: str
    intensity: float
    mode_details: Mapping[str, Mode]

    @property
    def modes(self) -> tuple[str, ...]:
        """The names of its modes."""
        return tuple(self.mode_details)


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation, with what stands as its subject and object and in which fields of the claim.

    `symmetric` relations say the same with subject and object swapped; `label` tells what the claim's label holds.
    """

    name: str
    gist: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    subject_in: str = "actors"
    object_in: tuple[str, ...] = ("recipients",)
    symmetric: bool = False
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """A status of claims. `auxiliary` is PLOVER's auxiliary mode for it, empty where it needs none."""

    name: str
    gist: str
    auxiliary: str = ""


@dataclass(frozen=True, slots=True)
class Ontology:
    """All that a claim can be. Every mapping is by name and in the order of the data file.

    `contexts` and `status_details` tell what a name means; `future_folds` gives the type that PLOVER codes instead
    of a future event of another.
    """

    event_types: Mapping[str, EventType]
    relations: Mapping[str, RelationType]
    contexts: Mapping[str, str]
    status_details: Mapping[str, Status]
    quads: tuple[str, ...]
    auxiliary_modes: tuple[str, ...]
    future_folds: Mapping[str, str]

    @property
    def statuses(self) -> tuple[str, ...]:
        """The names of the statuses."""
        return tuple(self.status_details)


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of an event in older schemes: CAMEO, quad class, and intensity from -10 to 10."""

    cameo: str | None
    quad: str
    intensity: float
