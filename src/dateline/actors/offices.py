"""What offices tell of people: their short forms, how high they stand, which sector they belong to."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from dateline.actors.entries import IN_OFFICE, Entry, Term
from dateline.actors.spelling import name_key
from dateline.world.cells import Dated

# Who is meant by the leader of a state, the first that has a holder.
LEADERS = ("supreme-leader", "ruler", "president", "acting-president", "prime-minister", "monarch")
ACTING = {"president": ("acting-president", "ruler"), "prime-minister": ("acting-prime-minister",)}
HEADS = frozenset({"president", "prime-minister", "monarch", "supreme-leader", "ruler"})
KNOWN = frozenset(
    {"foreign-minister", "defence-minister", "secretary-general", "high-representative", "leader", "deputy-leader"}
)
FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "HKG", "SGP", "VNM", "KHM", "MMR"})
GIVEN_NAME = frozenset({"ETH", "ERI", "THA", "MYS", "IDN", "MNG"})  # where people are called by their first name
PARTICLES = frozenset(
    {"al", "el", "bin", "ben", "bint", "ibn", "abu", "van", "von", "de", "da", "di", "der", "del", "la", "le", "dos"}
    | {"das", "do", "du"}
)
PER_STEP, PAST_STEP = 0.07, 0.02  # what a step of standing adds to a surname, in office and after it


def short_forms(name: str, country: str | None) -> Iterator[str]:
    """The keys by which a person may be called for short: the surname, with its particle, or the first name."""
    words = name_key(name).split()
    if len(words) < 2:
        return
    yield words[-1]
    if words[-2] in PARTICLES or "-" in name.split()[-1]:
        yield " ".join(words[-2:])
    if country in FAMILY_FIRST | GIVEN_NAME:
        yield words[0]
    if len(words) > 2:
        yield f"{words[0]} {words[-1]}"


def is_called(term: Term, office: str) -> bool:
    """Whether an office is the one that a word names; "leader" may mean any that leads a state."""
    return term.office == office or (office == "leader" and term.office in LEADERS)


def weight(term: Term, states: Container[str]) -> int:
    """How high an office stands: 3 for heads of states, 2 for those whom all news knows, else 1."""
    if term.office in HEADS:
        return 3 if term.body is None or term.body in states else 1
    return 2 if term.office in KNOWN else 1


def standing(entry: Entry, on: str | None, states: Container[str]) -> float:
    """What speaks for a person of whom only the surname is given: high office, held on the day."""
    if not entry.terms:
        return 0.0
    serving = [t for t in entry.terms if t.holds(on)]
    high = max(weight(t, states) for t in serving or entry.terms)
    return PER_STEP * high if serving else PAST_STEP * high


def with_sectors(entry: Entry, bodies: Mapping[str, Entry], states: Container[str]) -> Entry:
    """A person with the sectors of the bodies that he led or spoke for, where the files give none of his own."""
    if entry.kind != "person" or entry.sectors or all(t.body is None or t.body in states for t in entry.terms):
        return entry
    sectors = []
    ordered = sorted(entry.terms, key=lambda t: t.first or "")
    for term in ordered:
        body = bodies.get(term.body or "")
        own = IN_OFFICE.get(term.office, "GOV") if body is None or body.id in states else body.sector(term.first)
        if own is not None:
            sectors.append(Dated(own, term.first, term.last))
    ends = [t.last for t in ordered if t.last]
    if len(ends) == len(ordered) and (ordered[-1].body is None or ordered[-1].body in states):
        sectors.append(Dated("ELI", max(ends)))
    return replace(entry, sectors=tuple(sectors))
