"""What two coders say of one dispatch: which claims are the same, which are the same words read otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dateline.records import Claim

Kind = Literal["added", "gone", "changed", "held"]
NOT_CONTENT = ("id", "sentence", "document", "coder")
NOT_NEWS = ("reasons",)  # differ with every version; told only where nothing else does
SHOWN = ("name", "from", "value", "text")  # what stands for a part of a claim in words, the first that it has
NOTHING = "none"


@dataclass(frozen=True, slots=True)
class Change:
    """How a claim differs from what it was. `became` is the id of the claim that now stands for its words.

    `held`: the coder says otherwise, a judgement keeps it. `fields` has what was and what is, in words.
    """

    kind: Kind
    claim: str
    what: str
    became: str | None = None
    fields: tuple[tuple[str, str, str], ...] = ()

    def words(self) -> str:
        """A line for people."""
        id_ = f"{self.claim}, now {self.became}" if self.became not in (None, self.claim) else self.claim
        details = "; ".join(f"{name}: {was} → {now}" for name, was, now in self.fields)
        return f"{self.kind} {self.what} ({id_})" + (f": {details}" if details else "")


def content(claim: Claim) -> dict[str, Any]:
    """All that a claim says, without who coded it and where it stands in the document."""
    return {name: value for name, value in claim.to_dict().items() if name not in NOT_CONTENT}


def describe(claim: Claim) -> str:
    """A claim in a few words."""
    return f"{claim.type} “{claim.trigger.text}” in {claim.document.id}"


def change(kind: Kind, was: Claim, now: Claim | None = None) -> Change:
    """A change of one claim, or to another that stands for its words."""
    if now is None:
        return Change(kind, was.id, describe(was))
    return Change(kind, was.id, describe(was), now.id, tuple(changed_fields(content(was), content(now))))


def changed_fields(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The fields that differ, by their paths in the record, with what they were and what they are, in words."""
    names = [name for name in was if was[name] != now[name]]
    for name in [name for name in names if name not in NOT_NEWS] or names:
        yield from _differing(name, was[name], now[name])


def _differing(path: str, was: Any, now: Any) -> Iterator[tuple[str, str, str]]:
    if was == now:
        return
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        for name in was:
            yield from _differing(f"{path}.{name}", was[name], now.get(name))
    elif _are_parts(was) and _are_parts(now) and len(was) == len(now):
        for k, (before, after) in enumerate(zip(was, now, strict=True)):
            yield from _differing(f"{path}.{k}", before, after)
    elif isinstance(was, list) and isinstance(now, list) and not _are_parts(was or now):
        yield path, _shown([each for each in was if each not in now]), _shown([each for each in now if each not in was])
    else:
        yield path, _shown(was), _shown(now)


def _are_parts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def successors(gone: Iterable[Claim], fresh: Sequence[Claim]) -> dict[str, Claim]:
    """Claims that are gone, by id, with the one new claim that reads the same words of the same sentence.

    One of the same type is taken where there are several; none where it cannot be told which.
    """
    by_words: dict[Any, list[Claim]] = {}
    for claim in fresh:
        by_words.setdefault(_words(claim), []).append(claim)
    found: dict[str, Claim] = {}
    ordered = sorted(gone, key=lambda claim: claim.id)
    for same_type in (True, False):
        for claim in ordered:
            rivals = [each for each in by_words.get(_words(claim), ()) if not same_type or each.type == claim.type]
            if claim.id not in found and len(rivals) == 1:
                found[claim.id] = rivals[0]
                by_words[_words(claim)].remove(rivals[0])
    return found


def _words(claim: Claim) -> tuple[str, str, int, str]:
    """Where a claim is told, wherever its sentence has moved in the document."""
    return claim.kind, claim.sentence.text, claim.trigger.start - claim.sentence.start, claim.trigger.text


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_shown, value)) or NOTHING
    if isinstance(value, Mapping):
        return str(next((value[name] for name in SHOWN if value.get(name) is not None), NOTHING))
    return NOTHING if value is None else str(value)
