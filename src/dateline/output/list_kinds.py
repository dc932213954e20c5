"""How incidents, documents, actors and places print in lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dateline.output.console import Paper
from dateline.output.json_text import json_line
from dateline.output.listing import Kind, Point, Record, field, of_items
from dateline.output.safe_text import safe_line
from dateline.output.words import brief, how_many, number, plural
from dateline.records import Quantity

DAY = len("2017-03-09")
LONGEST = 1_000  # characters of a line of words


def _incident_layout(records: Sequence[Record], paper: Paper) -> RenderableType:
    table = Table.grid(padding=(0, 2, 1, 0))
    table.add_column(no_wrap=True, width=14)
    table.add_column(no_wrap=True, min_width=13)
    table.add_column(overflow="fold")
    for record in records:
        kind = Text("\n").join(Text(brief(each)) for each in (record.get("type") or "untyped", *_modes(record)))
        table.add_row(paper.status(record["status"]), kind, Text("\n").join(incident_lines(record, paper)))
    return table


def _modes(record: Record) -> Sequence[str]:
    return record.get("modes") or ()


def incident_lines(record: Record, paper: Paper) -> Iterator[Text]:
    """An incident in lines: who to whom; where, when, how many; who tells of it; its id."""
    yield Text(who(record, paper), style="bold")
    if facts := [Text.assemble((f"{label}: ", "dim"), value) for label, value in _facts(record)]:
        yield Text(" · ").join(facts)
    yield Text(_told(record), style="dim")
    if record.get("disputed"):
        yield from (Text(f"disputed: {brief(each)}", style="yellow") for each in disagreements(record))


def who(record: Record, paper: Paper) -> str:
    """Who to whom, by their usual names; an ellipsis stands for a side that nobody names."""
    left, right = names(record.get("actors")), names(record.get("recipients"))
    if not left and not right:
        return brief(record.get("title") or "") or "nobody named"
    return f"{left or '…'} {paper.arrow} {right}" if right else left


def names(items: Iterable[Record] | None) -> str:
    """The usual names of parties or places, else the words for them."""
    return ", ".join(filter(None, (brief(item.get("name") or item.get("text") or "") for item in items or ())))


def days(first: str | None, last: str | None) -> str:
    """Days from one to another, both inclusive, in words."""
    if first and last:
        return brief(first if first == last else f"{first} to {last}")
    return f"from {brief(first)}" if first else f"until {brief(last)}" if last else ""


def _facts(record: Record) -> Iterator[tuple[str, str]]:
    if place := record.get("place"):
        yield "where", names([place])
    if when := days(record.get("from"), record.get("to")):
        yield "when", when
    if quantities := record.get("quantities"):
        yield "how many", ", ".join(figure(each) for each in quantities)


def figure(item: Record) -> str:
    """A number with its bounds and unit."""
    low, high, value = (item.get(name) for name in ("low", "high", "value"))
    value = low if value is None and low == high else value
    unit, change = item.get("unit") or "other", item.get("change")
    said = how_many(Quantity(item.get("text") or "", 0, 0, value, low, high, unit, change))
    if value is None or low is None or high is None or low == high:
        return said
    return f"{said} (told: {number(low)} to {number(high)})"


def _told(record: Record) -> str:
    documents, sources = len(record.get("documents") or ()), record.get("sources")
    told = [
        plural(len(record.get("claims") or ()), "claim"),
        plural(documents, "document"),
        plural(sources, "independent source") if isinstance(sources, int) else "",
        _known(record),
        record["id"],
    ]
    return " · ".join(filter(None, told))


def _known(record: Record) -> str:
    first, last = (str(record.get(name) or "")[:DAY] for name in ("first_known", "last_known"))
    return f"told on {first}" if first == last else f"told from {first} to {last}"


def disagreements(record: Record) -> Iterator[str]:
    """What accounts of an incident disagree about, and who says what."""
    for dispute in record.get("disputes") or ():
        said = "; ".join(dict.fromkeys(_said(value) for value in dispute["values"]))
        yield f"{dispute['about']}: {said}"


def _said(value: Record) -> str:
    what = value.get("status") or ", ".join(value.get("actors") or ()) or value.get("text") or ""
    return f"{brief(what)} ({brief(value['source'])})"


Column = tuple[str, Callable[[Record], Any]]


def columns_layout(*columns: Column) -> Callable[[Sequence[Record], Paper], RenderableType]:
    """A layout with a line for each record; numbers stand to the right."""

    def layout(records: Sequence[Record], paper: Paper) -> RenderableType:
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
        for title, read in columns:
            numeric = all(isinstance(read(record), int | float | None) for record in records)
            table.add_column(title, justify="right" if numeric else "left", overflow="fold")
        for record in records:
            table.add_row(*(_shown(read(record)) for _, read in columns))
        return table

    return layout


def _shown(value: Any) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Text(f"{value:,}")
    return Text("" if value is None else brief(str(value)))


def _day(name: str) -> Callable[[Record], str]:
    return lambda record: (record.get(name) or "")[:DAY]


def _point(record: Record) -> Point | None:
    lat, lon = record.get("lat"), record.get("lon")
    return None if lat is None or lon is None else (lon, lat)


def _spot(record: Record) -> str:
    point = _point(record)
    return f"{point[1]:.3f} {point[0]:.3f}" if point else ""


def _lines_layout(words: Callable[[Record], str]) -> Callable[[Sequence[Record], Paper], RenderableType]:
    """A layout with a line of words for each record."""

    def layout(records: Sequence[Record], paper: Paper) -> RenderableType:
        return Text("\n").join(Text(safe_line(words(record)[:LONGEST])) for record in records)

    return layout


def _targets(record: Record) -> str:
    first, *others = record["targets"]
    return f"{first} and {len(others)} more" if others else str(first)


def _decided(record: Record) -> str:
    value = record["value"] if isinstance(record["value"], str) else json_line(record["value"]).decode("utf-8")
    return f"{record['action']} {record['field']} {value}" if record["field"] else str(record["action"])


def _place_of(name: str) -> Callable[[Record], Any]:
    return lambda record: (record.get("place") or {}).get(name)


INCIDENTS = Kind(
    name="incidents",
    columns={
        **{name: field(name) for name in ("id", "type", "modes", "status", "from", "to")},
        **{f"actor{end}": of_items("actors", inner) for end, inner in (("_names", "name"), ("_ids", "id"))},
        **{f"recipient{end}": of_items("recipients", inner) for end, inner in (("_names", "name"), ("_ids", "id"))},
        **{f"place_{name}": _place_of(name) for name in ("name", "id", "country", "lat", "lon", "kind")},
        "quantities": lambda record: [figure(each) for each in record.get("quantities") or ()],
        **{name: field(name) for name in ("sources", "disputed", "first_known", "last_known", "claims", "documents")},
    },
    layout=_incident_layout,
    point=lambda record: _point(record.get("place") or {}),
)
DOCUMENTS = Kind(
    name="documents",
    columns={
        name: field(name)
        for name in (
            "id", "title", "publisher", "published", "url", "language", "known", "recorded", "retired", "coder",
            "claims", "reasons", "notes",
        )
    },
    layout=columns_layout(
        ("known", _day("known")), ("publisher", field("publisher")), ("title", lambda r: r.get("found") or r["title"]),
        ("claims", field("claims")), ("id", field("id")),
    ),
)  # fmt: skip
ACTORS = Kind(
    name="actors",
    columns={
        name: field(name)
        for name in (
            "id", "name", "country", "sector", "claims", "as_actor", "as_recipient", "as_source", "first_known",
            "last_known",
        )
    },
    layout=columns_layout(
        ("name", field("name")), ("country", field("country")), ("sector", field("sector")),
        ("claims", field("claims")), ("does", field("as_actor")), ("is done to", field("as_recipient")),
        ("says", field("as_source")), ("last", _day("last_known")), ("id", field("id")),
    ),
)  # fmt: skip
PLACES = Kind(
    name="places",
    columns={
        name: field(name)
        for name in ("id", "name", "country", "lat", "lon", "kind", "claims", "first_known", "last_known")
    },
    layout=columns_layout(
        ("name", field("name")), ("kind", field("kind")), ("country", field("country")), ("lat lon", _spot),
        ("claims", field("claims")), ("last", _day("last_known")), ("id", field("id")),
    ),
    point=_point,
)  # fmt: skip
JUDGEMENTS = Kind(
    name="judgements",
    columns={
        name: field(name)
        for name in (
            "id", "action", "targets", "field", "value", "author", "reason", "made", "revoked", "revoked_by",
            "revoked_reason",
        )
    },
    layout=columns_layout(
        ("made", _day("made")), ("author", field("author")), ("decided", _decided), ("of", _targets),
        ("reason", field("reason")), ("revoked", _day("revoked")), ("id", field("id")),
    ),
)  # fmt: skip
CHANGES = Kind(
    name="changes",
    columns={name: field(name) for name in ("document", "change", "claim", "became", "what", "fields")},
    layout=_lines_layout(lambda record: str(record["words"])),
)
