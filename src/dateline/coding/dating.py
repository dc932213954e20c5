"""When a dispatch that bears no date was published, by whom it names with which title and by the wars it counts from.

The text's own dates and weekdays are weighed in `dateline.mentions.undated`; here the register of actors and the table
of wars add what they know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Doc

from dateline.actors import ActorRegister, Entry, Term
from dateline.actors.offices import HEADS, is_called
from dateline.coding.naming import Names, Setting
from dateline.mentions import Bound, Inferred, TimeExpression, elapsed_bounds, infer_date
from dateline.world import find_war

EARLIEST, LATEST = "0001", "9999"
Span = tuple[str, str]


def infer_published(
    doc: Doc, names: Names, setting: Setting, expressions: Sequence[TimeExpression], register: ActorRegister
) -> Inferred:
    """When an undated document was published, as far as its words and the register tell."""

    known = term_bounds(names, register)
    latest = min((b.last for b in known if b.last), default=None)

    def starts(words: str) -> tuple[str, str] | None:
        war = find_war(words, [c for c, _ in setting.countries.most_common(3)], on=latest)
        return (war.start, war.name) if war else None

    return infer_date(expressions, [*known, *elapsed_bounds(doc.text, expressions, starts)])


def term_bounds(names: Names, register: ActorRegister) -> list[Bound]:
    """The terms of office of those whom the text gives a title; of several terms, the one that the others allow."""
    held = list(_held(names, register))
    windows: list[Span] = [(EARLIEST, LATEST)]
    for _, _, spans in held:
        windows = [both for w in windows for s in spans if (both := _both(w, s))] or windows
    bounds = []
    for entry, office, spans in held:
        fitting = [s for s in spans if any(_both(s, w) for w in windows)]
        if len(fitting) == 1:
            first, last = fitting[0]
            reason = f"{entry.name} is called {office.replace('-', ' ')}: in office {_told(first, last)}."
            bounds.append(Bound(None if first == EARLIEST else first, None if last == LATEST else last, reason))
    return bounds


def _held(names: Names, register: ActorRegister) -> Iterator[tuple[Entry, str, list[Span]]]:
    for ident, offices in names.titled.items():
        entry = register.get(ident)
        for office in offices:
            spans = [
                (t.first or EARLIEST, t.last or LATEST) for t in (entry.terms if entry else ()) if is_called(t, office)
            ]
            if entry is not None and spans:
                yield entry, office, spans
                break


def _both(one: Span, other: Span) -> Span | None:
    """What two spans share; a last day that is cut to its year or month holds to the end of it."""
    first, last = max(one[0], other[0]), min(one[1], other[1], key=_end)
    return (first, last) if first <= _end(last) else None


def _end(last: str) -> str:
    return f"{last}~"  # after all the days that are cut to it


def _told(first: str, last: str) -> str:
    if last == LATEST:
        return f"since {first}"
    return f"until {last}" if first == EARLIEST else f"from {first} to {last}"


def ages(register: ActorRegister, on: str | None) -> Callable[[str], tuple[str, str] | None]:
    """A function that gives the years in office of a person as a text names him: "during the Obama administration"."""

    def age(name: str) -> tuple[str, str] | None:
        words = name.split()
        for start in range(len(words)):  # without the titles before the name
            people = [c.entry for c in register.find(" ".join(words[start:])) if c.entry.kind == "person"]
            heads = [entry for entry in people if _head_terms(entry)]
            if heads:
                return _age(_head_terms(heads[0]), on)
        return None

    return age


def _head_terms(entry: Entry) -> list[Term]:
    return [t for t in entry.terms if t.office in HEADS and t.first]


def _age(terms: Sequence[Term], on: str | None) -> tuple[str, str]:
    """The last term that had begun by the day, with those that it follows on without a gap."""
    begun = [t for t in terms if on is None or (t.first or "") <= on] or list(terms)
    ordered = sorted(begun, key=lambda t: t.first or "")
    first = last = ordered[-1]
    for term in reversed(ordered[:-1]):
        if term.last and first.first and term.last[:4] >= first.first[:4]:
            first = term
    return first.first or "", last.last or ""
