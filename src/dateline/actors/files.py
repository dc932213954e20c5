"""Read actor files: ours, and those that users bring in the same form.

A file is a CSV with a header. Only `name` is required; `offices` makes the row a person. The columns are described in
docs/actors.md.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping

from dateline.actors.entries import KINDS, LINEAGE, OFFICES, SECTORS, Entry, Link, Term
from dateline.actors.spelling import name_key
from dateline.errors import InputError
from dateline.world.cells import Dated, parse_dated, parse_names, split

COLUMNS = ("id", "name", "kind", "country", "sector", "aliases", "lineage", "offices", "wikidata")
ID = re.compile(r"[a-z0-9][a-z0-9._:-]*")


def read_entries(lines: Iterable[str], origin: str) -> Iterator[Entry]:
    """The actors of a CSV file.

    Raises:
        InputError: A row cannot be read; the message names the file, the row, the value and what is allowed.
    """
    rows = csv.DictReader(lines)
    missing = {"name"} - set(rows.fieldnames or ())
    if missing:
        raise InputError("E-ACTORS", f"{origin}: no column “name”; the columns are {', '.join(COLUMNS)}")
    for number, row in enumerate(rows, 2):
        try:
            yield make_entry({k: (v or "").strip() for k, v in row.items() if isinstance(k, str)}, origin)
        except ValueError as error:
            raise InputError("E-ACTORS", f"{origin}, row {number}: {error}") from None


def make_entry(row: Mapping[str, str], origin: str) -> Entry:
    """An actor from the cells of its row.

    Raises:
        ValueError: A cell cannot be read.
    """
    name, terms = row["name"], _terms(row.get("offices", ""))
    if not name:
        raise ValueError("the name is empty")
    kind = row.get("kind") or ("person" if "offices" in row else "unknown")
    return Entry(
        id=_id(row.get("id") or name_key(name).replace(" ", "-")),
        name=name,
        kind=_one_of(kind, KINDS, "kind"),
        countries=tuple(split(row.get("country", "").upper())),
        sectors=_sectors(row.get("sector", "")),
        names=parse_names(row.get("aliases", "")),
        terms=terms,
        lineage=tuple(_link(d) for d in parse_dated(row.get("lineage", ""))),
        wikidata=row.get("wikidata") or None,
        origin=origin,
    )


def _id(text: str) -> str:
    if not ID.fullmatch(text):
        raise ValueError(f"the id {text!r} is not made of a-z, 0-9 and hyphens")
    return text


def _sectors(cell: str) -> tuple[Dated, ...]:
    sectors = parse_dated(cell)
    for sector in sectors:
        for code in sector.value.split("+"):
            _one_of(code, SECTORS, "sector")
    return sectors


def _terms(cell: str) -> tuple[Term, ...]:
    terms = []
    for dated in parse_dated(cell):
        office, _, body = dated.value.partition("@")
        terms.append(Term(_one_of(office.strip(), OFFICES, "office"), body.strip() or None, dated.first, dated.last))
    return tuple(terms)


def _link(dated: Dated) -> Link:
    kind, _, target = dated.value.partition(" ")
    return Link(_one_of(kind, LINEAGE, "lineage"), _id(target.strip()), dated.first, dated.last)


def _one_of(value: str, allowed: Iterable[str], what: str) -> str:
    if value not in allowed:
        raise ValueError(f"the {what} {value!r} is none of {', '.join(sorted(allowed))}")
    return value
