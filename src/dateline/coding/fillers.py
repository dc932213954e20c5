"""From the head of a slot's filler to the mention: its span, its kind, the name that it stands for."""

from __future__ import annotations

import functools
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span, Token

from dateline.coding.clauses import case_of, content_head
from dateline.coding.frames import WordClasses, load_lexicon

if TYPE_CHECKING:
    from dateline.coding.naming import Identity

PERSONAL = frozenset(
    {
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
        "you",
        "him",
        "her",
        "them",
        "us",
        "who",
        "whom",
        "his",
        "their",
        "its",
        "our",
        "my",
    }
)
BEFORE = frozenset(
    {"det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "det:predet", "nmod:unmarked", "advmod", "case"}
)
NAMED = ("PER", "ORG", "LOC")
OF_NAMES = {"LOC": "place", "ORG": "group", "PER": "person"}
KINDS = "dateline_kinds"
FORMS = "dateline_forms"
HYPHENATED = "dateline_hyphenated"


def entity_of(token: Token) -> Span | None:
    """The name that the token belongs to, or that stands inside its noun phrase as its head's other half."""
    if token.ent_type_:
        start = end = token.i
        doc = token.doc
        while start > 0 and doc[start].ent_iob_ == "I":
            start -= 1
        while end + 1 < len(doc) and doc[end + 1].ent_iob_ == "I":
            end += 1
        return Span(doc, start, end + 1, label=token.ent_type)  # a bare slice has no label
    return None


def word_forms(token: Token) -> set[str]:
    """How lists may write a word: its form, its lemma, and the singular that plural-only words lack ("troops").

    Kept on the document; not to be changed.
    """
    kept: dict[int, set[str]] = token.doc.user_data.setdefault(FORMS, {})
    i = token.i
    if i not in kept:
        low = token.lower_
        kept[i] = {low, token.lemma_.lower(), low[:-1] if low.endswith("s") else low, *joined(token)}
    return kept[i]


def joined(token: Token) -> list[str]:
    """A word with what stands before its hyphen, which the treebanks' tokens split: "cease-fire", "ceasefire"."""
    before = _before_hyphens(token.doc).get(token.i)
    if before is None:
        return []
    lemma = token.lemma_.lower()
    return [f"{before}-{lemma}", before + lemma]


def _before_hyphens(doc: Doc) -> dict[int, str]:
    """For words behind a hyphen without spaces, by index: what stands before it. Kept on the document."""
    kept: dict[int, str] | None = doc.user_data.get(HYPHENATED)
    if kept is None:
        glued = [t for t in doc if t.text in ("-", "–", "‑") and 0 < t.i < len(doc) - 1 and not t.whitespace_]
        kept = {t.i + 1: doc[t.i - 1].lower_ for t in glued if not doc[t.i - 1].whitespace_}
        doc.user_data[HYPHENATED] = kept
    return kept


def kinds(token: Token, classes: WordClasses) -> frozenset[str]:
    """The word classes of a filler: those of its lemma, and those that its name gives. Kept on the document."""
    kept: dict[int, frozenset[str]] = token.doc.user_data.setdefault(KINDS, {})
    if token.i not in kept:
        measured = content_head(token)
        kept[token.i] = kinds(measured, classes) if measured != token else _kinds(token, classes)
    return kept[token.i]


def _kinds(token: Token, classes: WordClasses) -> frozenset[str]:
    found = classes.of(word_forms(token))
    entity = token.ent_type_
    if entity in OF_NAMES:
        found |= {OF_NAMES[entity], "party"}
    elif any(c.ent_type_ == "PER" and c.dep_ in ("flat", "appos") for c in token.children):
        found |= {"person", "party"}
    elif token.pos_ == "PROPN" or is_nationality(token):
        found.add("party")
    elif token.lower_.startswith(("anti-", "counter-", "pro-")) and _prefixed_party(token, classes):
        found.add("party")
    if is_age(token) and token.dep_ not in ("amod", "compound"):
        found |= {"person"}
    if found & {"person", "group", "armed"} or (token.lower_ in PERSONAL and token.pos_ == "PRON"):
        found.add("party")
    found.add("any")
    return frozenset(found)


def _prefixed_party(token: Token, classes: WordClasses) -> bool:
    """Whether what follows a prefix is a party: "anti-ISIS", "pro-government", not "anti-corruption"."""
    stem = token.text.split("-", 1)[1]
    return stem[:1].isupper() or bool(
        {"group", "armed", "nationality"} & classes.of({stem.lower(), stem.lower().rstrip("s")})
    )


def is_age(token: Token) -> bool:
    """Whether a word stands for a person by age: "the 21-year-old"."""
    return token.lower_.endswith("year-old") or (
        token.lower_ == "old" and _before_hyphens(token.doc).get(token.i) == "year"
    )


def is_nationality(token: Token) -> bool:
    """Whether a word names a state's people, a people or a faith ("Turkish", "Kurdish", "Sunni")."""
    return not word_forms(token).isdisjoint(nationalities())


@functools.cache
def nationalities() -> frozenset[str]:
    """The list behind `is_nationality`."""
    return load_lexicon().classes["nationality"]


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention that fills a role: its words, its head, its classes, and who it is as far as that is known."""

    start: int
    end: int
    text: str
    head: Token
    classes: frozenset[str]
    name: str | None
    identity: Identity | None = None
    others: tuple[Identity, ...] = ()


def make_filler(
    token: Token, classes: WordClasses, identity: Identity | None = None, others: tuple[Identity, ...] = ()
) -> Filler:
    """The mention headed by `token`; `identity` says who it is where that is known.

    `others` are further actors that the same words mean: "Russian and Syrian forces", "the two leaders".
    """
    start, end = _bounds(token)
    doc = token.doc
    while start < end and (doc[start].is_punct or doc[start].is_space or doc[start].lower_ == "both"):
        start += 1
    while end > start and (doc[end].is_punct or doc[end].is_space) and doc[end].text not in (")", "."):
        end -= 1
    span = doc[start : end + 1]
    name = identity.name if identity is not None else _name(token, span)
    return Filler(
        span.start_char, span.end_char, span.text, token, frozenset(kinds(token, classes)), name, identity, others
    )


def _bounds(token: Token) -> tuple[int, int]:
    """First and last token of the noun phrase: modifiers before the head, names and one "of" phrase after it."""
    entity = entity_of(token)
    start = end = token.i
    if entity is not None:
        start, end = entity.start, entity.end - 1
    if token.pos_ == "PRON" or (token.dep_ == "nmod:poss" and entity is not None):
        return start, end
    for child in token.children:
        if (
            child.i < token.i
            and child.dep_ in BEFORE
            and not (child.dep_ == "case" or (child.dep_ == "advmod" and child.pos_ != "ADV"))
        ):
            if (
                child.dep_ == "advmod"
                and child.i < start - 1
                and not any(c.i < child.i for c in token.children if c.dep_ in BEFORE)
            ):
                continue
            start = min(start, child.left_edge.i)
        elif child.i > token.i and child.dep_ in ("flat", "fixed"):
            end = max(end, child.right_edge.i)
        elif child.i == end + 1 and child.dep_ == "nummod":
            end = child.i
        elif child.i > token.i and child.dep_ == "nmod" and case_of(child) == "of" and entity is None:
            end = max(end, _bounds(child)[1])
    while token.doc[start].dep_ == "case" and token.doc[start].head == token and start < token.i:
        start += 1
    return start, end


def _name(token: Token, span: Span) -> str | None:
    """The name in the mention: its entity, the name in apposition to it, or its words without the article."""
    entity = entity_of(token)
    if entity is None:
        for child in token.children:
            if child.dep_ in ("flat", "appos", "nmod:desc") and child.ent_type_ and child.ent_type_ != "LOC":
                entity = entity_of(child)
                break
    if entity is not None:
        return entity.text
    if token.pos_ == "PRON":
        return None
    words = span.text.split()
    while len(words) > 1 and words[0].lower() in (
        "the",
        "a",
        "an",
        "some",
        "its",
        "their",
        "his",
        "her",
        "this",
        "these",
        "those",
    ):
        words = words[1:]
    return " ".join(words)


def satisfies(token: Token, wanted: Collection[str], classes: WordClasses) -> bool:
    """Whether a filler is one of the words or `@classes`."""
    if not (word_forms(token) | word_forms(content_head(token))).isdisjoint(wanted):
        return True
    named = {w[1:] for w in wanted if w.startswith("@")}
    return bool(named and named & kinds(token, classes))
