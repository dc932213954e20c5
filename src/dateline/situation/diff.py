"""What changed between two situations, and by which claims: two days as known at one moment, or one as known at two.

began     a state that was not there
ended     one that is not there any more
changed   one that is there with other days, figures or sides, another status, or newly disputed
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection

from dateline.situation.query import Asked, situation
from dateline.situation.views import State

COMPARED = ("status", "disputed", "contested", "presumed")


@dataclass(frozen=True, slots=True)
class Change:
    """How a state differs, in words, and the claims that tell of it."""

    kind: Literal["began", "ended", "changed"]
    before: State | None
    after: State | None
    reasons: tuple[str, ...]
    claims: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The record that `dateline situation --diff --format jsonl` prints."""
        return {
            "change": self.kind,
            "before": self.before.to_dict() if self.before else None,
            "after": self.after.to_dict() if self.after else None,
            "reasons": list(self.reasons),
            "claims": list(self.claims),
        }


def diff(connection: Connection, earlier: Asked, later: Asked) -> list[Change]:
    """The changes from one situation to another, in the order of their keys."""
    before, after = _by_id(situation(connection, earlier)), _by_id(situation(connection, later))
    heirs = defaultdict(list)
    for state in after.values():
        heirs[state.version.key].append(state)
    changes = _changes(before, after, heirs)
    return sorted(changes, key=lambda change: _of(change).version.key)


def _by_id(found: Iterable[State]) -> dict[str, State]:
    return {state.version.id: state for state in found}


def _changes(
    before: Mapping[str, State], after: Mapping[str, State], heirs: Mapping[str, Sequence[State]]
) -> Iterator[Change]:
    for ident, state in before.items():
        if ident not in after:
            yield _ended(state, heirs[state.version.key])
        elif words := tuple(_differences(state, after[ident])):
            yield Change("changed", state, after[ident], words, _new_claims(state, [after[ident]]))
    for ident, state in after.items():
        if ident not in before:
            yield Change("began", None, state, state.reasons, state.said.claims)


def _ended(state: State, heirs: Sequence[State]) -> Change:
    """A state that is gone: by its own end, or by what its key's other states tell."""
    reasons = state.reasons if state.version.valid_to else tuple(r for heir in heirs for r in heir.reasons)
    return Change("ended", state, None, reasons, _new_claims(state, heirs) or state.said.claims)


def _differences(before: State, after: State) -> Iterator[str]:
    for name in COMPARED:
        if getattr(before, name) != getattr(after, name):
            yield f"{name}: {_word(getattr(before, name))}, then {_word(getattr(after, name))}"
    for name, one, other in (
        ("from", before.version.valid_from, after.version.valid_from),
        ("to", before.version.valid_to, after.version.valid_to),
    ):
        if one != other:
            yield f"{name}: {one or 'not known'}, then {other or 'not known'}"
    figures = [[value.figure for value in state.values] for state in (before, after)]
    if figures[0] != figures[1]:
        yield "figures differ"


def _word(value: Any) -> str:
    return {True: "yes", False: "no"}.get(value, str(value))


def _new_claims(state: State, others: Iterable[State]) -> tuple[str, ...]:
    old = {*state.said.claims, *state.denied.claims}
    told = (claim for other in others for claim in (*other.said.claims, *other.denied.claims))
    return tuple(dict.fromkeys(claim for claim in told if claim not in old))


def _of(change: Change) -> State:
    state = change.after or change.before
    assert state is not None
    return state
