"""What an event is in other schemes: CAMEO code, quad class, intensity, and PLOVER's own reading of its status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.errors import InputError
from dateline.ontology.loading import load_ontology
from dateline.ontology.shape import Codes, EventType, Mode


def codes(type: str, modes: Sequence[str] = ()) -> Codes:
    """The CAMEO code, quad class and intensity of an event.

    With several modes the CAMEO code is the deepest that fits all of them, and the intensity is the one of them
    that lies furthest from 0. Their order does not matter.

    Args:
        type: One of the sixteen event types. Relations have no such codes.
        modes: Modes of that type.

    Raises:
        InputError: There is no such event type, or it has no such mode.
    """
    kind = _event_type(type)
    details = _modes(kind, modes)
    scores = [mode.intensity for mode in details if mode.intensity is not None]
    cameo = _shared_code(sorted({mode.cameo for mode in details if mode.cameo}), kind)
    return Codes(cameo, kind.quad, max(scores, key=lambda score: (abs(score), score), default=kind.intensity))


def implied_contexts(type: str, modes: Sequence[str]) -> tuple[str, ...]:
    """The contexts that an event has because of its modes, whatever the text around it speaks of."""
    return tuple(mode.context for mode in _modes(_event_type(type), modes) if mode.context)


def plover_reading(type: str, status: str, *, historical: bool = False) -> tuple[str, str]:
    """The event type and auxiliary mode (or "") by which PLOVER codes an event of this type and status.

    An actual event of long ago is historical; any other status says more than that.

    A future act that PLOVER folds into another type ("will meet": AGREE) has no auxiliary mode: the other type
    already says that it is to come.
    """
    ontology = load_ontology()
    kind = _event_type(type)
    if status not in ontology.statuses:
        raise InputError("E-STATUS", f"no status {status!r}; there are {', '.join(ontology.statuses)}")
    auxiliary = ontology.status_details[status].auxiliary
    if auxiliary == "future" and kind.name in ontology.future_folds:
        return ontology.future_folds[kind.name], ""
    return kind.name, auxiliary or ("historical" if historical else "")


def _event_type(name: str) -> EventType:
    types = load_ontology().event_types
    if name not in types:
        raise InputError("E-TYPE", f"no event type {name!r}; there are {', '.join(types)}")
    return types[name]


def _modes(kind: EventType, names: Iterable[str]) -> list[Mode]:
    unknown = [name for name in names if name not in kind.mode_details]
    if unknown:
        known = ", ".join(kind.modes) or "none"
        raise InputError("E-MODE", f"{kind.name} has no mode {', '.join(map(repr, unknown))}; there are: {known}")
    return [kind.mode_details[name] for name in names]


def _shared_code(found: list[str], kind: EventType) -> str:
    """The deepest code that fits all: one that lies below all others, or else what they lie below together."""
    deepest = max(found, key=len, default=kind.cameo)
    if all(deepest.startswith(code) for code in found):
        return deepest
    shared = _common_start(found)
    known = (kind.cameo, *(mode.cameo for mode in kind.mode_details.values() if mode.cameo))
    # What two codes share may be another type's: 1712 and 175 are ASSAULT, 17 is COERCE.
    return shared if shared.startswith(known) else kind.cameo


def _common_start(found: Sequence[str]) -> str:
    same = 0
    for digits in zip(*found, strict=False):
        if len(set(digits)) > 1:
            break
        same += 1
    return found[0][:same]
