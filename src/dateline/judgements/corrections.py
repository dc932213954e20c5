"""Apply corrections to a claim.

A correction names a field by its path in the record, as `dateline code` prints it, and gives its new value:

    status            "negated"
    type              "CONCEDE"                  modes that the new type has not are dropped, codes follow
    actors            [{"name": "Kurdish forces"}]
    actors.0.name     "Kurdish forces"           the register's id goes with the old name; correct `actors.0.id` too
    time              {"from": "2017-10-17"}
    quantities.0.low  20

What an item leaves out is filled in: words that the sentence does not have stand nowhere (start and end are those of
the trigger, the text is empty).
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from dateline.errors import InputError
from dateline.judgements.items import complete_item, complete_time, item_fields
from dateline.judgements.records import Judgement, in_words
from dateline.ontology import codes, load_ontology
from dateline.records import Actor, Claim, Place, Quantity, Source, claim_from_dict, is_historical

ITEMS: Mapping[str, type[Any]] = {
    "actors": Actor,
    "recipients": Actor,
    "places": Place,
    "quantities": Quantity,
    "sources": Source,
}
FIELDS = ("type", "modes", "status", "label", "time", *ITEMS)  # in the order in which they are applied
NONE_OF_THESE = "none"

Record = dict[str, Any]


def corrected(claim: Claim, judgements: Iterable[Judgement]) -> Claim:
    """A claim with its corrections, given from the one that yields to the one that wins.

    A correction that does not fit the claim any more, because a newer coder reads it otherwise, is left out; the
    reasons say so.
    """
    record, reasons = claim.to_dict(), list(claim.reasons)
    for judgement in in_force(judgements):
        try:
            record = apply(record, judgement.field or "", judgement.value)
            reasons.append(in_words(judgement))
        except InputError as error:
            reasons.append(f"{judgement.id} corrects “{judgement.field}”, which does not fit any more: {error.message}")
    if len(reasons) == len(claim.reasons):
        return claim
    made = claim_from_dict(record, claim.sentence, claim.document)
    historical = claim.historical if made.time == claim.time else is_historical(made.time, claim.document.published)
    return dataclasses.replace(made, historical=historical, reasons=tuple(reasons))


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The corrections that no later one replaces, in the order in which they are applied."""
    last: dict[str, Judgement] = {}
    for judgement in judgements:
        if judgement.action == "correct":
            path = judgement.field or ""
            last = {known: kept for known, kept in last.items() if not f"{known}.".startswith(f"{path}.")}
            last[path] = judgement
    return [last[path] for path in sorted(last, key=_order)]


def _order(path: str) -> tuple[int, int, bool, str]:
    name, *rest = path.split(".")
    return FIELDS.index(name) if name in FIELDS else -1, len(rest), rest[-1:] != ["name"], path


def apply(record: Mapping[str, Any], path: str, value: Any) -> Record:
    """A claim's record with another value at a path; the record given is left as it is.

    Raises:
        InputError: there is no such field or it cannot have the value; the message says what it can have.
    """
    check_path(path)
    name, *rest = path.split(".")
    if name in ITEMS:
        return {**record, name: _items(record, name, rest, value)}
    if name == "time":
        return {**record, "time": _time(record, rest, value)}
    if rest:
        raise _refusal(f"“{name}” has no fields of its own; correct “{name}”")
    return PLAIN[name](record, value)


def check_path(path: str) -> None:
    """See that a path begins with a field that can be corrected.

    Raises:
        InputError: it does not; the message lists them.
    """
    name = path.split(".")[0]
    if name not in FIELDS:
        raise _refusal(f"“{name}” cannot be corrected; {', '.join(FIELDS)} can")


def _items(record: Mapping[str, Any], name: str, rest: Sequence[str], value: Any) -> list[Record]:
    kind, present = ITEMS[name], record[name]
    if not rest:
        if not isinstance(value, list):
            raise _refusal(f"“{name}” is a list, such as [{{…}}]; [] for none")
        return [complete_item(kind, item, record) for item in value]
    at = _position(name, rest[0], len(present))
    if len(rest) == 1:
        changed = complete_item(kind, value, record, present[at])
    else:
        changed = complete_item(kind, _with_field(kind, rest[1:], value, present[at]), record, present[at])
    return [*present[:at], changed, *present[at + 1 :]]


def _position(name: str, given: str, count: int) -> int:
    if not given.isdecimal() or int(given) >= count:
        there = f"0 to {count - 1}" if count else NONE_OF_THESE
        raise _refusal(f"there is no “{name}.{given}”; there are {there}")
    return int(given)


def _with_field(kind: type[Any], rest: Sequence[str], value: Any, present: Record) -> Record:
    field, *deeper = rest
    known = item_fields(kind)
    if field not in known or deeper:
        raise _refusal(f"there is no “{'.'.join(rest)}” in it; there are {', '.join(known)}")
    kept = {"text": present["text"]} if field == "name" and kind is not Quantity else present
    if field == "text":
        kept = {name: old for name, old in present.items() if name not in ("start", "end")}
    return {**kept, field: value}


def _time(record: Mapping[str, Any], rest: Sequence[str], value: Any) -> Record | None:
    present = record["time"]
    if not rest:
        return complete_time(value, record) if value is not None else None
    if present is None:
        raise _refusal(f"the claim has no time; correct “time”, for example {json.dumps({'from': '2017-10-17'})}")
    if rest[0] not in ("from", "to", "precision") or rest[1:]:
        raise _refusal("of a time, from, to and precision can be corrected")
    kept = {name: present[name] for name in ("text", "start", "end", "from", "to")}
    return complete_time({**kept, rest[0]: value}, record)


def _with_type(record: Mapping[str, Any], value: Any) -> Record:
    ontology = load_ontology()
    if not isinstance(value, str) or not value:
        raise _refusal("a type is the name of an event type or a relation")
    relation = value in ontology.relations
    known = ontology.event_types[value].modes if value in ontology.event_types else ()
    kept = {
        "kind": "relation" if relation else "event",
        "type": value,
        "contexts": [] if relation else record["contexts"],
    }
    return _with_codes({**record, **kept}, [mode for mode in record["modes"] if mode in known])


def _with_modes(record: Mapping[str, Any], value: Any) -> Record:
    kind = load_ontology().event_types.get(record["type"])
    known = kind.modes if kind else ()
    if not isinstance(value, list) or not all(mode in known for mode in value) or len(set(value)) < len(value):
        raise _refusal(f"modes of {record['type']} are a list of {', '.join(known) or NONE_OF_THESE}")
    return _with_codes(record, value)


def _with_codes(record: Mapping[str, Any], modes: list[str]) -> Record:
    of_ontology = record["type"] in load_ontology().event_types
    coded = codes(record["type"], modes) if of_ontology else None
    return {
        **record,
        "modes": modes,
        "cameo": coded.cameo if coded else None,
        "quad": coded.quad if coded else None,
        "intensity": coded.intensity if coded else None,
    }


def _with_status(record: Mapping[str, Any], value: Any) -> Record:
    if value not in load_ontology().statuses:
        raise _refusal(f"no status “{value}”; there are {', '.join(load_ontology().statuses)}")
    return {**record, "status": value}


def _with_label(record: Mapping[str, Any], value: Any) -> Record:
    if value is not None and not isinstance(value, str):
        raise _refusal("a label is a text or null")
    return {**record, "label": value}


PLAIN: Mapping[str, Callable[[Mapping[str, Any], Any], Record]] = {
    "type": _with_type,
    "modes": _with_modes,
    "status": _with_status,
    "label": _with_label,
}


def _refusal(message: str) -> InputError:
    return InputError("E-CORRECT", message)
