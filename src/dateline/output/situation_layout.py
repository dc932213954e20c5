"""The situation for people: states by predicate, since when, last confirmed on, how many say so, who says otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.output.console import Paper
from dateline.output.list_kinds import figure, names
from dateline.output.listing import Kind, Point, Record, field, of_items
from dateline.output.words import brief, plural

# What is asked for most comes first; what is not named here follows by name.
ORDER = (
    "controls", "besieges", "present_in", "strength", "holds", "plan", "backs", "allied_with", "opposes",
    "affiliated_with", "member_of", "role", "designates",
)  # fmt: skip
PRECISION = {"year": 4, "month": 7}  # letters of a date that is no more exact than that


def situation_layout(records: Sequence[Record], paper: Paper) -> RenderableType:
    """States, grouped by predicate."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        groups[record["predicate"]].append(record)
    ordered = sorted(groups, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
    return Group(*(part for name in ordered for part in _group(name, groups[name], paper)))


def _group(name: str, records: Sequence[Record], paper: Paper) -> Iterator[RenderableType]:
    yield Text(brief(name), style="bold")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, width=14)
    table.add_column(overflow="fold")
    for record in records:
        table.add_row(paper.status(record["status"]), Text("\n").join(state_lines(record, paper)))
    yield Padding(table, (0, 0, 1, 2))


def state_lines(record: Record, paper: Paper) -> Iterator[Text]:
    """A state in lines: who, to whom or where; since when and how sure; who says otherwise."""
    yield Text(parties(record, paper), style="bold")
    yield Text(" · ".join(_facts(record)))
    if record["predicate"] == "plan" and record["reasons"]:
        yield Text(brief(record["reasons"][-1]))  # what became of it
    if record["disputed"] or record["contested"]:
        yield Text(disagreement(record), style="yellow")


def parties(record: Record, paper: Paper) -> str:
    """Who, and to whom or where."""
    ends = [each for each in (names(record["recipients"]), names(record["places"])) if each]
    label = f" ({brief(record['label'])})" if record["label"] else ""
    left = names(record["actors"]) or ("…" if ends else "nobody named")
    return (f"{left} {paper.arrow} {', '.join(ends)}" if ends else left) + label


def _facts(record: Record) -> Iterator[str]:
    if record["quantities"]:
        yield ", ".join(dict.fromkeys(figure(each) for each in record["quantities"]))
    yield f"since {_day(record, 'from')}" if record["from"] else "since when is not told"
    if record["to"]:
        yield f"until {_day(record, 'to')}"
    if record["presumed"]:
        yield f"presumed, first told of {record['first_confirmed']}" if record["first_confirmed"] else "presumed"
    elif record["last_confirmed"]:
        yield f"last confirmed on {record['last_confirmed']}"
    yield plural(record["sources"], "source")
    yield f"confidence {record['confidence']:.2f}"
    yield record["id"]


def _day(record: Record, name: str) -> str:
    return str(record[name][: PRECISION.get(record[f"{name}_precision"] or "")])


def disagreement(record: Record) -> str:
    """Both sides of a dispute, with their claims."""
    against = record["against"]
    word = "contested" if record["contested"] else "disputed"
    if not against["actors"] and not against["claims"]:
        return f"{word}: the figures differ"
    rivals = f"{names(against['actors'])} " if against["actors"] else ""
    return f"{word}: for it {_claims(record['claims'])}; against it {rivals}{_claims(against['claims'])}".strip()


def _claims(ids: Sequence[str], most: int = 3) -> str:
    more = f" and {len(ids) - most} more" if len(ids) > most else ""
    return ", ".join(ids[:most]) + more


def _point(record: Record) -> Point | None:
    for place in record["places"]:
        if place["lat"] is not None and place["lon"] is not None:
            return place["lon"], place["lat"]
    return None


_ENDS = (("_names", "name"), ("_ids", "id"))
COLUMNS: Mapping[str, Callable[[Record], Any]] = {
    **{name: field(name) for name in ("id", "predicate", "status")},
    **{f"actor{end}": of_items("actors", inner) for end, inner in _ENDS},
    **{f"recipient{end}": of_items("recipients", inner) for end, inner in _ENDS},
    **{f"place{end}": of_items("places", inner) for end, inner in (*_ENDS, ("_countries", "country"))},
    **{f"place_{name}s": of_items("places", name) for name in ("lat", "lon")},
    **{name: field(name) for name in ("label", "from", "from_precision", "to", "to_precision")},
    **{name: field(name) for name in ("known_from", "known_to", "confidence", "disputed", "contested", "presumed")},
    **{name: field(name) for name in ("first_confirmed", "last_confirmed", "sources", "claims", "documents")},
    "quantities": lambda record: [figure(each) for each in record["quantities"]],
    "against_names": lambda record: [each["name"] for each in record["against"]["actors"]],
    "against_claims": lambda record: record["against"]["claims"],
    "reasons": field("reasons"),
}


def states_kind(head: str) -> Kind:
    """States under a head that says which day they are of."""
    return Kind(name="states", head=head, columns=COLUMNS, layout=situation_layout, point=_point)


MARKS: Mapping[str, tuple[str, str]] = {"began": ("+", "green"), "ended": ("-", "red"), "changed": ("~", "yellow")}


def changes_layout(records: Sequence[Record], paper: Paper) -> RenderableType:
    """What began, ended and changed, and why."""
    table = Table.grid(padding=(0, 2, 1, 0))
    table.add_column(no_wrap=True, width=9)
    table.add_column(no_wrap=True, min_width=13)
    table.add_column(overflow="fold")
    for record in records:
        mark, colour = MARKS[record["change"]]
        state = _state_of(record)
        table.add_row(
            Text(f"{mark} {record['change']}", style=colour),
            Text(brief(state["predicate"])),
            Text("\n").join(_change_lines(record, state, paper)),
        )
    return table


def _change_lines(record: Record, state: Record, paper: Paper) -> Iterator[Text]:
    yield Text(parties(state, paper), style="bold")
    yield from (Text(brief(reason)) for reason in record["reasons"])
    yield Text(f"by {_claims(record['claims'])}" if record["claims"] else state["id"], style="dim")


def _state_of(record: Record) -> Record:
    state: Record = record["after"] or record["before"]
    return state


_OF_CHANGES: Mapping[str, Callable[[Record], Any]] = {
    name: (lambda record, read=read: read(_state_of(record)))  # type: ignore[misc]
    for name, read in COLUMNS.items()
    if name not in ("claims", "reasons")
}


def changes_kind(head: str) -> Kind:
    """Changes under a head that says between which days."""
    return Kind(
        name="changes",
        head=head,
        columns={**{name: field(name) for name in ("change", "reasons", "claims")}, **_OF_CHANGES},
        layout=changes_layout,
    )
