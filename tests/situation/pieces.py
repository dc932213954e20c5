"""Tiny hand-made evidence, and what a picture of it says on a day, as known on another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dateline.situation.evidence import Evidence, Figure, Party, Spot, key_of
from dateline.situation.states import StateVersion, versions
from dateline.store.moments import end_of_knowledge

TOWN = Spot("gn:1", "Aville", "XA", 1.0, 1.0, "town")
COUNTRY = Spot("gn:9", "Acountry", "XA", 1.0, 1.0, "country")
RED = Party("new:red", "Red Front", None, "REB")
BLUE = Party("new:blue", "Blue Army", "XAA", "MIL")
GREEN = Party("new:green", "Green League", "XBB", None)
REBELS = Party("kind:rebels", "rebels", None, "REB")


def piece(known: str, **given: Any) -> Evidence:
    """Evidence known from the beginning of a day; what it says without a day of its own, it says of that day."""
    given = {"predicate": "controls", "effect": "holds", "status": "actual", "subject": RED, **given}
    if given["predicate"] == "controls":
        given.setdefault("place", TOWN)
    dated = "valid_from" in given or "valid_to" in given
    day = given.get("valid_from") or given.get("valid_to") or known
    given.setdefault("on", day if given["effect"] != "holds" or given.get("valid_to") else known)
    if given["effect"] == "begins":
        given.setdefault("valid_from", day)
    if given["effect"] == "ends":
        given.setdefault("valid_to", day)
    given.setdefault("rule", "date" if dated else "publication")
    name = "|".join(str(part) for part in (known, *sorted(given.items(), key=str)))
    given.setdefault("claim", f"c-{name}")
    given.setdefault("unit", f"outlet of {given['claim']}")
    given.setdefault("confidence", 0.8)
    ends = [given.get(name) for name in ("subject", "object", "place", "label")]
    key = key_of(given["predicate"], *ends)
    return Evidence(key=key, known=f"{known}T00:00:00Z", document=f"d-{known}", **given)


def at(rows: Iterable[StateVersion], day: str, known: str = "2030-01-01") -> list[StateVersion]:
    """The rows that hold on a day, as known by the end of another."""
    moment = end_of_knowledge(known)
    return [
        row
        for row in rows
        if row.known_from < moment
        and (row.known_to is None or row.known_to >= moment)
        and (row.valid_from is None or row.valid_from <= day)
        and (row.valid_to is None or row.valid_to > day)
    ]


def rows_of(*evidence: Evidence) -> list[StateVersion]:
    """The rows of evidence of one key."""
    (key,) = {each.key for each in evidence}
    return versions(key, evidence)


def who(evidence: Iterable[Evidence], day: str, known: str = "2030-01-01", status: str = "actual") -> set[str]:
    """Who is said to hold it on a day."""
    return {row.record["subject"][1] for row in at(rows_of(*evidence), day, known) if row.status == status}


def figures(*values: float) -> tuple[Figure, ...]:
    """Numbers of troops."""
    return tuple(Figure(value, value, value, "troops") for value in values)
