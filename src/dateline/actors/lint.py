"""Hold actor data to its rules: what a reader of the files would trip over, told as sentences.

    for problem in lint_package():
        print(problem)

A name that stands unmarked on an entry means that entry and no other, an office with one holder has one at a time,
and what a row refers to exists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from importlib import resources
from itertools import combinations

from dateline.actors.entries import KINDS, LINEAGE, OFFICES, SECTORS, Entry, Term
from dateline.actors.files import read_entries
from dateline.actors.spelling import name_key
from dateline.world import Country, World, load_world
from dateline.world.cells import WEAK, Dated, read_table, split

# Offices that one person holds at a time; of the others a body may have several holders.
SINGLE = frozenset(
    (
        "monarch", "president", "prime-minister", "foreign-minister", "defence-minister", "interior-minister",
        "finance-minister", "supreme-leader", "ruler", "army-chief", "spy-chief", "national-security-adviser",
        "speaker", "opposition-leader", "governor", "mayor", "secretary-general", "high-representative",
        "commissioner", "chair", "leader",
    )
)  # fmt: skip
# Offices whose body may be a place or a task of which no file has a row.
OF_PLACES = frozenset(("governor", "mayor", "envoy", "ambassador"))
HANDOVER = timedelta(days=31)

Row = Mapping[str, str]


def lint_package() -> list[str]:
    """What is wrong with the data that ships with the package."""
    return lint(
        package_entries(),
        load_world(),
        _table("dateline.actors", "data/titles.csv"),
        _table("dateline.actors", "data/kinds.csv"),
        patterns=_table("dateline.world", "patterns.csv"),
        shared_offices=_table("dateline.actors", "data/shared_offices.csv"),
    )


def package_entries() -> list[Entry]:
    """The groups and people of the files that ship with the package, without what users added.

    Raises:
        InputError: A row cannot be read.
    """
    data = resources.files("dateline.actors") / "data"
    paths = [
        path for folder in ("groups", "people") for path in (data / folder).iterdir() if path.name.endswith(".csv")
    ]
    entries: list[Entry] = []
    for path in sorted(paths, key=str):
        entries += read_entries(path.read_text(encoding="utf-8").splitlines(True), path.name)
    return entries


def _table(package: str, path: str) -> list[Row]:
    return list(read_table((resources.files(package) / path).read_text(encoding="utf-8")))


def lint(
    entries: Sequence[Entry],
    world: World,
    titles: Iterable[Row],
    kinds: Iterable[Row],
    *,
    patterns: Iterable[Row] = (),
    shared_offices: Iterable[Row] = (),
) -> list[str]:
    """What is wrong with actor data, as sentences; an empty list where nothing is.

    Names are compared by `name_key`. Terms are only compared as far as their dates go: "2003" may be any day of it.

    Args:
        entries: The actors of all files.
        world: The states and territories.
        titles: The rows that give titles their offices.
        kinds: The rows of generic kinds.
        patterns: The bodies that every state has, by which `turkey.army` is a body.
        shared_offices: The offices (`office`, `body`) that several people held at a time, each with its `reason`.
    """
    titles, kinds, patterns = list(titles), list(kinds), list(patterns)
    known = {e.id for e in entries} | set(world.by_id)
    suffixes = {row["id_suffix"] for row in patterns}
    shared = {(row["office"], row["body"]) for row in shared_offices}
    return [
        *_repeated_ids(entries, world),
        *(problem for entry in entries for problem in _entry(entry, world)),
        *_references(entries, titles, known | {f"{c}.{s}" for c in world.by_id for s in suffixes}),
        *_title_rows(titles, world),
        *_kind_rows(kinds),
        *_shared_names(entries, world, kinds),
        *_overlapping_terms(entries, world, shared),
    ]


# --- rows by themselves


def _repeated_ids(entries: Iterable[Entry], world: World) -> Iterator[str]:
    origins: dict[str, list[str]] = defaultdict(list)
    for country in world.countries:
        origins[country.id].append("countries.csv")
    for entry in entries:
        origins[entry.id].append(entry.origin)
    for ident, files in origins.items():
        if len(files) > 1:
            yield f"The id {ident} is given {len(files)} times: {', '.join(files)}."


def _entry(entry: Entry, world: World) -> Iterator[str]:
    where = f"{entry.origin}, {entry.id}"
    if entry.kind not in KINDS:
        yield f"{where}: there is no kind {entry.kind}."
    for code in entry.countries:
        if code not in world.by_alpha3:
            yield f"{where}: no country has the code {code}."
    codes = [code for sector in entry.sectors for code in sector.value.split("+")]
    yield from (f"{where}: there is no sector {code}." for code in codes if code not in SECTORS)
    yield from (f"{where}: there is no office {t.office}." for t in entry.terms if t.office not in OFFICES)
    yield from (f"{where}: there is no lineage {link.kind}." for link in entry.lineage if link.kind not in LINEAGE)
    yield from _sector_spans(entry, where)


def _sector_spans(entry: Entry, where: str) -> Iterator[str]:
    dated = [s for s in entry.sectors if s.first or s.last]
    for one, two in combinations(dated, 2):
        if _overlap(one, two) > timedelta(0):
            yield f"{where}: the sectors {one.value} and {two.value} hold at one time."
    if len(entry.sectors) - len(dated) > 1:
        yield f"{where}: several sectors without dates; join those of one time with “+”."


def _title_rows(titles: Iterable[Row], world: World) -> Iterator[str]:
    for row in titles:
        office = row["office"].partition("@")[0]
        if office and office not in OFFICES:
            yield f"titles.csv, {row['words'][:40]}: there is no office {office}."
        for code in split(row["countries"]):
            if code not in world.by_alpha3:
                yield f"titles.csv, {row['words'][:40]}: no country has the code {code}."


def _kind_rows(kinds: Iterable[Row]) -> Iterator[str]:
    for row in kinds:
        if row["kind"] not in KINDS:
            yield f"kinds.csv, {row['id']}: there is no kind {row['kind']}."
        if row["sector"] and row["sector"] not in SECTORS:
            yield f"kinds.csv, {row['id']}: there is no sector {row['sector']}."


# --- what refers to other rows


def _references(entries: Iterable[Entry], titles: Iterable[Row], known: set[str]) -> Iterator[str]:
    for entry in entries:
        where = f"{entry.origin}, {entry.id}"
        for link in entry.lineage:
            if link.target not in known:
                yield f"{where}: {link.kind} {link.target}, which no row has."
        for term in entry.terms:
            if term.body and term.body not in known and term.office not in OF_PLACES:
                yield f"{where}: {term.office} of {term.body}, which no row has."
    for row in titles:
        body = row["office"].partition("@")[2]
        if body and body not in known:
            yield f"titles.csv, {row['words'][:40]}: {row['office']}, which no row has."


# --- names


def _shared_names(entries: Iterable[Entry], world: World, kinds: Iterable[Row]) -> Iterator[str]:
    bearers: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for key in strong_keys(entry):
            bearers[key].append(f"{entry.id} ({entry.origin})")
    words = {name_key(w): row["id"] for row in kinds for w in split(row["words"]) if not w.startswith(WEAK)}
    for key, owner in _country_keys(world).items():
        if key in bearers:
            yield f"“{key}” stands unmarked on {', '.join(bearers[key])} and names {owner}."
    for key, names in bearers.items():
        if len(names) > 1:
            yield f"“{key}” stands unmarked on {' and '.join(names)}."
        if key in words:
            yield f"“{key}” stands unmarked on {names[0]} and is a word of the kind {words[key]}."


def strong_keys(entry: Entry) -> set[str]:
    """The keys of the names that are enough by themselves; one that is repeated with "~" is not."""
    weak = {name_key(name) for name in entry.names.weak}
    return {key for name in (entry.name, *entry.names.strong) if (key := name_key(name)) and key not in weak}


def _country_keys(world: World) -> dict[str, str]:
    keys: dict[str, str] = {}
    for country in world.countries:
        for name in _country_words(country):
            keys.setdefault(name_key(name), country.id)
    return keys


def _country_words(country: Country) -> Iterator[str]:
    weak = {name_key(name) for name in (*country.names.weak, *country.adjectives.weak)}
    words = (country.name, *country.names.strong, *country.adjectives.strong, *country.people)
    return (word for word in words if name_key(word) not in weak)


# --- terms of office


def _overlapping_terms(entries: Iterable[Entry], world: World, shared: set[tuple[str, str]]) -> Iterator[str]:
    held: dict[tuple[str, str], list[tuple[Term, str]]] = defaultdict(list)
    for entry in entries:
        state = world.by_alpha3.get(entry.country or "")
        for term in entry.terms:
            body = term.body or (state.id if state else None)
            if body and term.office in SINGLE:
                held[term.office, body].append((term, entry.id))
    for (office, body), terms in held.items():
        if (office, body) not in shared:
            yield from _overlaps(office, body, terms)


def _overlaps(office: str, body: str, terms: Sequence[tuple[Term, str]]) -> Iterator[str]:
    for (one, holder), (two, other) in combinations(terms, 2):
        overlap = _overlap(one, two)
        if overlap > HANDOVER or (holder == other and overlap > timedelta(0)):
            spans = " and ".join(f"{who} {t.first or ''}..{t.last or ''}" for who, t in ((holder, one), (other, two)))
            yield f"The {office} of {body} is held by {spans}."


def _overlap(one: Term | Dated, two: Term | Dated) -> timedelta:
    """How long two spans surely run together, by the shortest reading of dates that are cut."""
    first = max(_latest(one.first), _latest(two.first))
    last = min(_earliest(one.last), _earliest(two.last))
    return last - first


def _latest(first: str | None) -> date:
    if first is None:
        return date.min
    if len(first) == 10:
        return date.fromisoformat(first)
    year, month = int(first[:4]), int(first[5:7] or 12)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _earliest(last: str | None) -> date:
    if last is None:
        return date.max
    return date.fromisoformat(last + "-01-01"[len(last) - 4 :] if len(last) < 10 else last)
