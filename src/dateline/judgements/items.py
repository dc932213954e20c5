"""Complete what people write of a party, a place, a number or a time to the form of the record, and check it."""

from __future__ import annotations

import dataclasses
import json
import math
import types
import typing
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, Union

from dateline.errors import InputError
from dateline.records import Place, Precision, Quantity, Time
from dateline.store.moments import after, first_day

BOUNDS = {"lat": 90.0, "lon": 180.0}
BY_LENGTH: Mapping[int, Precision] = {4: "year", 7: "month", 10: "day"}  # of a date that is cut to what is known
RULE = "judgement"  # names how a corrected time was found

Record = dict[str, Any]


def item_fields(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a record that can be corrected one by one."""
    return tuple(field.name for field in dataclasses.fields(kind) if field.name not in ("start", "end"))


def complete_item(
    kind: type[Any], value: Any, record: Mapping[str, Any], present: Mapping[str, Any] | None = None
) -> Record:
    """A party, place, source or number as the record has it.

    Args:
        kind: Its record.
        value: What a person wrote of it.
        record: The claim.
        present: What stands in its place; its words are kept where the value names none.

    Raises:
        InputError: it has unknown fields or values, names nothing, or its words do not stand in the sentence.
    """
    if not isinstance(value, Mapping):
        raise _refusal(f"give an object such as {_example(kind)}, not {json.dumps(value)}")
    words = _words(value if "text" in value or present is None else {**_span(present), **value}, record)
    filled = {**_defaults(kind), **_sized(kind, value), **words}
    if problem := _problem(kind, filled) or _item_problem(kind, filled):
        raise _refusal(f"{problem}; give an object such as {_example(kind)}")
    return filled


def complete_time(value: Any, record: Mapping[str, Any]) -> Record:
    """A time as the record has it; without an end, it is the interval that its beginning names.

    Raises:
        InputError: it has no dates, or they are none.
    """
    if not isinstance(value, Mapping) or not {"from", "to"} & set(value):
        raise _refusal('a time is an object such as {"from": "2017-10-17"} or {"from": "2017-10", "to": "2017-11"}')
    first, last = value.get("from"), value.get("to", value.get("from"))
    words = _words(value, record)
    precision = value.get("precision") or (BY_LENGTH.get(len(str(first)), "range") if first == last else "range")
    given = {name: each for name, each in value.items() if name not in ("rule", "timex")}
    filled = {**given, **words, "from": first, "to": last, "precision": precision, "rule": RULE, "timex": None}
    problem = _problem(Time, {("from_" if name == "from" else name): each for name, each in filled.items()})
    if problem := problem or _dates_problem(first, last):
        raise _refusal(f"a time: {problem}")
    return filled


def _span(present: Mapping[str, Any]) -> Record:
    return {name: present[name] for name in ("text", "start", "end")}


def _words(value: Mapping[str, Any], record: Mapping[str, Any]) -> Record:
    """The words that name it and where they stand: where they are given, else where the sentence has them first."""
    text, sentence, trigger = value.get("text") or "", record["sentence"], record["trigger"]
    if not text:
        return {"text": "", "start": trigger["start"], "end": trigger["start"]}
    if "start" in value and "end" in value and value["end"] == value["start"] + len(text):
        return {"text": text, "start": value["start"], "end": value["end"]}
    at = str(sentence["text"]).find(str(text))
    if at < 0:
        raise _refusal(f"“{text}” does not stand in the sentence; leave “text” out for what its words do not name")
    return {"text": text, "start": sentence["start"] + at, "end": sentence["start"] + at + len(text)}


def _defaults(kind: type[Any]) -> Record:
    return {
        field.name: None if field.default is dataclasses.MISSING or not field.default else field.default
        for field in dataclasses.fields(kind)
    } | ({"claimants": [], "relation": "in"} if kind is Place else {})


def _sized(kind: type[Any], value: Mapping[str, Any]) -> Record:
    """A number that is exact bounds itself."""
    exact = value.get("value") if kind is Quantity else None
    return dict(value) if exact is None else {"low": exact, "high": exact, **value}


def _item_problem(kind: type[Any], item: Mapping[str, Any]) -> str | None:
    if kind is Quantity:
        sizes = [item["low"], item["value"], item["high"]]
        known = [size for size in sizes if size is not None]
        return None if known and known == sorted(known) else "a number needs a value or bounds, the lower first"
    for name, bound in BOUNDS.items() if kind is Place else ():
        if item[name] is not None and abs(item[name]) > bound:
            return f"{name} lies between -{bound:g} and {bound:g}"
    if kind is Place and (item["lat"] is None) != (item["lon"] is None):
        return "a point needs lat and lon"
    return None if item["name"] or item["text"] else "it needs a name"


def _dates_problem(first: str | None, last: str | None) -> str | None:
    for cut in (first, last):
        if cut is not None and (len(cut) not in BY_LENGTH or not _is_date(cut)):
            return f"“{cut}” is no date; write 2017, 2017-10 or 2017-10-17"
    if first and last and first_day(first) >= after(last):
        return "it ends before it begins"
    return None if first or last else "it has no dates"


def _is_date(cut: str) -> bool:
    try:
        return bool(date.fromisoformat(first_day(cut)))
    except ValueError:
        return False


def _problem(kind: type[Any], item: Mapping[str, Any]) -> str | None:
    hints = typing.get_type_hints(kind)
    for name in item:
        if name not in hints:
            return f"there is no “{name}” in it; there are {', '.join(item_fields(kind))}"
    wrong = [name for name, hint in hints.items() if not _fits(hint, item.get(name))]
    return f"“{wrong[0]}” cannot be {json.dumps(item.get(wrong[0]))}" if wrong else None


def _fits(hint: Any, value: Any) -> bool:
    """Whether a value of JSON is of a field's type."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return value in arguments
    if origin in (types.UnionType, Union):
        return any(_fits(each, value) for each in arguments)
    if origin is tuple:
        return isinstance(value, list) and all(_fits(arguments[0], each) for each in value)
    if hint in (int, float):
        of_kind = isinstance(value, int if hint is int else int | float) and not isinstance(value, bool)
        return of_kind and (isinstance(value, int) or math.isfinite(value))  # NaN and Infinity are no JSON
    return isinstance(value, hint)


def _example(kind: type[Any]) -> str:
    if kind is Quantity:
        return json.dumps({"value": 20, "unit": "people"})
    return json.dumps({"name": "…", "id": "…"}, ensure_ascii=False)


def _refusal(message: str) -> InputError:
    return InputError("E-CORRECT", message)
