"""Claims brought together: rows of blocks, links of pairs, groups, incidents. Functions over records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.dataflow.traces import read_traits
from dateline.dataflow.writing import ROW, row
from dateline.linking.cluster import Limits, clusters
from dateline.linking.compare import Together, compare
from dateline.linking.logistic import settings
from dateline.linking.nearby import near, pair, rows_of
from dateline.linking.neighbours import REACH, SPAN
from dateline.linking.summary import Tie, incident_id
from dateline.linking.summary import incident_row as summed
from dateline.output.json_text import json_line

Record = dict[str, Any]
Kinds = Mapping[str, str]
STANDING: Kinds = {
    "row": "string", "n": "int", "known": "string", "document_id": "string", "sentence": "int", "id": "string",
}  # fmt: skip
MARKED: Kinds = {"a_document": "int", "b_document": "int", "story": "bool"}
LINK: Kinds = {"a": "int", "b": "int", "score": "float", "reasons": "strings"}
ROOTED: Kinds = {"root": "int", "n": "int", "id": "string", "known": "string"}
GROUPED: Kinds = {"n": "int", "incident": "string"}
INCIDENT = ROW
_ORDER = ("known", "document_id", "sentence", "id")


def standing(traits: Record) -> Iterator[Record]:
    """The rows in which a claim stands with those that share a block."""
    rows = {keys for block in traits["blocks"] for keys in rows_of(block, "|")}
    for keys in sorted(rows):
        yield {"row": " ".join(keys), "n": traits["n"], **{name: traits[name] for name in _ORDER}}


def pairs(told: Record) -> Iterator[Record]:
    """The claims of a row that are compared."""
    order = {each["n"]: tuple(each[name] for name in _ORDER) for each in told["rows"]}
    found = near([("row",)], {"row": list(order)}, list(order), REACH, lambda ns: {n: order[n] for n in ns})
    yield from ({"a": a, "b": b} for a, b in found.pairs)


def own_pairs(told: Record) -> Iterator[Record]:
    """The claims of one document that are compared."""
    yield from _near_each_other(told["rows"], told["rows"])


def story_pairs(related: Record) -> Iterator[Record]:
    """The claims of two documents of one story that are compared."""
    yield from _near_each_other(related["ours"], related["theirs"])


def _near_each_other(ours: Sequence[Record], theirs: Sequence[Record]) -> Iterator[Record]:
    families: dict[str, list[Record]] = defaultdict(list)
    for each in theirs:
        families[each["family"]].append(each)
    found = {
        pair(one["n"], other["n"])
        for one in ours
        for other in families[one["family"]]
        if one["n"] != other["n"] and abs(one["sentence"] - other["sentence"]) <= SPAN
    }
    yield from ({"a": a, "b": b} for a, b in found)


def marked(documents: Record) -> Iterator[Record]:
    """Two documents as those of one story."""
    yield {**documents, "story": True}


def compared(both: Record) -> Iterator[Record]:
    """The link between two claims, if there is one."""
    one, other = (
        read_traits({"n": both[side], "document": both[f"{side}_document"], "traits": both[f"{side}_traits"]})
        for side in ("a", "b")
    )
    link = compare(one, other, Together(story=bool(both["story"])))
    if link:
        yield {"a": both["a"], "b": both["b"], "score": link.score, "reasons": list(link.reasons)}


def rooted(member: Record) -> Iterator[Record]:
    """A thing with what it hangs together with; alone it is its own root."""
    yield {**{name: member[name] for name in ("n", "id", "known")}, "root": _or(member["root"], member["n"])}


def _or(value: Any, other: Any) -> Any:
    return other if value is None else value


def grouped(whole: Record) -> Iterator[Record]:
    """Claims that hang together, in incidents."""
    members = {each["n"]: each for each in whole["members"]}
    for group in groups_of(whole, settings("incident_limits")):
        ident = incident_id(members[group[0]]["id"])
        yield from ({"n": n, "incident": ident} for n in group)


def groups_of(whole: Record, limits: Mapping[str, Any]) -> list[list[int]]:
    """What hangs together, in groups, each in the order of its things."""
    order = sorted(whole["members"], key=lambda each: (each["known"], each["id"]))
    scores = {pair(each["a"], each["b"]): each["score"] for each in whole["ties"] or ()}
    bounds = Limits(limits["joined"], limits["average"], limits["largest"])
    return clusters([each["n"] for each in order], scores, bounds)


def summed_up(whole: Record) -> Iterator[Record]:
    """The incident that a group of claims tells of."""
    group = sorted((read_traits(each) for each in whole["told"]), key=lambda each: each.order)
    ties = {pair(each["a"], each["b"]): Tie(each["score"], each["reasons"]) for each in whole["ties"] or ()}
    copied = sorted({(each["later"], each["earlier"]) for each in whole["copied"] or ()})
    yield incident_row(summed(group, ties, copied))


def incident_row(found: Mapping[str, Any]) -> Record:
    """An incident as it is written: what people filter by as columns, and its whole record."""
    record = found["record"]
    place = record["place"] or {}
    return row(
        found["id"],
        {
            **{name: found[name] for name in ("id", "type", "status", "sources", "disputed")},
            "place": place.get("name"),
            **{f"place_{name}": place.get(name) for name in ("id", "country", "lat", "lon", "precision")},
            "time_from": record["from"],
            "time_to": record["to"],
            "actor_ids": [each["id"] for each in record["actors"]],
            "recipient_ids": [each["id"] for each in record["recipients"]],
            "claims": found["claims"],
            "documents": found["documents"],
            "first_known": found["first_known"],
            "last_known": found["last_known"],
            "claim_ids": list(record["claims"]),
            "document_ids": list(record["documents"]),
            "record": json_line(record).decode("utf-8"),
        },
    )
