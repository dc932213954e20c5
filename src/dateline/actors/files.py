"""Read actor files: ours, and those that users bring in the same form.

A file is a CSV with a header. Only the column `name` is required; offices make the row a person, as a column for them
does in a file without kinds. The columns are described in docs/actors.md.
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
NO_SLUG = re.compile(r"[^a-z0-9]+")
COUNTRY = re.compile(r"[A-Z]{3}")


def read_entries(lines: Iterable[str], origin: str) -> Iterator[Entry]:
    """The actors of a CSV file.

    Raises:
        InputError: A row cannot be read; the message names the file, the line, the value and what is allowed.
    """
    rows = csv.DictReader(lines)
    try:
        rows.fieldnames = [name.strip().lower() for name in rows.fieldnames or ()]
        if "name" not in rows.fieldnames:
            raise ValueError(f"there is no column “name”; the columns are {', '.join(COLUMNS)}")
        for row in rows:
            yield make_entry({k: (v or "").strip() for k, v in row.items() if isinstance(k, str)}, origin)
    except (ValueError, csv.Error) as error:
        raise InputError("E-ACTORS", f"{origin}, line {max(rows.line_num, 1)}: {error}") from None


def make_entry(row: Mapping[str, str], origin: str) -> Entry:
    """An actor from the cells of its row.

    Raises:
        ValueError: A cell cannot be read.
    """
    name, terms = row["name"], _terms(row.get("offices", ""))
    if not name:
        raise ValueError("the name is empty")
    person = bool(terms) or ("offices" in row and "kind" not in row)
    kind = row.get("kind") or ("person" if person else "unknown")
    return Entry(
        id=_id(row["id"]) if row.get("id") else _implied_id(name),
        name=name,
        kind=_one_of(kind, KINDS, "kind"),
        countries=_countries(row.get("country", "")),
        sectors=_sectors(row.get("sector", "")),
        names=parse_names(row.get("aliases", "")),
        terms=terms,
        lineage=tuple(_link(d) for d in parse_dated(row.get("lineage", ""))),
        wikidata=row.get("wikidata") or None,
        origin=origin,
        implied=not row.get("id"),
    )


def _id(text: str) -> str:
    if not ID.fullmatch(text):
        raise ValueError(f"the id {text!r} is not made of a-z, 0-9 and hyphens")
    return text


def _implied_id(name: str) -> str:
    ident = NO_SLUG.sub("-", name_key(name)).strip("-")
    if not ident:
        raise ValueError(f"no id can be made of the name {name!r}; give one of a-z, 0-9 and hyphens in the column “id”")
    return ident


def _countries(cell: str) -> tuple[str, ...]:
    codes = split(cell.upper())
    for code in codes:
        if not COUNTRY.fullmatch(code):
            raise ValueError(f"the country {code!r} is not a code of three letters (ISO 3166-1 alpha-3)")
    return tuple(codes)


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
