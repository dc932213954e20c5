"""A judgement: what a person decided about some claims.

    accept    the claim is right: confidence 1, and it stays when a newer coder no longer finds it
    reject    the claim is wrong: it counts for nothing
    correct   one field of the claim is otherwise (and the claim is right: it accepts)
    merge     the claims tell of one happening
    split     the claims tell of different happenings; `value` has the groups that belong apart, null: each apart

Judgements are about the reading of a text, so they hold for every valid and known time. Where two conflict, the one
that was made later wins; both stay.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from dateline.errors import InputError

Action = Literal["accept", "reject", "merge", "split", "correct"]
ACTIONS: tuple[str, ...] = get_args(Action)
PAST = {"accept": "accepted", "reject": "rejected", "merge": "merged", "split": "split", "correct": "corrected"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
LONGEST = 24  # characters of an id
OF_SEVERAL = ("merge", "split")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judgement. `targets` are ids of claims, sorted; `made` and `revoked` are moments in UTC.

    `id` is derived from what was decided, by whom and when; revoking does not change it.
    """

    id: str
    action: Action
    targets: tuple[str, ...]
    author: str
    made: str
    field: str | None = None
    value: Any = None
    reason: str | None = None
    revoked: str | None = None
    revoked_by: str | None = None
    revoked_reason: str | None = None

    @property
    def order(self) -> tuple[str, str]:
        """What sorts judgements from the one that yields to the one that wins."""
        return self.made, self.id


def make_judgement(
    action: str,
    targets: Iterable[str],
    *,
    author: str,
    made: str,
    field: str | None = None,
    value: Any = None,
    reason: str | None = None,
) -> Judgement:
    """A judgement that fits together; whether its targets are there and its value fits them is not looked at.

    Raises:
        InputError: it does not; the message says what is missing or too much.
    """
    ids = tuple(sorted(set(targets)))
    groups = _groups(value) if action == "split" else value
    if problem := _problem(action, ids, author, field, groups):
        raise InputError("E-JUDGE", problem)
    covered = ["judgement.v1", action, ids, field, groups, author, reason, made]
    ident = hashlib.sha256(json.dumps(covered, sort_keys=True).encode("ascii")).hexdigest()[:20]
    return Judgement(f"j-{ident}", action, ids, author, made, field, groups, reason)  # type: ignore[arg-type]


def to_dict(judgement: Judgement) -> dict[str, Any]:
    """The JSON form, in which judgements are exported."""
    return {name: _listed(getattr(judgement, name)) for name in Judgement.__slots__}


def from_dict(data: Mapping[str, Any]) -> Judgement:
    """The judgement of a JSON form or of a row; `id` may be missing.

    Raises:
        InputError: it does not fit together, or the id is not that of its content.
    """
    unknown = sorted(set(data) - set(Judgement.__slots__))
    if unknown:
        raise InputError("E-JUDGE", f"a judgement has no “{unknown[0]}”; it has {', '.join(Judgement.__slots__)}")
    if wrong := [name for name, fits in _FITS.items() if not fits(data.get(name))]:
        raise InputError("E-JUDGE", f"“{wrong[0]}” of a judgement cannot be {json.dumps(data.get(wrong[0]))}")
    if data["action"] == "split" and not _are_groups(data.get("value")):
        raise InputError("E-JUDGE", "“value” of a split is null or a list of lists of claims")
    given = {name: data[name] for name in Judgement.__slots__ if name in data}
    ident = given.pop("id", None)
    revocation = {name: given.pop(name, None) for name in ("revoked", "revoked_by", "revoked_reason")}
    made = make_judgement(**given)
    if ident is not None and ident != made.id:
        raise InputError("E-JUDGE", f"{ident} was changed since it was made; leave the id out to make it a new one")
    return _revoked(made, revocation)


def in_words(judgement: Judgement) -> str:
    """Who decided what, when and why."""
    why = f": {judgement.reason}" if judgement.reason else ""
    what = f"{judgement.field} " if judgement.field else ""
    return f"{what}{PAST[judgement.action]} by {judgement.author} on {judgement.made[:10]}{why} ({judgement.id})"


def _is_moment(value: Any) -> bool:
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        return False
    try:
        return bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _are_ids(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(each, str) and 0 < len(each) <= LONGEST for each in value)


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _are_groups(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(map(_are_ids, value)))


_FITS: Mapping[str, Callable[[Any], bool]] = {
    "action": lambda value: value in ACTIONS,
    "targets": lambda value: bool(value) and _are_ids(value),
    "author": lambda value: bool(value) and _is_text(value),
    "made": _is_moment,
    "field": _is_text,
    "reason": _is_text,
    "revoked": lambda value: value is None or _is_moment(value),
    "revoked_by": _is_text,
    "revoked_reason": _is_text,
}


def _revoked(judgement: Judgement, revocation: Mapping[str, Any]) -> Judgement:
    kept = {name: getattr(judgement, name) for name in Judgement.__slots__}
    return Judgement(**{**kept, **revocation})


def _groups(value: Any) -> list[list[str]] | None:
    return None if value is None else sorted(sorted(set(group)) for group in value)


def _problem(action: str, targets: tuple[str, ...], author: str, field: str | None, value: Any) -> str | None:
    if action not in ACTIONS:
        return f"no action “{action}”; there are {', '.join(ACTIONS)}"
    if not author.strip():
        return "a judgement needs its author's name"
    if len(targets) < (2 if action in OF_SEVERAL else 1):
        return f"to {action}, name {'two claims or more' if action in OF_SEVERAL else 'a claim'}"
    if (action == "correct") != (field is not None):
        return "to correct, name the field" if field is None else f"to {action} names no field"
    if action == "split":
        return _split_problem(targets, value)
    return f"to {action} has no value" if action != "correct" and value is not None else None


def _split_problem(targets: tuple[str, ...], groups: list[list[str]] | None) -> str | None:
    if groups is None:
        return None
    together = sorted(ident for group in groups for ident in group)
    if len(groups) < 2 or together != list(targets):
        return "to split, give two groups or more that share no claim and together are the targets"
    return None


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
