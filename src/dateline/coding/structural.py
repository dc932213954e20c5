"""Relations that the shape of a noun phrase tells: offices held, capitals, populations, strengths, presence.

Each finder takes a sentence and yields `Found`: which relation, at which word, with which fillers, and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from dateline.coding.clauses import RELATIVE, case_of, conjuncts, content_head
from dateline.coding.fillers import is_nationality, kinds
from dateline.coding.frames import WordClasses

Classes = WordClasses
FORMER = frozenset({"former", "ex", "late", "onetime", "erstwhile", "then", "ousted", "deposed", "outgoing"})
NAMING = frozenset(
    {"appoint", "elect", "reelect", "re-elect", "name", "make", "nominate", "designate", "crown", "inaugurate"}
)
BECOMING = frozenset({"become", "serve", "replace", "succeed", "return"})
IN_PLACE = frozenset({"in", "inside", "at", "near", "across", "throughout"})


@dataclass(frozen=True, slots=True)
class Found:
    """A relation found by structure; `number` is the token of the quantity that belongs to it."""

    type: str
    trigger: Token
    why: str
    actors: tuple[Token, ...] = ()
    recipients: tuple[Token, ...] = ()
    places: tuple[Token, ...] = ()
    number: Token | None = None
    label: str | None = None
    negated: bool = False


def find_structural(sentence: Span, classes: WordClasses) -> Iterator[Found]:
    """All relations of a sentence that its noun phrases tell."""
    for token in sentence:
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
            continue
        lemma = token.lemma_.lower()
        if lemma in classes["title"]:
            yield from _offices(token, classes)
        if lemma == "capital" and token.pos_ == "NOUN":
            yield from _capital(token)
        if "armed" in kinds(token, classes) or token.ent_type_ == "ORG":
            yield from _presence(token, classes)
            yield from _strength(token)
        if "place" in kinds(token, classes) or lemma == "population":
            yield from _population(token)


# --- offices


def _offices(title: Token, classes: WordClasses) -> Iterator[Found]:
    """ "President X", "X, the president of Y", "X is the president of Y", "Y's president, X"."""
    bodies = _bodies(title, classes)
    for person, why in _holders(title):
        yield Found(
            "role",
            title,
            why,
            actors=(person,),
            recipients=tuple(b for b in bodies if b != person),
            label=_label(title, bodies),
            negated=_is_former(title),
        )


def _holders(title: Token) -> Iterator[tuple[Token, str]]:
    if title.ent_type_ != "PER":
        if title.dep_ in ("nmod:desc", "compound", "amod") and title.head.ent_type_ == "PER":
            for k, person in enumerate(conjuncts(title.head)):
                if person.ent_type_ == "PER" and (k == 0 or title.tag_ in ("NNS", "NNPS")):
                    yield person, "title before a name"
            return
        flat = next((c for c in title.children if c.dep_ in ("flat", "nmod:desc") and c.ent_type_ == "PER"), None)
        if flat is not None:
            yield flat, "title before a name"
            return
    appositives = [c for c in title.children if c.dep_ == "appos" and c.ent_type_ == "PER"]
    if title.dep_ == "appos" and title.head.ent_type_ == "PER":
        appositives.append(title.head)
    if title.dep_ == "conj" and title.head.dep_ == "appos" and title.head.head.ent_type_ == "PER":
        appositives.append(title.head.head)
    if appositives:
        yield appositives[0], "name and title in apposition"
        return
    if any(c.dep_ == "cop" for c in title.children):
        for subject in title.children:
            if subject.dep_ in ("nsubj", "nsubj:outer") and (
                subject.ent_type_ == "PER" or subject.lower_ in ("he", "she")
            ):
                yield subject, "said to be"
    yield from _named_to(title)


def _named_to(title: Token) -> Iterator[tuple[Token, str]]:
    """ "was elected president", "named X as secretary", "became king"."""
    governor = title.head
    if title.dep_ not in ("xcomp", "obl", "obj") or case_of(title) not in (None, "as"):
        return
    given, taken = governor.lemma_ in NAMING, governor.lemma_ in BECOMING
    if given or taken:
        wanted = ("obj", "nsubj:pass") if given else ("nsubj", "nsubj:pass")
        people = (c for c in governor.children if c.dep_ in wanted and c != title and c.ent_type_ == "PER")
        yield from ((person, f"“{governor.text}”") for person in [*people][:1])


def _bodies(title: Token, classes: WordClasses) -> list[Token]:
    """The organisations or countries of an office, most specific first."""
    found: list[Token] = []
    for child in title.children:
        dep = child.dep_
        if dep in ("compound", "amod", "nmod:poss", "nmod:unmarked") and child.i < title.i:
            inner = [child, *(g for g in child.children if g.dep_ in ("compound", "amod", "nmod:poss"))]
            named = [
                t
                for t in inner
                if (t.ent_type_ in ("ORG", "LOC") or is_nationality(t) or {"group", "armed"} & kinds(t, classes))
                and t.lemma_.lower() not in classes["title"]
            ]
            found += named[:1]
        elif dep == "nmod" and case_of(child) in ("of", "for", "at", "in", "with", "to"):  # noqa: SIM102
            if (
                child.ent_type_ in ("ORG", "LOC")
                or "group" in kinds(child, classes)
                or "place" in kinds(child, classes)
                or "armed" in kinds(child, classes)
            ):
                found += conjuncts(child)
    if not found and title.dep_ in ("nmod:desc", "compound") and title.i > title.sent.start:
        before = title.doc[title.i - 1]
        if before.ent_type_ in ("ORG", "LOC") and before.head in (title, title.head):
            found.append(before)
    if not found and title.dep_ in ("nmod:desc", "flat", "compound"):
        found += [
            c
            for c in title.head.children
            if c.dep_ in ("amod", "compound", "nmod:poss")
            and c.i < title.i
            and (is_nationality(c) or c.ent_type_ in ("ORG", "LOC"))
        ][:1]
    return found


def _label(title: Token, bodies: list[Token]) -> str:
    words = [title]
    for child in title.children:
        if (
            child.dep_ in ("compound", "amod")
            and child.i < title.i
            and child not in bodies
            and not child.ent_type_
            and child.lower_ not in FORMER
        ):
            words.extend(t for t in child.subtree if not t.is_punct and t not in bodies)
    return " ".join(t.text for t in sorted(set(words), key=lambda t: t.i))


def _is_former(title: Token) -> bool:
    return any(c.lower_ in FORMER for c in title.children) or any(
        c.lower_ in FORMER for c in title.head.children if title.dep_ in ("nmod:desc", "compound") and c.i < title.i
    )


# --- places and their facts


def _capital(capital: Token) -> Iterator[Found]:
    """ "the capital, X", "Y's capital X", "X, the capital of Y", "the Y capital"."""
    parties = [
        c
        for c in capital.children
        if c.dep_ in ("nmod:poss", "compound", "amod")
        and (c.ent_type_ in ("LOC", "ORG") or is_nationality(c) or c.dep_ == "nmod:poss")
    ]
    parties += [c for c in capital.children if c.dep_ == "nmod" and case_of(c) == "of"]
    places = [c for c in capital.children if c.dep_ in ("appos", "flat", "nmod:unmarked") and c.ent_type_ == "LOC"]
    if capital.dep_ in ("appos", "nmod:desc", "compound") and capital.head.pos_ == "PROPN":
        places.append(capital.head)
    if any(c.dep_ == "cop" for c in capital.children):
        places += [c for c in capital.children if c.dep_ == "nsubj" and c.ent_type_ == "LOC"]
    parties = [p for p in parties if p not in places]
    if places and parties:
        yield Found(
            "capital_of",
            capital,
            "“capital”",
            recipients=(parties[0],),
            places=(places[0],),
            negated=_is_former(capital),
        )


def _population(place: Token) -> Iterator[Found]:
    """ "a city of 300,000", "X has a population of 2 million"."""
    if place.lemma_ == "population":
        number = _number_under(place)
        owner = [c for c in place.children if c.dep_ == "nmod:poss"]
        if place.dep_ == "obj" and place.head.pos_ == "VERB":
            owner += [c for c in place.head.children if c.dep_ == "nsubj"]
        if number is not None and owner:
            yield Found("population", place, "“population”", places=(_named(owner[0]),), number=number)
        return
    for child in place.children:
        if child.dep_ != "nmod" or case_of(child) != "of":
            continue
        number = (
            child
            if child.pos_ == "NUM"
            else _number_under(child)
            if child.lemma_ in ("people", "inhabitant", "resident", "person")
            else None
        )
        if number is not None:
            yield Found("population", place, "a place “of” so many", places=(_named(place),), number=number)


def _named(place: Token) -> Token:
    """The name that a description of a place stands beside ("Sirte, a city of 80,000"), or stands for ("which has")."""
    if place.dep_ == "appos" and place.head.pos_ == "PROPN":
        return place.head
    if place.lower_ in RELATIVE and place.head.dep_ == "acl:relcl":
        return place.head.head
    if any(c.dep_ == "cop" for c in place.children):
        return next((c for c in place.children if c.dep_ == "nsubj" and c.pos_ == "PROPN"), place)
    return place


def _strength(force: Token) -> Iterator[Found]:
    """ "the 60,000-strong SDF", "the 15-member council"."""
    for child in force.children:
        if child.dep_ in ("amod", "compound") and child.lemma_.lower() in ("strong", "member", "nation", "man"):
            number = _number_under(child)
            if number is not None:
                yield Found("strength", child, f"“{number.text}-{child.text}”", actors=(force,), number=number)


def _presence(force: Token, classes: WordClasses) -> Iterator[Found]:
    """ "2,000 US troops in Syria": a force with its place inside one noun phrase."""
    if "armed" not in kinds(force, classes):
        return
    counted = force.head if force.dep_ == "nmod" and content_head(force.head) == force else force
    spot = counted.head
    if counted.dep_ == "nsubj" and case_of(spot) in IN_PLACE and any(c.dep_ == "cop" for c in spot.children):
        number = next((c for c in force.children if c.dep_ == "nummod"), None)
        yield Found("present_in", force, "a force said to be in a place", (force,), (), tuple(conjuncts(spot)), number)
    for child in force.children:
        if child.dep_ == "nmod" and case_of(child) in IN_PLACE and "place" in kinds(child, classes):
            number = next((c for c in force.children if c.dep_ == "nummod"), None)
            yield Found(
                "present_in",
                force,
                f"a force “{case_of(child)}” a place",
                actors=(force,),
                places=tuple(conjuncts(child)),
                number=number,
            )


def _number_under(token: Token) -> Token | None:
    return next((t for t in token.subtree if t.pos_ == "NUM"), None)
