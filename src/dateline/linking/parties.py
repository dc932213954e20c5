"""How two parties relate: the same, one part of the other, of a kind, or different.

Part and whole come from the register: a group and the alliance that it belongs to, a ministry, an army, a president
and the state. A group that split from another is another.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Literal

from dateline.actors import load_register
from dateline.actors.entries import Entry
from dateline.actors.register import ActorRegister
from dateline.linking.traits import Party

Level = Literal["same", "kin", "generic", "mates", "different"]
LEVELS: tuple[Level, ...] = ("same", "kin", "generic", "mates", "different")  # from the closest
_BELONGING = frozenset(("part-of", "wing-of", "merged-into"))
_OF_STATES = frozenset(("government", "ministry", "army", "police", "agency", "court", "parliament", "body"))
_SERVING = frozenset(("GOV", "MIL", "SPY", "COP", "JUD", "LEG"))
_STEPS = 4  # how far up one belongs


def compare_parties(ours: Sequence[Party], theirs: Sequence[Party]) -> Level | None:
    """The closest relation between two sides; None where one is not told or nothing speaks for or against."""
    if not ours or not theirs:
        return None
    found = {relation(a.id, b.id) if a.named and b.named else _generic(a, b) for a in ours for b in theirs}
    return next((level for level in LEVELS if level in found), None)


def are_akin(ours: Sequence[Party], theirs: Sequence[Party]) -> bool:
    """Whether the closest relation between two sides is that of the same, or of part and whole."""
    return any(a.named and b.named and relation(a.id, b.id) in ("same", "kin") for a in ours for b in theirs)


@functools.lru_cache(maxsize=200_000)
def relation(a: str, b: str) -> Level:
    """How two named actors relate, by their ids."""
    if a == b:
        return "same"
    above_a, above_b = wholes(a), wholes(b)
    if a in above_b or b in above_a or _short_name(a, b):
        return "kin"
    return "mates" if above_a & above_b else "different"


@functools.lru_cache(maxsize=50_000)
def root(ident: str) -> str:
    """The state or the largest body that an actor belongs to; the actor itself where it belongs to none."""
    above = wholes(ident)
    world = load_register().world.by_id
    return min((each for each in above if each in world), default=None) or min(_tops(above), default=ident)


@functools.lru_cache(maxsize=50_000)
def wholes(ident: str) -> frozenset[str]:
    """All that an actor is part of or speaks for."""
    found: set[str] = set()
    level = {ident}
    register = load_register()
    for _ in range(_STEPS):
        level = {above for each in level for above in _above(each, register)} - found - {ident}
        found |= level
    return frozenset(found | _predecessors(register.get(ident)))


def _predecessors(entry: Entry | None) -> set[str]:
    """Whom an actor took over from; what those belonged to is another matter."""
    return {link.target for link in entry.lineage if link.kind == "succeeded"} if entry else set()


def _tops(above: frozenset[str]) -> set[str]:
    return {each for each in above if not wholes(each)}


def _above(ident: str, register: ActorRegister) -> set[str]:
    entry = register.get(ident)
    if entry is None:
        return set()
    found = {link.target for link in entry.lineage if link.kind in _BELONGING}
    found |= {body for _, body in register.terms(entry)}
    state = register.world.by_alpha3.get(entry.country or "")
    if state and state.id != ident and _serves(entry):
        found.add(state.id)
    return found


def _serves(entry: Entry) -> bool:
    return entry.kind in _OF_STATES and bool({s.value for s in entry.sectors} & _SERVING or not entry.sectors)


def _short_name(a: str, b: str) -> bool:
    """Whether a person whom only the texts know is named in full and in short: new:aksoy, new:mehmet-aksoy."""
    short, long = sorted((a, b), key=len)
    known = short.startswith("new:") or long.startswith("new:")
    return known and long.rpartition(":")[2].endswith("-" + short.rpartition(":")[2])


def _generic(a: Party, b: Party) -> Level | None:
    """Kinds of people match what may be of that kind, and contradict nothing but a kind of another country."""
    if a.named or b.named:
        kind, named = (b, a) if a.named else (a, b)
        land = kind.id.partition(".")[2]
        return "generic" if land and (land == named.id or land in wholes(named.id)) else None
    (kind_a, _, land_a), (kind_b, _, land_b) = a.id.partition("."), b.id.partition(".")
    if land_a and land_b and land_a != land_b:
        return "different"
    return "generic" if kind_a == kind_b and kind_a.startswith("kind:") else None
