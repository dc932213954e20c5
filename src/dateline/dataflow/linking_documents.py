"""Documents brought together: versions, rows of bands, what pairs have in common, stories. Functions over records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from dateline.dataflow.linking_claims import groups_of, incident_row
from dateline.dataflow.traces import read_profile
from dateline.dataflow.writing import row
from dateline.linking.copying import relation
from dateline.linking.duplicates import REACH, STORY
from dateline.linking.logistic import settings
from dateline.linking.nearby import near, rows_of
from dateline.linking.untyped import Edge, Told, is_untold, story_row, untyped_id

Record = dict[str, Any]
Kinds = Mapping[str, str]
VERSION: Kinds = {"id": "string", "n": "int", "known": "string", "counts": "bool", "several": "bool"}
STANDING: Kinds = {"row": "string", "n": "int", "known": "string", "id": "string"}
RELATED: Kinds = {
    "later": "int", "earlier": "int", "later_id": "string", "earlier_id": "string", "kind": "string",
    "similarity": "float", "reasons": "strings",
}  # fmt: skip


def versions(told: Record) -> Iterator[Record]:
    """Which of the documents with one id counts: the one published last; of equals the one whose text came last."""
    rows = sorted(told["rows"], key=lambda each: int(each["n"]))
    first = {each["digest"]: each for each in reversed(rows)}  # the same again is no version of its own
    counting = max(first.values(), key=lambda each: (each["known"], each["n"]))["n"]
    for each in rows:
        yield {
            "id": told["id"],
            "n": each["n"],
            "known": each["known"],
            "counts": each["n"] == counting,
            "several": len(rows) > 1,
        }


def version_rows(told: Record) -> Iterator[Record]:
    """A version as it is written."""
    kept = {name: told[name] for name in ("id", "n", "known", "counts")}
    yield row(f"{told['id']} {told['n']:020}", kept)


def standing(profile: Record) -> Iterator[Record]:
    """The rows in which a document stands with those that share a band."""
    for band in profile["bands"]:
        is_story = len(band.partition(":")[2]) == STORY
        for keys in rows_of(band, ":") if is_story else ((band,),):
            yield {"row": " ".join(keys), **{name: profile[name] for name in ("n", "known", "id")}}


def pairs(told: Record) -> Iterator[Record]:
    """The documents of a row that are compared."""
    order = {each["n"]: (each["known"], each["id"]) for each in told["rows"]}
    found = near([("row",)], {"row": list(order)}, list(order), REACH, lambda ns: {n: order[n] for n in ns})
    yield from ({"a": a, "b": b} for a, b in found.pairs)


def compared(pair: Record) -> Iterator[Record]:
    """What two documents have in common, if they do."""
    ends = [
        {"n": pair[side], **{name: pair[f"{side}_{name}"] for name in ("id", "known", "profile")}}
        for side in ("a", "b")
    ]
    copy = relation(*(read_profile(each) for each in ends))
    if copy is None:
        return
    earlier, later = sorted(ends, key=lambda each: (each["known"], each["id"]))
    yield {
        "later": later["n"],
        "earlier": earlier["n"],
        "later_id": later["id"],
        "earlier_id": earlier["id"],
        "kind": copy.kind,
        "similarity": copy.similarity,
        "reasons": list(copy.reasons),
    }


def copy_rows(copy: Record) -> Iterator[Record]:
    """A relation of documents as it is written."""
    yield row(f"{copy['later_id']} {copy['earlier_id']}", copy)


def grouped(whole: Record) -> Iterator[Record]:
    """Documents that hang together, in stories; documents alone are in none."""
    members = {each["n"]: each for each in whole["members"]}
    for group in groups_of(whole, settings("story_limits")):
        if len(group) > 1:
            ident = untyped_id(members[group[0]]["id"])
            yield from ({"n": n, "incident": ident} for n in group)


def untold(story: Record) -> Iterator[Record]:
    """The incident without a type that a story is, if no typed one is shared by all of its documents."""
    told = sorted((_told(each) for each in story["told"]), key=lambda each: (each.known, each.id))
    typed: dict[int, set[str]] = {}
    for each in story["typed"] or ():
        typed.setdefault(each["n"], set()).add(each["incident"])
    if not is_untold([each.n for each in told], typed):
        return
    edges = {
        (each["later"], each["earlier"]): Edge(each["kind"], each["similarity"], each["reasons"])
        for each in story["edges"]
    }
    found, _ = story_row(told, edges, typed)
    yield incident_row(found)


def _told(record: Record) -> Told:
    profile = read_profile(record)
    return Told(profile.n, profile.id, profile.known, record["title"], profile.origin, profile.terms)


def counted(told: Mapping[str, int]) -> bytes:
    """The marker that linking is done."""
    return json.dumps(told, sort_keys=True).encode()


def counts(marker: bytes) -> dict[str, int]:
    """What the marker tells."""
    told: dict[str, int] = json.loads(marker)
    return told
